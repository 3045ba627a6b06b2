// SPDX-License-Identifier: Apache-2.0
// One text in another, in time linear in both, and the bound on texts that a call may make.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "expr/value.hpp"

namespace harbinger::expr::functions {

/// Bytes of a text that one call may make: what is replaced or joined can multiply.
inline constexpr std::size_t longest_text = 16u << 20;
[[nodiscard]] Error too_long();

/// The byte at which `part` first stands in `whole`, from `begin` on.
[[nodiscard]] std::optional<std::size_t> found_in(std::string_view whole, std::string_view part,
                                                  std::size_t begin = 0);
/// The byte at which it last stands there.
[[nodiscard]] std::optional<std::size_t> last_found_in(std::string_view whole,
                                                       std::string_view part);

}  // namespace harbinger::expr::functions
