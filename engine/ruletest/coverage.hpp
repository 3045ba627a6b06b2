// SPDX-License-Identifier: Apache-2.0
// What the tests have seen of the rules. A test sees a rule that it names in what it expects: that a rule was
// silent in a test about another one shows nothing. A rule is covered where tests have seen it fire and not fire;
// a clause of its condition where they have seen it true and false.
//
// What is the same in every row (`when: "true"`) is covered once it was seen at all. Rules that are off are not
// counted, nor is a rule whose condition a test has edited, in that test.
#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "rule/evaluate.hpp"
#include "rule/rule_set.hpp"
#include "rule/site_row.hpp"

namespace harbinger::ruletest {

struct ClauseCoverage {
  std::string text;
  bool constant = false;
  bool seen_true = false;
  bool seen_false = false;

  [[nodiscard]] bool is_covered() const {
    return constant ? seen_true || seen_false : seen_true && seen_false;
  }
};

struct RuleCoverage {
  std::string rule;
  bool constant = false;
  bool seen_fired = false;
  bool seen_silent = false;  ///< Evaluated, and it did not fire.
  std::vector<ClauseCoverage> clauses;

  [[nodiscard]] bool is_covered() const {
    return constant ? seen_fired || seen_silent : seen_fired && seen_silent;
  }
};

/// So many of so many.
struct Covered {
  std::size_t count = 0;
  std::size_t of = 0;

  /// 0..100; all of nothing is 100.
  [[nodiscard]] double percent() const {
    return of == 0 ? 100 : 100 * static_cast<double>(count) / static_cast<double>(of);
  }
};

class Coverage {
 public:
  /// The rules must outlive it.
  explicit Coverage(const rule::RuleSet& rules);

  /// A test that names the rule has seen it in a row. `rule` may be of an edited set.
  void see(const rule::Rule& rule, const rule::SiteRow& row, const rule::SiteOutcome& outcome);

  /// The files that the rules were read from.
  [[nodiscard]] std::vector<std::string> files() const;
  /// Rules that are on, in the order of the files.
  [[nodiscard]] const std::vector<RuleCoverage>& rules() const { return rules_; }
  [[nodiscard]] Covered covered_rules() const;
  [[nodiscard]] Covered covered_clauses() const;
  [[nodiscard]] std::size_t rules_off() const { return set_->rules().size() - rules_.size(); }

 private:
  const rule::RuleSet* set_;
  std::vector<RuleCoverage> rules_;
  std::vector<std::size_t> place_;  ///< By RuleId: in rules_.
};

}  // namespace harbinger::ruletest
