// SPDX-License-Identifier: Apache-2.0
#include "ranking/reranked.hpp"

#include <algorithm>
#include <bit>
#include <cstdlib>
#include <functional>

namespace harbinger::ranking {

namespace {

/// Places in a block of which the lowest row is kept.
constexpr std::size_t block = 64;

std::int64_t count_above(const std::vector<double>& ascending, double score) {
  return ascending.end() - std::upper_bound(ascending.begin(), ascending.end(), score);
}
std::int64_t count_at(const std::vector<double>& ascending, double score) {
  const auto [first, last] = std::equal_range(ascending.begin(), ascending.end(), score);
  return last - first;
}

}  // namespace

RankedScores::RankedScores(std::span<const double> scores, const Ranking& ranking)
    : scores_(scores), ranking_(&ranking) {
  const auto order = ranking.order();
  std::int64_t run = 0;
  for (std::size_t i = 0; i < order.size(); ++i) {
    sorted_.push_back(scores[order[i]]);
    run = i > 0 && sorted_[i] == sorted_[i - 1] ? run + 1 : 0;
    tied_pairs_ += run;
  }
  std::vector<std::uint32_t> lowest;
  for (std::size_t i = 0; i < order.size(); i += block)
    lowest.push_back(*std::min_element(
        order.begin() + static_cast<std::ptrdiff_t>(i),
        order.begin() + static_cast<std::ptrdiff_t>(std::min(i + block, order.size()))));
  for (std::size_t width = 1; !lowest.empty(); width *= 2) {
    lowest_of_blocks_.push_back(lowest);
    if (lowest.size() <= width) break;
    for (std::size_t i = 0; i + width < lowest.size(); ++i)
      lowest[i] = std::min(lowest[i], lowest[i + width]);
    lowest.resize(lowest.size() - width);
  }
}

std::size_t RankedScores::above(double score) const {
  return static_cast<std::size_t>(
      std::lower_bound(sorted_.begin(), sorted_.end(), score, std::greater<>()) - sorted_.begin());
}

std::size_t RankedScores::at_least(double score) const {
  return static_cast<std::size_t>(
      std::upper_bound(sorted_.begin(), sorted_.end(), score, std::greater<>()) - sorted_.begin());
}

std::size_t RankedScores::within_rank(std::int64_t rank) const {
  if (rank <= 0) return 0;
  const auto place = static_cast<std::size_t>(rank);  // of the first row that may be beyond it
  if (place >= size()) return size();
  const bool is_beyond = sorted_[place] != sorted_[place - 1];
  return is_beyond ? place : at_least(sorted_[place]);
}

std::size_t RankedScores::place(std::uint32_t row) const {
  const auto order = ranking_->order();
  const auto first = order.begin() + (ranking_->rank()[row] - 1);
  const auto last = order.begin() + static_cast<std::ptrdiff_t>(at_least(scores_[row]));
  return static_cast<std::size_t>(std::lower_bound(first, last, row) - order.begin());
}

std::uint32_t RankedScores::lowest_row(std::size_t begin, std::size_t end) const {
  const auto order = ranking_->order();
  std::uint32_t lowest = order[begin];
  const auto look = [&](std::size_t from, std::size_t to) {
    for (std::size_t i = from; i < to; ++i) lowest = std::min(lowest, order[i]);
  };
  const std::size_t first = (begin + block - 1) / block;  // whole blocks [first, last)
  const std::size_t last = end / block;
  if (first >= last) {
    look(begin, end);
    return lowest;
  }
  look(begin, first * block);
  look(last * block, end);
  const auto level = static_cast<std::size_t>(std::bit_width(last - first) - 1);
  const auto& wide = lowest_of_blocks_[level];
  return std::min({lowest, wide[first], wide[last - (std::size_t{1} << level)]});
}

Reranked::Reranked(const RankedScores& base, std::span<const MovedRow> moved)
    : base_(base), moved_(moved) {
  std::vector<double> cuts;
  for (const MovedRow& row : moved) {
    olds_.push_back(base.score(row.row));
    if (row.score) news_.push_back(*row.score);
    places_.push_back(base.place(row.row));
  }
  cuts = olds_;
  cuts.insert(cuts.end(), news_.begin(), news_.end());
  std::sort(olds_.begin(), olds_.end());
  std::sort(news_.begin(), news_.end());
  std::sort(places_.begin(), places_.end());
  std::sort(cuts.begin(), cuts.end(), std::greater<>());
  cuts.erase(std::unique(cuts.begin(), cuts.end()), cuts.end());
  // Rows at a cut shift as those between it and the next higher one: by the movers above.
  std::size_t begin = 0;
  for (const double cut : cuts) {
    const std::size_t end = base.at_least(cut);
    if (end > begin) shifted_.push_back({begin, end, shift_at(cut)});
    begin = end;
  }
  const auto gone = static_cast<std::int64_t>(olds_.size() - news_.size());
  if (begin < base.size()) shifted_.push_back({begin, base.size(), -gone});
}

std::int64_t Reranked::shift_at(double score) const {
  return count_above(news_, score) - count_above(olds_, score);
}

std::size_t Reranked::staying(std::size_t begin, std::size_t end) const {
  if (begin >= end) return 0;
  const auto moved = std::lower_bound(places_.begin(), places_.end(), end) -
                     std::lower_bound(places_.begin(), places_.end(), begin);
  return end - begin - static_cast<std::size_t>(moved);
}

std::uint32_t Reranked::rank_at(double score) const {
  return static_cast<std::uint32_t>(1 + static_cast<std::int64_t>(base_.above(score)) +
                                    shift_at(score));
}

std::optional<std::uint32_t> Reranked::rank(std::uint32_t row) const {
  const auto found = std::lower_bound(moved_.begin(), moved_.end(), row,
                                      [](const MovedRow& m, std::uint32_t r) { return m.row < r; });
  if (found == moved_.end() || found->row != row) return rank_at(base_.score(row));
  return found->score ? std::optional(rank_at(*found->score)) : std::nullopt;
}

LargestShift Reranked::largest_shift() const {
  LargestShift largest;
  const auto consider = [&](std::int64_t places, auto row) {
    if (places == 0 || std::abs(places) < std::abs(largest.places)) return;
    const std::uint32_t candidate = row();
    if (std::abs(places) == std::abs(largest.places) && *largest.row < candidate) return;
    largest = {candidate, places};
  };
  for (const MovedRow& moved : moved_)
    if (moved.score)
      consider(std::int64_t{rank_at(*moved.score)} - base_.rank(moved.row),
               [&] { return moved.row; });
  for (const Shifted& part : shifted_) {
    // The rows that stay lie between the places of those that move.
    std::size_t begin = part.begin;
    auto next = std::lower_bound(places_.begin(), places_.end(), begin);
    while (begin < part.end) {
      const std::size_t end = next == places_.end() ? part.end : std::min(*next, part.end);
      if (begin < end) consider(part.places, [&] { return base_.lowest_row(begin, end); });
      begin = end + 1;
      if (next != places_.end()) ++next;
    }
  }
  return largest;
}

Reranked::Top Reranked::within_top(std::size_t top) const {
  Top result;
  const auto most = static_cast<std::int64_t>(std::min(top, base_.size()));
  const std::size_t before = base_.within_rank(most);
  for (const MovedRow& moved : moved_) {
    if (!moved.score || rank_at(*moved.score) > top) continue;
    ++(base_.rank(moved.row) <= top ? result.stayed : result.entered);
  }
  for (const Shifted& part : shifted_) {
    const std::size_t after = base_.within_rank(most - part.places);
    const std::size_t end = std::min(part.end, after);
    result.stayed += staying(part.begin, std::min(end, before));
    result.entered += staying(std::max(part.begin, before), end);
  }
  return result;
}

std::int64_t Reranked::staying_at(double score) const {
  const auto all = static_cast<std::int64_t>(base_.at_least(score) - base_.above(score));
  return all - count_at(olds_, score);
}

std::int64_t Reranked::staying_between(double a, double b) const {
  const double low = std::min(a, b);
  const double high = std::max(a, b);
  const auto in_base = static_cast<std::int64_t>(base_.above(low) - base_.at_least(high));
  return in_base - (count_above(olds_, low) - count_above(olds_, high) - count_at(olds_, high));
}

std::int64_t Reranked::staying_tied() const {
  std::int64_t tied = base_.tied_pairs();
  for (std::size_t i = 0; i < olds_.size();) {
    const double score = olds_[i];
    const auto moved = count_at(olds_, score);
    const std::int64_t rest = staying_at(score);
    tied -= pairs_of(rest + moved) - pairs_of(rest);
    i += static_cast<std::size_t>(moved);
  }
  return tied;
}

PairCounts Reranked::pairs_of_movers() const {
  std::vector<double> before;
  std::vector<double> after;
  for (const MovedRow& moved : moved_) {
    if (!moved.score) continue;
    before.push_back(base_.score(moved.row));
    after.push_back(*moved.score);
  }
  return pair_counts(before, after);
}

double Reranked::kendall_tau_b() const {
  PairCounts counts = pairs_of_movers();
  const auto gone = static_cast<std::int64_t>(olds_.size() - news_.size());
  counts.all = pairs_of(static_cast<std::int64_t>(base_.size()) - gone);
  const std::int64_t tied = staying_tied();  // before as after
  counts.tied_a += tied;
  counts.tied_b += tied;
  counts.tied_both += tied;
  for (const MovedRow& moved : moved_) {
    if (!moved.score) continue;
    const double before = base_.score(moved.row);
    if (before == *moved.score) {
      counts.tied_both += staying_at(before);
    } else {
      counts.opposite += staying_between(before, *moved.score);
    }
    counts.tied_a += staying_at(before);
    counts.tied_b += staying_at(*moved.score);
  }
  return counts.tau_b();
}

}  // namespace harbinger::ranking
