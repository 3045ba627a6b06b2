// SPDX-License-Identifier: Apache-2.0
// Thirty rules over twenty signals, as an analyst writes them: comparisons, && and ||, known(), texts, a few with
// points that depend on a signal, two groups with caps, four dimensions. Once as YAML, and once as data for the
// reference loops (blocked_interpreter.hpp), in the same order.
#pragma once

#include <map>
#include <memory>
#include <random>
#include <stdexcept>
#include <string>
#include <vector>

#include "base/diagnostic.hpp"
#include "rule/rule_set.hpp"
#include "signal/signal_set.hpp"

namespace harbinger::bench {

inline const std::vector<std::string> number_signals = {
    "calls",   "share",   "distance", "contracts", "scanners", "listed", "finance",  "grants",
    "transit", "vessels", "holding",  "debt",      "visits",   "age",    "upgrades", "incidents"};
inline const std::vector<std::string> truth_signals = {"donated", "military"};
inline const std::vector<std::string> text_signals = {"maker", "region"};
inline const std::vector<std::string> makers = {"nord", "sued", "ost", "west", "mitte"};
inline const std::vector<std::string> regions = {"AF", "AM", "AS", "EU", "OC", "ME", "SA"};

inline const std::string thirty_rules = R"yaml(
groups:
  - {id: listings, cap: 50, why: they repeat one finding}
  - {id: presence, cap: 25, why: they repeat one finding}
rules:
  - {id: r01, when: "scanners > 0 && share > 0.2", dimension: supplier, points: 20}
  - {id: r02, when: "scanners > 2 && (share > 0.5 || holding > 0.5)", dimension: supplier, points: 15}
  - {id: r03, when: "listed > 0", dimension: supplier, points: "30 + 5 * min(listed, 4)", group: listings}
  - {id: r04, when: "listed > 1 && maker == 'ost'", dimension: supplier, points: 25, group: listings}
  - {id: r05, when: "listed > 2 || (donated && listed > 0)", dimension: supplier, points: 12.5, group: listings}
  - {id: r06, when: "maker == 'nord' && contracts >= 3", dimension: supplier, points: 8}
  - {id: r07, when: "known(debt) && debt > 0.6 && finance > 2", dimension: supplier, points: 10}
  - {id: r08, when: "donated && grants > 1", dimension: supplier, points: 6}
  - {id: r09, when: "holding > 0.5 && share > 0.2", dimension: owner, points: 30}
  - {id: r10, when: "holding > 0.25 && holding <= 0.5", dimension: owner, points: 15}
  - {id: r11, when: "!donated && holding > 0.1 && debt > 0.8", dimension: owner, points: 9}
  - {id: r12, when: "debt > 0.6", dimension: owner, points: "20 * debt"}
  - {id: r13, when: "finance > 2 || grants > 3", dimension: owner, points: 7}
  - {id: r14, when: "finance > 4 && age < 10", dimension: owner, points: 5.25}
  - {id: r15, when: "region == 'AF' && finance > 2", dimension: owner, points: 4}
  - {id: r16, when: "calls > 0 && distance < 80", dimension: reliance, points: 18, group: presence}
  - {id: r17, when: "calls > 4 || vessels > 2", dimension: reliance, points: 14, group: presence}
  - {id: r18, when: "visits > calls", dimension: reliance, points: 3, group: presence}
  - {id: r19, when: "military && transit > 1000", dimension: reliance, points: 22}
  - {id: r20, when: "military && known(vessels) && vessels > 0", dimension: reliance, points: "2 * min(vessels, 6)"}
  - {id: r21, when: "transit > 5000 && region != 'OC'", dimension: reliance, points: 11}
  - {id: r22, when: "distance < 25", dimension: reliance, points: 16}
  - {id: r23, when: "distance < 80 && transit > 1000 && calls > 0", dimension: reliance, points: 5}
  - {id: r24, when: "upgrades >= 2 && age > 15", dimension: upkeep, points: 6}
  - {id: r25, when: "incidents > 0", dimension: upkeep, points: "4 + 1.5 * min(incidents, 10)"}
  - {id: r26, when: "incidents > 3 && scanners > 0", dimension: upkeep, points: 9}
  - {id: r27, when: "!known(upgrades) || upgrades == 0", dimension: upkeep, points: 2}
  - {id: r28, when: "age > 15 && contracts >= 3 && maker != 'mitte'", dimension: upkeep, points: 7}
  - {id: r29, when: "contracts >= 6 || (scanners > 2 && age > 15)", dimension: upkeep, points: 3.5}
  - {id: r30, when: "region == 'EU' && incidents > 3", dimension: upkeep, points: 1}
)yaml";

/// Sites with an attribute for each signal.
inline pack::Schema thirty_rules_schema() {
  using pack::AttributeType;
  pack::Schema schema;
  pack::Shape site;
  site.name = "Site";
  const auto add = [&](const std::vector<std::string>& names, AttributeType type) {
    for (const std::string& name : names) {
      site.attributes.emplace_back();
      site.attributes.back().name = name;
      site.attributes.back().type = type;
    }
  };
  add(number_signals, AttributeType::number);
  add(truth_signals, AttributeType::truth);
  add(text_signals, AttributeType::text);
  schema.kinds.push_back(site);
  schema.roles.site = pack::KindId(std::size_t{0});
  schema.confidence.push_back({"high", 1.0});
  return schema;
}

inline std::string thirty_rules_yaml(const std::string& rules = thirty_rules) {
  std::string yaml = "signals:\n";
  for (const auto* names : {&number_signals, &truth_signals, &text_signals})
    for (const std::string& name : *names)
      yaml += "  - {id: " + name + ", match: \"(site)\", value: \"site." + name +
              "\", combine: first}\n";
  return yaml + rules;
}

inline rule::RuleSet thirty_rule_set(const std::string& rules = thirty_rules) {
  Diagnostics diagnostics;
  const auto text =
      std::make_shared<const SourceText>("thirty_rules.yaml", thirty_rules_yaml(rules));
  auto set = rule::RuleSet::load(text, thirty_rules_schema(), diagnostics);
  if (!set) throw std::runtime_error(to_text(diagnostics.all().front()));
  return *std::move(set);
}

/// Columns in which each condition above holds at some sites and not at others; one value in ten is unknown.
inline signal::Columns thirty_rules_columns(std::size_t rows) {
  std::mt19937_64 random(20261124);
  const auto below = [&](std::uint64_t most) { return random() % most; };
  signal::Columns columns;
  for (std::size_t s = 0; s < number_signals.size(); ++s) {
    expr::Column column = expr::unknown_column(expr::ColumnKind::number, rows);
    const std::string& name = number_signals[s];
    const bool fraction = name == "share" || name == "holding" || name == "debt";
    const double most = name == "transit"    ? 10'000
                        : name == "distance" ? 400
                        : name == "age"      ? 40
                                             : 8;
    for (std::size_t row = 0; row < rows; ++row) {
      if (below(10) == 0) continue;
      const double part = static_cast<double>(below(1u << 20)) / (1u << 20);
      column.numbers[row] = fraction ? part : std::floor(part * part * most);
      column.known.set(row);
    }
    columns.push_back(std::move(column));
  }
  for (std::size_t s = 0; s < truth_signals.size(); ++s) {
    expr::Column column = expr::unknown_column(expr::ColumnKind::truth, rows);
    for (std::size_t row = 0; row < rows; ++row) {
      if (below(10) == 0) continue;
      column.truths.assign(row, below(3) == 0);
      column.known.set(row);
    }
    columns.push_back(std::move(column));
  }
  for (const auto* words : {&makers, &regions}) {
    expr::Column column = expr::unknown_column(expr::ColumnKind::text, rows);
    column.dictionary = std::make_shared<const std::vector<std::string>>(*words);
    for (std::size_t row = 0; row < rows; ++row) {
      if (below(10) == 0) continue;
      column.codes[row] = static_cast<std::uint32_t>(below(words->size()));
      column.known.set(row);
    }
    columns.push_back(std::move(column));
  }
  return columns;
}

inline const Day some_day = *parse_day("2024-06-30");

/// Made once for each size, and once.
inline const signal::Columns& kept_columns(std::size_t rows) {
  static std::map<std::size_t, signal::Columns> made;
  auto& columns = made[rows];
  if (columns.empty()) columns = thirty_rules_columns(rows);
  return columns;
}
inline const rule::RuleSet& kept_rules() {
  static const rule::RuleSet set = thirty_rule_set();
  return set;
}

}  // namespace harbinger::bench
