// SPDX-License-Identifier: Apache-2.0
#include "model/detail/method_names.hpp"
#include "model/detail/model_builder.hpp"

namespace harbinger::model {
namespace {

constexpr std::size_t most_tiers = 100;

void check_bound(const TierText& text, const Tiers& before, Diagnostics& diagnostics) {
  if (text.tier.value.empty()) diagnostics.error(text.tier.where(), "a tier needs a name");
  if (before.find(text.tier.value))
    diagnostics.error(text.tier.where(), "tier '{}' is there twice", text.tier.value);
  if (!before.bounds.empty() && !(text.at_least.value < before.bounds.back().at_least))
    diagnostics
        .error(text.at_least.where, "tier '{}' must begin below tier '{}', at less than {}",
               text.tier.value, before.bounds.back().tier, before.bounds.back().at_least)
        .with_hint("tiers are listed from the severest down");
}

}  // namespace

Tiers build_tiers(const TiersText& text, const TextPosition& file, Diagnostics& diagnostics) {
  Tiers tiers;
  tiers.by = tiers_by_names().read(text.by, Tiers::By::score, diagnostics);
  tiers.why = text.why;
  if (text.bounds.empty()) diagnostics.error(file, "a model needs at least one tier");
  if (text.bounds.size() > most_tiers)
    diagnostics.error(text.bounds.back().tier.where(), "at most {} tiers", most_tiers);
  for (const TierText& bound : text.bounds) {
    check_bound(bound, tiers, diagnostics);
    const double at_least =
        number_in(bound.at_least, "at_least", 0, 100, bound.at_least.value, diagnostics);
    tiers.bounds.push_back({bound.tier.value, at_least, bound.why});
  }
  if (!tiers.bounds.empty() && tiers.bounds.back().at_least != 0)
    diagnostics.error(text.bounds.back().at_least.where, "the last tier must be 'at_least: 0'")
        .with_hint("every score must have a tier");
  return tiers;
}

}  // namespace harbinger::model
