// SPDX-License-Identifier: Apache-2.0
#include "base/diagnostic.hpp"

#include <catch2/catch.hpp>

#include "base/written_text.hpp"

using namespace harbinger;

TEST_CASE("A diagnostic shows the line, a caret under the place, and the nearest name",
          "[diagnostic]") {
  const auto text =
      std::make_shared<const SourceText>("rules/a.yaml", "rules:\n    when: \"suplier > 0.2\"\n");
  Diagnostics diagnostics;
  const std::vector<std::string> names{"units", "supplier", "suppliers_of"};
  diagnostics.error(position_at(text, 18, 7), "unknown signal '{}'", "suplier")
      .did_you_mean("suplier", names);
  CHECK(to_text(diagnostics.all().front()) ==
        "rules/a.yaml:2:12: error: unknown signal 'suplier'\n"
        "  2 |     when: \"suplier > 0.2\"\n"
        "    |            ^~~~~~~ did you mean 'supplier'?");
}

TEST_CASE("Columns count code points, so a caret stands right behind accents", "[diagnostic]") {
  const auto text = std::make_shared<const SourceText>("t", "Noé, x");
  CHECK(position_at(text, 6).column == 6);  // N o é , space, then x: é is two bytes
}

TEST_CASE("A name that is far from all is not guessed", "[diagnostic]") {
  const std::vector<std::string> names{"units", "supplier"};
  CHECK(nearest_name("port", names).empty());
  CHECK(nearest_name("untis", names) == "units");  // neighbours swapped: one edit
}

TEST_CASE("Warnings do not make a run fail", "[diagnostic]") {
  Diagnostics diagnostics;
  diagnostics.warning(whole_file("a.csv"), "odd");
  CHECK_FALSE(diagnostics.has_errors());
  diagnostics.error(whole_file("a.csv"), "wrong");
  CHECK(diagnostics.error_count() == 1);
  CHECK(to_text(diagnostics.all()[1]) == "a.csv: error: wrong");
}
