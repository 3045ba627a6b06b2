// SPDX-License-Identifier: Apache-2.0
#include "ranking/assessment.hpp"

#include <algorithm>

#include "ranking/detail/steps.hpp"
#include "rule/update.hpp"

namespace harbinger::ranking {

Assessment::Assessment(const Basis& what, graph::GraphView seen, unsigned threads)
    : basis(what),
      view(std::move(seen)),
      ownership(view),
      places(std::make_shared<const signal::PlaceIndex>(basis.graph)) {
  signals = signal::evaluate(basis.rules.signals(), world(), threads, basis.left_out);
  outcomes = rule::evaluate(basis.rules, signals, sites(), view.as_of(), threads, basis.rules_off);
  set_model_inputs();
  scores = model::score(basis.model, model_inputs, threads, least_tiers);
  ranking = Ranking(scores.total);
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
  recomputed.ownership = detail::may_change_owners(changes, before.view, view);
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
  const model::Scored scored{before.basis.model, before.model_inputs, before.scores,
                             before.least_tiers};
  scores = model::score(basis.model, model_inputs, threads, least_tiers,
                        rows.identical ? &scored : nullptr, &recomputed.dimensions);
  ranking = scores.total.shares(before.scores.total) ? before.ranking
                                                     : Ranking(scores.total, before.ranking);
  recomputed.signals = columns.work;
  recomputed.rules = rules.rules;
  recomputed.totals = rules.dimensions;
  recomputed.all_dimensions = basis.model.dimensions.size();
}

void Assessment::set_model_inputs() {
  least_tiers = detail::least_tiers(outcomes, basis.model, sites());
  model_inputs = detail::model_inputs(basis, outcomes, signals, sites());
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
