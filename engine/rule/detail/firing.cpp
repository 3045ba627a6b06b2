// SPDX-License-Identifier: Apache-2.0
#include "rule/detail/firing.hpp"

#include <algorithm>
#include <utility>

#include "base/parallel.hpp"
#include "rule/day_program.hpp"

namespace harbinger::rule::detail {

namespace {

/// Gives `points(i)` to each row i of the block that fired; where there are none, the rule is not evaluated.
template <class PointsOfRow>
std::vector<Points> given_each(std::span<std::uint64_t> fired, std::span<std::uint64_t> unsure,
                               PointsOfRow points) {
  std::vector<Points> of_fired;
  std::size_t count = 0;
  for (const std::uint64_t word : fired) count += static_cast<std::size_t>(std::popcount(word));
  of_fired.reserve(count);
  for (std::size_t word = 0; word < fired.size(); ++word)
    for (std::uint64_t left = fired[word]; left != 0; left &= left - 1) {
      const std::optional<Points> given =
          points(word * 64 + static_cast<std::size_t>(std::countr_zero(left)));
      const std::uint64_t mask = left & (0 - left);
      if (given) {
        of_fired.push_back(*given);
      } else {
        fired[word] &= ~mask;
        unsure[word] |= mask;
      }
    }
  return of_fired;
}

}  // namespace

RuleOutcome shared(Firing firing) {
  return {std::move(firing.fired), std::move(firing.not_evaluated), std::move(firing.given)};
}

Firing nothing_fired(const std::optional<DayRule>& rule, std::size_t sites) {
  const bool vary = rule && rule->points && !rule->is_constant;
  return {Bits(sites), Bits(sites),
          vary ? RulePoints::varying(sites) : RulePoints(rule ? rule->constant.value_or(0) : 0)};
}

std::optional<Points> constant_points(const std::optional<expr::Program>& amount) {
  struct NoRow : expr::Row {
    [[nodiscard]] expr::Value slot(std::uint32_t) const override { return {}; }
  };
  if (!amount || !amount->is_constant()) return std::nullopt;
  const auto number = number_of(amount->evaluate(NoRow()));
  return number ? points_of(*number) : std::nullopt;
}

SiteOutcome hit_at(const Rule& rule, const SiteRow& site) {
  SiteOutcome outcome;
  const expr::Value when = rule.when.evaluate(site);
  const bool* truth = when.get_if<bool>();
  outcome.not_evaluated = truth == nullptr;
  outcome.fired = truth != nullptr && *truth;
  return outcome;
}

void give_points_at(const Rule& rule, const SiteRow& site, SiteOutcome& outcome) {
  if (!outcome.fired || !rule.points) return;
  const auto number = number_of(rule.points->evaluate(site));
  const auto points = number ? points_of(*number) : std::nullopt;
  outcome = points ? SiteOutcome{true, false, *points, 0} : SiteOutcome{false, true, 0, 0};
}

std::optional<double> number_of(const expr::Value& value) {
  if (const auto* number = value.get_if<double>()) return *number;
  if (const auto* whole = value.get_if<std::int64_t>()) return static_cast<double>(*whole);
  if (const auto* whole = value.get_if<std::uint64_t>()) return static_cast<double>(*whole);
  return std::nullopt;
}

DayRule on_day(const RuleSet& set, const Rule& rule, Day as_of) {
  DayRule result{rule::on_day(set, rule.when, as_of), std::nullopt};
  if (!rule.points) return result;
  result.points = rule::on_day(set, *rule.points, as_of);
  result.is_constant = result.points->is_constant();
  result.constant = constant_points(result.points);
  return result;
}

void hit_block(const DayRule& rule, const Block& block, Firing& outcome) {
  const expr::BlockValues when = block.programs.values(rule.when_place);
  const auto fired = block.words_of(outcome.fired);
  const auto unsure = block.words_of(outcome.not_evaluated);
  for (std::size_t word = 0; word < fired.size(); ++word) {
    fired[word] = when.truths[word] & when.known[word];
    unsure[word] = ~when.known[word];
  }
  const std::size_t rest = (block.end - block.begin) % 64;
  if (rest == 0) return;
  fired.back() &= (1ull << rest) - 1;
  unsure.back() &= (1ull << rest) - 1;
}

void give_points(const DayRule& rule, const Block& block, Firing& outcome) {
  if (!rule.points || rule.constant) return;
  const auto fired = block.words_of(outcome.fired);
  const auto unsure = block.words_of(outcome.not_evaluated);
  if (std::all_of(fired.begin(), fired.end(), [](std::uint64_t word) { return word == 0; })) return;
  if (!rule.is_constant) {
    const expr::BlockValues amount = block.programs.values(rule.points_place, fired);
    const auto points_at = [&](std::size_t row) {
      const bool is_known = ((amount.known[row / 64] >> (row % 64)) & 1u) != 0;
      return is_known ? points_of(amount.numbers[row]) : std::nullopt;
    };
    outcome.given.give_block(block.begin / block_rows, given_each(fired, unsure, points_at));
  } else {
    for (std::size_t word = 0; word < fired.size(); ++word)
      unsure[word] |= std::exchange(fired[word], 0);
  }
}

}  // namespace harbinger::rule::detail
