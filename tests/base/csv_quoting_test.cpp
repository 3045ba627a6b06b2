// SPDX-License-Identifier: Apache-2.0
#include "base/csv_quoting.hpp"

#include <catch2/catch.hpp>

using harbinger::csv_quoted;

TEST_CASE("A text is quoted in CSV where a comma, a quote or a line break is in it", "[csv]") {
  CHECK(csv_quoted("").empty());
  CHECK(csv_quoted("Port of Subic") == "Port of Subic");
  CHECK(csv_quoted("Bank, of A") == "\"Bank, of A\"");
  CHECK(csv_quoted("the \"big\" one") == "\"the \"\"big\"\" one\"");
  CHECK(csv_quoted("two\nlines") == "\"two\nlines\"");
  CHECK(csv_quoted("\r") == "\"\r\"");
}
