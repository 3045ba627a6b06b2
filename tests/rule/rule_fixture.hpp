// SPDX-License-Identifier: Apache-2.0
// Rule sets over made-up sites: four signals read from attributes of the site, whose columns the tests
// write themselves.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include <catch2/catch.hpp>

#include "rule/evaluate.hpp"
#include "rule/rule_set.hpp"

namespace harbinger::rule {

/// Sites with two numbers, a truth value and a text.
inline pack::Schema site_schema() {
  using pack::AttributeType;
  pack::Schema schema;
  const std::vector<std::pair<std::string, AttributeType>> attributes = {
      {"calls", AttributeType::number},
      {"share", AttributeType::number},
      {"donated", AttributeType::truth},
      {"maker", AttributeType::text}};
  pack::Shape site;
  site.name = "Site";
  for (const auto& [name, type] : attributes) {
    site.attributes.emplace_back();
    site.attributes.back().name = name;
    site.attributes.back().type = type;
  }
  schema.kinds.push_back(site);
  schema.roles.site = pack::KindId(std::size_t{0});
  schema.confidence.push_back({"high", 1.0});
  return schema;
}

inline const std::string site_signals = R"yaml(signals:
  - {id: calls, match: "(site)", value: "site.calls", combine: first}
  - {id: share, match: "(site)", value: "site.share", combine: first}
  - {id: donated, match: "(site)", value: "site.donated", combine: first}
  - {id: maker, match: "(site)", value: "site.maker", combine: first}
)yaml";

/// What was told of a text that is no good rule set, one diagnostic after the other.
struct Checked {
  std::optional<RuleSet> set;
  std::string told;
};

/// Checks `signals:` and whatever else a test writes; the file is called `rules.yaml`.
inline Checked checked(const std::string& yaml, const Overrides& overrides = {}) {
  Diagnostics diagnostics;
  const auto text = std::make_shared<const SourceText>("rules.yaml", yaml);
  Checked result;
  result.set = RuleSet::load(text, site_schema(), diagnostics, overrides);
  for (const Diagnostic& diagnostic : diagnostics.all()) result.told += to_text(diagnostic) + "\n";
  return result;
}

inline RuleSet rule_set(const std::string& yaml, const Overrides& overrides = {}) {
  Checked result = checked(site_signals + yaml, overrides);
  INFO(result.told);
  REQUIRE(result.set.has_value());
  return *std::move(result.set);
}

/// One site: calls, share, donated, maker.
using SiteValues = std::vector<expr::Value>;

inline signal::Columns columns_of(const std::vector<SiteValues>& sites) {
  using expr::ColumnKind;
  const std::vector<ColumnKind> kinds = {ColumnKind::number, ColumnKind::number, ColumnKind::truth,
                                         ColumnKind::text};
  signal::Columns columns;
  for (std::size_t signal = 0; signal < kinds.size(); ++signal) {
    std::vector<expr::Value> values;
    for (const SiteValues& site : sites) values.push_back(site[signal]);
    columns.push_back(expr::column_of(kinds[signal], values));
  }
  return columns;
}

inline const Day some_day = *parse_day("2024-06-30");

inline Outcomes outcomes_of(const RuleSet& set, const std::vector<SiteValues>& sites,
                            unsigned threads = 1) {
  return evaluate(set, columns_of(sites), sites.size(), some_day, threads);
}

/// Whether both say the same of every rule, total and tier at every site.
inline bool same(const Outcomes& a, const Outcomes& b) {
  if (a.rules.size() != b.rules.size() || a.dimensions.size() != b.dimensions.size()) return false;
  const std::size_t sites = a.rules.empty() ? 0 : a.rules[0].fired->size();
  for (std::size_t site = 0; site < sites; ++site) {
    if (a.at(site) != b.at(site)) return false;
    for (std::size_t i = 0; i < a.dimensions.size(); ++i)
      if (a.dimensions[i].total[site] != b.dimensions[i].total[site]) return false;
  }
  return true;
}

}  // namespace harbinger::rule
