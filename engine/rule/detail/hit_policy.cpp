// SPDX-License-Identifier: Apache-2.0
#include "rule/detail/hit_policy.hpp"

#include <algorithm>

namespace harbinger::rule::detail {

namespace {

/// One word of sites, as the classes before left it.
struct Decided {
  std::uint64_t surely = 0;   ///< A row of a class before hits.
  std::uint64_t perhaps = 0;  ///< One may hit.
};

/// What the rows of a class say in one word of sites.
struct ClassWord {
  std::uint64_t hit = 0;
  std::uint64_t twice = 0;
  std::uint64_t perhaps = 0;
};

void settle_class(std::span<const std::uint32_t> rows, std::span<Firing> firings, std::size_t word,
                  Decided& decided) {
  ClassWord all;
  for (const std::uint32_t row : rows) {
    const std::uint64_t hit = firings[row].fired.words()[word];
    all.twice |= all.hit & hit;
    all.hit |= hit;
    all.perhaps |= firings[row].not_evaluated.words()[word];
  }
  const std::uint64_t doubtful = decided.perhaps | all.twice | all.perhaps;
  for (const std::uint32_t row : rows) {
    std::uint64_t& fired = firings[row].fired.words()[word];
    std::uint64_t& unsure = firings[row].not_evaluated.words()[word];
    unsure = (unsure | (fired & doubtful)) & ~decided.surely;
    fired &= ~doubtful & ~decided.surely;
  }
  decided.surely |= all.hit;
  decided.perhaps |= all.perhaps;
}

bool compares_points(HitPolicy policy) {
  return policy == HitPolicy::any || policy == HitPolicy::max || policy == HitPolicy::min;
}

/// A row that hits or may hit at the site, and its points where they are known.
struct Candidate {
  std::size_t row = 0;
  bool hits = false;
  std::optional<Points> points;
};

enum class Verdict : unsigned char { counts, does_not, unknown };

/// One verdict for each candidate, of which two or more are there.
class PointsPolicy {
 public:
  PointsPolicy(HitPolicy policy, std::span<const Candidate> candidates) : policy_(policy) {
    for (const Candidate& candidate : candidates)
      if (candidate.hits && (best_ == nullptr || beats(*candidate.points, *best_->points)))
        best_ = &candidate;
    if (best_ == nullptr) return;
    may_be_changed_ = std::any_of(candidates.begin(), candidates.end(),
                                  [&](const Candidate& c) { return !c.hits && may_change(c); });
    all_agree_ = std::all_of(candidates.begin(), candidates.end(), [&](const Candidate& c) {
      return !c.hits || *c.points == *best_->points;
    });
  }

  /// What no certain hit stands against stays as it is: it may hit.
  [[nodiscard]] Verdict of(const Candidate& candidate) const {
    if (best_ == nullptr) return Verdict::unknown;
    if (policy_ == HitPolicy::any && (!all_agree_ || may_be_changed_)) return Verdict::unknown;
    if (!candidate.hits) return may_change(candidate) ? Verdict::unknown : Verdict::does_not;
    if (&candidate != best_) return Verdict::does_not;
    return may_be_changed_ ? Verdict::unknown : Verdict::counts;
  }

 private:
  [[nodiscard]] bool beats(Points points, Points other) const {
    if (policy_ == HitPolicy::max) return points > other;
    return policy_ == HitPolicy::min && points < other;
  }
  /// Whether a row that may hit would change what the best gives, if it did.
  [[nodiscard]] bool may_change(const Candidate& candidate) const {
    if (!candidate.points) return true;
    return policy_ == HitPolicy::any ? *candidate.points != *best_->points
                                     : beats(*candidate.points, *best_->points);
  }

  HitPolicy policy_;
  bool all_agree_ = true;            ///< All that hit give the same.
  bool may_be_changed_ = false;      ///< By a row that may hit.
  const Candidate* best_ = nullptr;  ///< Of those that hit, the first of the most (least) points.
};

/// The sites of one word at which two rows or more hit or may hit.
std::uint64_t contested(std::span<const Firing> firings, std::size_t word) {
  std::uint64_t once = 0;
  std::uint64_t twice = 0;
  for (const Firing& firing : firings) {
    const std::uint64_t here = firing.fired.words()[word] | firing.not_evaluated.words()[word];
    twice |= once & here;
    once |= here;
  }
  return twice;
}

std::vector<std::optional<Points>> all_constant_points(const RuleSet& set,
                                                       const DecisionTable& table) {
  std::vector<std::optional<Points>> points;
  for (const TableRow& row : table.rows)
    points.push_back(constant_points(set.rule(row.rule).points));
  return points;
}

void settle_site(HitPolicy kind, std::span<const std::optional<Points>> constants,
                 std::span<Firing> firings, std::size_t site) {
  std::vector<Candidate> candidates;
  for (std::size_t i = 0; i < firings.size(); ++i) {
    const Firing& firing = firings[i];
    if (firing.fired[site])
      candidates.push_back({i, true, firing.given.at(firing.fired, site)});
    else if (firing.not_evaluated[site])
      candidates.push_back({i, false, constants[i]});
  }
  const PointsPolicy policy(kind, candidates);
  for (const Candidate& candidate : candidates) {
    Firing& firing = firings[candidate.row];
    const Verdict verdict = policy.of(candidate);
    const bool loses = firing.fired[site] && verdict != Verdict::counts;
    if (loses && firing.given.vary()) firing.given.put(firing.fired, site, std::nullopt);
    firing.fired.assign(site, verdict == Verdict::counts);
    firing.not_evaluated.assign(site, verdict == Verdict::unknown);
  }
}

}  // namespace

void settle_hits(const DecisionTable& table, std::span<Firing> firings, std::size_t begin,
                 std::size_t end) {
  for (std::size_t word = begin / 64; word * 64 < end; ++word) {
    Decided decided;
    for (const auto& rows : table.classes) settle_class(rows, firings, word, decided);
  }
}

void settle_points(const RuleSet& set, const DecisionTable& table, std::span<Firing> firings,
                   std::size_t begin, std::size_t end) {
  if (!compares_points(table.policy)) return;
  std::vector<std::optional<Points>> constants;  // made for the first site that asks
  for (std::size_t word = begin / 64; word * 64 < end; ++word)
    for (std::uint64_t bits = contested(firings, word); bits != 0; bits &= bits - 1) {
      if (constants.empty()) constants = all_constant_points(set, table);
      settle_site(table.policy, constants, firings,
                  word * 64 + static_cast<std::size_t>(std::countr_zero(bits)));
    }
}

void settle_hits_at(const DecisionTable& table, std::span<SiteOutcome> outcomes) {
  bool surely = false;
  bool perhaps = false;
  for (const auto& rows : table.classes) {
    std::size_t hits = 0;
    bool unsure = false;
    for (const std::uint32_t row : rows) {
      const SiteOutcome& outcome = outcomes[row];
      hits += outcome.fired ? 1u : 0u;
      unsure = unsure || outcome.not_evaluated;
    }
    for (const std::uint32_t row : rows) {
      SiteOutcome& outcome = outcomes[row];
      if (surely)
        outcome = {};
      else if (outcome.fired && (perhaps || unsure || hits > 1))
        outcome = {false, true, 0, 0};
    }
    surely = surely || hits > 0;
    perhaps = perhaps || unsure;
  }
}

void settle_points_at(const RuleSet& set, const DecisionTable& table,
                      std::span<SiteOutcome> outcomes) {
  if (!compares_points(table.policy)) return;
  std::vector<Candidate> candidates;
  for (std::size_t i = 0; i < outcomes.size(); ++i) {
    if (outcomes[i].fired) candidates.push_back({i, true, outcomes[i].points});
    if (outcomes[i].not_evaluated)
      candidates.push_back({i, false, constant_points(set.rule(table.rows[i].rule).points)});
  }
  if (candidates.size() < 2) return;
  const PointsPolicy policy(table.policy, candidates);
  for (const Candidate& candidate : candidates) {
    SiteOutcome& outcome = outcomes[candidate.row];
    const Verdict verdict = policy.of(candidate);
    if (verdict != Verdict::counts) outcome = {false, verdict == Verdict::unknown, 0, 0};
  }
}

}  // namespace harbinger::rule::detail
