// SPDX-License-Identifier: Apache-2.0
// Text to words, by the lexis of the CEL language definition ("Syntax").
#pragma once

#include <optional>
#include <string_view>
#include <vector>

#include "expr/detail/token.hpp"

namespace harbinger::expr::detail {

/// All words, the last of kind `end`. Nothing, and `error` filled, where a literal is broken or a byte
/// starts no word.
[[nodiscard]] std::optional<std::vector<Token>> tokens_of(std::string_view text,
                                                          SyntaxError& error);

}  // namespace harbinger::expr::detail
