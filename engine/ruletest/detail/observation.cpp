// SPDX-License-Identifier: Apache-2.0
#include "ruletest/detail/observation.hpp"

#include <algorithm>

#include <fmt/format.h>

#include "base/assert.hpp"
#include "rule/because.hpp"
#include "rule/clauses.hpp"

namespace harbinger::ruletest::detail {

namespace {

using What = Expectation::What;

std::size_t row_of(const ranking::Assessment& assessment, const std::string& site) {
  for (std::size_t row = 0; row < assessment.sites(); ++row)
    if (assessment.site_id(row) == site) return row;
  HARBINGER_ASSERT(false);
}

class Judge {
 public:
  explicit Judge(const Observation& seen) : seen_(seen) {}

  void judge(const Expectation& expectation) {
    expectation_ = &expectation;
    switch (expectation.what) {
      case What::fires: return judge_fires(id_of(expectation.name));
      case What::not_fires: return judge_silent(id_of(expectation.name));
      case What::not_evaluated: return judge_unknown(id_of(expectation.name));
      case What::fires_only: return judge_only();
      case What::points: return judge_points(id_of(expectation.name));
      case What::dimension: return judge_dimension();
      case What::tier: return judge_tier();
      case What::score: return judge_score();
      case What::rank: return judge_rank();
      case What::rank_order: return judge_order();
    }
  }

  std::vector<Failure> failures() && { return std::move(failures_); }

 private:
  enum class State : unsigned char { fired, silent, not_evaluated, off };

  [[nodiscard]] rule::RuleId id_of(const std::string& name) const {
    return *seen_.rules.find(name);
  }
  [[nodiscard]] const rule::SiteOutcome& outcome(rule::RuleId id) const {
    return seen_.outcomes.rules[id.index()];
  }
  [[nodiscard]] State state_of(rule::RuleId id) const {
    if (!seen_.rules.rule(id).applies_on(seen_.as_of)) return State::off;
    if (outcome(id).fired) return State::fired;
    return outcome(id).not_evaluated ? State::not_evaluated : State::silent;
  }

  Failure& fail(std::string expected, std::string got) {
    return failures_.emplace_back(
        Failure{std::move(expected), std::move(got), {}, {}, {}, expectation_->where});
  }

  /// A failure about what a rule did, with the clauses and the reason that made it so. Once, though fires_only and
  /// another expectation may both ask for it.
  void fail_rule(rule::RuleId id, std::string expected) {
    static constexpr const char* words[] = {"it fired", "it did not fire", "it is not evaluated",
                                            "it is off"};
    const rule::Rule& rule = seen_.rules.rule(id);
    if (std::any_of(failures_.begin(), failures_.end(), [&](const Failure& told) {
          return told.rule == rule.id && told.expected == expected;
        }))
      return;
    const State state = state_of(id);
    Failure& failure = fail(std::move(expected), words[static_cast<std::size_t>(state)]);
    failure.rule = rule.id;
    if (state == State::off) failure.reason = rule::off_because(rule);
    if (state == State::not_evaluated)
      failure.reason = rule::not_evaluated_because(seen_.rules, rule, seen_.row);
    if (state == State::silent)
      failure.reason = rule::not_counted_because(seen_.rules, rule, seen_.row);
    if (state != State::off)
      failure.clauses = expr::deciding_clauses(rule.when.condition(seen_.row));
  }

  void judge_fires(rule::RuleId id) {
    if (state_of(id) != State::fired) fail_rule(id, seen_.rules.rule(id).id + " to fire");
  }
  void judge_silent(rule::RuleId id) {
    const State state = state_of(id);
    if (state == State::fired || state == State::not_evaluated)
      fail_rule(id, seen_.rules.rule(id).id + " not to fire");
  }
  void judge_unknown(rule::RuleId id) {
    if (state_of(id) != State::not_evaluated)
      fail_rule(id, seen_.rules.rule(id).id + " not to be evaluated");
  }

  void judge_only() {
    const auto& names = expectation_->names;
    for (std::size_t i = 0; i < seen_.rules.rules().size(); ++i) {
      const rule::RuleId id(i);
      const std::string& name = seen_.rules.rule(id).id;
      const bool wanted = std::find(names.begin(), names.end(), name) != names.end();
      if (wanted) judge_fires(id);
      if (!wanted && state_of(id) == State::fired) fail_rule(id, name + " not to fire");
    }
  }

  void judge_points(rule::RuleId id) {
    const rule::Rule& rule = seen_.rules.rule(id);
    const rule::Points effective = outcome(id).effective;
    if (expectation_->number.is(rule::to_number(effective))) return;
    std::string expected =
        fmt::format("{} points of {}", expectation_->number.text, expectation_->name);
    if (state_of(id) != State::fired) return fail_rule(id, std::move(expected));
    Failure& failure = fail(std::move(expected), rule::to_text(effective));
    failure.rule = rule.id;
    if (rule.points)
      failure.reason = fmt::format("{} {} is {}", rule::to_text(rule.effect),
                                   rule.points->text().value, rule::to_text(outcome(id).points));
    if (rule.group.valid() && outcome(id).points != effective)
      failure.reason +=
          fmt::format(", of which the cap of the group {} leaves {}",
                      seen_.rules.groups()[rule.group.index()].id, rule::to_text(effective));
  }

  void judge_dimension() {
    const auto names = seen_.rules.dimensions();
    const auto place = std::lower_bound(names.begin(), names.end(), expectation_->name);
    const rule::Points total =
        seen_.outcomes.totals[static_cast<std::size_t>(place - names.begin())];
    if (expectation_->number.is(rule::to_number(total))) return;
    Failure& failure = fail(fmt::format("{} points in {}", expectation_->number.text, *place),
                            rule::to_text(total));
    for (std::size_t i = 0; i < seen_.outcomes.rules.size(); ++i) {
      const rule::Rule& rule = seen_.rules.rules()[i];
      if (!rule.dimension.valid() || names[rule.dimension.index()] != *place) continue;
      if (!seen_.outcomes.rules[i].fired) continue;
      failure.reason += fmt::format("{}{} {}", failure.reason.empty() ? "" : ", ", rule.id,
                                    rule::to_text(seen_.outcomes.rules[i].effective));
    }
  }

  [[nodiscard]] std::string standing(std::size_t row) const {
    const ranking::Assessment& a = *seen_.assessment;
    return fmt::format("{} (rank {}, score {:.2f})", a.site_id(row), a.ranking.rank()[row],
                       a.scores.total[row]);
  }

  void judge_tier() {
    const std::string& tier = seen_.assessment->tier_of(seen_.site);
    if (tier != expectation_->name)
      fail("the tier " + expectation_->name, tier).reason = standing(seen_.site);
  }
  void judge_score() {
    const double score = seen_.assessment->scores.total[seen_.site];
    if (!expectation_->number.is(score))
      fail("the score " + expectation_->number.text,
           fmt::format("{:.{}f}", score, std::max(2, expectation_->number.decimals + 1)));
  }
  void judge_rank() {
    const auto rank = seen_.assessment->ranking.rank()[seen_.site];
    if (!expectation_->number.is(rank))
      fail("the rank " + expectation_->number.text, fmt::format("{}", rank));
  }
  void judge_order() {
    const ranking::Assessment& a = *seen_.assessment;
    for (std::size_t i = 0; i + 1 < expectation_->names.size(); ++i) {
      const std::size_t better = row_of(a, expectation_->names[i]);
      const std::size_t worse = row_of(a, expectation_->names[i + 1]);
      if (a.ranking.rank()[better] >= a.ranking.rank()[worse])
        fail(fmt::format("{} before {}", a.site_id(better), a.site_id(worse)),
             fmt::format("{}, {}", standing(better), standing(worse)));
    }
  }

  const Observation& seen_;
  const Expectation* expectation_ = nullptr;
  std::vector<Failure> failures_;
};

}  // namespace

Observation observed(const rule::RuleSet& rules, std::span<const expr::Value> signals, Day as_of) {
  return {rules,
          rule::SiteRow(rules, signals, as_of),
          rule::evaluate_one(rules, signals, as_of),
          as_of,
          nullptr,
          0};
}

Observation observed(const ranking::Assessment& assessment, const std::string& site) {
  const std::size_t row = row_of(assessment, site);
  const rule::RuleSet& rules = assessment.basis.rules;
  const Day as_of = assessment.view.as_of();
  return {rules,
          rule::SiteRow(rules, assessment.signals, row, as_of),
          assessment.outcomes.at(row),
          as_of,
          &assessment,
          row};
}

std::vector<Failure> failures(const RuleTest& test, const Observation& seen) {
  Judge judge(seen);
  for (const Expectation& expectation : test.expectations) judge.judge(expectation);
  return std::move(judge).failures();
}

}  // namespace harbinger::ruletest::detail
