// SPDX-License-Identifier: Apache-2.0
#include "signal/detail/evaluate_plan.hpp"

#include <algorithm>
#include <map>

#include "base/parallel.hpp"
#include "signal/detail/search.hpp"
#include "signal/detail/set_program.hpp"
#include "signal/detail/terms.hpp"
#include "signal/places.hpp"

namespace harbinger::signal::detail {

using expr::Value;

namespace {

/// The rows of the roots [begin, end), each root a group of its own.
BindingRows searched_rows(const Plan& plan, const World& world,
                          std::span<const graph::NodeId> roots, std::size_t begin,
                          std::size_t end) {
  BindingRows rows{plan.term_variables, {}};
  for (std::size_t i = begin; i < end; ++i)
    search(plan, world, roots[i], Walks::ends, [&](const Found& found) {
      rows.add(static_cast<std::uint32_t>(i), found.binding, found.presence);
      return false;
    });
  sort_distinct(rows);
  return rows;
}

/// The rows of all roots, by block of roots.
std::vector<BindingRows> rows_by_block(const Plan& plan, const World& world,
                                       std::span<const graph::NodeId> roots, unsigned threads) {
  std::vector<BindingRows> blocks((roots.size() + block_rows - 1) / block_rows);
  std::optional<SetProgram> program;
  if (plan.relational) program.emplace(plan, world, threads);
  for_each_block(roots.size(), threads, [&](std::size_t begin, std::size_t end) {
    blocks[begin / block_rows] =
        program ? program->rows(roots, begin, end) : searched_rows(plan, world, roots, begin, end);
  });
  return blocks;
}

/// Rows of several roots as rows of their groups: what several of them bind alike counts once.
BindingRows regrouped(const Plan& plan, std::vector<BindingRows> blocks,
                      std::span<const std::uint32_t> group_of) {
  BindingRows all{plan.term_variables, {}};
  for (BindingRows& block : blocks)
    for (std::size_t i = 0; i < block.size(); ++i) {
      const std::uint32_t group = group_of[block.group(i)];
      if (group == Groups::none) continue;
      block.cells[i * block.width()] = group;
      all.cells.insert(all.cells.end(), block.row(i).begin(), block.row(i).end());
    }
  sort_distinct(all);
  return all;
}

/// The terms of rows that keep one slot: asked once for each node or edge, however many sites share it.
class SharedTerms {
 public:
  SharedTerms(const Plan& plan, const World& world, std::span<const BindingRows> blocks,
              unsigned threads)
      : plan_(plan), world_(world), shared_(plan.term_variables.size() == 1) {
    if (!shared_) return;
    const std::size_t count = plan.pattern.is_edge(plan.term_variables[0])
                                  ? world.view.graph().edge_count()
                                  : world.view.graph().node_count();
    terms_.resize(count);
    std::vector<bool> bound(count, false);
    for (const BindingRows& rows : blocks)
      for (std::size_t i = 0; i < rows.size(); ++i) bound[rows.row(i)[1]] = true;
    for_each_block(count, threads, [&](std::size_t begin, std::size_t end) {
      std::vector<std::uint32_t> binding(plan.pattern.slots());
      for (std::size_t i = begin; i < end; ++i) {
        binding[plan.term_variables[0]] = static_cast<std::uint32_t>(i);
        if (bound[i]) add_terms(plan, world, binding, Presence::yes, terms_[i]);
      }
    });
  }

  void add(const BindingRows& rows, std::size_t i, std::span<std::uint32_t> binding,
           std::vector<Term>& out) const {
    if (!shared_) {
      rows.unpack(i, binding);
      return add_terms(plan_, world_, binding, rows.presence(i), out);
    }
    for (Term term : terms_[rows.row(i)[1]]) {
      term.presence = rows.presence(i);
      out.push_back(std::move(term));
    }
  }

 private:
  const Plan& plan_;
  const World& world_;
  bool shared_;
  std::vector<std::vector<Term>> terms_;
};

/// One value for each group of the rows, which are ordered by group; groups without rows are left as they are.
void combine_groups(const Plan& plan, const BindingRows& rows, const SharedTerms& shared,
                    std::span<Value> values) {
  std::vector<std::uint32_t> binding(plan.pattern.slots());
  std::vector<Term> terms;
  for (std::size_t i = 0; i < rows.size();) {
    const std::uint32_t group = rows.group(i);
    terms.clear();
    for (; i < rows.size() && rows.group(i) == group; ++i) shared.add(rows, i, binding, terms);
    values[group] = combined(plan, terms);
  }
}

/// Whether the site has the place that the plan asks for.
bool has_place(const Plan& plan, const World& world, graph::NodeId site) {
  return !plan.near || place_of(world.view.graph(), site).has_value();
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
  std::vector<std::uint32_t> binding(plan.pattern.slots());
  std::vector<Term> terms;
  for (std::size_t i = 0; i < rows.size(); ++i) {
    rows.unpack(i, binding);
    add_terms(plan, world, binding, rows.presence(i), terms);
  }
  return combined(plan, terms);
}

std::vector<graph::NodeId> roots_of_graph(const Plan& plan, const World& world) {
  std::vector<graph::NodeId> roots;
  for (std::size_t node = 0; node < world.view.graph().node_count(); ++node)
    if (plan.pattern.nodes[0].takes(world.view, graph::NodeId(node))) roots.emplace_back(node);
  return roots;
}

}  // namespace

Groups groups_of(const Plan& plan, const graph::GraphView& view) {
  const auto sites = view.sites();
  Groups groups;
  groups.of_site.assign(sites.size(), Groups::none);
  std::map<std::string, std::uint32_t> by_value;
  for (std::size_t i = 0; i < sites.size(); ++i) {
    if (!view.has(sites[i])) continue;
    if (!plan.over) {
      groups.of_site[i] = static_cast<std::uint32_t>(i);
      continue;
    }
    const Value value = plan.over->read(view, sites[i].value());
    if (value.is<expr::Unknown>()) continue;
    const auto next = static_cast<std::uint32_t>(by_value.size());
    groups.of_site[i] = by_value.try_emplace(expr::to_text(value), next).first->second;
  }
  groups.count = plan.over ? by_value.size() : sites.size();
  return groups;
}

std::vector<Value> values_of_sites(const Plan& plan, const World& world, unsigned threads) {
  const auto sites = world.view.sites();
  const Groups groups = groups_of(plan, world.view);
  std::vector<Value> by_group(groups.count, combined(plan, {}));
  std::vector<BindingRows> blocks = rows_by_block(plan, world, sites, threads);
  if (plan.over) blocks = {regrouped(plan, std::move(blocks), groups.of_site)};
  const SharedTerms shared(plan, world, blocks, threads);
  parallel_for(blocks.size(), threads,
               [&](std::size_t i) { combine_groups(plan, blocks[i], shared, by_group); });
  std::vector<Value> values(sites.size());
  for (std::size_t i = 0; i < sites.size(); ++i)
    if (groups.of_site[i] != Groups::none && has_place(plan, world, sites[i]))
      values[i] = by_group[groups.of_site[i]];
  return values;
}

Value value_of_graph(const Plan& plan, const World& world) {
  const auto roots = roots_of_graph(plan, world);
  const std::vector<std::uint32_t> one_group(roots.size(), 0);
  std::vector<BindingRows> rows = {
      regrouped(plan, rows_by_block(plan, world, roots, 1), one_group)};
  std::vector<Value> value = {combined(plan, {})};
  combine_groups(plan, rows[0], SharedTerms(plan, world, rows, 1), value);
  return value[0];
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
