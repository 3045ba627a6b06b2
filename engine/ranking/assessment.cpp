// SPDX-License-Identifier: Apache-2.0
#include "ranking/assessment.hpp"

#include <algorithm>

#include "base/assert.hpp"

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

}  // namespace

Assessment::Assessment(const Basis& what, graph::GraphView world, unsigned threads)
    : basis(what),
      view(std::move(world)),
      ownership(view),
      signals(signal::evaluate(basis.rules.signals(), {view, ownership}, threads)),
      outcomes(rule::evaluate(basis.rules, signals, sites(), view.as_of(), threads)),
      least_tiers(least_tiers_of(outcomes, basis.model, sites())) {
  model_inputs.sites = sites();
  for (const rule::DimensionPoints& points : outcomes.dimensions) {
    const auto leaf = basis.model.find(points.dimension);
    HARBINGER_ASSERT(leaf.has_value());
    model_inputs.points.push_back({*leaf, points.total});
  }
  model_inputs.signal = [this](std::string_view name) -> const expr::Column* {
    const auto id = basis.rules.signals().find(name);
    return id ? &signals[id->index()] : nullptr;
  };
  scores = model::score(basis.model, model_inputs, threads, least_tiers);
  ranking = competition_ranks(scores.total);
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
