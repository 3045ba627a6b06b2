// SPDX-License-Identifier: Apache-2.0
#include "synth/detail/row_writer.hpp"

#include "base/csv_quoting.hpp"

namespace harbinger::synth::detail {

RowWriter::RowWriter(const ModelTables& model, NewFolder& folder, Random& random)
    : model_(model), random_(random), rows_(model.tables.size(), 0) {
  for (const ModelTable& table : model.tables) {
    files_.push_back(&folder.add(table.file));
    std::string& out = files_.back()->buffer();
    for (std::size_t i = 0; i < table.columns.size(); ++i) {
      if (i > 0) out += ',';
      out += csv_quoted(table.columns[i].name);
    }
    out += '\n';
  }
}

void RowWriter::write(const RowOwner& owner, const RowPlan& row, std::string_view end) {
  NewFile& file = *files_[row.table];
  std::string& out = file.buffer();
  for (std::size_t i = 0; i < row.cells.size(); ++i) {
    if (i > 0) out += ',';
    append_cell(owner, row.cells[i], end, out);
  }
  out += '\n';
  file.written();
  ++rows_[row.table];
}

void RowWriter::append_cell(const RowOwner& owner, const CellPlan& cell, std::string_view end,
                            std::string& out) {
  const auto length = static_cast<std::size_t>(cell.value);
  switch (cell.action) {
    case CellAction::as_is: out += cell.text; break;
    case CellAction::own_id: owner.copies->append_id(owner.number, out); break;
    case CellAction::own_edge_id:
      out += cell.text + '-';
      append_number(owner.number, 1, out);
      break;
    case CellAction::own_name:
      out += owner.copies->name + ' ';
      append_word(owner.number, out);
      break;
    case CellAction::other_end: out += end; break;
    case CellAction::day: out += to_text(Day{cell.value - owner.days_back}); break;
    case CellAction::degrees: append_degrees(cell, out); break;
    case CellAction::code: append_code(owner.number, length, out); break;
    case CellAction::prose: append_prose(length, random_, out); break;
  }
}

void RowWriter::append_degrees(const CellPlan& cell, std::string& out) {
  constexpr std::int32_t most_moved = 5000;
  std::int32_t value =
      cell.value + static_cast<std::int32_t>(random_.below(2 * most_moved + 1)) - most_moved;
  const bool is_longitude = cell.most == 180'000;
  if (is_longitude && value > cell.most) value -= 2 * cell.most;
  if (is_longitude && value < -cell.most) value += 2 * cell.most;
  value = std::clamp(value, -cell.most, cell.most);
  if (value < 0) out += '-';
  const auto size = static_cast<std::uint32_t>(value < 0 ? -value : value);
  append_number(size / 1000, 1, out);
  out += '.';
  append_number(size % 1000, 3, out);
}

std::vector<WrittenFile> RowWriter::files() const {
  std::vector<WrittenFile> written;
  for (std::size_t table = 0; table < files_.size(); ++table)
    written.push_back({model_.tables[table].file, rows_[table], files_[table]->bytes()});
  return written;
}

}  // namespace harbinger::synth::detail
