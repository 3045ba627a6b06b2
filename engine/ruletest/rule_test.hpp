// SPDX-License-Identifier: Apache-2.0
// A test, checked: every rule, signal, site and tier it names is there, and its world is made. What it expects is
// a list of expectations, each of which holds or fails on its own (run.hpp).
//
//     TestFile + BaseInputs -> RuleTests
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "ruletest/test_file.hpp"
#include "scenario/edited_inputs.hpp"

namespace harbinger::ruletest {

/// A number as written: `35` is 35, and `4.2` anything that rounds to 4.2.
struct WrittenNumber {
  std::string text;
  double value = 0;
  int decimals = 0;

  [[nodiscard]] bool is(double number) const;
};

struct Expectation {
  enum class What : unsigned char {
    fires,
    not_fires,
    not_evaluated,
    fires_only,  ///< `names`: rules.
    points,      ///< `number`, of `name`: a rule.
    dimension,   ///< `number`, of `name`.
    tier,        ///< `name`
    score,       ///< `number`
    rank,        ///< `number`
    rank_order   ///< `names`: ids of sites.
  };
  What what = What::fires;
  std::string name;
  std::vector<std::string> names;
  WrittenNumber number;
  TextPosition where;
};

struct RuleTest {
  std::string name;
  TextPosition where;  ///< Of its name.
  scenario::EditedInputs inputs;
  /// By SignalId of the edited rules; absent: the test has a site.
  std::optional<std::vector<expr::Value>> given;
  std::string site;        ///< Its id; empty where signals are given.
  bool own_facts = false;  ///< Its pack is not the base's, nor an edit of it.
  bool edited = false;     ///< Rules, model or facts are not the base's.
  std::vector<Expectation> expectations;
};

/// The tests of a file that could be checked; where one could not, an error was added. `base.as_of` is the day of
/// tests that name none.
[[nodiscard]] std::vector<RuleTest> checked_tests(const TestFile& file,
                                                  const scenario::BaseInputs& base,
                                                  Diagnostics& diagnostics);

}  // namespace harbinger::ruletest
