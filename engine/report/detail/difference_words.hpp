// SPDX-License-Identifier: Apache-2.0
// The words for a difference of rule sets that its formats share.
#pragma once

#include <span>
#include <string>
#include <vector>

#include "rule/difference.hpp"

namespace harbinger::report::detail {

/// `2 rules changed, 1 parameter added`; that they say the same where nothing differs in meaning.
[[nodiscard]] std::string difference_summary(std::span<const rule::ItemDifference> items);
/// `rule a changed`, `rule b renamed c`.
[[nodiscard]] std::string heading_of(const rule::ItemDifference& item);
/// What a change says, a line each: `30 → 40`, `+ new`, `- old`; of a condition its clauses.
[[nodiscard]] std::vector<std::string> lines_of(const rule::Change& change);
/// How many texts for people differ.
[[nodiscard]] std::size_t texts_of(std::span<const rule::ItemDifference> items);
[[nodiscard]] std::string texts_summary(std::size_t texts);

}  // namespace harbinger::report::detail
