// SPDX-License-Identifier: Apache-2.0
// The tokens of a path.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace harbinger::signal::detail {

enum class PatternToken : unsigned char { name, number, text, sign, wrong, end };

struct Token {
  PatternToken kind = PatternToken::end;
  std::string
      value;  ///< A text without its quotes; a sign is `(`, `..`, `<`, ...; wrong: what is wrong.
  std::size_t offset = 0;
  std::size_t length = 1;
};

/// All tokens and an `end`; stops at the first that is `wrong`.
[[nodiscard]] std::vector<Token> pattern_tokens(std::string_view text);

}  // namespace harbinger::signal::detail
