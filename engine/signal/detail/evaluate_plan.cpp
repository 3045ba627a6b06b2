// SPDX-License-Identifier: Apache-2.0
#include "signal/detail/evaluate_plan.hpp"

#include <algorithm>
#include <map>

#include "signal/detail/plan_values.hpp"
#include "signal/detail/search.hpp"
#include "signal/detail/terms.hpp"
#include "signal/places.hpp"

namespace harbinger::signal::detail {

using expr::Value;

namespace {

/// Whether the site has the place that the plan asks for.
bool has_place(const Plan& plan, const World& world, graph::NodeId site) {
  return !plan.near || place_of(world.view.graph(), site).has_value();
}

std::vector<Term> terms_of(const Plan& plan, const World& world, const BindingRows& rows) {
  std::vector<std::uint32_t> binding(plan.pattern.slots());
  std::vector<Term> terms;
  for (std::size_t i = 0; i < rows.size(); ++i) {
    rows.unpack(i, binding);
    add_terms(plan, world, binding, rows.presence(i), terms);
  }
  return terms;
}

/// Groups of sites that share a value of `over`.
struct Groups {
  std::vector<std::uint32_t> of_site;  ///< By SiteId; no_group: not in view, or `over` is unknown.
  std::size_t count = 0;
};

Groups groups_of(const Plan& plan, const graph::GraphView& view) {
  Groups groups;
  std::map<std::string, std::uint32_t> by_value;
  for (const graph::NodeId site : view.sites()) {
    const Value value = view.has(site) ? plan.over->read(view, site.value()) : Value();
    const auto next = static_cast<std::uint32_t>(by_value.size());
    groups.of_site.push_back(value.is<expr::Unknown>()
                                 ? no_group
                                 : by_value.try_emplace(expr::to_text(value), next).first->second);
  }
  groups.count = by_value.size();
  return groups;
}

/// The terms of all the sites together, combined.
Value searched_value(const Plan& plan, const World& world, std::span<const graph::NodeId> sites) {
  BindingRows rows{plan.term_variables, {}};
  for (const graph::NodeId site : sites)
    search(plan, world, site, Walks::ends, [&](const Found& found) {
      rows.add(0, found.binding, found.presence);
      return false;
    });
  sort_distinct(rows);
  return combined(plan, terms_of(plan, world, rows));
}

std::vector<graph::NodeId> roots_of_graph(const Plan& plan, const World& world) {
  std::vector<graph::NodeId> roots;
  for (std::size_t node = 0; node < world.view.graph().node_count(); ++node)
    if (plan.pattern.nodes[0].takes(world.view, graph::NodeId(node))) roots.emplace_back(node);
  return roots;
}

}  // namespace

std::vector<expr::Column> columns_of_sites(std::span<const Plan* const> plans, const World& world,
                                           unsigned threads) {
  const auto sites = world.view.sites();
  std::vector<RootValues> found;
  if (const Plan& plan = *plans[0]; plan.over) {
    const Groups groups = groups_of(plan, world.view);
    found.push_back(values_of_groups(plan, world, sites, groups.of_site, groups.count, threads));
    for (std::size_t i = 0; i < sites.size(); ++i)
      if (groups.of_site[i] == no_group) found[0].row_of[i] = expr::no_row;
  } else {
    found = values_of_roots(plans, world, sites, threads);
  }
  std::vector<expr::Column> columns;
  for (std::size_t k = 0; k < plans.size(); ++k) {
    for (std::size_t i = 0; i < sites.size(); ++i)
      if (!world.view.has(sites[i]) || !has_place(*plans[k], world, sites[i]))
        found[k].row_of[i] = expr::no_row;
    columns.push_back(expr::gathered(found[k].values, found[k].row_of));
    found[k] = {};
  }
  return columns;
}

Value value_of_graph(const Plan& plan, const World& world) {
  const auto roots = roots_of_graph(plan, world);
  const std::vector<std::uint32_t> one_group(roots.size(), 0);
  return combined(plan, terms_of(plan, world, rows_of_groups(plan, world, roots, one_group, 1)));
}

std::vector<graph::NodeId> sites_summed(const Plan& plan, const World& world, graph::NodeId site) {
  if (!world.view.has(site) || !has_place(plan, world, site)) return {};
  if (!plan.over) return {site};
  const Value value = plan.over->read(world.view, site.value());
  if (value.is<expr::Unknown>()) return {};
  std::vector<graph::NodeId> sites;
  for (const graph::NodeId other : world.view.sites()) {
    const Value theirs =
        world.view.has(other) ? plan.over->read(world.view, other.value()) : Value();
    if (!theirs.is<expr::Unknown>() && expr::to_text(theirs) == expr::to_text(value))
      sites.push_back(other);
  }
  return sites;
}

std::vector<Value> values_by_search(const Plan& plan, const World& world,
                                    std::span<const graph::NodeId> sites) {
  std::vector<Value> values;
  std::map<std::string, Value> by_group;  // of `over`: the sites of one group have one value
  for (const graph::NodeId site : sites) {
    if (!plan.over) {
      const bool is_asked = world.view.has(site) && has_place(plan, world, site);
      values.push_back(is_asked ? searched_value(plan, world, {&site, 1}) : Value());
      continue;
    }
    const auto summed = sites_summed(plan, world, site);
    if (summed.empty()) {
      values.emplace_back();
      continue;
    }
    const std::string group = expr::to_text(plan.over->read(world.view, site.value()));
    const auto known = by_group.find(group);
    values.push_back(
        known != by_group.end()
            ? known->second
            : by_group.emplace(group, searched_value(plan, world, summed)).first->second);
  }
  return values;
}

}  // namespace harbinger::signal::detail
