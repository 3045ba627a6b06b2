// SPDX-License-Identifier: Apache-2.0
#include "base/parallel.hpp"
#include "signal/detail/evaluate_plan.hpp"
#include "signal/detail/signal_row.hpp"
#include "signal/signal_set.hpp"

namespace harbinger::signal {

using detail::Plan;
using expr::Value;

namespace {

Value with_missing(const Plan& plan, Value value) {
  return plan.missing == detail::Missing::zero && value.is<expr::Unknown>()
             ? detail::zero_of(plan.kind)
             : value;
}

std::vector<Value> derived_values(const Plan& plan, const World& world,
                                  const std::vector<expr::Column>& columns, unsigned threads) {
  const auto sites = world.view.graph().sites();
  std::vector<Value> values(sites.size());
  for_each_block(sites.size(), threads, [&](std::size_t begin, std::size_t end) {
    for (std::size_t i = begin; i < end; ++i) {
      if (!world.view.has(sites[i])) continue;
      const detail::SignalRow row(plan, world, sites[i],
                                  [&](SignalId id) { return columns[id.index()].at(i); });
      values[i] = with_missing(plan, plan.value->evaluate(row));
    }
  });
  return values;
}

}  // namespace

Bits sites_in_view(const graph::GraphView& view) {
  const auto sites = view.graph().sites();
  Bits bits(sites.size());
  for (std::size_t i = 0; i < sites.size(); ++i) bits.assign(i, view.has(sites[i]));
  return bits;
}

std::vector<expr::Column> evaluate(const SignalSet& set, const World& world, unsigned threads) {
  std::vector<expr::Column> columns(set.size());
  // Few sites leave nothing to share out within a signal, so signals are shared out instead.
  const bool few_sites = world.view.graph().sites().size() < threads * block_rows;
  parallel_for(set.size(), few_sites ? threads : 1, [&](std::size_t i) {
    const Plan& plan = set.plan(SignalId(i));
    if (!plan.derived)
      columns[i] =
          expr::column_of(plan.kind, values_of_sites(plan, world, few_sites ? 1 : threads));
  });
  for (const SignalId id : set.order()) {
    const Plan& plan = set.plan(id);
    if (plan.derived)
      columns[id.index()] =
          expr::column_of(plan.kind, derived_values(plan, world, columns, threads));
  }
  return columns;
}

Value evaluate_one(const SignalSet& set, SignalId id, const World& world, SiteId site) {
  const Plan& plan = set.plan(id);
  if (!plan.derived) return detail::value_by_search(plan, world, site);
  const graph::NodeId node = world.view.graph().sites()[site.index()];
  if (!world.view.has(node)) return {};
  const detail::SignalRow row(plan, world, node,
                              [&](SignalId read) { return evaluate_one(set, read, world, site); });
  return with_missing(plan, plan.value->evaluate(row));
}

}  // namespace harbinger::signal
