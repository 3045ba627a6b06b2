// SPDX-License-Identifier: Apache-2.0
#include "rule/detail/table_reasons.hpp"

#include <algorithm>
#include <vector>

#include <fmt/format.h>

#include "rule/clauses.hpp"
#include "rule/detail/firing_unit.hpp"

namespace harbinger::rule::detail {

namespace {

/// A table at one site: what each row says by itself, and what the policy makes of it.
struct TableAtSite {
  const DecisionTable& table;
  std::vector<SiteOutcome> alone;
  std::vector<SiteOutcome> settled;
  std::size_t row = 0;  ///< The one asked for.
};

TableAtSite table_at(const RuleSet& set, const Rule& rule, const SiteRow& site) {
  const DecisionTable& table = set.decision_table(rule.table);
  FiringUnit unit;
  std::vector<bool> applies(set.rules().size());
  TableAtSite result{table, {}, std::vector<SiteOutcome>(table.rows.size()), 0};
  for (std::size_t i = 0; i < table.rows.size(); ++i) {
    const Rule& other = set.rule(table.rows[i].rule);
    unit.rules.push_back(table.rows[i].rule);
    applies[table.rows[i].rule.index()] = other.applies_on(site.as_of());
    SiteOutcome alone;
    if (other.applies_on(site.as_of())) {
      alone = hit_at(other, site);
      give_points_at(other, site, alone);
    }
    result.alone.push_back(alone);
    if (&other == &rule) result.row = i;
  }
  unit.table = &table;
  fire_at(set, unit, applies, site, result.settled);
  return result;
}

/// The place of each row in the order in which rows give way to others; 0 where the policy has none.
std::vector<std::size_t> places_of(const DecisionTable& table) {
  std::vector<std::size_t> places(table.rows.size());
  for (std::size_t place = 0; place < table.classes.size(); ++place)
    for (const std::uint32_t row : table.classes[place]) places[row] = place;
  return places;
}

const Rule& rule_of(const RuleSet& set, const TableAtSite& at, std::size_t row) {
  return set.rule(at.table.rows[row].rule);
}

std::string both_hit(const RuleSet& set, const TableAtSite& at, std::size_t other) {
  const std::string& mine = rule_of(set, at, at.row).id;
  const std::string& theirs = rule_of(set, at, other).id;
  if (at.table.policy == HitPolicy::any)
    return fmt::format("{} hits too, with {} points, and this with {}: hit: any wants the same",
                       theirs, to_text(at.alone[other].points), to_text(at.alone[at.row].points));
  if (at.table.policy == HitPolicy::priority)
    return fmt::format("{} hits too, and has the same priority", theirs);
  return fmt::format("both {} and {} hit, and hit: unique allows one", std::min(mine, theirs),
                     std::max(mine, theirs));
}

}  // namespace

std::string why_undecided(const RuleSet& set, const Rule& row, const SiteRow& site) {
  const TableAtSite at = table_at(set, row, site);
  const auto places = places_of(at.table);
  const auto count = at.alone.size();
  for (std::size_t i = 0; i < count; ++i) {
    const bool contradicts =
        i != at.row && at.alone[i].fired && places[i] == places[at.row] &&
        (at.table.policy != HitPolicy::any || at.alone[i].points != at.alone[at.row].points);
    const bool settles = at.table.policy == HitPolicy::max || at.table.policy == HitPolicy::min;
    if (contradicts && !settles) return both_hit(set, at, i);
  }
  for (std::size_t i = 0; i < count; ++i) {
    if (i == at.row || !at.settled[i].not_evaluated || !at.alone[i].not_evaluated) continue;
    if (places[i] > places[at.row]) continue;
    return fmt::format("{} may hit, and would change this: {}", rule_of(set, at, i).id,
                       not_evaluated_because(set, rule_of(set, at, i), site));
  }
  return {};
}

std::string why_beaten(const RuleSet& set, const Rule& row, const SiteRow& site) {
  // Most rows do not hit: of them the table need not be asked.
  const SiteOutcome alone = hit_at(row, site);
  if (!alone.fired && !alone.not_evaluated) return {};
  const TableAtSite at = table_at(set, row, site);
  if (!at.alone[at.row].fired && !at.alone[at.row].not_evaluated) return {};
  const std::string policy(to_text(at.table.policy));
  const std::string mine = at.alone[at.row].fired ? "it hits" : "it may hit";
  for (std::size_t i = 0; i < at.alone.size(); ++i)
    if (at.settled[i].fired)
      return fmt::format("{}; {} counts ({})", mine, rule_of(set, at, i).id, policy);
  for (std::size_t i = 0; i < at.alone.size(); ++i)
    if (i != at.row && at.settled[i].not_evaluated && at.alone[i].fired)
      return fmt::format("{}; {} comes before it ({})", mine, rule_of(set, at, i).id, policy);
  return {};
}

}  // namespace harbinger::rule::detail
