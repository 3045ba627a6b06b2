// SPDX-License-Identifier: Apache-2.0
// Hit policies against their definition, row by row: a row that may hit either does or does not, and what holds in
// every such case is what the table says; what does not is not evaluated.
#include <algorithm>

#include <rapidcheck.h>

#include "rule/update.hpp"
#include "table_dice.hpp"

using namespace harbinger;
using namespace harbinger::rule;

namespace {

/// A row by itself, from rules that know nothing of tables.
struct Alone {
  bool hits = false;
  bool may_hit = false;
  std::optional<Points>
      points;  ///< Where it hits; where it may, only if they are the same everywhere.
};

enum class Fate { nothing, counts, contradicted };

/// The fates of the rows where exactly those of `hits` hit.
std::vector<Fate> fates(const DrawnTable& table, const std::vector<Alone>& rows,
                        const std::vector<bool>& hits) {
  std::vector<Fate> result(rows.size(), Fate::nothing);
  std::vector<std::size_t> hit;
  for (std::size_t i = 0; i < rows.size(); ++i)
    if (hits[i]) hit.push_back(i);
  if (hit.empty()) return result;
  const auto all = [&](const std::vector<std::size_t>& which, Fate fate) {
    for (const std::size_t i : which) result[i] = fate;
  };
  const std::string name =
      table.policy < 4 ? hit_pool[table.policy] : collect_pool[table.policy - 4];
  if (name == "sum" || name == "count") return all(hit, Fate::counts), result;
  if (name == "first") return result[hit.front()] = Fate::counts, result;
  if (name == "unique")
    return all(hit, hit.size() == 1 ? Fate::counts : Fate::contradicted), result;
  if (name == "priority") {
    int greatest = -1;
    for (const std::size_t i : hit) greatest = std::max(greatest, table.rows[i].priority);
    std::erase_if(hit, [&](std::size_t i) { return table.rows[i].priority < greatest; });
    return all(hit, hit.size() == 1 ? Fate::counts : Fate::contradicted), result;
  }
  // A row that surely hits is credited before one that only may, where both give the same.
  std::stable_sort(hit.begin(), hit.end(),
                   [&](std::size_t a, std::size_t b) { return rows[a].hits > rows[b].hits; });
  const bool known = std::all_of(hit.begin(), hit.end(),
                                 [&](std::size_t i) { return rows[i].points.has_value(); });
  if (name == "any") {
    const bool agree = known && std::all_of(hit.begin(), hit.end(), [&](std::size_t i) {
                         return rows[i].points == rows[hit.front()].points;
                       });
    if (!agree) return all(hit, Fate::contradicted), result;
    return result[hit.front()] = Fate::counts, result;
  }
  // max, min: what is beaten by a known one is beaten; the best counts only where all are known.
  std::optional<std::size_t> best;
  for (const std::size_t i : hit) {
    if (!rows[i].points) continue;
    const bool better = !best || (name == "max" ? *rows[i].points > *rows[*best].points
                                                : *rows[i].points < *rows[*best].points);
    if (better) best = i;
  }
  if (best) result[*best] = known ? Fate::counts : Fate::contradicted;
  for (const std::size_t i : hit)
    if (!rows[i].points) result[i] = Fate::contradicted;
  return result;
}

std::vector<SiteOutcome> by_definition(const DrawnTable& table, const std::vector<Alone>& rows) {
  std::vector<std::vector<Fate>> cases;
  std::vector<std::size_t> doubtful;
  for (std::size_t i = 0; i < rows.size(); ++i)
    if (rows[i].may_hit) doubtful.push_back(i);
  for (std::size_t mask = 0; mask < (std::size_t{1} << doubtful.size()); ++mask) {
    std::vector<bool> hits;
    for (const Alone& row : rows) hits.push_back(row.hits);
    for (std::size_t k = 0; k < doubtful.size(); ++k) hits[doubtful[k]] = ((mask >> k) & 1u) != 0;
    cases.push_back(fates(table, rows, hits));
  }
  std::vector<SiteOutcome> result(rows.size());
  for (std::size_t i = 0; i < rows.size(); ++i) {
    const auto always = [&](Fate fate) {
      return std::all_of(cases.begin(), cases.end(), [&](const auto& c) { return c[i] == fate; });
    };
    if (always(Fate::nothing)) continue;
    if (always(Fate::counts) && rows[i].points)
      result[i] = {true, false, *rows[i].points, 0};
    else
      result[i].not_evaluated = true;
  }
  return result;
}

bool by_points(const DrawnTable& table) {
  return table.policy == 2 || table.policy == 5 || table.policy == 6;
}

std::vector<Alone> rows_alone(const DrawnTable& table, const RuleSet& reference,
                              const SiteValues& site) {
  const SiteOutcomes said = evaluate_one(reference, site, some_day);
  std::vector<Alone> rows;
  for (std::size_t i = 0; i < table.rows.size(); ++i) {
    const SiteOutcome& hits = said.rules[2 * i];
    const SiteOutcome& gives = said.rules[2 * i + 1];
    Alone row{hits.fired, hits.not_evaluated, {}};
    if (gives.fired) row.points = gives.points;
    const Rule& rule = reference.rules()[2 * i + 1];
    if (hits.not_evaluated && rule.points->is_constant())
      row.points = points_of(table.counts()                    ? 1
                             : table.rows[i].points == "5 + 5" ? 10
                                                               : std::stod(table.rows[i].points));
    // Points that are no number: a row of which nobody knows what it would give.
    if (by_points(table) && row.hits && !row.points) row = {false, true, {}};
    rows.push_back(row);
  }
  return rows;
}

bool same(const SiteOutcome& a, const RuleOutcome& b, std::size_t site) {
  return a.fired == b.fired[site] && a.not_evaluated == b.not_evaluated[site] &&
         a.points == b.points(site);
}

}  // namespace

TEST_CASE("A hit policy says what holds in every case that the unknown leaves open",
          "[decision_table][property]") {
  CHECK(rc::check("tables are as defined", [&](std::uint32_t seed) {
    TableDice dice(seed);
    for (int i = 0; i < tables_a_case; ++i) {
      const DrawnTable table = dice.table(5);
      const RuleSet set = rule_set(table.yaml());
      const RuleSet reference = rule_set(table.rules());
      const auto sites = dice.sites(100);
      const Outcomes outcomes = outcomes_of(set, sites);
      for (std::size_t site = 0; site < sites.size(); ++site) {
        const auto wanted = by_definition(table, rows_alone(table, reference, sites[site]));
        for (std::size_t row = 0; row < wanted.size(); ++row)
          if (!same(wanted[row], outcomes.rules[row], site))
            RC_FAIL("row " + std::to_string(row) + " of\n" + table.yaml() + "calls " +
                    expr::to_text(sites[site][0]) + ", share " + expr::to_text(sites[site][1]) +
                    ", donated " + expr::to_text(sites[site][2]) + ", maker " +
                    expr::to_text(sites[site][3]));
      }
    }
  }));
}

TEST_CASE("A table says the same in columns, at one site, and for any number of threads",
          "[decision_table][property]") {
  CHECK(rc::check("columnar is scalar", [&](std::uint32_t seed) {
    TableDice dice(seed);
    for (int i = 0; i < tables_a_case; ++i) {
      const RuleSet set = rule_set(dice.table(8).yaml());
      const auto sites = dice.sites(dice.below(40) == 0 ? 2500 : 130);
      const Outcomes columns = outcomes_of(set, sites, 1);
      const Outcomes threads = outcomes_of(set, sites, 8);
      RC_ASSERT(same(columns, threads));
      for (std::size_t site = 0; site < sites.size(); ++site) {
        const SiteOutcomes one = evaluate_one(set, sites[site], some_day);
        for (std::size_t rule = 0; rule < set.rules().size(); ++rule)
          RC_ASSERT(same(one.rules[rule], columns.rules[rule], site));
        RC_ASSERT(columns.dimensions[0].total[site] == one.totals[0]);
      }
    }
  }));
}

namespace {

std::vector<Shared<expr::Column>> shared_columns(const std::vector<SiteValues>& sites) {
  std::vector<Shared<expr::Column>> columns;
  for (auto& column : columns_of(sites)) columns.emplace_back(std::move(column));
  return columns;
}

/// Sites of which a few went, and between which a few came, with where each was before.
struct MovedSites {
  std::vector<SiteValues> sites;
  signal::RowMap rows;
};
MovedSites moved(TableDice& dice, const std::vector<SiteValues>& before) {
  // Seldom enough that rows are patched, in some cases so often that all are made afresh.
  const std::size_t rarity = dice.below(4) == 0 ? 3 : 60;
  MovedSites now;
  now.rows.identical = false;
  for (std::uint32_t row = 0; row < before.size(); ++row) {
    while (dice.below(rarity) == 0) {
      now.sites.push_back(dice.site());
      now.rows.before.push_back(expr::no_row);
    }
    if (dice.below(rarity) == 0) continue;
    now.sites.push_back(before[row]);
    now.rows.before.push_back(row);
  }
  return now;
}

}  // namespace

TEST_CASE(
    "A table over sites of which some changed, came or went, or with rows that changed, is as one "
    "made afresh",
    "[decision_table][update][property]") {
  CHECK(rc::check("update is fresh", [&](std::uint32_t seed) {
    TableDice dice(seed);
    for (int i = 0; i < tables_a_case; ++i) {
      DrawnTable table = dice.table(6);
      const RuleSet before_set = rule_set(table.yaml());
      const auto sites_before = dice.sites(200);
      const auto before = shared_columns(sites_before);
      const Outcomes outcomes = evaluate(before_set, before, sites_before.size(), some_day, 1);
      auto [sites, rows] =
          dice.below(2) == 0 ? moved(dice, sites_before) : MovedSites{sites_before, {}};
      // A few sites change, in all they are; now and then a row, its place or the policy; a row is left out.
      std::vector<Bits> changed(4, Bits(sites.size()));
      for (std::size_t left = dice.below(dice.below(3) == 0 ? 150 : 20); left > 0; --left) {
        const std::size_t row = dice.below(sites.size());
        sites[row] = dice.site();
        for (Bits& bits : changed) bits.set(row);
      }
      DrawnTable edited = table;
      switch (dice.below(6)) {
        case 0: edited.rows[dice.below(edited.rows.size())].points = "20"; break;
        case 1: std::reverse(edited.rows.begin(), edited.rows.end()); break;
        case 2: edited.policy = dice.below(8); break;
        case 3: edited.rows[dice.below(edited.rows.size())].priority = 2; break;
        default: break;
      }
      const bool edits = edited.yaml() != table.yaml();
      const RuleSet other = rule_set(edited.yaml());
      const RuleSet& set = edits ? other : before_set;
      std::vector<RuleId> off;
      if (dice.below(3) == 0) off.emplace_back(dice.below(set.rules().size()));
      const auto after = shared_columns(sites);
      const UpdatedOutcomes updated_outcomes =
          updated({before_set, outcomes, some_day, {}}, set, off,
                  {after, changed, rows, sites.size()}, some_day, 1);
      RC_ASSERT(
          same(updated_outcomes.outcomes, evaluate(set, after, sites.size(), some_day, 1, off)));
    }
  }));
}
