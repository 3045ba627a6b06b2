// SPDX-License-Identifier: Apache-2.0
#include "ranking/local_change.hpp"

#include <algorithm>

#include "base/assert.hpp"
#include "model/site_score.hpp"
#include "ranking/detail/steps.hpp"
#include "signal/reached_rows.hpp"

namespace harbinger::ranking {

namespace {

/// To score so many sites one by one costs about as much as to score all at once.
constexpr double most_reached = 1.0 / 16;

/// The rows of the base that are none any more.
void add_gone(const Assessment& base, const graph::Changes& changes, const graph::GraphView& view,
              std::vector<MovedRow>& moved) {
  const auto sites = base.view.sites();
  for (const graph::FactRef fact : changes.before) {
    if (fact.is_edge || !view.is_removed(fact)) continue;
    const auto place = std::lower_bound(sites.begin(), sites.end(), graph::NodeId(fact.index));
    if (place != sites.end() && place->value() == fact.index)
      moved.push_back({static_cast<std::uint32_t>(place - sites.begin()), std::nullopt});
  }
}

/// The scores of so many rows, whose signals are given; `as_of` is the day of the rules.
model::Scores scored(const Basis& basis, const signal::Columns& signals, std::size_t rows,
                     Day as_of) {
  const rule::Outcomes outcomes =
      rule::evaluate(basis.rules, signals, rows, as_of, 1, basis.rules_off);
  return model::score(basis.model, detail::model_inputs(basis, outcomes, signals, rows), 1,
                      detail::least_tiers(outcomes, basis.model, rows));
}

void add_scored(const Assessment& base, const signal::ReachedRows& reached, LocalChange& change) {
  const model::Scores scores =
      scored(base.basis, reached.columns, reached.rows.size(), base.view.as_of());
  for (std::size_t i = 0; i < reached.rows.size(); ++i) {
    const std::uint32_t row = reached.rows[i];
    if (scores.total[i] != base.scores.total[row]) change.moved.push_back({row, scores.total[i]});
    if (scores.tier[i] != base.scores.tier[row]) change.tiers.push_back({row, scores.tier[i]});
  }
}

expr::Column column_at(const expr::Column& column, std::span<const std::uint32_t> rows) {
  std::vector<expr::Value> values;
  for (const std::uint32_t row : rows) values.push_back(column.at(row));
  return expr::column_of(column.kind, values);
}

}  // namespace

double LocalChange::score_of(const Assessment& base, std::uint32_t row) const {
  const auto found = std::find_if(moved.begin(), moved.end(),
                                  [&](const MovedRow& other) { return other.row == row; });
  return found != moved.end() ? found->score.value() : base.scores.total[row];
}

std::uint8_t LocalChange::tier_of(const Assessment& base, std::uint32_t row) const {
  const auto found = std::find_if(tiers.begin(), tiers.end(),
                                  [&](const RowTier& other) { return other.row == row; });
  return found != tiers.end() ? found->tier : base.scores.tier[row];
}

std::optional<LocalChange> local_change(const Assessment& base, const graph::GraphView& view) {
  if (!model::is_rowwise(base.basis.model)) return std::nullopt;
  const graph::Changes changes = graph::changes_between(base.view, view);
  HARBINGER_ASSERT(changes.same_graph && changes.same_day);
  const graph::Ownership ownership =
      detail::may_change_owners(changes, base.view, view) ? graph::Ownership(view) : base.ownership;
  const signal::World world_before = base.world();
  const signal::World world{view, ownership, base.places.get()};
  const auto reached = signal::reached_rows(
      {base.basis.rules.signals(), world_before, base.signals, base.basis.left_out}, world, changes,
      most_reached);
  if (!reached) return std::nullopt;
  LocalChange change;
  add_gone(base, changes, view, change.moved);
  if (!reached->rows.empty()) add_scored(base, *reached, change);
  std::sort(change.moved.begin(), change.moved.end(),
            [](const MovedRow& a, const MovedRow& b) { return a.row < b.row; });
  return change;
}

std::optional<std::vector<double>> scores_of_rows(const Assessment& base, const Basis& basis,
                                                  std::span<const std::uint32_t> rows) {
  const signal::SignalSet& set = basis.rules.signals();
  const signal::SignalSet& known = base.basis.rules.signals();
  if (!model::is_rowwise(basis.model) || basis.left_out != base.basis.left_out) return std::nullopt;
  signal::Columns columns;
  for (std::size_t i = 0; i < set.size(); ++i) {
    const signal::SignalId id(i);
    // In one order, so that those left out are the same.
    if (i >= known.size() || set.id(id) != known.id(id) || !set.says_the_same(id, known, id))
      return std::nullopt;
    columns.emplace_back(column_at(*base.signals[i], rows));
  }
  const auto total = scored(basis, columns, rows.size(), base.view.as_of()).total;
  return std::vector<double>(total->begin(), total->end());
}

}  // namespace harbinger::ranking
