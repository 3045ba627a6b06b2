// SPDX-License-Identifier: Apache-2.0
#include <unordered_map>

#include <fmt/format.h>

#include "base/text_place.hpp"
#include "rule/analysis.hpp"
#include "rule/detail/written_rules.hpp"

namespace harbinger::rule {

namespace {

/// All that decides what a rule does: two rules of one signature do the same on every day.
std::string signature(const RuleSet& set, const Rule& rule) {
  const auto day = [](const std::optional<Date>& date) { return date ? to_text(*date) : "-"; };
  return fmt::format("{}\n{}\n{}\n{}\n{}\n{}\n{}\n{}", to_text(rule.effect),
                     rule.dimension.valid() ? set.dimensions()[rule.dimension.index()] : "",
                     rule.group.valid() ? set.groups()[rule.group.index()].id : "", rule.tier,
                     day(rule.valid_from), day(rule.valid_to), expr::meaning(rule.when),
                     rule.points ? expr::meaning(*rule.points) : "");
}

}  // namespace

void warn_of_duplicate_rules(const RuleSet& set, Diagnostics& diagnostics) {
  std::unordered_map<std::string, const Rule*> seen;
  for (const Rule& rule : detail::written_rules(set)) {
    if (!rule.enabled) continue;
    const auto [first, is_new] = seen.try_emplace(signature(set, rule), &rule);
    if (!is_new)
      diagnostics
          .warning(rule.where, "the rule '{}' says the same as '{}': condition, {}", rule.id,
                   first->second->id,
                   rule.effect == Effect::tier_at_least ? "effect and tier"
                                                        : "dimension, effect and points")
          .with_hint("that one is at " + to_text(first->second->where));
  }
}

}  // namespace harbinger::rule
