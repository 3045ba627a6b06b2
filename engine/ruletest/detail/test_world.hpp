// SPDX-License-Identifier: Apache-2.0
// The world of a test: the base with its edits, or a pack of nothing but the rows that the test holds.
#pragma once

#include <optional>

#include "ruletest/test_text.hpp"
#include "scenario/edited_inputs.hpp"

namespace harbinger::ruletest::detail {

/// Rows of a test need no confidence and no source of their own: they take the best word, and a source that says
/// that a test gives them. Nothing where an error was added.
[[nodiscard]] std::optional<scenario::EditedInputs> test_world(const TestText& test,
                                                               const scenario::BaseInputs& base,
                                                               Diagnostics& diagnostics);

}  // namespace harbinger::ruletest::detail
