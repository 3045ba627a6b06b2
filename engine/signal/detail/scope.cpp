// SPDX-License-Identifier: Apache-2.0
#include "signal/detail/scope.hpp"

#include <algorithm>

#include "signal/graph_functions.hpp"

namespace harbinger::signal::detail {

using expr::TypeKind;

namespace {

/// Those of every expression and those of the graph: one table for all signals.
const std::shared_ptr<const expr::FunctionTable>& functions() {
  static const auto table = [] {
    auto all = std::make_shared<expr::FunctionTable>(*expr::standard_function_table());
    for (const expr::Function& function : graph_functions()) all->add(function);
    return std::shared_ptr<const expr::FunctionTable>(std::move(all));
  }();
  return table;
}

class ScopeBuilder {
 public:
  ScopeBuilder(const pack::Schema& schema, const Parameters& params, std::string noun)
      : schema_(schema),
        scope_{expr::Environment(expr::Dialect::rules, std::move(noun), functions()), {}} {
    add("as_of", expr::simple(TypeKind::date), {.what = SlotSource::What::as_of});
    for (const auto& [name, value] : params) {
      scope_.environment.declare_field("params", name, type_of(value));
      scope_.slots.push_back(
          {.what = SlotSource::What::parameter, .parameter = value, .name = name});
    }
  }

  void add(const std::string& name, expr::Type type, SlotSource source) {
    scope_.environment.declare(name, std::move(type));
    scope_.slots.push_back(std::move(source));
  }

  void add_node(const std::string& name, const std::vector<bool>& kinds, std::uint32_t slot) {
    add_record(name, fields_of(schema_.kinds, kinds, false), slot);
  }

  void add_edge(const std::string& name, const std::vector<pack::RelationId>& relations,
                std::uint32_t slot) {
    std::vector<bool> allowed(schema_.relations.size(), false);
    for (const pack::RelationId relation : relations) allowed[relation.index()] = true;
    add_record(name, fields_of(schema_.relations, allowed, true), slot);
  }

  Scope done() && { return std::move(scope_); }

 private:
  void add_record(const std::string& name, std::vector<Field> fields, std::uint32_t slot) {
    add(name, expr::simple(TypeKind::entity), {.what = SlotSource::What::entity, .variable = slot});
    for (Field& field : fields) {
      scope_.environment.declare_field(name, field.name, field.type);
      scope_.slots.push_back(
          {.what = SlotSource::What::field, .variable = slot, .field = std::move(field)});
    }
  }

  const pack::Schema& schema_;
  Scope scope_;
};

}  // namespace

expr::Type type_of(const expr::Value& value) {
  if (value.is<bool>()) return expr::simple(TypeKind::boolean);
  if (value.is<double>() || value.is<expr::Range>()) return expr::simple(TypeKind::number);
  if (value.is<std::string>()) return expr::simple(TypeKind::string);
  if (value.is<Date>()) return expr::simple(TypeKind::date);
  if (value.is<expr::List>()) return expr::list_of(expr::simple(TypeKind::string));
  return expr::simple(TypeKind::dyn);
}

Scope scope_of(const Pattern& pattern, const pack::Schema& schema, const Parameters& params,
               bool near, std::span<const std::string> mentioned) {
  ScopeBuilder builder(schema, params, "variable");
  const auto add = [&](const std::string& name, std::uint32_t slot, const auto& add_record) {
    if (std::find(mentioned.begin(), mentioned.end(), name) != mentioned.end())
      add_record();
    else if (!name.empty())
      builder.add(name, expr::simple(TypeKind::entity), {.variable = slot});
  };
  for (std::uint32_t i = 0; i < pattern.nodes.size(); ++i) {
    const PatternNode& node = pattern.nodes[i];
    add(node.name, i, [&] { builder.add_node(node.name, node.kinds, i); });
  }
  for (std::uint32_t i = 0; i < pattern.edges.size(); ++i) {
    const PatternEdge& edge = pattern.edges[i];
    const std::uint32_t slot = pattern.edge_slot(i);
    add(edge.name, slot, [&] { builder.add_edge(edge.name, edge.relations, slot); });
  }
  if (near)
    builder.add("distance_km", expr::simple(TypeKind::number),
                {.what = SlotSource::What::distance});
  return std::move(builder).done();
}

Scope scope_of(std::span<const NamedSignal> signals, std::span<const std::uint32_t> which,
               const pack::Schema& schema, const Parameters& params) {
  ScopeBuilder builder(schema, params, "signal");
  for (const std::uint32_t i : which)
    builder.add(signals[i].id, signals[i].type, {.what = SlotSource::What::signal, .variable = i});
  std::vector<bool> kinds(schema.kinds.size(), false);
  kinds[schema.roles.site.index()] = true;
  builder.add_node(std::string(anchor_name), kinds, 0);
  return std::move(builder).done();
}

}  // namespace harbinger::signal::detail
