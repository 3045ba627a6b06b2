// SPDX-License-Identifier: Apache-2.0
#include "signal/detail/field.hpp"

#include <algorithm>
#include <bit>
#include <memory>

namespace harbinger::signal::detail {

using expr::TypeKind;
using expr::Value;

namespace {

Value number_between(double low, double high) {
  return low == high ? Value(low) : Value(expr::Range{low, high});
}

struct CellValue {
  Value operator()(pack::UnknownCell) const { return {}; }
  Value operator()(bool truth) const { return truth; }
  Value operator()(pack::NumberRange n) const { return number_between(n.low, n.high); }
  Value operator()(const DecimalRange& n) const {
    return number_between(n.low.to_double(), n.high.to_double());
  }
  Value operator()(Date date) const { return date; }
  Value operator()(std::string_view text) const { return std::string(text); }
  Value operator()(const std::vector<std::string_view>& texts) const {
    auto items = std::make_shared<std::vector<Value>>();
    for (const std::string_view text : texts) items->emplace_back(std::string(text));
    return expr::List{std::move(items)};
  }
};

Value end_of(const std::optional<Date>& date) { return date ? Value(*date) : Value(); }

std::vector<Field> common_fields(bool of_edge) {
  using enum Field::What;
  const auto text = expr::simple(TypeKind::string);
  const auto date = expr::simple(TypeKind::date);
  std::vector<Field> fields = {
      {"id", id, of_edge, text, {}},
      {of_edge ? "relation" : "kind", shape, of_edge, text, {}},
      {"confidence", confidence, of_edge, expr::simple(TypeKind::number), {}},
      {"valid_from", valid_from, of_edge, date, {}},
      {"valid_to", valid_to, of_edge, date, {}}};
  if (!of_edge) fields.push_back({"name", name, of_edge, text, {}});
  return fields;
}

}  // namespace

expr::Type type_of(pack::AttributeType type) {
  using enum pack::AttributeType;
  switch (type) {
    case text:
    case ref: return expr::simple(TypeKind::string);
    case texts: return expr::list_of(expr::simple(TypeKind::string));
    case integer:
    case number:
    case share: return expr::simple(TypeKind::number);
    case date: return expr::simple(TypeKind::date);
    case truth: break;
  }
  return expr::simple(TypeKind::boolean);
}

Value value_of(const pack::Cell& cell) { return std::visit(CellValue{}, cell); }

Value Field::read(const graph::GraphView& view, std::uint32_t index) const {
  const graph::EntityGraph& graph = view.graph();
  const pack::Fact fact = graph.fact({of_edge, index});
  const std::size_t shape_index = of_edge ? graph.edge(graph::EdgeId(index)).relation().index()
                                          : graph.node(graph::NodeId(index)).kind().index();
  switch (what) {
    case What::attribute: return value_of(graph.facts().cell(code(view, index)));
    case What::id: return fact.id();
    case What::name: return std::string(graph.node(graph::NodeId(index)).name());
    case What::shape:
      return (of_edge ? graph.schema().relations : graph.schema().kinds)[shape_index].name;
    case What::confidence: return graph.schema().confidence[fact.confidence()].probability;
    case What::valid_from: return end_of(fact.validity().from);
    case What::valid_to: return end_of(fact.validity().to);
  }
  return {};
}

pack::CellCode Field::code(const graph::GraphView& view, std::uint32_t index) const {
  const pack::FactStore& facts = view.graph().facts();
  if (of_edge) {
    const std::size_t relation = facts.edges.relation(index).index();
    const std::int32_t place = places[relation];
    if (place < 0) return {};
    return facts.edges.cells[relation][static_cast<std::size_t>(place)]
                            [index - facts.edges.relation_start[relation]];
  }
  const std::size_t kind = facts.nodes.kind[index].index();
  const std::int32_t place = places[kind];
  if (place < 0) return {};
  if (!view.blank_cells().empty() &&
      view.is_blank({graph::NodeId(index), static_cast<std::uint32_t>(place)}))
    return {};
  return facts.nodes.cells[kind][static_cast<std::size_t>(place)][facts.nodes.row[index]];
}

namespace {

/// Puts a cell that is a number or a truth value into a row.
void put(const pack::FactStore& facts, pack::CellCode code, std::size_t row, expr::Column& column) {
  if (code.is_unknown()) return;
  const pack::Cell cell = facts.cell(code);
  const auto put_range = [&](double low, double high) {
    column.known.set(row);
    column.numbers[row] = low;
    if (low < high && column.uppers.empty()) column.uppers = column.numbers;
    if (!column.uppers.empty()) column.uppers[row] = high;
  };
  if (const auto* number = std::get_if<pack::NumberRange>(&cell)) {
    put_range(number->low, number->high);
  } else if (const auto* share = std::get_if<DecimalRange>(&cell)) {
    put_range(share->low.to_double(), share->high.to_double());
  } else if (const auto* truth = std::get_if<bool>(&cell)) {
    column.known.set(row);
    column.truths.assign(row, *truth);
  }
}

}  // namespace

expr::Column Field::column(const graph::GraphView& view,
                           std::span<const std::uint32_t> indices) const {
  const auto kind = type.kind == TypeKind::boolean  ? expr::ColumnKind::truth
                    : type.kind == TypeKind::string ? expr::ColumnKind::text
                                                    : expr::ColumnKind::number;
  if (what == What::attribute && kind != expr::ColumnKind::text) {
    expr::Column column = expr::unknown_column(kind, indices.size());
    for (std::size_t row = 0; row < indices.size(); ++row)
      put(view.graph().facts(), code(view, indices[row]), row, column);
    return column;
  }
  std::vector<Value> values;
  values.reserve(indices.size());
  for (const std::uint32_t index : indices) values.push_back(read(view, index));
  return expr::column_of(kind, values);
}

std::uint64_t Field::key(const graph::GraphView& view, std::uint32_t index) const {
  const auto days = [](Day first, Day last) {
    return std::uint64_t{static_cast<std::uint32_t>(first.number)} << 32u |
           static_cast<std::uint32_t>(last.number);
  };
  const pack::FactStore& facts = view.graph().facts();
  const pack::Fact fact(facts, {of_edge, index});
  switch (what) {
    case What::attribute: return std::bit_cast<std::uint64_t>(code(view, index));
    case What::name: return facts.nodes.name[index].value();
    case What::shape:
      return of_edge ? facts.edges.relation(index).value() : facts.nodes.kind[index].value();
    case What::confidence: return fact.confidence();
    case What::valid_from:
      return days(fact.validity_days().from_first, fact.validity_days().from_last);
    case What::valid_to: return days(fact.validity_days().to_first, fact.validity_days().to_last);
    case What::id: break;
  }
  return index;
}

std::optional<std::uint32_t> Field::text_number(const graph::GraphView& view,
                                                std::uint32_t index) const {
  if (what != What::attribute) return static_cast<std::uint32_t>(key(view, index));
  const pack::CellCode cell = code(view, index);
  return cell.is_unknown() ? std::nullopt : std::optional(cell.text().value());
}

std::string Field::text(const graph::EntityGraph& graph, std::uint32_t number) const {
  if (what == What::id) return graph.fact({of_edge, number}).id();
  if (what == What::shape)
    return (of_edge ? graph.schema().relations : graph.schema().kinds)[number].name;
  return std::string(graph.facts().texts[pack::TextId(number)]);
}

std::vector<Field> fields_of(const std::vector<pack::Shape>& shapes,
                             const std::vector<bool>& allowed, bool of_edge) {
  std::vector<Field> fields;
  std::vector<std::string> in_conflict;
  const auto find = [&](const std::string& name) {
    return std::find_if(fields.begin(), fields.end(),
                        [&](const Field& f) { return f.name == name; });
  };
  for (std::size_t shape = 0; shape < shapes.size(); ++shape) {
    if (!allowed[shape]) continue;
    for (std::size_t i = 0; i < shapes[shape].attributes.size(); ++i) {
      const pack::Attribute& attribute = shapes[shape].attributes[i];
      auto field = find(attribute.name);
      if (field == fields.end())
        field = fields.insert(
            field, {attribute.name, Field::What::attribute, of_edge, type_of(attribute.type),
                    std::vector<std::int32_t>(shapes.size(), -1)});
      field->places[shape] = static_cast<std::int32_t>(i);
      if (!(field->type == type_of(attribute.type))) in_conflict.push_back(attribute.name);
    }
  }
  for (Field& common : common_fields(of_edge))
    if (find(common.name) == fields.end()) fields.push_back(std::move(common));
  std::erase_if(fields, [&](const Field& f) {
    return std::find(in_conflict.begin(), in_conflict.end(), f.name) != in_conflict.end();
  });
  return fields;
}

}  // namespace harbinger::signal::detail
