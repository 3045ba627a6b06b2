// SPDX-License-Identifier: Apache-2.0
// How long the conditions of decision tables may become: an input's value is repeated for each entry of a cell, so
// that a small file could ask for more memory than there is.
#pragma once

#include <cstddef>

namespace harbinger::rule::detail {

/// Bytes of one: as long as an expression may be. What a cell becomes is cut off somewhere behind it.
inline constexpr std::size_t longest_condition = 64 * 1024;
/// Bytes of all of a rule set together.
inline constexpr std::size_t most_condition_bytes = 32 * 1024 * 1024;

}  // namespace harbinger::rule::detail
