// SPDX-License-Identifier: Apache-2.0
#include "rule/detail/firing.hpp"

#include <algorithm>
#include <utility>

#include "base/parallel.hpp"
#include "rule/day_program.hpp"

namespace harbinger::rule::detail {

namespace {

/// The bits [begin, begin + rows); `begin` is a multiple of 64.
Bits slice(const Bits& bits, std::size_t begin, std::size_t rows) {
  Bits part(rows);
  const auto first = bits.words().begin() + static_cast<std::ptrdiff_t>(begin / 64);
  std::copy_n(first, part.words().size(), part.words().begin());
  part.clear_tail();
  return part;
}

template <class T>
std::vector<T> slice(const std::vector<T>& values, std::size_t begin, std::size_t rows) {
  if (values.empty()) return {};
  const auto first = values.begin() + static_cast<std::ptrdiff_t>(begin);
  return {first, first + static_cast<std::ptrdiff_t>(rows)};
}

expr::Column slice(const expr::Column& column, std::size_t begin, std::size_t rows) {
  expr::Column part;
  part.kind = column.kind;
  part.numbers = slice(column.numbers, begin, rows);
  part.uppers = slice(column.uppers, begin, rows);
  if (column.kind == expr::ColumnKind::truth) part.truths = slice(column.truths, begin, rows);
  part.codes = slice(column.codes, begin, rows);
  part.dictionary = column.dictionary;
  part.known = slice(column.known, begin, rows);
  part.errors = slice(column.errors, begin, rows);
  return part;
}

/// The points of row `row`; nothing where they are of no use.
std::optional<Points> points_at(const expr::Column& column, std::size_t row) {
  if (!column.known[row]) return std::nullopt;
  if (!column.uppers.empty() && column.uppers[row] != column.numbers[row]) return std::nullopt;
  return points_of(column.numbers[row]);
}

/// Gives `points(row)` to each site fired in the block; where there are none, the rule is not evaluated.
template <class PointsOfRow>
void give_each(const BlockColumns& block, Firing& outcome, PointsOfRow points) {
  std::vector<Points> of_fired;
  for (std::size_t word = block.begin() / 64; word * 64 < block.begin() + block.rows(); ++word) {
    for (std::uint64_t bits = outcome.fired.words()[word]; bits != 0; bits &= bits - 1) {
      const std::size_t site = word * 64 + static_cast<std::size_t>(std::countr_zero(bits));
      if (const std::optional<Points> given = points(site - block.begin())) {
        of_fired.push_back(*given);
      } else {
        outcome.fired.reset(site);
        outcome.not_evaluated.set(site);
      }
    }
  }
  if (outcome.given.vary()) outcome.given.give_block(block.begin() / block_rows, of_fired);
}

bool any_fired(const Firing& outcome, const BlockColumns& block) {
  const auto words = std::as_const(outcome.fired).words();
  const std::size_t first = block.begin() / 64;
  const auto part = words.subspan(first, (block.rows() + 63) / 64);
  return std::any_of(part.begin(), part.end(), [](std::uint64_t word) { return word != 0; });
}

}  // namespace

RuleOutcome shared(Firing firing) {
  return {std::move(firing.fired), std::move(firing.not_evaluated), std::move(firing.given)};
}

Firing nothing_fired(const std::optional<DayRule>& rule, std::size_t sites) {
  const bool vary = rule && rule->points && !rule->points->is_constant();
  return {Bits(sites), Bits(sites),
          vary ? RulePoints::varying(sites)
               : RulePoints(rule ? constant_points(rule->points).value_or(0) : 0)};
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
  if (rule.points) result.points = rule::on_day(set, *rule.points, as_of);
  return result;
}

BlockColumns::BlockColumns(std::span<const std::uint32_t> slots,
                           std::span<const Shared<expr::Column>> signals, std::size_t begin,
                           std::size_t end)
    : begin_(begin), rows_(end - begin) {
  columns_.reserve(slots.size());  // by_slot_ points into it
  by_slot_.assign(signals.size(), nullptr);
  for (const std::uint32_t slot : slots) {
    columns_.push_back(slice(*signals[slot], begin, rows_));
    by_slot_[slot] = &columns_.back();
  }
}

std::vector<std::uint32_t> slots_of(std::span<const std::optional<DayRule>> rules) {
  std::vector<std::uint32_t> slots;
  for (const auto& rule : rules) {
    if (!rule) continue;
    slots.insert(slots.end(), rule->when.slots().begin(), rule->when.slots().end());
    if (rule->points)
      slots.insert(slots.end(), rule->points->slots().begin(), rule->points->slots().end());
  }
  std::sort(slots.begin(), slots.end());
  slots.erase(std::unique(slots.begin(), slots.end()), slots.end());
  return slots;
}

void hit_block(const DayRule& rule, const BlockColumns& block, Firing& outcome) {
  const expr::Column when = block.values(rule.when);
  for (std::size_t word = 0; word < when.known.words().size(); ++word) {
    const std::size_t at = block.begin() / 64 + word;
    const std::size_t left = block.rows() - word * 64;
    const std::uint64_t rows = left >= 64 ? ~0ull : (1ull << left) - 1;
    outcome.fired.words()[at] = when.truths.words()[word] & when.known.words()[word];
    outcome.not_evaluated.words()[at] = ~when.known.words()[word] & rows;
  }
}

void give_points(const DayRule& rule, const BlockColumns& block, Firing& outcome) {
  if (!rule.points || !any_fired(outcome, block)) return;
  if (!rule.points->is_constant()) {
    const expr::Column points = block.values(*rule.points);
    return give_each(block, outcome, [&](std::size_t row) { return points_at(points, row); });
  }
  if (!constant_points(rule.points))
    give_each(block, outcome, [](std::size_t) { return std::optional<Points>(); });
}

}  // namespace harbinger::rule::detail
