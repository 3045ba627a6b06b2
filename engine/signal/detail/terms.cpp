// SPDX-License-Identifier: Apache-2.0
#include "signal/detail/terms.hpp"

#include <algorithm>
#include <cmath>

#include "signal/detail/binding_row.hpp"
#include "signal/places.hpp"

namespace harbinger::signal::detail {

using expr::Range;
using expr::Unknown;
using expr::Value;

namespace {

Value number_for(const Lookup& lookup, const Value& value) {
  const auto* text = value.get_if<std::string>();
  if (text == nullptr) return value;
  const auto found = lookup.numbers.find(*text);
  if (found != lookup.numbers.end()) return found->second;
  return lookup.otherwise ? Value(*lookup.otherwise) : Value();
}

Value multiplied(const Value& value, double factor) {
  if (factor == 1) return value;
  if (const auto* number = value.get_if<double>()) return *number * factor;
  if (const auto* whole = value.get_if<std::int64_t>()) return static_cast<double>(*whole) * factor;
  if (const auto* whole = value.get_if<std::uint64_t>())
    return static_cast<double>(*whole) * factor;
  if (const auto* range = value.get_if<Range>())
    return Range{range->low * factor, range->high * factor};
  return value;
}

double decay_of(const Plan& plan, const World& world, std::span<const std::uint32_t> binding) {
  const auto from = place_of(world.view.graph(), graph::NodeId(binding[0]));
  const auto to = place_of(world.view.graph(), graph::NodeId(binding[1]));
  return from && to ? std::exp(-distance_km(*from, *to) / *plan.near->decay_km) : 0.0;
}

std::size_t nodes_shared_by(const Plan& plan, const World& world,
                            std::span<const std::uint32_t> binding) {
  const Allocated& allocated = *plan.allocated;
  std::vector<graph::NodeId> ends;
  for_each_edge(world.view, plan.pattern.edges[allocated.edge], allocated.out, allocated.in,
                graph::NodeId(binding[allocated.far]),
                [&](graph::EdgeId, graph::NodeId end) { ends.push_back(end); });
  std::sort(ends.begin(), ends.end());
  return static_cast<std::size_t>(std::unique(ends.begin(), ends.end()) - ends.begin());
}

Value weighed(const Plan& plan, const World& world, std::span<const std::uint32_t> binding,
              Value value) {
  if (plan.near && plan.near->decay_km) value = multiplied(value, decay_of(plan, world, binding));
  if (!plan.allocated) return value;
  const std::size_t n = nodes_shared_by(plan, world, binding);
  if (n <= 1) return value;
  if (plan.allocated->how == Allocation::unknown) return Unknown{};
  return multiplied(value, 1 / static_cast<double>(n));
}

}  // namespace

bool has_constant_term(const Plan& plan) {
  return !plan.value && !plan.allocated && !(plan.near && plan.near->decay_km);
}

void for_each_term(const Plan& plan, const World& world, std::span<const std::uint32_t> binding,
                   const Value& value, const std::function<void(const Value&)>& add) {
  const auto add_one = [&](const Value& item) {
    add(weighed(plan, world, binding, plan.lookup ? number_for(*plan.lookup, item) : item));
  };
  if (!plan.value) return add_one(plan.combine == Combine::any ? Value(true) : Value(1.0));
  if (plan.combine == Combine::count && !value.is<Unknown>() && !value.is<expr::Error>())
    return add_one(1.0);
  const auto* list = value.get_if<expr::List>();
  if (list == nullptr) return add_one(value);
  for (std::size_t i = 0; i < list->items->size(); ++i) {
    const auto before = list->items->begin() + static_cast<std::ptrdiff_t>(i);
    const auto is_same = [&](const Value& earlier) { return same(earlier, *before); };
    if (std::none_of(list->items->begin(), before, is_same)) add_one(*before);
  }
}

void add_terms(const Plan& plan, const World& world, std::span<const std::uint32_t> binding,
               Presence presence, std::vector<Term>& terms, std::vector<graph::FactRef>* used) {
  const Value value =
      plan.value ? plan.value->evaluate(BindingRow(plan, world, binding, used)) : Value();
  for_each_term(plan, world, binding, value, [&](const Value& term) {
    terms.push_back({term, presence});
  });
}

}  // namespace harbinger::signal::detail
