// SPDX-License-Identifier: Apache-2.0
#include "ranking/competition_rank.hpp"

#include <algorithm>
#include <array>
#include <atomic>
#include <bit>
#include <limits>
#include <mutex>

#include "base/parallel.hpp"

namespace harbinger::ranking {

namespace {

constexpr unsigned digit_bits = 11;
constexpr std::size_t digit_values = std::size_t{1} << digit_bits;

struct Keyed {
  std::uint64_t key;
  std::uint32_t row;

  [[nodiscard]] std::size_t digit(unsigned shift) const {
    return (key >> shift) & (digit_values - 1);
  }
};

/// A key that ascends as the score falls; minus zero is zero.
std::uint64_t falling_key(double score) {
  const auto bits = std::bit_cast<std::uint64_t>(score + 0.0);
  const std::uint64_t sign = std::uint64_t{1} << 63;
  const std::uint64_t rising = (bits & sign) != 0 ? ~bits : bits | sign;
  return ~rising;
}

/// One pass of the sort: stable, by one digit. False where all rows have the same, so that nothing is to be done.
bool sort_by_digit(const std::vector<Keyed>& from, std::vector<Keyed>& to, unsigned shift) {
  std::array<std::uint32_t, digit_values> place{};
  for (const Keyed& keyed : from) ++place[keyed.digit(shift)];
  if (place[from.front().digit(shift)] == from.size()) return false;
  std::uint32_t before = 0;
  for (std::uint32_t& count : place) before += std::exchange(count, before);
  for (const Keyed& keyed : from) to[place[keyed.digit(shift)]++] = keyed;
  return true;
}

double highest(std::span<const double> scores) {
  // Four at a time, so that one comparison need not wait for another.
  std::array<double, 4> most;
  most.fill(-std::numeric_limits<double>::infinity());
  std::size_t row = 0;
  for (; row + 4 <= scores.size(); row += 4)
    for (std::size_t lane = 0; lane < 4; ++lane)
      most[lane] = most[lane] < scores[row + lane] ? scores[row + lane] : most[lane];
  for (; row < scores.size(); ++row) most[0] = std::max(most[0], scores[row]);
  return std::max(std::max(most[0], most[1]), std::max(most[2], most[3]));
}

/// The highest score of each block of rows.
std::vector<double> highest_of_blocks(std::span<const double> scores) {
  std::vector<double> result;
  result.reserve(scores.size() / block_rows + 1);
  for (std::size_t begin = 0; begin < scores.size(); begin += block_rows)
    result.push_back(highest(scores.subspan(begin, std::min(block_rows, scores.size() - begin))));
  return result;
}

/// The best k rows seen so far, among at most 2 k candidates. Rows come in ascending order.
class Best {
 public:
  Best(std::span<const double> scores, std::size_t k, double least)
      : scores_(scores), k_(k), least_(least) {}

  /// Whether a row of this score may still be among the best.
  [[nodiscard]] bool takes(double score) const {
    return is_full_ ? score > least_ : score >= least_;
  }
  void add(std::uint32_t row) {
    rows_.push_back(row);
    if (rows_.size() >= 2 * k_) keep_best();
  }
  std::vector<std::uint32_t> ordered() && {
    if (rows_.size() > k_) keep_best();
    std::sort(rows_.begin(), rows_.end(), [this](auto a, auto b) { return is_better(a, b); });
    return std::move(rows_);
  }

 private:
  [[nodiscard]] bool is_better(std::uint32_t a, std::uint32_t b) const {
    return scores_[a] != scores_[b] ? scores_[a] > scores_[b] : a < b;
  }
  /// From here on, a row with the score of the last of the best comes behind it.
  void keep_best() {
    const auto last = rows_.begin() + static_cast<std::ptrdiff_t>(k_ - 1);
    std::nth_element(rows_.begin(), last, rows_.end(),
                     [this](auto a, auto b) { return is_better(a, b); });
    least_ = scores_[*last];
    is_full_ = true;
    rows_.resize(k_);
  }

  std::span<const double> scores_;
  std::size_t k_;
  double least_;
  bool is_full_ = false;
  std::vector<std::uint32_t> rows_;
};

struct ScoredRow {
  double score;
  std::uint32_t row;

  /// Better comes first; the order of a ranking.
  friend bool operator<(const ScoredRow& a, const ScoredRow& b) {
    return a.score != b.score ? a.score > b.score : a.row < b.row;
  }
};

/// The best k, where scores are those of before but for some rows, and at least k are as good as the last of the k
/// best before: no other row is. Nothing where this is not so.
std::vector<std::uint32_t> top_by_moved(const PatchedColumn<double>& scores, const RowSet& moved,
                                        std::span<const ScoredRow> best_before, std::size_t k) {
  if (k == 0 || best_before.size() < k) return {};
  const ScoredRow last = best_before[k - 1];
  std::vector<ScoredRow> best;
  for (const ScoredRow& row : best_before.first(k))
    if (!moved[row.row]) best.push_back(row);
  LargeArray<double> now(moved.count());
  ColumnView(scores).gather(moved.list(), now);
  for (std::size_t i = 0; i < now.size(); ++i)
    if (const ScoredRow row{now[i], moved.list()[i]}; !(last < row)) best.push_back(row);
  if (best.size() < k) return {};
  const auto end = best.begin() + static_cast<std::ptrdiff_t>(k);
  std::partial_sort(best.begin(), end, best.end());
  std::vector<std::uint32_t> rows;
  std::for_each(best.begin(), end, [&](const ScoredRow& row) { rows.push_back(row.row); });
  return rows;
}

}  // namespace

Ranks competition_ranks(std::span<const double> scores) {
  std::vector<Keyed> rows(scores.size());
  std::vector<Keyed> other(scores.size());
  for (std::uint32_t row = 0; row < scores.size(); ++row)
    rows[row] = {falling_key(scores[row]), row};
  for (unsigned shift = 0; shift < 64 && !rows.empty(); shift += digit_bits)
    if (sort_by_digit(rows, other, shift)) rows.swap(other);
  Ranks ranks{std::vector<std::uint32_t>(scores.size()), std::vector<std::uint32_t>(scores.size())};
  for (std::uint32_t i = 0; i < rows.size(); ++i) {
    const bool tied = i > 0 && rows[i].key == rows[i - 1].key;
    ranks.order[i] = rows[i].row;
    ranks.rank[rows[i].row] = tied ? ranks.rank[rows[i - 1].row] : i + 1;
  }
  return ranks;
}

std::vector<std::uint32_t> top(std::span<const double> scores, std::size_t k) {
  k = std::min(k, scores.size());
  if (k == 0) return {};
  const std::vector<double> blocks = highest_of_blocks(scores);
  // k blocks that reach a score hold at least k rows that do.
  double least = -std::numeric_limits<double>::infinity();
  if (blocks.size() >= k) {
    std::vector<double> highest_first = blocks;
    const auto last = highest_first.begin() + static_cast<std::ptrdiff_t>(k - 1);
    std::nth_element(highest_first.begin(), last, highest_first.end(), std::greater<>());
    least = *last;
  }
  Best best(scores, k, least);
  for (std::size_t block = 0; block < blocks.size(); ++block) {
    if (!best.takes(blocks[block])) continue;
    const std::size_t end = std::min(scores.size(), (block + 1) * block_rows);
    for (std::size_t row = block * block_rows; row < end; ++row)
      if (best.takes(scores[row])) best.add(static_cast<std::uint32_t>(row));
  }
  return std::move(best).ordered();
}

/// What is known of a ranking so far.
struct Ranking::Lazy {
  explicit Lazy(PatchedColumn<double> of) : scores(std::move(of)) {}

  const PatchedColumn<double> scores;
  std::once_flag once;
  std::atomic<bool> made = false;
  Ranks ranks;

  /// The longest list of the best that was asked for.
  [[nodiscard]] std::vector<ScoredRow> best() {
    const std::lock_guard lock(mutex);
    return known_best;
  }
  void remember(std::span<const std::uint32_t> rows) {
    std::vector<ScoredRow> best;
    for (const std::uint32_t row : rows) best.push_back({scores[row], row});
    const std::lock_guard lock(mutex);
    if (best.size() > known_best.size()) known_best = std::move(best);
  }

  PatchedRows moved;                   ///< Rows outside of which scores are as they were before.
  std::vector<ScoredRow> best_before;  ///< Of the scores before.

 private:
  std::mutex mutex;
  std::vector<ScoredRow> known_best;
};

Ranking::Ranking(PatchedColumn<double> scores) : lazy_(std::make_shared<Lazy>(std::move(scores))) {}

Ranking::Ranking(PatchedColumn<double> scores, const Ranking& before) : Ranking(std::move(scores)) {
  lazy_->moved = ColumnView(lazy_->scores).rows_apart(before.lazy_->scores);
  if (lazy_->moved) lazy_->best_before = before.lazy_->best();
}

const Ranks& Ranking::all() const {
  std::call_once(lazy_->once, [this] {
    lazy_->ranks = competition_ranks(*lazy_->scores);
    lazy_->made = true;
  });
  return lazy_->ranks;
}

std::vector<std::uint32_t> Ranking::top(std::size_t k) const {
  if (lazy_->made) {
    const std::span<const std::uint32_t> rows = order();
    return {rows.begin(), rows.begin() + static_cast<std::ptrdiff_t>(std::min(k, rows.size()))};
  }
  std::vector<std::uint32_t> rows;
  if (lazy_->moved) rows = top_by_moved(lazy_->scores, *lazy_->moved, lazy_->best_before, k);
  if (rows.empty()) rows = ranking::top(*lazy_->scores, k);
  lazy_->remember(rows);
  return rows;
}

std::uint32_t Ranking::rank_of(std::size_t row) const {
  if (lazy_->made) return rank()[row];
  const LargeArray<double>& scores = *lazy_->scores;
  const double score = scores[row];
  std::uint32_t higher = 0;
  for (const double other : scores) higher += other > score ? 1u : 0u;
  return higher + 1;
}

double Ranking::share_in_ties() const {
  const auto& [order, rank] = all();
  if (order.empty()) return 0;
  std::size_t tied = 0;
  for (std::size_t i = 0; i < order.size(); ++i) {
    const bool before = i > 0 && rank[order[i]] == rank[order[i - 1]];
    const bool after = i + 1 < order.size() && rank[order[i]] == rank[order[i + 1]];
    if (before || after) ++tied;
  }
  return static_cast<double>(tied) / static_cast<double>(order.size());
}

}  // namespace harbinger::ranking
