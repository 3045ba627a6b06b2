// SPDX-License-Identifier: Apache-2.0
#include "uncertainty/variants.hpp"

#include <algorithm>
#include <cmath>

#include "rule/dimension_plan.hpp"
#include "uncertainty/draws.hpp"

namespace harbinger::uncertainty {

namespace {

/// What a random number is for: weights and rules count on their own, so that adding a rule draws no other weights.
constexpr std::uint64_t for_rules = std::uint64_t{1} << 32;

rule::Points times(rule::Points points, double factor) {
  return std::llround(static_cast<double>(points) * factor);
}

/// The place among LeafRows' parts of the points of a leaf.
std::size_t points_part(const model::Model& model, model::DimensionId leaf) {
  std::size_t part = 0;
  for (std::size_t d = 0; d < leaf.index(); ++d)
    if (model.dimensions[d].is_leaf()) part += model.dimensions[d].part_count();
  return part;
}

}  // namespace

std::vector<std::vector<double>> drawn_weights(const Base& base, const Doubts& doubts,
                                               std::size_t draw) {
  const model::Model& model = base.model;
  if (!doubts.weights || doubts.spread == 0) return base.scores.weights;
  std::vector<std::vector<double>> result;
  std::uint64_t of = 0;
  for (std::size_t d = 0; d < model.dimensions.size(); ++d) {
    const model::Dimension& dimension = model.dimensions[d];
    std::vector<double> weights = model::written_weights(model, base.scores, model::DimensionId(d));
    const bool keeps = keeps_weights(dimension.combine);
    for (double& weight : weights) {
      weight *= factor(doubts.spread, doubts.seed, draw, of++);
      if (keeps) weight = std::min(weight, 1.0);
    }
    if (weights.size() == 1)
      result.push_back(base.scores.weights[d]);
    else
      result.push_back(model::part_weights(dimension, std::move(weights)));
  }
  return result;
}

std::vector<double> drawn_factors(const Base& base, const Doubts& doubts, std::size_t draw) {
  std::vector<double> factors;
  for (std::size_t i = 0; i < base.rules->rules().size(); ++i)
    factors.push_back(factor(doubts.spread, doubts.seed, draw, for_rules + i));
  return factors;
}

PointsOfSites::PointsOfSites(const Base& base, std::span<const std::uint32_t> sites)
    : rules_(base.rules), rows_(sites.size()) {
  const model::Model& model = base.model;
  for (std::size_t d = 0; d < rules_->dimensions().size(); ++d) {
    const auto leaf = model.find(rules_->dimensions()[d]);
    if (!leaf || !model[*leaf].points) continue;
    Leaf& made = leaves_.emplace_back();
    made.part = points_part(model, *leaf);
    made.points = &*model[*leaf].points;
    const rule::DimensionPlan plan = rule::plan_of(*rules_, rule::DimensionId(d));
    for (const rule::RuleId rule : plan.adding) made.adding.push_back(given(base, rule, sites));
    for (const auto& group : plan.groups) {
      auto& [cap, members] = made.groups.emplace_back(group.cap, std::vector<Given>());
      for (const rule::RuleId rule : group.rules) members.push_back(given(base, rule, sites));
    }
    for (const auto& change : plan.changing)
      made.changing.push_back(given(base, change.rule, sites));
  }
}

PointsOfSites::Given PointsOfSites::given(const Base& base, rule::RuleId rule,
                                          std::span<const std::uint32_t> sites) const {
  const rule::RuleOutcome& outcome = base.outcomes->rules[rule.index()];
  Given result{rule, {}};
  for (std::uint32_t row = 0; row < sites.size(); ++row)
    if (outcome.fired[sites[row]]) result.fired.push_back({row, outcome.points(sites[row])});
  return result;
}

void PointsOfSites::put(std::span<const double> factors, model::LeafRows& rows) const {
  std::vector<rule::Points> total(rows_);
  std::vector<rule::Points> sum(rows_);
  for (const Leaf& leaf : leaves_) {
    std::fill(total.begin(), total.end(), 0);
    const auto add = [&](const Given& given, std::vector<rule::Points>& to) {
      const double by = factors[given.rule.index()];
      for (const auto& [row, points] : given.fired) to[row] += times(points, by);
    };
    for (const Given& given : leaf.adding) add(given, total);
    for (const auto& [cap, members] : leaf.groups) {
      std::fill(sum.begin(), sum.end(), 0);
      for (const Given& given : members) add(given, sum);
      for (std::size_t row = 0; row < rows_; ++row) total[row] += std::clamp(sum[row], -cap, cap);
    }
    for (const Given& given : leaf.changing)
      for (const auto& [row, points] : given.fired)
        total[row] = rule::changed_total(rules_->rule(given.rule).effect, points, total[row]);
    rows.set_points(leaf.part, *leaf.points, total);
  }
}

void PointsOfSites::put_highest(double most, model::LeafRows& rows) const {
  std::vector<rule::Points> total(rows_);
  for (const Leaf& leaf : leaves_) {
    std::fill(total.begin(), total.end(), 0);
    const auto add = [&](const Given& given) {
      for (const auto& [row, points] : given.fired)
        if (points > 0) total[row] += times(points, most) + 1;
    };
    for (const Given& given : leaf.adding) add(given);
    for (const auto& [cap, members] : leaf.groups)
      for (const Given& given : members) add(given);
    // Caps, and multiplying by a factor from 0 to 1, can only lower what is not below 0; a factor below 0 may make much
    // of little.
    for (const Given& given : leaf.changing) {
      const rule::Effect effect = rules_->rule(given.rule).effect;
      const bool multiplies = effect == rule::Effect::multiply;
      for (const auto& [row, points] : given.fired) {
        if (effect == rule::Effect::floor || (multiplies && points > rule::one_point))
          total[row] = rule::changed_total(effect, points, total[row]);
        if (multiplies && points < 0) total[row] = rule::most_points;
      }
    }
    rows.set_points(leaf.part, *leaf.points, total);
  }
}

}  // namespace harbinger::uncertainty
