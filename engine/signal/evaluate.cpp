// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <map>
#include <numeric>

#include "base/parallel.hpp"
#include "signal/detail/derived.hpp"
#include "signal/detail/evaluate_plan.hpp"
#include "signal/detail/signal_row.hpp"
#include "signal/signal_set.hpp"

namespace harbinger::signal {

using detail::Plan;
using expr::Value;

namespace {

/// Signals for which the same is walked, but those left out and derived ones.
std::vector<std::vector<SignalId>> families_of(const SignalSet& set,
                                               std::span<const SignalId> left_out) {
  std::vector<std::vector<SignalId>> families;
  std::map<std::vector<std::string>, std::size_t> by_walk;
  for (std::size_t i = 0; i < set.size(); ++i) {
    const Plan& plan = set.plan(SignalId(i));
    if (plan.derived || std::find(left_out.begin(), left_out.end(), SignalId(i)) != left_out.end())
      continue;
    std::size_t family = families.size();
    // Whether there is a way at all is found without walking; groups of sites have rows of their own.
    if (plan.relational && !plan.over && !plan.term_variables.empty())
      family = by_walk.try_emplace(plan.walk, family).first->second;
    if (family == families.size()) families.emplace_back();
    families[family].emplace_back(i);
  }
  return families;
}

}  // namespace

Value detail::derived_value(const Plan& plan, const World& world, graph::NodeId site,
                            const std::function<Value(SignalId)>& signals) {
  if (!world.view.has(site)) return {};
  const SignalRow row(plan, world, site, signals);
  Value value = plan.value->evaluate(row);
  return plan.missing == Missing::zero && value.is<expr::Unknown>() ? zero_of(plan.kind) : value;
}

Bits sites_in_view(const graph::GraphView& view) {
  const auto sites = view.sites();
  Bits bits(sites.size());
  for (std::size_t i = 0; i < sites.size(); ++i) bits.assign(i, view.has(sites[i]));
  return bits;
}

Columns evaluate(const SignalSet& set, const World& world, unsigned threads,
                 std::span<const SignalId> left_out) {
  Columns columns(set.size());
  const auto is_left_out = [&](SignalId id) {
    return std::find(left_out.begin(), left_out.end(), id) != left_out.end();
  };
  // Few sites leave nothing to share out within a signal, so families of signals are shared out instead.
  const bool few_sites = world.view.sites().size() < threads * block_rows;
  for (const SignalId id : left_out)
    columns[id.index()] = expr::unknown_column(set.plan(id).kind, world.view.sites().size());
  const auto families = families_of(set, left_out);
  parallel_for(families.size(), few_sites ? threads : 1, [&](std::size_t i) {
    std::vector<const Plan*> plans;
    for (const SignalId id : families[i]) plans.push_back(&set.plan(id));
    auto found = detail::columns_of_sites(plans, world, few_sites ? 1 : threads);
    for (std::size_t k = 0; k < plans.size(); ++k)
      columns[families[i][k].index()] = std::move(found[k]);
  });
  std::vector<std::uint32_t> all(world.view.sites().size());
  std::iota(all.begin(), all.end(), 0u);
  for (const SignalId id : set.order()) {
    const Plan& plan = set.plan(id);
    if (plan.derived && !is_left_out(id))
      columns[id.index()] = detail::derived_column(plan, world, columns, all, threads);
  }
  return columns;
}

Value evaluate_one(const SignalSet& set, SignalId id, const World& world, SiteId site) {
  return evaluate_one(set, id, world, world.view.sites()[site.index()]);
}

Value evaluate_one(const SignalSet& set, SignalId id, const World& world, graph::NodeId site) {
  const Plan& plan = set.plan(id);
  if (!plan.derived) return detail::value_by_search(plan, world, site);
  return detail::derived_value(plan, world, site,
                               [&](SignalId read) { return evaluate_one(set, read, world, site); });
}

}  // namespace harbinger::signal
