// SPDX-License-Identifier: Apache-2.0
// The moves of a comparison: their kinds, and the words for them that the formats of a what-if share.
#pragma once

#include <cstddef>
#include <string>

#include "scenario/comparison.hpp"

namespace harbinger::report::detail {

[[nodiscard]] bool came_or_went(const scenario::Move& move);
/// Whether a site has only changed places: others moved past it, its score and tier are as before.
[[nodiscard]] bool only_shifted(const scenario::Move& move);
/// How many sites only changed places.
[[nodiscard]] std::size_t shifted(const scenario::Comparison& comparison);
/// Sites of either ranking.
[[nodiscard]] std::size_t sites_of(const scenario::Comparison& comparison);

/// The name of a moved site; its id where it has none.
[[nodiscard]] const std::string& name_of(const scenario::Move& move);
/// `name: title`; the name alone where there is no title.
[[nodiscard]] std::string heading_of(const scenario::Comparison& comparison);
/// `rule.id by 3 facts: a, b, …`, with the ids of at most `facts`.
[[nodiscard]] std::string cause_words(const scenario::Cause& cause, std::size_t facts);
/// Who entered and left the top k.
[[nodiscard]] std::string top_words(const scenario::Comparison& comparison);

}  // namespace harbinger::report::detail
