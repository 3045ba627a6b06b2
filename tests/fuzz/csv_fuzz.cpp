// SPDX-License-Identifier: Apache-2.0
// Any bytes as a CSV table: whole rows, or errors with a place in the text; the same place for a cell by
// counting along its row as by looking it up in the text.
#include <cstdint>
#include <memory>
#include <string>

#include "base/csv_rows.hpp"
#include "base/csv_table.hpp"

namespace {

using namespace harbinger;

void need(bool holds) {
  if (!holds) __builtin_trap();
}

/// The rows once more, beside the table that was made of them.
void compare(const CsvTable& table, CsvRows& rows) {
  for (std::size_t row = 0; rows.next(); ++row) {
    need(row < table.rows() && rows.line() == table.line_of(row));
    for (std::size_t column = 0; column < table.header().size(); ++column) {
      const TextPosition found = rows.position(column);
      const TextPosition looked_up = table.position(table.cell(row, column));
      need(rows.cell(column) == table.cell(row, column).text);
      need(found.line == looked_up.line && found.column == looked_up.column &&
           found.length == looked_up.length);
    }
  }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const auto text = std::make_shared<const SourceText>(
      "fuzz", std::string(reinterpret_cast<const char*>(data), size));
  Diagnostics diagnostics;
  const auto table = CsvTable::read(text, diagnostics);
  need((table && table->complete()) != diagnostics.has_errors());
  for (const Diagnostic& diagnostic : diagnostics.all()) (void)to_text(diagnostic);
  Diagnostics again;
  auto rows = CsvRows::open(text, again);
  need(rows.has_value() == table.has_value());
  if (rows) compare(*table, *rows);
  need(again.error_count() == diagnostics.error_count());
  return 0;
}
