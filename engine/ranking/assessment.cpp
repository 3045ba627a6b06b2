// SPDX-License-Identifier: Apache-2.0
#include "ranking/assessment.hpp"

#include <algorithm>

#include "base/assert.hpp"
#include "rule/update.hpp"

namespace harbinger::ranking {

namespace {

/// The severest tier that a fired rule asks for, by site.
std::vector<std::uint8_t> least_tiers_of(const rule::Outcomes& outcomes, const model::Model& model,
                                         std::size_t sites) {
  std::vector<std::uint8_t> least(sites, model::any_tier);
  for (const rule::TierMinimum& minimum : outcomes.tiers) {
    const auto tier = model.tiers.find(minimum.tier);
    HARBINGER_ASSERT(tier.has_value());
    for (std::size_t site = 0; site < sites; ++site)
      if (minimum.sites[site]) least[site] = std::min(least[site], *tier);
  }
  return least;
}

/// Whether a change is about who owns, controls or lists whom; another graph or day always may be.
bool may_change_owners(const graph::Changes& changes, const graph::GraphView& before,
                       const graph::GraphView& after) {
  if (!changes.same_graph || !changes.same_day) return true;
  const graph::EntityGraph& graph = after.graph();
  const pack::Roles& roles = graph.schema().roles;
  return std::any_of(changes.before.begin(), changes.before.end(), [&](graph::FactRef fact) {
    // A node that goes takes its edges with it, and these are among the changes.
    if (!fact.is_edge || before.is_removed(fact) == after.is_removed(fact)) return false;
    const pack::RelationId relation = graph.edge(graph::EdgeId(fact.index)).relation();
    return relation == roles.owns || relation == roles.controls || relation == roles.listed_on;
  });
}

}  // namespace

Assessment::Assessment(const Basis& what, graph::GraphView seen, unsigned threads)
    : basis(what),
      view(std::move(seen)),
      ownership(view),
      places(std::make_shared<const signal::PlaceIndex>(basis.graph)) {
  signals = signal::evaluate(basis.rules.signals(), world(), threads, basis.left_out);
  outcomes = rule::evaluate(basis.rules, signals, sites(), view.as_of(), threads, basis.rules_off);
  set_model_inputs();
  scores = model::score(basis.model, model_inputs, threads, least_tiers);
  ranking = competition_ranks(scores.total);
  recomputed.signals = {.whole = signals.size(), .rows = signals.size() * sites()};
  recomputed.rules = {.whole = outcomes.rules.size(), .rows = outcomes.rules.size() * sites()};
  recomputed.totals = {.whole = outcomes.dimensions.size(),
                       .rows = outcomes.dimensions.size() * sites()};
  recomputed.dimensions = recomputed.all_dimensions = basis.model.dimensions.size();
}

Assessment::Assessment(const Assessment& before, const Basis& what, graph::GraphView seen,
                       unsigned threads)
    : basis(what), view(std::move(seen)), ownership(before.ownership), places(before.places) {
  const graph::Changes changes = graph::changes_between(before.view, view);
  recomputed.changed_facts = changes.before.size() + changes.after.size();
  recomputed.ownership = may_change_owners(changes, before.view, view);
  if (recomputed.ownership) ownership = graph::Ownership(view);
  if (!changes.same_graph) places = std::make_shared<const signal::PlaceIndex>(basis.graph);
  const signal::RowMap rows = signal::row_map(before.view, view);
  const signal::World world_before = before.world();
  signal::UpdatedColumns columns = signal::updated(
      {before.basis.rules.signals(), world_before, before.signals, before.basis.left_out},
      basis.rules.signals(), world(), basis.left_out, changes, rows, threads);
  signals = std::move(columns.columns);
  rule::UpdatedOutcomes rules = rule::updated(
      {before.basis.rules, before.outcomes, before.view.as_of(), before.basis.rules_off},
      basis.rules, basis.rules_off, {signals, columns.changed, rows, sites()}, view.as_of(),
      threads);
  outcomes = std::move(rules.outcomes);
  set_model_inputs();
  const model::Scored scored{before.basis.model, before.model_inputs, before.scores};
  scores = model::score(basis.model, model_inputs, threads, least_tiers,
                        rows.identical ? &scored : nullptr, &recomputed.dimensions);
  ranking = rows.identical && scores.total == before.scores.total ? before.ranking
                                                                  : competition_ranks(scores.total);
  recomputed.signals = columns.work;
  recomputed.rules = rules.rules;
  recomputed.totals = rules.dimensions;
  recomputed.all_dimensions = basis.model.dimensions.size();
}

void Assessment::set_model_inputs() {
  least_tiers = least_tiers_of(outcomes, basis.model, sites());
  model_inputs.sites = sites();
  for (const rule::DimensionPoints& points : outcomes.dimensions) {
    const auto leaf = basis.model.find(points.dimension);
    HARBINGER_ASSERT(leaf.has_value());
    model_inputs.points.push_back({*leaf, *points.total});
  }
  model_inputs.signal = [this](std::string_view name) -> const expr::Column* {
    const auto id = basis.rules.signals().find(name);
    return id ? &*signals[id->index()] : nullptr;
  };
}

bool check_basis(const rule::RuleSet& rules, const model::Model& model, Diagnostics& diagnostics) {
  const std::size_t errors_before = diagnostics.error_count();
  const std::vector<std::string> leaves = model::point_dimensions(model);
  std::vector<std::string> tiers;
  for (const model::TierBound& bound : model.tiers.bounds) tiers.push_back(bound.tier);
  for (const rule::Rule& rule : rules.rules()) {
    if (rule.dimension.valid()) {
      const std::string& dimension = rules.dimensions()[rule.dimension.index()];
      if (std::find(leaves.begin(), leaves.end(), dimension) == leaves.end())
        diagnostics
            .error(rule.where,
                   "rule '{}' gives points to '{}', which is no leaf of the model '{}' that takes "
                   "them",
                   rule.id, dimension, model.name)
            .did_you_mean(dimension, leaves);
    }
    if (!rule.tier.empty() && !model.tiers.find(rule.tier))
      diagnostics
          .error(rule.where, "rule '{}' asks for the tier '{}', which the model '{}' does not have",
                 rule.id, rule.tier, model.name)
          .did_you_mean(rule.tier, tiers);
  }
  std::vector<std::string> signals;
  for (std::size_t i = 0; i < rules.signals().size(); ++i)
    signals.push_back(rules.signals().id(signal::SignalId(i)));
  (void)model::check_signals(model, signals, diagnostics);
  return diagnostics.error_count() == errors_before;
}

}  // namespace harbinger::ranking
