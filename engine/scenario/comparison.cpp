// SPDX-License-Identifier: Apache-2.0
#include "scenario/comparison.hpp"

#include <algorithm>
#include <cmath>

#include "ranking/rank_correlation.hpp"
#include "ranking/site_info.hpp"
#include "scenario/detail/causes.hpp"

namespace harbinger::scenario {

namespace {

Move move_of(const ranking::Assessment& a, std::size_t row) {
  const ranking::SiteInfo info = ranking::site_info(a.view, a.site(row));
  return {info.id, info.name, info.country, {}, {}, {}};
}

/// How far a site went: by its score; one that came or went by all of it.
double distance(const Move& move) {
  if (move.before && move.after) return std::abs(move.change());
  return move.before ? move.before->score : move.after->score;
}

double places(const Move& move) {
  if (!move.before || !move.after) return 0;
  return std::abs(static_cast<double>(move.after->rank) - static_cast<double>(move.before->rank));
}

std::vector<std::string> in_top_of_first_alone(const ranking::Assessment& first,
                                               const ranking::Assessment& second, std::size_t top) {
  std::vector<std::string> ids;
  for (const std::uint32_t row : first.ranking.order()) {
    if (first.ranking.rank()[row] > top) break;
    const auto sites = second.view.sites();
    const std::string& id = first.site_id(row);
    const auto node = second.basis.graph.find_node(id);
    const auto other = node ? std::lower_bound(sites.begin(), sites.end(), *node) : sites.end();
    const bool is_there = other != sites.end() && *other == *node;
    if (!is_there || second.ranking.rank()[static_cast<std::size_t>(other - sites.begin())] > top)
      ids.push_back(id);
  }
  return ids;
}

}  // namespace

Standing standing_of(const ranking::Assessment& a, std::size_t row) {
  return {a.ranking.rank()[row], a.scores.total[row], a.tier_of(row)};
}

void order_moves(std::vector<Move>& moves) {
  std::sort(moves.begin(), moves.end(), [](const Move& a, const Move& b) {
    if (distance(a) != distance(b)) return distance(a) > distance(b);
    if (places(a) != places(b)) return places(a) > places(b);
    return a.site < b.site;
  });
}

std::size_t rules_not_evaluated(const ranking::Assessment& a) {
  return static_cast<std::size_t>(
      std::count_if(a.outcomes.rules.begin(), a.outcomes.rules.end(),
                    [](const rule::RuleOutcome& rule) { return rule.not_evaluated->count() > 0; }));
}

Comparison compared(const ranking::Assessment& before, const ranking::Assessment& after,
                    std::size_t top) {
  Comparison result;
  result.as_of_before = before.view.as_of();
  result.as_of_after = after.view.as_of();
  result.sites_before = before.sites();
  result.sites_after = after.sites();
  result.top = top;
  result.not_evaluated_before = rules_not_evaluated(before);
  result.not_evaluated_after = rules_not_evaluated(after);
  const signal::RowMap rows = signal::row_map(before.view, after.view);
  const detail::Causes causes(before, after);
  std::vector<bool> stays(before.sites(), false);
  std::vector<double> scores_before;
  std::vector<double> scores_after;
  for (std::uint32_t now = 0; now < after.sites(); ++now) {
    const std::uint32_t was = rows.row_before(now);
    Move move = move_of(after, now);
    move.after = standing_of(after, now);
    if (was != expr::no_row) {
      stays[was] = true;
      scores_before.push_back(before.scores.total[was]);
      scores_after.push_back(after.scores.total[now]);
      move.before = standing_of(before, was);
      if (*move.before == *move.after) continue;
      if (move.change() != 0) move.causes = causes.of(was, now);
    }
    result.rescored += !move.before || move.change() != 0 ? 1u : 0u;
    result.moved.push_back(std::move(move));
  }
  for (std::size_t was = 0; was < before.sites(); ++was) {
    if (stays[was]) continue;
    Move& move = result.moved.emplace_back(move_of(before, was));
    move.before = standing_of(before, was);
    ++result.rescored;
  }
  order_moves(result.moved);
  result.entered = in_top_of_first_alone(after, before, top);
  result.left = in_top_of_first_alone(before, after, top);
  result.kendall = ranking::kendall_tau_b(scores_before, scores_after);
  result.spearman = ranking::spearman_rho(scores_before, scores_after);
  return result;
}

}  // namespace harbinger::scenario
