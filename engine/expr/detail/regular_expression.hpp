// SPDX-License-Identifier: Apache-2.0
// The regular expressions of `matches`: RE2's, which take time linear in the text. Both the length of a pattern
// and the memory of its automaton are bounded.
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>

namespace re2 {
class RE2;
}

namespace harbinger::expr::detail {

inline constexpr std::size_t longest_pattern = 4096;            ///< Bytes.
inline constexpr std::int64_t most_pattern_memory = 8ll << 20;  ///< Bytes.

/// Nothing, and why not in `wrong`, where the text is no pattern or one beyond the bounds.
[[nodiscard]] std::shared_ptr<const re2::RE2> regular_expression(const std::string& pattern,
                                                                 std::string& wrong);

}  // namespace harbinger::expr::detail
