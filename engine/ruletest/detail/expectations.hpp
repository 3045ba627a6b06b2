// SPDX-License-Identifier: Apache-2.0
// What a test expects, read against the rules, the model and the sites of its world.
#pragma once

#include <vector>

#include "ruletest/rule_test.hpp"

namespace harbinger::ruletest::detail {

/// `has_site` false: signals are given, so that there is no tier, score or rank. Errors: a name that is not there,
/// a number that is none, expectations that contradict each other, none at all.
[[nodiscard]] std::vector<Expectation> expectations_of(const TestText& test,
                                                       const scenario::EditedInputs& inputs,
                                                       bool has_site, Diagnostics& diagnostics);

/// The id of a site by what people call it; empty where an error was added.
[[nodiscard]] std::string site_id(const scenario::EditedInputs& inputs, const WrittenText& site,
                                  Diagnostics& diagnostics);

}  // namespace harbinger::ruletest::detail
