// SPDX-License-Identifier: Apache-2.0
#include "signal/graph_functions.hpp"

#include <algorithm>
#include <array>
#include <cmath>

#include <fmt/core.h>

#include "base/assert.hpp"
#include "graph/legal_test.hpp"
#include "graph/ownership.hpp"

namespace harbinger::signal {

using expr::Error;
using expr::TypeKind;
using expr::Unknown;
using expr::Value;
using graph::FactRef;
using graph::NodeId;

namespace {

using Arguments = std::span<const Value>;
using Used = std::vector<FactRef>;

struct Call {
  Arguments arguments;
  const World& world;
  Used* used;

  [[nodiscard]] const graph::EntityGraph& graph() const { return world.view.graph(); }
  void use(const std::vector<graph::OwnershipLink>& chain) const {
    for (const graph::OwnershipLink& link : chain) used->push_back(graph::fact_of(link));
  }
};

/// A node given as itself or by its id; nothing where it is an edge, or the pack has no such node.
std::optional<NodeId> node_in(const Call& call, std::size_t argument) {
  const Value& value = call.arguments[argument];
  if (const auto* entity = value.get_if<expr::Entity>())
    return entity->is_edge ? std::nullopt : std::optional(NodeId(entity->index));
  const auto node = call.graph().find_node(value.get<std::string>());
  const bool is_there = node && !call.world.view.is_removed(graph::fact_of(*node));
  return is_there ? node : std::nullopt;
}

Value no_node(const Call& call, std::size_t argument) {
  return Error{fmt::format("'{}' is no node of the pack", expr::to_text(call.arguments[argument]))};
}

Value truth_value(graph::Truth truth) {
  return truth == graph::Truth::unknown ? Value(Unknown{}) : Value(truth == graph::Truth::yes);
}

/// The nearest billionth; nothing where it is no fraction.
std::optional<Decimal> fraction(double value) {
  if (!(value >= 0 && value <= 1)) return std::nullopt;
  return Decimal{std::llround(value * static_cast<double>(Decimal::one))};
}

Value controlled_by(const Call& call) {
  const auto entity = node_in(call, 0);
  const auto holder = node_in(call, 1);
  if (!entity || !holder) return no_node(call, entity ? 1 : 0);
  const bool is_given = call.arguments.size() > 2;
  const auto more_than =
      is_given ? fraction(call.arguments[2].get<double>()) : graph::Ownership::half;
  if (!more_than)
    return Error{fmt::format("control is by more than a fraction from 0 to 1, not {}",
                             expr::to_text(call.arguments[2]))};
  const graph::Ownership& ownership = call.world.ownership;
  const Value answer = truth_value(ownership.controlled_by(*entity, *holder, *more_than));
  if (call.used != nullptr) call.use(ownership.control_chain(*entity, *holder, *more_than));
  return answer;
}

Value look_through(const Call& call) {
  const auto entity = node_in(call, 0);
  const auto holder = node_in(call, 1);
  if (!entity || !holder) return no_node(call, entity ? 1 : 0);
  const graph::ShareBounds share = call.world.ownership.look_through(*entity, *holder);
  if (call.used != nullptr) call.use(call.world.ownership.look_through_chain(*entity, *holder));
  return share.low == share.high ? Value(share.low) : Value(expr::Range{share.low, share.high});
}

/// Calls visit(edge) for each listing of the entity on the list.
template <class Visit>
void for_each_listing(const Call& call, NodeId entity, NodeId list, Visit visit) {
  for (const graph::EdgeId edge :
       call.graph().out_edges(entity, call.graph().schema().roles.listed_on))
    if (call.graph().target(edge) == list) visit(edge);
}

/// Over all the days of a partial date: yes where it held on the first and the last, no where on neither.
graph::Truth held_over(const Call& call, graph::EdgeId edge, Date date) {
  const bool first = call.world.view.held_on(edge, date.first);
  const bool last = date.last == date.first ? first : call.world.view.held_on(edge, date.last);
  return graph::truth_between(first && last, first || last);
}

/// Yes where one of the edges held, else unknown where one may have. Where facts are wanted all are asked,
/// as any of them carries the answer.
class AnyHeld {
 public:
  AnyHeld(const Call& call, Date date) : call_(call), date_(date) {}

  void ask(graph::EdgeId edge) {
    if (answer_ == graph::Truth::yes && call_.used == nullptr) return;
    const graph::Truth held = held_over(call_, edge, date_);
    if (held == graph::Truth::no) return;
    if (answer_ != graph::Truth::yes) answer_ = held;
    if (call_.used != nullptr) call_.used->push_back(graph::fact_of(edge));
  }
  [[nodiscard]] Value answer() const { return truth_value(answer_); }

 private:
  const Call& call_;
  Date date_;
  graph::Truth answer_ = graph::Truth::no;
};

Value listed_on(const Call& call) {
  const auto entity = node_in(call, 0);
  const auto list = node_in(call, 1);
  if (!entity || !list) return no_node(call, entity ? 1 : 0);
  if (!call.graph().schema().roles.listed_on.valid()) return false;
  AnyHeld any(call, call.arguments[2].get<Date>());
  for_each_listing(call, *entity, *list, [&](graph::EdgeId edge) { any.ask(edge); });
  return any.answer();
}

/// The earliest listing that holds on the day of the view.
Value listed_since(const Call& call) {
  const auto entity = node_in(call, 0);
  const auto list = node_in(call, 1);
  if (!entity || !list) return no_node(call, entity ? 1 : 0);
  if (!call.graph().schema().roles.listed_on.valid()) return Unknown{};
  std::optional<graph::EdgeId> earliest;
  const auto since = [&](graph::EdgeId edge) { return call.graph().edge(edge).validity().from; };
  for_each_listing(call, *entity, *list, [&](graph::EdgeId edge) {
    if (!call.world.view.has(edge) || !since(edge)) return;
    if (!earliest || since(edge)->first < since(*earliest)->first) earliest = edge;
  });
  if (!earliest) return Unknown{};
  if (call.used != nullptr) call.used->push_back(graph::fact_of(*earliest));
  return *since(*earliest);
}

/// An alliance may be written from either end.
Value allied(const Call& call) {
  const auto country = node_in(call, 0);
  if (!country) return no_node(call, 0);
  const pack::RelationId relation = call.graph().schema().roles.allied_with;
  if (!relation.valid()) return false;
  AnyHeld any(call, call.arguments[1].get<Date>());
  for (const graph::EdgeId edge : call.graph().out_edges(*country, relation)) any.ask(edge);
  for (const graph::EdgeId edge : call.graph().in_edges(*country, relation)) any.ask(edge);
  return any.answer();
}

Value legal(const Call& call) {
  const std::string& id = call.arguments[0].get<std::string>();
  const auto& tests = call.graph().pack().legal_tests;
  const auto test =
      std::find_if(tests.begin(), tests.end(), [&](const auto& t) { return t.id == id; });
  if (test == tests.end()) return Error{fmt::format("the pack has no legal test '{}'", id)};
  const auto entity = node_in(call, 1);
  if (!entity) return no_node(call, 1);
  const Day day = call.world.view.as_of();
  if (call.used == nullptr)
    return std::string(to_text(graph::legal_truth(call.world.ownership, *test, *entity, day)));
  const graph::LegalAnswer answer = graph::legal_answer(call.world.ownership, *test, *entity, day);
  call.use(answer.chain);
  return std::string(to_text(answer.truth));
}

struct Entry {
  const char* name;
  std::vector<std::vector<TypeKind>> overloads;
  TypeKind result;
  const char* doc;
  Value (*answer)(const Call&);
  bool asks_ownership;
};

const std::vector<Entry>& entries() {
  using enum TypeKind;
  static const std::vector<Entry> all = {
      {"controlled_by",
       {{entity, string}, {entity, entity}, {entity, string, number}, {entity, entity, number}},
       boolean,
       "Whether a holder controls an entity: more than half of it, or than the fraction given, own "
       "and controlled stakes together, or explicit control. controlled_by(supplier, "
       "params.state), "
       "controlled_by(supplier, params.state, 0.25)",
       controlled_by,
       true},
      {"look_through",
       {{entity, string}, {entity, entity}},
       number,
       "The fraction of an entity that a holder owns over all chains: look_through(supplier, "
       "params.state)",
       look_through,
       true},
      {"listed_on",
       {{entity, string, date}, {entity, entity, date}},
       boolean,
       "Whether an entity was on a list on a day: listed_on(supplier, 'a-list', d.date)",
       listed_on,
       false},
      {"listed_since",
       {{entity, string}, {entity, entity}},
       expr::TypeKind::date,
       "Since when an entity is on a list; unknown where it is not: listed_since(supplier, "
       "'a-list')",
       listed_since,
       false},
      {"allied",
       {{entity, expr::TypeKind::date}, {string, expr::TypeKind::date}},
       boolean,
       "Whether an alliance of the country held on a day: allied(c, call.date)",
       allied,
       false},
      {"legal",
       {{string, entity}},
       string,
       "What an ownership test of the law says of an entity as of the day, 'yes', 'no' or "
       "'unknown': "
       "legal('a_test', supplier) == 'yes'",
       legal,
       true},
  };
  return all;
}

}  // namespace

const std::vector<expr::Function>& graph_functions() {
  static const std::vector<expr::Function> functions = [] {
    std::vector<expr::Function> all;
    for (std::uint32_t i = 0; i < entries().size(); ++i)
      for (const auto& overload : entries()[i].overloads) {
        expr::Function function{.name = entries()[i].name,
                                .arguments = {},
                                .result = expr::simple(entries()[i].result),
                                .doc = entries()[i].doc,
                                .host = i};
        for (const TypeKind kind : overload) function.arguments.push_back(expr::simple(kind));
        all.push_back(std::move(function));
      }
    return all;
  }();
  return functions;
}

Value call_graph_function(std::uint32_t function, std::span<const Value> arguments,
                          const World& world, std::vector<FactRef>* used) {
  HARBINGER_ASSERT(function < entries().size());
  return entries()[function].answer({arguments, world, used});
}

bool asks_ownership(std::uint32_t function) { return entries()[function].asks_ownership; }
bool asks_law(std::uint32_t function) { return entries()[function].answer == legal; }

}  // namespace harbinger::signal
