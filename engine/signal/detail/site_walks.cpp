// SPDX-License-Identifier: Apache-2.0
#include "signal/detail/site_walks.hpp"

#include <algorithm>
#include <numeric>

#include "signal/detail/evaluate_plan.hpp"
#include "signal/detail/search.hpp"
#include "signal/detail/terms.hpp"

namespace harbinger::signal::detail {

std::size_t most_walks(const Plan& plan) {
  const bool is_late = is_attained(plan.combine) && plan.combine != Combine::count_distinct &&
                       plan.combine != Combine::collect;
  return is_late ? 10'000 : 1000;
}

SiteWalks::SiteWalks(const Plan& plan, const World& world, graph::NodeId site, FactNumbers& numbers)
    : slot_count_(plan.pattern.slots()) {
  const World asking{world.view, world.ownership, world.places, &asked_};
  find(plan, asking, site, numbers);
  group(plan, asking);
}

void SiteWalks::find(const Plan& plan, const World& world, graph::NodeId site,
                     FactNumbers& numbers) {
  const std::size_t most = most_walks(plan);
  const auto visit = [&](const Found& found) {
    complete_ = size() < most;
    if (!complete_) return true;
    presences_.push_back(found.presence);
    slots_.insert(slots_.end(), found.binding.begin(), found.binding.end());
    for (const graph::FactRef fact : found.facts) facts_.push_back(numbers.number(fact));
    fact_starts_.push_back(facts_.size());
    return false;
  };
  for (const graph::NodeId member : sites_summed(plan, world, site))
    if (complete_) search(plan, world, member, Walks::all, visit, &turned_down_);
}

void SiteWalks::group(const Plan& plan, const World& world) {
  by_binding_.resize(size());
  std::iota(by_binding_.begin(), by_binding_.end(), 0u);
  const auto before = [&](std::uint32_t a, std::uint32_t b) {
    for (const std::uint32_t slot : plan.term_variables)
      if (slots(a)[slot] != slots(b)[slot]) return slots(a)[slot] < slots(b)[slot];
    return false;
  };
  std::stable_sort(by_binding_.begin(), by_binding_.end(), before);
  for (std::uint32_t i = 0; i < size(); ++i) {
    const std::uint32_t walk = by_binding_[i];
    if (i == 0 || before(by_binding_[i - 1], walk)) bindings_.push_back({i, i});
    bindings_.back().last = i + 1;
    bindings_.back().presence = std::max(bindings_.back().presence, presences_[walk]);
  }
  for (std::uint32_t i = 0; i < bindings_.size(); ++i)
    add_terms(plan, world, slots_of_binding(i), bindings_[i].presence, bindings_[i].terms);
}

}  // namespace harbinger::signal::detail
