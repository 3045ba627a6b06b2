// SPDX-License-Identifier: Apache-2.0
// Ages and decay of a date that is a whole month, on a day within it.
#include <catch2/catch.hpp>

#include "expr/program.hpp"

using namespace harbinger;

namespace {

class NoSlots : public expr::Row {
 public:
  expr::Value slot(std::uint32_t) const override { return expr::Unknown{}; }
};

double value_of(const std::string& text) {
  Diagnostics diagnostics;
  const auto program =
      expr::check(written_argument("test", text), expr::Environment(), diagnostics);
  REQUIRE(program);
  return program->evaluate(NoSlots()).get<double>();
}

}  // namespace

TEST_CASE("What happened in a month that has begun is not in the future", "[dates]") {
  CHECK(value_of("age(date('2019-11'), date('2019-11-02'))") == 0);
  CHECK(value_of("decay(date('2019'), date('2019-02-01'), years(5))") == 1);
  // From the middle of November, the 15th, to the 25th: ten days.
  CHECK(value_of("age(date('2019-11'), date('2019-11-25'))") == Approx(10 / 365.2425));
  // What has not begun has weight 0.
  CHECK(value_of("decay(date('2019-12'), date('2019-11-25'), years(5))") == 0);
}
