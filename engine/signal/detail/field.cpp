// SPDX-License-Identifier: Apache-2.0
#include "signal/detail/field.hpp"

#include <algorithm>
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
    case What::attribute: {
      const std::int32_t place = places[shape_index];
      const auto at = static_cast<std::size_t>(place);
      if (place < 0) return {};
      if (of_edge) return value_of(graph.edge(graph::EdgeId(index)).cell(at));
      return value_of(view.cell({graph::NodeId(index), static_cast<std::uint32_t>(at)}));
    }
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
