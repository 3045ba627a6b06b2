// SPDX-License-Identifier: Apache-2.0
#include "rule/detail/outcome_rows.hpp"

#include <algorithm>

#include "base/parallel.hpp"

namespace harbinger::rule::detail {

namespace {

/// Reads a rule's points in a block, one fired site after the other.
class PointsInOrder {
 public:
  PointsInOrder(const RulePoints& given, std::size_t block)
      : given_(given), next_(given.vary() ? given.of_block(block).data() : nullptr) {}
  Points next() { return next_ != nullptr ? *next_++ : given_.same(); }

 private:
  const RulePoints& given_;
  const Points* next_;
};

/// Of sites at which both fired, those with other points; into rows.
void add_other_points(const RuleOutcome& a, const RuleOutcome& b, std::size_t block, Bits& rows) {
  PointsInOrder points_a(a.given, block);
  PointsInOrder points_b(b.given, block);
  const std::size_t first = block * block_rows / 64;
  const std::size_t end = std::min(first + block_rows / 64, rows.words().size());
  for (std::size_t word = first; word < end; ++word) {
    const std::uint64_t fired_a = a.fired->words()[word];
    const std::uint64_t fired_b = b.fired->words()[word];
    for (std::uint64_t left = fired_a | fired_b; left != 0; left &= left - 1) {
      const std::uint64_t mask = left & (0 - left);
      const Points in_a = (fired_a & mask) != 0 ? points_a.next() : 0;
      const Points in_b = (fired_b & mask) != 0 ? points_b.next() : 0;
      if ((fired_a & fired_b & mask) != 0 && in_a != in_b) rows.words()[word] |= mask;
    }
  }
}

}  // namespace

Bits gathered(const Bits& bits, std::span<const std::uint32_t> source) {
  Bits result(source.size());
  for (std::size_t i = 0; i < source.size(); ++i)
    if (source[i] != expr::no_row && bits[source[i]]) result.set(i);
  return result;
}

PointsColumn gathered(const PointsColumn& points, std::span<const std::uint32_t> source) {
  PointsColumn result(source.size(), 0);
  for (std::size_t i = 0; i < source.size(); ++i)
    if (source[i] != expr::no_row) result[i] = points[source[i]];
  return result;
}

RulePoints gathered(const RuleOutcome& was, const Bits& fired,
                    std::span<const std::uint32_t> source) {
  if (!was.given.vary()) return was.given;
  RulePoints result = RulePoints::varying(source.size());
  std::vector<Points> of_fired;
  for (std::size_t begin = 0; begin < source.size(); begin += block_rows) {
    of_fired.clear();
    for (std::size_t i = begin; i < std::min(source.size(), begin + block_rows); ++i)
      if (fired[i]) of_fired.push_back(was.points(source[i]));
    result.give_block(begin / block_rows, of_fired);
  }
  return result;
}

Bits differing(const RuleOutcome& a, const RuleOutcome& b) {
  Bits rows(a.fired->size());
  const bool vary = a.given.vary() || b.given.vary();
  const std::uint64_t other_points = !vary && a.given.same() != b.given.same() ? ~0ull : 0;
  for (std::size_t word = 0; word < rows.words().size(); ++word) {
    const std::uint64_t fired = a.fired->words()[word];
    const std::uint64_t fired_b = b.fired->words()[word];
    rows.words()[word] = (fired ^ fired_b) | (fired & fired_b & other_points) |
                         (a.not_evaluated->words()[word] ^ b.not_evaluated->words()[word]);
  }
  for (std::size_t block = 0; vary && block * block_rows < rows.size(); ++block)
    add_other_points(a, b, block, rows);
  return rows;
}

}  // namespace harbinger::rule::detail
