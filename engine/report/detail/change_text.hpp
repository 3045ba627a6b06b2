// SPDX-License-Identifier: Apache-2.0
// How changes are written in the reports of what-ifs, influence, timelines and counterfactuals.
#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "report/detail/json.hpp"
#include "scenario/comparison.hpp"

namespace harbinger::report::detail {

/// A signed change in at most six columns: `-11.5`, `+0.03`. One that rounds to nothing is `+0.00`; none is
/// empty.
[[nodiscard]] std::string change_text(double change);
/// Two scores with as many decimals (1 to 4) as it takes to tell them apart: `82.8 to 71.3`; one where they
/// are equal.
[[nodiscard]] std::string scores_text(double before, double after);
/// `1 site`, `2 sites`.
[[nodiscard]] std::string counted_text(std::size_t count, std::string_view one,
                                       std::string_view many);
/// What a cause or contribution is of, as a reader sees it: `rule:ID` is the rule's id, `signal:ID` is
/// `signal ID`.
[[nodiscard]] std::string of_text(std::string_view of);
/// The first `most` of them as printable text: `a, b, …`, which says that there are more.
[[nodiscard]] std::string listed(std::span<const std::string> items, std::size_t most);
/// All of them as printable text, `between` between each two.
[[nodiscard]] std::string joined(std::span<const std::string> items, std::string_view between);

/// {"rank", "score", "tier"}.
[[nodiscard]] Json json_of(const scenario::Standing& standing);
/// The same, or null.
[[nodiscard]] Json json_of(const std::optional<scenario::Standing>& standing);

}  // namespace harbinger::report::detail
