// SPDX-License-Identifier: Apache-2.0
#include "expr/detail/literal_text.hpp"

#include <fmt/core.h>

#include "expr/detail/code_points.hpp"

namespace harbinger::expr::detail {

namespace {

int digit_value(char c) {
  if (c >= '0' && c <= '9') return c - '0';
  if (c >= 'a' && c <= 'f') return c - 'a' + 10;
  if (c >= 'A' && c <= 'F') return c - 'A' + 10;
  return 99;
}

/// `count` digits of `base` at `at`; moves behind them.
std::optional<char32_t> code_at(std::string_view text, std::size_t& at, std::size_t count,
                                int base) {
  if (at + count > text.size()) return std::nullopt;
  char32_t code = 0;
  for (std::size_t i = 0; i < count; ++i) {
    const int digit = digit_value(text[at + i]);
    if (digit >= base) return std::nullopt;
    code = code * static_cast<char32_t>(base) + static_cast<char32_t>(digit);
  }
  at += count;
  return code;
}

char simple_escape(char letter) {
  switch (letter) {
    case 'a': return '\a';
    case 'b': return '\b';
    case 'f': return '\f';
    case 'n': return '\n';
    case 'r': return '\r';
    case 't': return '\t';
    case 'v': return '\v';
    case '\\':
    case '?':
    case '"':
    case '\'':
    case '`': return letter;
    default: return '\0';
  }
}

struct CodeForm {
  std::size_t digits;
  int base;
};

std::optional<CodeForm> code_form(char letter) {
  switch (letter) {
    case 'x':
    case 'X': return CodeForm{2, 16};
    case 'u': return CodeForm{4, 16};
    case 'U': return CodeForm{8, 16};
    case '0':
    case '1':
    case '2':
    case '3': return CodeForm{3, 8};
    default: return std::nullopt;
  }
}

}  // namespace

std::optional<std::string> decode_escape(std::string_view text, std::size_t& at, bool bytes,
                                         std::string& out) {
  if (at + 1 >= text.size()) return "the literal ends in the middle of an escape";
  const char letter = text[at + 1];
  if (const char simple = simple_escape(letter); simple != '\0') {
    out += simple;
    at += 2;
    return std::nullopt;
  }
  const auto form = code_form(letter);
  if (!form) return fmt::format("unknown escape '\\{}'", letter);
  if (bytes && (letter == 'u' || letter == 'U'))
    return fmt::format("'\\{}' names a code point, and bytes hold octets", letter);
  std::size_t digits_at = at + (form->base == 8 ? 1 : 2);
  const auto code = code_at(text, digits_at, form->digits, form->base);
  if (!code)
    return fmt::format("'\\{}' needs {} digits of base {}", letter,
                       form->base == 8 ? form->digits - 1 : form->digits, form->base);
  at = digits_at;
  if (bytes) {
    out += static_cast<char>(*code);
    return std::nullopt;
  }
  if (*code > 0x10FFFF || (*code >= 0xD800 && *code <= 0xDFFF))
    return "the escape names no Unicode code point";
  append_code_point(out, *code);
  return std::nullopt;
}

}  // namespace harbinger::expr::detail
