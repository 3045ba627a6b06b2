// SPDX-License-Identifier: Apache-2.0
#include "rule/evaluate.hpp"

#include "base/assert.hpp"
#include "rule/detail/firing_unit.hpp"
#include "rule/detail/settling.hpp"

namespace harbinger::rule {

namespace {

void check_shapes(const RuleSet& set, std::span<const Shared<expr::Column>> signals,
                  std::size_t sites) {
  HARBINGER_ASSERT(signals.size() == set.as_of_slot());
  for (const auto& column : signals) HARBINGER_ASSERT(column->size() == sites);
}

}  // namespace

Outcomes evaluate(const RuleSet& set, std::span<const Shared<expr::Column>> signals,
                  std::size_t sites, Day as_of, unsigned threads, std::span<const RuleId> off) {
  check_shapes(set, signals, sites);
  const auto units = detail::units_of(set);
  const detail::UnitsOnDay today(set, units, detail::applying(set, as_of, off), as_of);
  std::vector<detail::Firing> firings = today.nothing_fired(sites);
  std::vector<detail::FiredPoints> fired;
  for (const detail::Firing& firing : firings) fired.push_back({firing.fired, &firing.given});
  std::vector<PointsColumn> totals(set.dimensions().size());
  for (PointsColumn& total : totals) total.resize(sites);
  auto settlement = std::make_shared<const detail::Settlement>(detail::settlement_of(set));
  today.fire(signals, sites, threads, firings, [&](std::size_t begin, std::size_t end) {
    for (std::size_t i = 0; i < totals.size(); ++i)
      detail::settle_block(settlement->dimensions[i], fired,
                           std::span(totals[i]).subspan(begin, end - begin), begin);
  });
  Outcomes result;
  result.settlement = std::move(settlement);
  for (detail::Firing& firing : firings) result.rules.push_back(detail::shared(std::move(firing)));
  for (std::size_t i = 0; i < totals.size(); ++i)
    result.dimensions.push_back({set.dimensions()[i], std::move(totals[i])});
  result.tiers = detail::least_tiers(set, result.rules, sites);
  return result;
}

}  // namespace harbinger::rule
