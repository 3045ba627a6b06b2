// SPDX-License-Identifier: Apache-2.0
// Random rule sets over the signals of rule_fixture.hpp, and sites with values of every kind.
#pragma once

#include <limits>
#include <random>
#include <string>
#include <vector>

#include "rule_fixture.hpp"

namespace harbinger::rule {

struct DrawnRule {
  std::string when;
  std::string effect;     ///< points, multiply, floor, cap or tier_at_least.
  std::string amount;     ///< Or the tier.
  std::string dimension;  ///< d or e.
  bool in_group = false;  ///< Of its dimension.
};

struct DrawnRules {
  std::vector<DrawnRule> rules;
  int cap = 10;

  [[nodiscard]] std::string yaml() const {
    std::string yaml =
        fmt::format("groups: [{{id: of_d, cap: {}}}, {{id: of_e, cap: 7.5}}]\nrules:\n", cap);
    for (const char* group : {"d", "e"})  // a group has a rule
      yaml += fmt::format(
          "  - {{id: first_{0}, when: \"calls > 6\", dimension: {0}, points: 1, group: of_{0}}}\n",
          group);
    for (std::size_t i = 0; i < rules.size(); ++i) {
      const DrawnRule& rule = rules[i];
      yaml += fmt::format("  - {{id: r{}, when: \"{}\", {}: \"{}\"", i, rule.when, rule.effect,
                          rule.amount);
      if (rule.effect != "tier_at_least") yaml += ", dimension: " + rule.dimension;
      if (rule.in_group && rule.effect == "points") yaml += ", group: of_" + rule.dimension;
      yaml += "}\n";
    }
    return yaml;
  }
};

class RuleDice {
 public:
  explicit RuleDice(std::uint32_t seed) : random_(seed) {}

  std::size_t below(std::size_t most) { return random_() % most; }

  std::string condition(int depth) {
    static const std::vector<std::string> atoms = {
        "calls > 2",
        "2 < calls",
        "calls <= 5",
        "calls == 3",
        "share >= 0.5",
        "share < 0.25",
        "share != 0.5",
        "calls > share",
        "share * 4 < calls",
        "donated",
        "known(calls)",
        "known(donated)",
        "maker == 'x'",
        "'y' != maker",
        "maker in ['x', 'z']",
        "maker in ['a','b','c','d','e','f','g','h','x','y']",
        "calls in [1, 2, 3]",
        "maker.startsWith('x')",
        "default(donated, false)",
        "maker.size() > 1 || calls > 1",
        "1 / calls > 0.4",
        "true"};
    if (depth == 0 || below(3) == 0) return atoms[below(atoms.size())];
    const std::string a = "(" + condition(depth - 1) + ")";
    switch (below(4)) {
      case 0: return "!" + a;
      case 1: return a + " || (" + condition(depth - 1) + ")";
      default: return a + " && (" + condition(depth - 1) + ")";
    }
  }

  std::string amount() {
    static const std::vector<std::string> amounts = {"3",
                                                     "-2.5",
                                                     "12",
                                                     "0",
                                                     "1.5 * calls",
                                                     "share",
                                                     "min(calls, 4) - share",
                                                     "1 / calls",
                                                     "donated ? 2.0 : calls",
                                                     "1.0 / 0.0"};
    return amounts[below(amounts.size())];
  }

  DrawnRule rule() {
    static const std::vector<std::string> effects = {"points", "points",   "points", "points",
                                                     "points", "multiply", "floor",  "cap"};
    DrawnRule rule{condition(3), effects[below(effects.size())], amount(),
                   below(2) == 0 ? "d" : "e", below(3) == 0};
    if (below(12) == 0) rule.effect = "tier_at_least", rule.amount = below(2) == 0 ? "high" : "low";
    return rule;
  }

  DrawnRules rules(std::size_t count) {
    DrawnRules drawn;
    for (std::size_t i = 0; i < count; ++i) drawn.rules.push_back(rule());
    return drawn;
  }

  /// The values of one site; `ranges` only where asked for, as a column with one goes other ways.
  SiteValues site(bool ranges) {
    static const std::vector<double> odd = {std::numeric_limits<double>::quiet_NaN(),
                                            std::numeric_limits<double>::infinity(), -0.0, 1e300};
    SiteValues site(4);
    for (std::size_t s = 0; s < 2; ++s) {
      site[s] = s == 0 ? static_cast<double>(below(8)) : static_cast<double>(below(5)) / 4;
      if (below(20) == 0) site[s] = odd[below(odd.size())];
      if (ranges && below(20) == 0)
        site[s] = expr::Range{0.25, 0.25 + static_cast<double>(1 + below(4))};
    }
    site[2] = below(2) == 0;
    static const std::vector<std::string> makers = {"x", "y", "z", "xy", "", "a"};
    site[3] = makers[below(makers.size())];
    for (expr::Value& value : site) {
      if (below(12) == 0) value = expr::Unknown{};
      if (below(30) == 0) value = expr::Error{"given"};
    }
    return site;
  }

  std::vector<SiteValues> sites(std::size_t count, bool ranges) {
    std::vector<SiteValues> sites;
    for (std::size_t i = 0; i < count; ++i) sites.push_back(site(ranges));
    return sites;
  }

 private:
  std::mt19937 random_;
};

}  // namespace harbinger::rule
