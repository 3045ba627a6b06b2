// SPDX-License-Identifier: Apache-2.0
#include "scenario/detail/causes.hpp"

#include <algorithm>
#include <cmath>
#include <map>
#include <set>

#include "graph/changes.hpp"
#include "model/contributions.hpp"
#include "model/site_score.hpp"

namespace harbinger::scenario::detail {

using model::DimensionId;

namespace {

bool same_model(const model::Model& a, const model::Model& b) {
  if (&a == &b) return true;
  return std::equal(a.dimensions.begin(), a.dimensions.end(), b.dimensions.begin(),
                    b.dimensions.end(), [](const model::Dimension& x, const model::Dimension& y) {
                      return x.id == y.id && x.weight == y.weight && model::combines_alike(x, y);
                    });
}

/// What a fired rule did to a leaf, by rule id.
using RulePoints = std::map<std::string, rule::Points>;
RulePoints points_in(const ranking::Assessment& a, const std::string& leaf, std::size_t row) {
  RulePoints points;
  for (std::size_t i = 0; i < a.outcomes.rules.size(); ++i) {
    const rule::Rule& rule = a.basis.rules.rules()[i];
    if (rule.dimension.valid() && a.basis.rules.dimensions()[rule.dimension.index()] == leaf)
      points[rule.id] = a.outcomes.rules[i].effective[row];
  }
  return points;
}

std::set<std::string> signals_read(const rule::RuleSet& rules, const std::string& rule) {
  std::set<std::string> names;
  if (const auto id = rules.find(rule))
    for (const signal::SignalId read : rules.signals_of(*id))
      names.insert(rules.signals().id(read));
  return names;
}

}  // namespace

/// A part of a leaf that differs, or (leaf not valid) the model. Its place before is kept too.
struct Causes::Player {
  DimensionId was;
  DimensionId now;
  std::optional<std::size_t> indicator_was;  ///< Neither: the points of the leaf.
  std::optional<std::size_t> indicator_now;
};

Causes::Causes(const ranking::Assessment& before, const ranking::Assessment& after)
    : before_(before), after_(after) {
  model_differs_ = !same_model(before.basis.model, after.basis.model) ||
                   before.scores.weights != after.scores.weights;
  const graph::Changes changes = graph::changes_between(before.view, after.view);
  reach_before_ =
      signal::reach_of(before.basis.rules.signals(), before.view, *before.places, changes.before);
  reach_after_ =
      signal::reach_of(after.basis.rules.signals(), after.view, *after.places, changes.after);
}

std::vector<Causes::Player> Causes::players(std::size_t was, std::size_t now) const {
  const model::Model& old_model = before_.basis.model;
  const model::Model& new_model = after_.basis.model;
  const auto parts_was = model::site_parts(old_model, before_.model_inputs, before_.scores, was);
  const auto parts_now = model::site_parts(new_model, after_.model_inputs, after_.scores, now);
  std::vector<Player> players;
  if (model_differs_) players.emplace_back();
  for (std::size_t d = 0; d < new_model.dimensions.size(); ++d) {
    const model::Dimension& dimension = new_model.dimensions[d];
    const auto old = old_model.find(dimension.id);
    if (!old) continue;  // all of it comes with the model
    const bool takes_points = dimension.points && old_model[*old].points;
    if (takes_points && parts_was.points[old->index()] != parts_now.points[d])
      players.push_back({*old, DimensionId(d), std::nullopt, std::nullopt});
    for (std::size_t i = 0; i < dimension.indicators.size(); ++i) {
      const auto& others = old_model[*old].indicators;
      const auto other = std::find_if(others.begin(), others.end(), [&](const auto& indicator) {
        return indicator.signal == dimension.indicators[i].signal;
      });
      if (other == others.end()) continue;
      const auto k = static_cast<std::size_t>(other - others.begin());
      if (parts_was.indicators[old->index()][k] != parts_now.indicators[d][i])
        players.push_back({*old, DimensionId(d), k, i});
    }
  }
  return players;
}

std::vector<double> Causes::shares(std::span<const Player> players, std::size_t was,
                                   std::size_t now) const {
  const auto old_parts =
      model::site_parts(before_.basis.model, before_.model_inputs, before_.scores, was);
  const auto new_parts =
      model::site_parts(after_.basis.model, after_.model_inputs, after_.scores, now);
  const auto worth = [&](const auto& has) {
    // Each model with its own parts, but for those that stand as in the other world.
    const bool with_new = !model_differs_ || has(0);
    model::SiteParts parts = with_new ? new_parts : old_parts;
    for (std::size_t i = 0; i < players.size(); ++i) {
      const Player& p = players[i];
      if (!p.now.valid() || has(i) == with_new) continue;
      if (!p.indicator_now && with_new)
        parts.points[p.now.index()] = old_parts.points[p.was.index()];
      else if (!p.indicator_now)
        parts.points[p.was.index()] = new_parts.points[p.now.index()];
      else if (with_new)
        parts.indicators[p.now.index()][*p.indicator_now] =
            old_parts.indicators[p.was.index()][*p.indicator_was];
      else
        parts.indicators[p.was.index()][*p.indicator_was] =
            new_parts.indicators[p.now.index()][*p.indicator_now];
    }
    const ranking::Assessment& world = with_new ? after_ : before_;
    return model::site_score(world.basis.model, world.scores.weights, parts);
  };
  const std::size_t n = players.size();
  if (n <= most_players) {
    std::vector<double> worths(std::size_t{1} << n);
    for (std::size_t mask = 0; mask < worths.size(); ++mask)
      worths[mask] = worth([mask](std::size_t i) { return ((mask >> i) & 1) != 0; });
    return model::shapley_values(n, worths);
  }
  const auto first = [&](std::size_t k) { return worth([k](std::size_t i) { return i < k; }); };
  const auto last_from = [&](std::size_t k) {
    return worth([k](std::size_t i) { return i >= k; });
  };
  std::vector<double> result;
  for (std::size_t i = 0; i < n; ++i)
    result.push_back((first(i + 1) - first(i) + last_from(i) - last_from(i + 1)) / 2);
  return result;
}

void Causes::add_rules(const std::string& leaf, double share, std::size_t was, std::size_t now,
                       std::vector<Cause>& causes) const {
  RulePoints changes = points_in(after_, leaf, now);
  for (const auto& [rule, points] : points_in(before_, leaf, was)) changes[rule] -= points;
  double sum = 0;
  for (const auto& [rule, change] : changes) sum += static_cast<double>(change);
  for (const auto& [rule, change] : changes) {
    if (change == 0) continue;
    auto signals = signals_read(before_.basis.rules, rule);
    signals.merge(signals_read(after_.basis.rules, rule));
    causes.push_back({"rule:" + rule, share * (static_cast<double>(change) / sum),
                      facts_behind({signals.begin(), signals.end()}, was, now)});
  }
}

std::vector<std::string> Causes::facts_behind(std::vector<std::string> signals, std::size_t was,
                                              std::size_t now) const {
  std::set<std::string> facts;
  const auto add = [&](const ranking::Assessment& a, const std::vector<signal::FactReach>& reach,
                       signal::SignalId id, std::size_t row) {
    for (const signal::FactReach& fact : reach) {
      const Bits& rows = fact.rows[id.index()];
      if (rows.size() > 0 && rows[row]) facts.insert(a.basis.graph.fact(fact.fact).id());
    }
  };
  for (const std::string& name : signals) {
    const auto old = before_.basis.rules.signals().find(name);
    const auto fresh = after_.basis.rules.signals().find(name);
    const bool same =
        old && fresh &&
        before_.signals[old->index()]->kind == after_.signals[fresh->index()]->kind &&
        expr::same_row(*before_.signals[old->index()], was, *after_.signals[fresh->index()], now);
    if (same) continue;
    if (old) add(before_, reach_before_, *old, was);
    if (fresh) add(after_, reach_after_, *fresh, now);
  }
  return {facts.begin(), facts.end()};
}

std::vector<Cause> Causes::of(std::size_t was, std::size_t now) const {
  const std::vector<Player> all = players(was, now);
  const std::vector<double> values = shares(all, was, now);
  std::vector<Cause> causes;
  for (std::size_t i = 0; i < all.size(); ++i) {
    if (!all[i].now.valid()) {
      causes.push_back({"model", values[i], {}});
      continue;
    }
    const model::Dimension& leaf = after_.basis.model[all[i].now];
    if (all[i].indicator_now) {
      const std::string& signal = leaf.indicators[*all[i].indicator_now].signal;
      causes.push_back({"signal:" + signal, values[i], facts_behind({signal}, was, now)});
    } else {
      add_rules(leaf.id, values[i], was, now, causes);
    }
  }
  // A signal may be an indicator of several leaves, and an edited rule give to another leaf: one cause each.
  std::vector<Cause> joined;
  for (Cause& cause : causes) {
    const auto same = std::find_if(joined.begin(), joined.end(),
                                   [&](const Cause& other) { return other.of == cause.of; });
    if (same == joined.end())
      joined.push_back(std::move(cause));
    else
      same->value += cause.value;
  }
  causes = std::move(joined);
  std::erase_if(causes, [](const Cause& cause) { return cause.value == 0; });
  std::stable_sort(causes.begin(), causes.end(), [](const Cause& a, const Cause& b) {
    return std::abs(a.value) > std::abs(b.value);
  });
  return causes;
}

}  // namespace harbinger::scenario::detail
