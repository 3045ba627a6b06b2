// SPDX-License-Identifier: Apache-2.0
#include "report/text_table.hpp"

#include <catch2/catch.hpp>

#include "report/csv.hpp"

using namespace harbinger::report;

TEST_CASE("A text is cut and filled by what it takes on a terminal", "[report]") {
  CHECK(fitted("Noé", 5) == "Noé  ");
  CHECK(cut("Port of Manila", 8) == "Port of…");
  CHECK(display_width("国务院") == 6);  // three characters of two columns
  CHECK(cut("国务院", 4) == "国…");
  CHECK(display_width("e\xCC\x81") == 1);  // an accent that combines takes no column
}

TEST_CASE("A bar has eighths of a column", "[report]") {
  CHECK(bar(0.5, 4) == "██  ");
  CHECK(bar(1.0 / 32, 4) == "▏   ");
  CHECK(bar(7, 2) == "██");
  CHECK(bar(-1, 2) == "  ");
}

TEST_CASE("What would change a terminal or hide text is shown as a mark", "[report]") {
  CHECK(printable("a\x1b[31mb") == "a�[31mb");
  CHECK(printable("a\xE2\x80\xAE"
                  "b") == "a�b");  // right-to-left override
  CHECK(printable("a\nb") == "a b");
}

TEST_CASE("A text is broken at spaces", "[report]") {
  CHECK(wrapped("one two three", 7, "  ") == "one two\n  three");
  CHECK(wrapped("", 7, "  ").empty());
}

TEST_CASE("A cell that a spreadsheet would run is made harmless", "[report]") {
  CHECK(csv_text("=1+1") == "'=1+1");
  CHECK(csv_text("@cmd, \"x\"") == "\"'@cmd, \"\"x\"\"\"");
  CHECK(csv_text("-") == "'-");
  CHECK(csv_text("plain") == "plain");
  CHECK(csv_text("a\nb") == "\"a\nb\"");
  CHECK(csv_number(-0.5) == "-0.5");
  CHECK(csv_number(0.1 + 0.2) == "0.30000000000000004");
}
