// SPDX-License-Identifier: Apache-2.0
#include "ranking/explanation.hpp"

#include <algorithm>
#include <cmath>
#include <map>

#include "model/contributions.hpp"
#include "rule/because.hpp"
#include "rule/clauses.hpp"
#include "rule/site_row.hpp"

namespace harbinger::ranking {

namespace {

rule::SiteRow row_of(const Assessment& a, std::size_t site) {
  return rule::SiteRow(a.basis.rules, a.signals, site, a.view.as_of());
}

/// The rules that did something to the points of a leaf at a site.
std::vector<rule::RuleId> rules_of_leaf(const Assessment& a, const std::string& leaf,
                                        std::size_t site) {
  std::vector<rule::RuleId> ids;
  for (std::size_t i = 0; i < a.basis.rules.rules().size(); ++i) {
    const rule::Rule& rule = a.basis.rules.rules()[i];
    const bool here =
        rule.dimension.valid() && a.basis.rules.dimensions()[rule.dimension.index()] == leaf;
    if (here && a.outcomes.rules[i].fired[site]) ids.emplace_back(i);
  }
  return ids;
}

void add_rules(const Assessment& a, const std::string& leaf, double points_share, std::size_t site,
               std::vector<Contribution>& out) {
  const auto rules = rules_of_leaf(a, leaf, site);
  std::vector<std::int64_t> effective;
  for (const rule::RuleId id : rules) effective.push_back(a.outcomes.effective(id, site));
  const std::vector<double> parts = model::split_points(points_share, effective);
  for (std::size_t i = 0; i < rules.size(); ++i)
    out.push_back({Contribution::Kind::rule, a.basis.rules.rule(rules[i]).id, leaf, parts[i]});
}

}  // namespace

std::string Contribution::label() const {
  switch (kind) {
    case Kind::rule: return "rule:" + of;
    case Kind::signal: return "signal:" + of;
    case Kind::floor: return "floor:" + of;
  }
  return of;
}

std::vector<Contribution> contributions(const Assessment& a, std::size_t site) {
  const model::Model& model = a.basis.model;
  const model::Contributions shares = model::contributions(model, a.model_inputs, a.scores, site);
  std::vector<Contribution> out;
  for (const model::FloorShare& floor : shares.floors)
    out.push_back({Contribution::Kind::floor, model[floor.dimension].id, model[floor.dimension].id,
                   floor.value});
  for (const model::LeafShare& leaf : shares.leaves) {
    const model::Dimension& dimension = model[leaf.leaf];
    add_rules(a, dimension.id, leaf.points, site, out);
    for (std::size_t i = 0; i < leaf.indicators.size(); ++i)
      out.push_back({Contribution::Kind::signal, dimension.indicators[i].signal, dimension.id,
                     leaf.indicators[i]});
  }
  std::erase_if(out, [](const Contribution& c) { return c.value == 0; });
  std::stable_sort(out.begin(), out.end(), [](const Contribution& x, const Contribution& y) {
    return std::abs(x.value) > std::abs(y.value);
  });
  return out;
}

std::vector<FiredRule> fired_rules(const Assessment& a, std::size_t site,
                                   const std::vector<Contribution>& contributions) {
  std::map<std::string_view, double> value_of;
  for (const Contribution& c : contributions)
    if (c.kind == Contribution::Kind::rule) value_of[c.of] = c.value;
  std::vector<FiredRule> fired;
  const rule::SiteRow row = row_of(a, site);
  for (std::size_t i = 0; i < a.basis.rules.rules().size(); ++i) {
    if (!a.outcomes.rules[i].fired[site]) continue;
    const rule::Rule& rule = a.basis.rules.rules()[i];
    const auto value = value_of.find(rule.id);
    fired.push_back({rule::RuleId(i), a.outcomes.effective(rule::RuleId(i), site),
                     value == value_of.end() ? 0.0 : value->second, rule::because(rule, row)});
    if (fired.back().because.empty()) fired.back().because = rule.title;
  }
  std::stable_sort(fired.begin(), fired.end(), [](const FiredRule& x, const FiredRule& y) {
    return std::abs(x.contribution) > std::abs(y.contribution);
  });
  return fired;
}

Explanation explanation(const Assessment& a, std::size_t site) {
  Explanation result;
  result.site = site;
  result.score = a.scores.total[site];
  result.contributions = contributions(a, site);
  result.fired = fired_rules(a, site, result.contributions);
  const rule::SiteRow row = row_of(a, site);
  const auto rules = a.basis.rules.rules();
  for (std::size_t i = 0; i < rules.size(); ++i) {
    const rule::RuleOutcome& outcome = a.outcomes.rules[i];
    if (outcome.fired[site]) continue;
    if (!rules[i].applies_on(a.view.as_of()))
      result.disabled.push_back({rule::RuleId(i), {}, rule::off_because(rules[i])});
    else if (outcome.not_evaluated[site])
      result.not_evaluated.push_back({rule::RuleId(i), rule::failed_clauses(rules[i], row),
                                      rule::not_evaluated_because(a.basis.rules, rules[i], row)});
    else
      result.not_fired.push_back({rule::RuleId(i), rule::failed_clauses(rules[i], row),
                                  rule::not_counted_because(a.basis.rules, rules[i], row)});
  }
  std::vector<signal::SignalId> read;
  for (const FiredRule& fired : result.fired)
    for (const signal::SignalId id : a.basis.rules.signals_of(fired.rule))
      if (std::find(read.begin(), read.end(), id) == read.end()) read.push_back(id);
  for (const Contribution& c : result.contributions)
    if (const auto id = a.basis.rules.signals().find(c.of);
        c.kind == Contribution::Kind::signal && id &&
        std::find(read.begin(), read.end(), *id) == read.end())
      read.push_back(*id);
  const signal::World world = a.world();
  // A signal that was left out is unknown in its column, but not in the world.
  const signal::Columns* columns = a.basis.left_out.empty() ? &a.signals : nullptr;
  signal::SiteEvidence evidence(a.basis.rules.signals(), world, graph::SiteId(site), columns);
  for (const signal::SignalId id : read) result.evidence.push_back({id, evidence.of(id)});
  return result;
}

}  // namespace harbinger::ranking
