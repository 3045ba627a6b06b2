// SPDX-License-Identifier: Apache-2.0
// A rule is shadowed where its effect is always there already:
//
//     group, cap 30    a: calls > 0, 40 points       b: calls > 5, 10 points      b adds nothing
//     floor            a: calls > 0, floor 50        b: calls > 5, floor 20       b raises nothing
//     cap              a: calls > 0, cap 20          b: calls > 5, cap 50         b lowers nothing
//
// in each case because b fires only where a does (expr::implies). In a group, only where none of its rules can take
// points away: then the cap is reached, and stays so.
#include <algorithm>
#include <limits>
#include <map>

#include "rule/analysis.hpp"
#include "rule/detail/written_rules.hpp"

namespace harbinger::rule {

namespace {

/// The bounds of the points that a rule gives where it fires, as it gives them; none where they may be no number.
struct Bounds {
  double low = -std::numeric_limits<double>::infinity();
  double high = std::numeric_limits<double>::infinity();
  /// Whether it surely gives points where it fires: they are known, exact and no error.
  bool sure = false;
};

Bounds bounds_of(const Rule& rule, const expr::KnownValues& known) {
  const auto values = expr::possible_values_where({&rule.when}, *rule.points, known);
  if (!values.is_numeric() || !values.numbers) return {};
  const bool sure = !values.unknown && !values.error && !values.nan && !values.ranges &&
                    points_of(values.numbers->low) && points_of(values.numbers->high);
  return {values.numbers->low, values.numbers->high, sure};
}

/// Whether `rule` is in force on every day on which `other` is.
bool covers_days(const Rule& rule, const Rule& other) {
  const bool from =
      !rule.valid_from || (other.valid_from && rule.valid_from->first <= other.valid_from->first);
  const bool to = !rule.valid_to || (other.valid_to && other.valid_to->last <= rule.valid_to->last);
  return from && to;
}

class ShadowFinder {
 public:
  ShadowFinder(const RuleSet& set, const expr::KnownValues& known, Diagnostics& diagnostics)
      : set_(set), known_(known), diagnostics_(diagnostics) {}

  void run() {
    for (const Group& group : set_.groups()) look_into(group);
    std::map<std::pair<DimensionId, Effect>, std::vector<const Rule*>> limits;
    for (const Rule& rule : detail::written_rules(set_))
      if (rule.enabled && (rule.effect == Effect::floor || rule.effect == Effect::cap))
        limits[{rule.dimension, rule.effect}].push_back(&rule);
    for (const auto& [of, rules] : limits) look_into(rules, of.second == Effect::floor);
  }

 private:
  void look_into(const Group& group) {
    std::vector<const Rule*> rules;
    std::vector<const Rule*> filling;
    for (const RuleId id : group.rules) {
      const Rule& rule = set_.rule(id);
      if (!rule.enabled) continue;
      const Bounds bounds = bounds_of(rule, known_);
      if (!(bounds.low >= 0)) return;
      if (!detail::is_written(set_, id)) continue;
      rules.push_back(&rule);
      if (bounds.sure && bounds.low >= to_number(group.cap) && filling.size() < most_shadows)
        filling.push_back(&rule);
    }
    for (const Rule* rule : rules) {
      const Rule* over = shadow_of(*rule, filling);
      if (over == nullptr) continue;
      std::erase(filling, rule);  // of two that do the same, one is told
      diagnostics_.warning(rule->where,
                           "the rule '{}' adds nothing: where it fires, '{}' fills the group '{}' "
                           "to its cap of {}",
                           rule->id, over->id, group.id, to_text(group.cap));
    }
  }

  void look_into(const std::vector<const Rule*>& rules, bool floor) {
    std::vector<Bounds> bounds;
    for (const Rule* rule : rules) bounds.push_back(bounds_of(*rule, known_));
    std::size_t tried = 0;
    std::vector<bool> told(rules.size(), false);
    for (std::size_t a = 0; a < rules.size() && tried < most_shadows; ++a) {
      if (!bounds[a].sure) continue;
      ++tried;
      for (std::size_t b = 0; b < rules.size(); ++b) {
        const bool less = floor ? bounds[b].high <= bounds[a].low : bounds[b].low >= bounds[a].high;
        if (a == b || told[a] || told[b] || !less || !shadow_of(*rules[b], {rules[a]})) continue;
        told[b] = true;
        diagnostics_.warning(
            rules[b]->where,
            "the rule '{}' changes nothing: where it fires, '{}' {} at least as far", rules[b]->id,
            rules[a]->id, floor ? "raises" : "lowers");
      }
    }
  }

  /// The first of `others` that is in force and fires wherever the rule does; nullptr where there is none.
  [[nodiscard]] const Rule* shadow_of(const Rule& rule,
                                      const std::vector<const Rule*>& others) const {
    for (const Rule* other : others)
      if (other != &rule && covers_days(*other, rule) &&
          expr::implies(rule.when, other->when, known_))
        return other;
    return nullptr;
  }

  const RuleSet& set_;
  const expr::KnownValues& known_;
  Diagnostics& diagnostics_;
};

}  // namespace

void warn_of_shadowed_rules(const RuleSet& set, const expr::KnownValues& known,
                            Diagnostics& diagnostics) {
  ShadowFinder(set, known, diagnostics).run();
}

}  // namespace harbinger::rule
