// SPDX-License-Identifier: Apache-2.0
// Any bytes as a CSV table: whole rows, or errors with a place in the text.
#include <cstdint>
#include <memory>
#include <string>

#include "base/csv_table.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace harbinger;
  const auto text = std::make_shared<const SourceText>(
      "fuzz", std::string(reinterpret_cast<const char*>(data), size));
  Diagnostics diagnostics;
  const auto table = CsvTable::read(text, diagnostics);
  const bool whole = table && table->complete();
  if (whole == diagnostics.has_errors()) __builtin_trap();
  if (table)
    for (std::size_t row = 0; row < table->rows(); ++row)
      for (std::size_t column = 0; column < table->header().size(); ++column)
        (void)table->position(table->cell(row, column));
  for (const Diagnostic& diagnostic : diagnostics.all()) (void)to_text(diagnostic);
  return 0;
}
