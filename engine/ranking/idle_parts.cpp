// SPDX-License-Identifier: Apache-2.0
#include "ranking/idle_parts.hpp"

#include <set>
#include <string>

namespace harbinger::ranking {

namespace {

/// The dimensions to which rules that are on add points, or which they raise from nothing.
std::set<std::string> fed_dimensions(const rule::RuleSet& rules) {
  std::set<std::string> fed;
  for (const rule::Rule& rule : rules.rules()) {
    const bool adds = rule.effect == rule::Effect::points || rule.effect == rule::Effect::floor;
    if (rule.enabled && adds) fed.insert(rules.dimensions()[rule.dimension.index()]);
  }
  return fed;
}

}  // namespace

void warn_of_unfed_dimensions(const rule::RuleSet& rules, const model::Model& model,
                              Diagnostics& diagnostics) {
  const std::set<std::string> fed = fed_dimensions(rules);
  for (const model::Dimension& dimension : model.dimensions)
    if (dimension.is_leaf() && dimension.indicators.empty() && !fed.contains(dimension.id))
      diagnostics
          .warning(dimension.where, "no rule gives points to the dimension '{}'", dimension.id)
          .with_hint("it counts 0 at every site");
}

void warn_of_unread_signals(const rule::RuleSet& rules, std::span<const model::Model> models,
                            Diagnostics& diagnostics) {
  std::set<std::string> read;
  for (const model::Model& model : models)
    for (const model::Dimension& dimension : model.dimensions)
      for (const model::Indicator& indicator : dimension.indicators) read.insert(indicator.signal);
  for (const signal::SignalId id : rules.unused_signals()) {
    const signal::Signal& signal = rules.signals()[id];
    if (!read.contains(signal.id))
      diagnostics.warning(
          signal.where,
          "the signal '{}' is computed and never used: no rule, no other signal and "
          "no model reads it",
          signal.id);
  }
}

}  // namespace harbinger::ranking
