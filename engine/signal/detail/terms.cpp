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

}  // namespace

bool has_constant_term(const Plan& plan) {
  return !plan.value && !plan.allocated && !(plan.near && plan.near->decay_km);
}

double TermMaker::decay_between(std::uint32_t site, std::uint32_t other) {
  if (decay_of_ == std::pair(site, other)) return decay_;
  decay_of_ = {site, other};
  const auto from = place_of(world_->view.graph(), graph::NodeId(site));
  const auto to = place_of(world_->view.graph(), graph::NodeId(other));
  decay_ = from && to ? std::exp(-distance_km(*from, *to) / *plan_->near->decay_km) : 0.0;
  return decay_;
}

std::size_t TermMaker::nodes_shared_by(std::uint32_t far) {
  if (shared_by_ == far) return sharers_;
  shared_by_ = far;
  const Allocated& allocated = *plan_->allocated;
  ends_.clear();
  for_each_edge(world_->view, plan_->pattern.edges[allocated.edge], allocated.out, allocated.in,
                graph::NodeId(far),
                [&](graph::EdgeId, graph::NodeId end) { ends_.push_back(end); });
  std::sort(ends_.begin(), ends_.end());
  sharers_ = static_cast<std::size_t>(std::unique(ends_.begin(), ends_.end()) - ends_.begin());
  return sharers_;
}

Value TermMaker::weighed(std::span<const std::uint32_t> binding, Value value) {
  if (plan_->near && plan_->near->decay_km)
    value = multiplied(value, decay_between(binding[0], binding[1]));
  if (!plan_->allocated) return value;
  const std::size_t n = nodes_shared_by(binding[plan_->allocated->far]);
  if (n <= 1) return value;
  if (plan_->allocated->how == Allocation::unknown) return Unknown{};
  return multiplied(value, 1 / static_cast<double>(n));
}

void TermMaker::for_each_term(std::span<const std::uint32_t> binding, const Value& value,
                              const std::function<void(const Value&)>& add) {
  const auto add_one = [&](const Value& item) {
    add(weighed(binding, plan_->lookup ? number_for(*plan_->lookup, item) : item));
  };
  if (!plan_->value) return add_one(plan_->combine == Combine::any ? Value(true) : Value(1.0));
  if (plan_->combine == Combine::count && !value.is<Unknown>() && !value.is<expr::Error>())
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
  TermMaker(plan, world).for_each_term(binding, value, [&](const Value& term) {
    terms.push_back({term, presence});
  });
}

}  // namespace harbinger::signal::detail
