// SPDX-License-Identifier: Apache-2.0
#include "base/decimal.hpp"

#include <rapidcheck.h>
#include <catch2/catch.hpp>

using namespace harbinger;

TEST_CASE("Tenths add up exactly, as binary floating point does not promise", "[decimal]") {
  CHECK(*parse_decimal("0.1") + *parse_decimal("0.2") + *parse_decimal("49.7") ==
        *parse_decimal("50"));
}

TEST_CASE("A decimal has at most nine places and 9.2 billion", "[decimal]") {
  CHECK(parse_decimal("0.123456789")->units == 123456789);
  CHECK(parse_decimal("0.1234567890"));  // a tenth place that is zero loses nothing
  CHECK_FALSE(parse_decimal("0.1234567891"));
  CHECK_FALSE(parse_decimal("9200000000"));
  for (const char* text : {"", "-", ".", "1e5", "0,5", " 1", "1 ", "+1", "--1"})
    CHECK_FALSE(parse_decimal(text));
}

TEST_CASE("A decimal written out is read back as it was", "[decimal]") {
  CHECK(to_text(*parse_decimal("-0.5")) == "-0.5");
  CHECK(to_text(*parse_decimal("12.340")) == "12.34");
  const bool holds = rc::check("to_text and parse_decimal are inverse", [] {
    const Decimal value{
        *rc::gen::inRange<std::int64_t>(-9'199'999'999'999'999'999, 9'199'999'999'999'999'999)};
    RC_ASSERT(parse_decimal(to_text(value)) == value);
  });
  CHECK(holds);
}
