// SPDX-License-Identifier: Apache-2.0
#include "uncertainty/sensitivity.hpp"

#include <algorithm>
#include <atomic>
#include <cmath>
#include <limits>
#include <numeric>
#include <optional>

#include "base/assert.hpp"
#include "base/parallel.hpp"
#include "model/row_kernels.hpp"
#include "uncertainty/detail/upper_plane.hpp"

namespace harbinger::uncertainty {

namespace {

/// Draws that one pass over the sites takes along: their planes stay in cache beside a block.
constexpr std::size_t draws_in_a_pass = 100;

using Rows = std::vector<std::uint32_t>;

/// One drawn variant, with what its shown sites score.
struct Draw {
  std::vector<std::vector<double>> weights;
  std::vector<double> factors;  ///< By RuleId.
  UpperPlane plane;
  std::vector<double> scores;     ///< Of the shown sites.
  std::vector<double> ascending;  ///< The same, sorted.

  /// Below it a score is below those of all shown sites, whatever rounding did to a plane.
  [[nodiscard]] double bar() const { return ascending.front() - 1e-6; }
};

/// constant + sum slope x, for each row.
void fill_bounds(const UpperPlane& plane, const model::LeafRows& rows, std::span<double> out) {
  std::vector<const double*> columns;
  for (std::size_t part = 0; part < rows.part_count(); ++part)
    columns.push_back(rows.values(part).data());
  model::row_kernels().sums(plane.constant, plane.slopes, columns.data(), out.size(), out.data());
}

/// The rows that a plane does not keep below the bar.
Rows rows_above(double bar, const UpperPlane& plane, const model::LeafRows& rows) {
  std::vector<double> bounds(rows.rows());
  fill_bounds(plane, rows, bounds);
  Rows above;
  for (std::uint32_t row = 0; row < bounds.size(); ++row)
    if (bounds[row] >= bar) above.push_back(row);
  return above;
}

/// The plane above those of all draws.
UpperPlane highest_plane(std::span<const Draw> draws) {
  UpperPlane result = draws.front().plane;
  for (const Draw& draw : draws) {
    result.constant = std::max(result.constant, draw.plane.constant);
    for (std::size_t part = 0; part < result.slopes.size(); ++part)
      result.slopes[part] = std::max(result.slopes[part], draw.plane.slopes[part]);
  }
  return result;
}

class Counting {
 public:
  Counting(const Base& base, const Doubts& doubts, Rows shown, unsigned threads)
      : base_(base),
        doubts_(doubts),
        shown_(std::move(shown)),
        threads_(threads),
        touch_(touch_point(base_.model, base_.inputs, base_.scores, shown_.back())),
        ranks_(shown_.size(), Rows(doubts.draws)) {}

  /// Draws [first, first + count).
  void pass(std::size_t first, std::size_t count) {
    draws_.assign(count, {});
    bins_ = std::vector<std::atomic<std::uint32_t>>(count * (shown_.size() + 1));
    parallel_for(count, threads_, [&](std::size_t i) { prepare(draws_[i], first + i); });
    highest_ = highest_plane(draws_);
    bar_ = std::numeric_limits<double>::infinity();
    for (const Draw& draw : draws_) bar_ = std::min(bar_, draw.bar());
    for_each_block(base_.inputs.sites, threads_,
                   [&](std::size_t begin, std::size_t end) { count_block(begin, end); });
    for (std::size_t i = 0; i < count; ++i) rank_shown(i, first + i);
  }

  /// The ranks of a shown site in all draws.
  [[nodiscard]] Rows& ranks(std::size_t shown) { return ranks_[shown]; }

 private:
  [[nodiscard]] model::LeafRows leaf_rows(std::span<const std::uint32_t> sites) const {
    return {base_.model, base_.inputs, base_.scores, sites};
  }

  void prepare(Draw& draw, std::size_t number) const {
    draw.weights = drawn_weights(base_, doubts_, number);
    if (doubts_.points) draw.factors = drawn_factors(base_, doubts_, number);
    draw.plane = upper_plane(base_.model, draw.weights, touch_);
    draw.scores.resize(shown_.size());
    for (std::size_t begin = 0; begin < shown_.size(); begin += block_rows) {
      const std::size_t count = std::min(block_rows, shown_.size() - begin);
      const auto sites = std::span(shown_).subspan(begin, count);
      model::LeafRows rows = leaf_rows(sites);
      if (doubts_.points) PointsOfSites(base_, sites).put(draw.factors, rows);
      score_rows(base_.model, draw.weights, rows, std::span(draw.scores).subspan(begin, count));
    }
    draw.ascending = draw.scores;
    std::sort(draw.ascending.begin(), draw.ascending.end());
  }

  void count_block(std::size_t begin, std::size_t end) {
    Rows sites(end - begin);
    std::iota(sites.begin(), sites.end(), static_cast<std::uint32_t>(begin));
    model::LeafRows rows = leaf_rows(sites);
    if (doubts_.points) PointsOfSites(base_, sites).put_highest(1 + doubts_.spread, rows);
    const Rows near = rows_above(bar_, highest_, rows);
    if (near.empty()) return;
    Rows near_sites;
    for (const std::uint32_t row : near) near_sites.push_back(sites[row]);
    rows = leaf_rows(near_sites);
    std::optional<PointsOfSites> points;
    if (doubts_.points) points.emplace(base_, near_sites);
    for (std::size_t i = 0; i < draws_.size(); ++i) {
      if (points) points->put(draws_[i].factors, rows);
      count_draw(i, rows);
    }
  }

  void count_draw(std::size_t number, const model::LeafRows& rows) {
    const Draw& draw = draws_[number];
    const Rows above = rows_above(draw.bar(), draw.plane, rows);
    if (above.empty()) return;
    std::vector<double> scores(above.size());
    score_rows(base_.model, draw.weights, rows.selected(above), scores);
    for (const double score : scores) {
      const auto gap = std::lower_bound(draw.ascending.begin(), draw.ascending.end(), score) -
                       draw.ascending.begin();
      if (gap > 0)
        bin(number, static_cast<std::size_t>(gap)).fetch_add(1, std::memory_order_relaxed);
    }
  }

  /// How many sites score above `gap` of the shown ones in a draw, and not above the next.
  std::atomic<std::uint32_t>& bin(std::size_t draw, std::size_t gap) {
    return bins_[draw * (shown_.size() + 1) + gap];
  }

  void rank_shown(std::size_t number, std::size_t draw) {
    const Draw& of = draws_[number];
    Rows higher(shown_.size() + 2);  // by gap: the sites in it, or in one above
    for (std::size_t gap = shown_.size() + 1; gap-- > 0;)
      higher[gap] = higher[gap + 1] + bin(number, gap).load(std::memory_order_relaxed);
    for (std::size_t i = 0; i < shown_.size(); ++i) {
      const auto above = std::upper_bound(of.ascending.begin(), of.ascending.end(), of.scores[i]) -
                         of.ascending.begin();
      ranks_[i][draw] = 1 + higher[static_cast<std::size_t>(above)];
    }
  }

  const Base& base_;
  const Doubts& doubts_;
  const Rows shown_;
  unsigned threads_;
  TouchPoint touch_;
  std::vector<Draw> draws_;
  UpperPlane highest_;
  double bar_ = 0;
  std::vector<std::atomic<std::uint32_t>> bins_;
  std::vector<Rows> ranks_;  ///< By shown site, then draw.
};

/// The least of the sorted ranks that so large a share of them does not exceed, in per cent.
std::uint32_t quantile(const Rows& sorted, std::size_t per_cent) {
  return sorted[(sorted.size() * per_cent + 99) / 100 - 1];
}

}  // namespace

Sensitivity sensitivity(const Base& base, const Doubts& doubts, std::size_t top, unsigned threads,
                        const Progress& progress) {
  HARBINGER_ASSERT(!doubts.points || (base.rules != nullptr && base.outcomes != nullptr));
  Sensitivity result{doubts, top, base.inputs.sites, {}};
  const Rows shown = ranking::top(*base.scores.total, top);
  if (shown.empty()) return result;
  Counting counting(base, doubts, shown, threads);
  for (std::size_t first = 0; first < doubts.draws; first += draws_in_a_pass) {
    if (progress) progress(first, doubts.draws);
    counting.pass(first, std::min(draws_in_a_pass, doubts.draws - first));
  }
  for (std::size_t i = 0; i < shown.size(); ++i) {
    const double score = base.scores.total[shown[i]];
    const bool tied = i > 0 && score == result.shown.back().score;
    Rows& ranks = counting.ranks(i);
    std::sort(ranks.begin(), ranks.end());
    const auto in_top = std::upper_bound(ranks.begin(), ranks.end(), top) - ranks.begin();
    result.shown.push_back({shown[i],
                            tied ? result.shown.back().rank : static_cast<std::uint32_t>(i + 1),
                            score, quantile(ranks, 50), quantile(ranks, 5), quantile(ranks, 95),
                            static_cast<double>(in_top) / static_cast<double>(ranks.size())});
  }
  return result;
}

}  // namespace harbinger::uncertainty
