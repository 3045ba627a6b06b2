// SPDX-License-Identifier: Apache-2.0
#include "pack/detail/row_text.hpp"

#include <fmt/format.h>

#include "pack/detail/cell_reader.hpp"

namespace harbinger::pack::detail {

namespace {

template <class T>
std::string range_text(const T& low, const T& high) {
  return low == high ? fmt::format("{}", low) : fmt::format("[{}, {}]", low, high);
}

struct CellText {
  std::string operator()(UnknownCell) const { return {}; }
  std::string operator()(bool truth) const { return truth ? "yes" : "no"; }
  std::string operator()(NumberRange range) const { return range_text(range.low, range.high); }
  std::string operator()(DecimalRange range) const {
    return range_text(to_text(range.low), to_text(range.high));
  }
  std::string operator()(const Date& date) const { return to_text(date); }
  std::string operator()(std::string_view text) const { return std::string(text); }
  std::string operator()(const std::vector<std::string_view>& texts) const {
    // Parts without text are no parts, but such a cell is known.
    return texts.empty() ? "|" : fmt::format("{}", fmt::join(texts, "|"));
  }
};

std::string date_text(const std::optional<Date>& date) {
  return date ? to_text(*date) : std::string();
}

/// What any fact has; nothing for a column of its own kind.
std::optional<std::string> shared_text(const Pack& pack, const Fact& fact, ColumnRole role) {
  switch (role) {
    case ColumnRole::valid_from: return date_text(fact.validity().from);
    case ColumnRole::valid_to: return date_text(fact.validity().to);
    case ColumnRole::confidence: return pack.schema.confidence[fact.confidence()].word;
    case ColumnRole::source: {
      std::vector<std::string> ids;
      for (const SourceId source : fact.sources()) ids.push_back(pack.sources[source.index()].id);
      return fmt::format("{}", fmt::join(ids, "|"));
    }
    case ColumnRole::note: return std::string(fact.note());
    default: return std::nullopt;
  }
}

}  // namespace

std::vector<ColumnUse> columns_of(const TablePlan& plan) {
  std::vector<ColumnUse> columns;
  const auto add = [&](const std::string& name, ColumnRole role, bool optional = false) {
    columns.push_back({name, role, nullptr, optional});
  };
  add("id", ColumnRole::id, plan.is_relation);
  if (!plan.is_relation) add("name", ColumnRole::name);
  if (!plan.kind_column.empty()) add(plan.kind_column, ColumnRole::kind);
  if (plan.is_relation) add(plan.from_column, ColumnRole::from);
  if (plan.is_relation) add(plan.to_column, ColumnRole::to);
  // An attribute may be the beginning or the end of the validity too: both read the one column.
  for (const TableColumn& attribute : plan.columns)
    columns.push_back({attribute.name, ColumnRole::attribute, &attribute, false});
  const auto has = [&](const std::string& name) {
    for (const ColumnUse& column : columns)
      if (column.name == name) return true;
    return false;
  };
  if (!has(plan.valid_from))
    add(plan.valid_from, ColumnRole::valid_from, plan.valid_from == "valid_from");
  if (!has(plan.valid_to)) add(plan.valid_to, ColumnRole::valid_to, plan.valid_to == "valid_to");
  add("confidence", ColumnRole::confidence);
  add("source", ColumnRole::source);
  add("note", ColumnRole::note, true);
  return columns;
}

std::string cell_text(const Cell& cell) { return std::visit(CellText{}, cell); }

std::string text_of(const Pack& pack, const NodeFact& node, const ColumnUse& column) {
  if (auto text = shared_text(pack, node, column.role)) return *std::move(text);
  if (column.role == ColumnRole::id) return std::string(node.id());
  if (column.role == ColumnRole::name) return std::string(node.name());
  if (column.role == ColumnRole::kind) return pack.schema.kinds[node.kind().index()].name;
  return cell_text(node.cell(column.attribute->attribute));
}

std::string text_of(const Pack& pack, const EdgeFact& edge, const ColumnUse& column) {
  if (auto text = shared_text(pack, edge, column.role)) return *std::move(text);
  const std::string_view from = pack.nodes[edge.from()].id();
  const std::string_view to = pack.nodes[edge.to()].id();
  if (column.role == ColumnRole::id) {
    const std::string_view relation = pack.schema.relations[edge.relation().index()].name;
    const bool is_derived =
        edge.written_id() == derived_id(relation, from, to, edge.validity().from);
    return is_derived ? std::string() : std::string(edge.written_id());
  }
  if (column.role == ColumnRole::from) return std::string(from);
  if (column.role == ColumnRole::to) return std::string(to);
  return cell_text(edge.cell(column.attribute->attribute));
}

bool same_value(const ColumnUse& column, std::string_view a, std::string_view b) {
  if (a == b) return true;
  AttributeType type = AttributeType::text;
  if (column.role == ColumnRole::attribute) type = column.attribute->spec.type;
  if (column.role == ColumnRole::source) type = AttributeType::texts;
  if (column.role == ColumnRole::valid_from || column.role == ColumnRole::valid_to)
    type = AttributeType::date;
  if (type == AttributeType::text && column.role != ColumnRole::attribute) return false;
  const auto x = read_cell(type, a);
  const auto y = read_cell(type, b);
  return x && y && *x == *y;
}

}  // namespace harbinger::pack::detail
