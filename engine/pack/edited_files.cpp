// SPDX-License-Identifier: Apache-2.0
// The way back from an edited pack to the files of a folder. A fact keeps the table and the line of its row, so
// what became of a row is seen by holding the two packs against each other:
//
//     a fact at the same line, with the same cells   the row as it is written
//     a fact at the same line, with a blank cell     the row, that cell blank
//     a fact of the same id, read from an edit       the row, its cells as they are now
//     neither                                        left out
//
// and facts read from edits that took no row's place stand at the end.
#include <algorithm>
#include <filesystem>
#include <optional>
#include <tuple>
#include <unordered_map>

#include "base/assert.hpp"
#include "base/csv_quoting.hpp"
#include "base/csv_table.hpp"
#include "pack/detail/row_text.hpp"
#include "pack/edits.hpp"

namespace harbinger::pack {

namespace {

using detail::ColumnUse;
using detail::TablePlan;

bool same_facts(const Fact& a, const Fact& b) {
  return a.id() == b.id() && a.validity_days() == b.validity_days() &&
         a.confidence() == b.confidence() && std::ranges::equal(a.sources(), b.sources()) &&
         a.note() == b.note();
}
bool same_row(const NodeFact& a, const NodeFact& b) {
  return same_facts(a, b) && a.kind() == b.kind() && a.name() == b.name() && same_cells(a, b);
}
/// The ends of an edge are in its row, which stayed where it is: only an edit read anew could move them.
bool same_row(const EdgeFact& a, const EdgeFact& b) { return same_facts(a, b) && same_cells(a, b); }

/// One table of nodes or of edges, written anew.
template <class FactType>
class TableWriter {
 public:
  TableWriter(const Pack& base, const Pack& edited, std::uint32_t table, const TablePlan& plan,
              const FactList<FactType>& before, const FactList<FactType>& after)
      : edited_(edited), columns_(detail::columns_of(plan)) {
    const std::uint32_t index = *base.plan->of_table[table];
    for (const FactType fact : before)
      if (fact.table() == table) before_.emplace(fact.line(), fact);
    for (const FactType fact : after) {
      if (edited.plan->of_table[fact.table()] != index) continue;
      if (fact.table() == table)
        stayed_.emplace(fact.line(), fact);
      else if (fact.table() >= base.tables.size())
        anew_.emplace(fact.id(), fact);
    }
  }

  std::string write(const CsvTable& table) {
    header_ = &table.header();
    find_columns();
    add_columns();
    const std::string_view content = table.text()->content();
    const std::size_t first_row = table.rows() > 0 ? table.cell(0, 0).offset : content.size();
    line_end_ = content.substr(0, content.find('\n')).ends_with('\r') ? "\r\n" : "\n";
    out_ = row_text(content, *header_->begin(), header_->back(), first_row, added_header());
    for (std::size_t row = 0; row < table.rows(); ++row) write_row(table, row);
    std::vector<FactType> rest;
    for (const auto& [id, fact] : anew_) rest.push_back(fact);
    const auto place = [](const Fact& f) { return std::tuple(f.table(), f.line(), f.id()); };
    std::sort(rest.begin(), rest.end(),
              [&](const Fact& a, const Fact& b) { return place(a) < place(b); });
    for (const FactType& fact : rest) {
      if (!out_.empty() && out_.back() != '\n') out_ += line_end_;
      out_ += new_row(fact) + line_end_;
    }
    return std::move(out_);
  }

 private:
  void find_columns() {
    for (const CsvCell& cell : *header_) {
      const auto found = std::find_if(columns_.begin(), columns_.end(),
                                      [&](const ColumnUse& c) { return c.name == cell.text; });
      HARBINGER_ASSERT(found != columns_.end());
      uses_.push_back(&*found);
    }
  }

  /// Columns that the table does without so far, and a fact of an edit needs.
  void add_columns() {
    for (const ColumnUse& column : columns_) {
      if (!column.optional || std::find(uses_.begin(), uses_.end(), &column) != uses_.end())
        continue;
      const bool is_needed = std::any_of(anew_.begin(), anew_.end(), [&](const auto& entry) {
        return !detail::text_of(edited_, entry.second, column).empty();
      });
      if (is_needed) added_.push_back(&column);
    }
  }

  std::string added_header() const {
    std::string text;
    for (const ColumnUse* column : added_) text += "," + column->name;
    return text;
  }

  /// The row from its first to its last cell, more cells, and what stands up to the next row.
  static std::string row_text(std::string_view content, const CsvCell& first, const CsvCell& last,
                              std::size_t next, const std::string& more) {
    const std::size_t end = last.offset + last.length;
    const std::size_t begin = first.offset;
    return std::string(content.substr(begin, end - begin)) + more +
           std::string(content.substr(end, next - end));
  }

  void write_row(const CsvTable& table, std::size_t row) {
    const std::string_view content = table.text()->content();
    const CsvCell& first = table.cell(row, 0);
    const CsvCell& last = table.cell(row, header_->size() - 1);
    const std::size_t next =
        row + 1 < table.rows() ? table.cell(row + 1, 0).offset : content.size();
    const std::uint32_t line = table.line_of(row);
    const FactType before = before_.at(line);
    std::optional<FactType> now;
    if (const auto found = stayed_.find(line); found != stayed_.end()) {
      now = found->second;
      if (same_row(before, *now)) {
        out_ += row_text(content, first, last, next, std::string(added_.size(), ','));
        return;
      }
    } else if (const auto other = anew_.find(std::string(before.id())); other != anew_.end()) {
      now = other->second;
      anew_.erase(other);
    }
    if (!now) return;
    for (std::size_t column = 0; column < header_->size(); ++column) {
      const CsvCell& cell = table.cell(row, column);
      const std::string wanted = detail::text_of(edited_, *now, *uses_[column]);
      const bool keeps_id = uses_[column]->role == detail::ColumnRole::id && cell.text == now->id();
      out_ += column > 0 ? "," : "";
      if (keeps_id || detail::same_value(*uses_[column], cell.text, wanted))
        out_ += content.substr(cell.offset, cell.length);
      else
        out_ += csv_quoted(wanted);
    }
    for (const ColumnUse* column : added_)
      out_ += "," + csv_quoted(detail::text_of(edited_, *now, *column));
    out_ += content.substr(last.offset + last.length, next - last.offset - last.length);
  }

  std::string new_row(const FactType& fact) const {
    std::string row;
    for (std::size_t i = 0; i < uses_.size() + added_.size(); ++i) {
      const ColumnUse& column = i < uses_.size() ? *uses_[i] : *added_[i - uses_.size()];
      row += (i > 0 ? "," : "") + csv_quoted(detail::text_of(edited_, fact, column));
    }
    return row;
  }

  const Pack& edited_;
  std::vector<ColumnUse> columns_;
  std::unordered_map<std::uint32_t, FactType> before_;  ///< By line.
  std::unordered_map<std::uint32_t, FactType> stayed_;
  std::unordered_map<std::string, FactType> anew_;  ///< By id.
  const std::vector<CsvCell>* header_ = nullptr;
  std::vector<const ColumnUse*> uses_;   ///< Of the columns of the table.
  std::vector<const ColumnUse*> added_;  ///< Of those behind them.
  std::string line_end_;
  std::string out_;
};

std::string written_table(const Pack& base, const Pack& edited, std::uint32_t place,
                          const CsvTable& table) {
  const TablePlan& plan = base.plan->tables[*base.plan->of_table[place]];
  if (plan.is_relation)
    return TableWriter<EdgeFact>(base, edited, place, plan, base.edges, edited.edges).write(table);
  return TableWriter<NodeFact>(base, edited, place, plan, base.nodes, edited.nodes).write(table);
}

}  // namespace

std::optional<std::vector<FileContent>> edited_files(const Pack& base, const Pack& edited,
                                                     Diagnostics& diagnostics) {
  const std::size_t errors = diagnostics.error_count();
  HARBINGER_ASSERT(base.plan != nullptr && edited.plan != nullptr);
  if (!std::filesystem::is_directory(base.plan->folder)) {
    diagnostics.error(
        whole_file(base.plan->folder),
        "is a snapshot; an edited copy is written from the folder that it was made of");
    return std::nullopt;
  }
  std::vector<FileContent> files;
  for (const PackFile& file : base.files) {
    const auto text = read_file(file.path);
    if (!text) {
      diagnostics.add(text.error());
      continue;
    }
    std::string content((*text)->content());
    if (sha256(content) != file.sha256) {
      diagnostics.error(whole_file(file.path), "has changed since the pack was read");
      continue;
    }
    for (std::uint32_t i = 0; i < base.tables.size(); ++i)
      if (base.tables[i] == file.path && base.plan->of_table[i])
        if (const auto table = CsvTable::read(*text, diagnostics))
          content = written_table(base, edited, i, *table);
    files.push_back(
        {std::filesystem::path(file.path).lexically_relative(base.plan->folder).string(),
         std::move(content)});
  }
  if (diagnostics.error_count() > errors) return std::nullopt;
  return files;
}

}  // namespace harbinger::pack
