// SPDX-License-Identifier: Apache-2.0
// The words of an expression: names, literals and signs, each with the bytes it stands on.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>

namespace harbinger::expr::detail {

enum class TokenKind : unsigned char {
  end,
  name,
  integer,
  unsigned_integer,
  number,
  string,
  bytes,
  sign
};

struct Token {
  TokenKind kind = TokenKind::end;
  std::size_t begin = 0;
  std::size_t end = 0;
  std::string text;             ///< A name or sign as written; a string or bytes after escapes.
  std::uint64_t magnitude = 0;  ///< kind integer or unsigned_integer; a sign before it is a token.
  double number = 0;            ///< kind number.
  bool quoted = false;          ///< A name in backquotes: never a keyword.
};

/// The one thing wrong with a text that is no expression.
struct SyntaxError {
  std::size_t begin = 0;
  std::size_t end = 0;
  std::string message;
};

}  // namespace harbinger::expr::detail
