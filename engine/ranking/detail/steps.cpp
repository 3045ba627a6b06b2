// SPDX-License-Identifier: Apache-2.0
#include "ranking/detail/steps.hpp"

#include <algorithm>

#include "base/assert.hpp"

namespace harbinger::ranking::detail {

std::vector<std::uint8_t> least_tiers(const rule::Outcomes& outcomes, const model::Model& model,
                                      std::size_t rows) {
  std::vector<std::uint8_t> least(outcomes.tiers.empty() ? 0 : rows, model::any_tier);
  for (const rule::TierMinimum& minimum : outcomes.tiers) {
    const auto tier = model.tiers.find(minimum.tier);
    HARBINGER_ASSERT(tier.has_value());
    minimum.sites.for_each([&](std::size_t row) { least[row] = std::min(least[row], *tier); });
  }
  return least;
}

model::Inputs model_inputs(const Basis& basis, const rule::Outcomes& outcomes,
                           const signal::Columns& signals, std::size_t rows) {
  model::Inputs inputs;
  inputs.sites = rows;
  for (const rule::DimensionPoints& points : outcomes.dimensions) {
    const auto leaf = basis.model.find(points.dimension);
    HARBINGER_ASSERT(leaf.has_value());
    inputs.points.push_back({*leaf, points.total});
  }
  inputs.signal = [set = &basis.rules.signals(),
                   &signals](std::string_view name) -> const expr::Column* {
    const auto id = set->find(name);
    return id ? &*signals[id->index()] : nullptr;
  };
  return inputs;
}

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

}  // namespace harbinger::ranking::detail
