// SPDX-License-Identifier: Apache-2.0
#include "expr/detail/lexer.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <cstdlib>

#include <fmt/core.h>

#include "base/utf8.hpp"
#include "expr/detail/literal_text.hpp"

namespace harbinger::expr::detail {

namespace {

bool is_digit(char c) { return c >= '0' && c <= '9'; }
bool is_hex_digit(char c) {
  return is_digit(c) || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F');
}
bool starts_name(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_'; }
bool continues_name(char c) { return starts_name(c) || is_digit(c); }
bool is_space(char c) { return c == ' ' || c == '\t' || c == '\n' || c == '\r' || c == '\f'; }

// Two bytes first, so that `<=` is not read as `<` and `=`.
constexpr std::array<std::string_view, 25> signs = {
    "==", "!=", "<=", ">=", "&&", "||", "<", ">", "+", "-", "*", "/", "%",
    "!",  "?",  ":",  ".",  ",",  "(",  ")", "[", "]", "{", "}", ";"};

/// The letters before a quote: raw text, bytes.
struct Prefix {
  std::size_t length = 0;
  bool raw = false;
  bool bytes = false;
};

class Lexer {
 public:
  Lexer(std::string_view text, SyntaxError& error) : text_(text), error_(error) {}

  std::optional<std::vector<Token>> tokens() {
    std::vector<Token> out;
    for (;;) {
      skip_space_and_comments();
      Token token;
      token.begin = token.end = at_;
      if (at_ == text_.size()) {
        out.push_back(std::move(token));
        return out;
      }
      if (!read(token)) return std::nullopt;
      token.end = at_;
      out.push_back(std::move(token));
    }
  }

 private:
  [[nodiscard]] char peek(std::size_t ahead = 0) const {
    return at_ + ahead < text_.size() ? text_[at_ + ahead] : '\0';
  }

  bool fail(std::size_t begin, std::size_t end, std::string message) {
    error_ = {begin, std::max(end, begin + 1), std::move(message)};
    return false;
  }

  void skip_space_and_comments() {
    while (at_ < text_.size()) {
      if (is_space(text_[at_])) {
        ++at_;
      } else if (text_.substr(at_).starts_with("//")) {
        while (at_ < text_.size() && text_[at_] != '\n') ++at_;
      } else {
        return;
      }
    }
  }

  bool read(Token& token) {
    if (const auto prefix = quote_prefix()) return read_quoted(token, *prefix);
    if (starts_name(peek())) return read_name(token);
    if (is_digit(peek()) || (peek() == '.' && is_digit(peek(1)))) return read_number(token);
    if (peek() == '`') return read_quoted_name(token);
    return read_sign(token);
  }

  /// The prefix of a literal that starts here, possibly empty; nothing where none does. `b` stands before `r`.
  [[nodiscard]] std::optional<Prefix> quote_prefix() const {
    Prefix prefix;
    prefix.bytes = peek() == 'b' || peek() == 'B';
    prefix.length = prefix.bytes ? 1 : 0;
    prefix.raw = peek(prefix.length) == 'r' || peek(prefix.length) == 'R';
    prefix.length += prefix.raw ? 1 : 0;
    const char quote = peek(prefix.length);
    return quote == '"' || quote == '\'' ? std::optional(prefix) : std::nullopt;
  }

  bool read_quoted(Token& token, Prefix prefix) {
    token.kind = prefix.bytes ? TokenKind::bytes : TokenKind::string;
    at_ += prefix.length;
    const std::string_view rest = text_.substr(at_);
    const bool triple = rest.starts_with("\"\"\"") || rest.starts_with("'''");
    const std::string_view quote = rest.substr(0, triple ? 3 : 1);
    at_ += quote.size();
    while (!text_.substr(at_).starts_with(quote)) {
      if (at_ == text_.size() || (!triple && (peek() == '\n' || peek() == '\r')))
        return fail(token.begin, token.begin + prefix.length + quote.size(),
                    fmt::format("the text that starts here has no closing {}", quote));
      if (peek() == '\\' && !prefix.raw) {
        const std::size_t begin = at_;
        if (auto wrong = decode_escape(text_, at_, prefix.bytes, token.text))
          return fail(begin, begin + 2, std::move(*wrong));
      } else {
        token.text += text_[at_++];
      }
    }
    at_ += quote.size();
    return true;
  }

  bool read_name(Token& token) {
    token.kind = TokenKind::name;
    while (continues_name(peek())) token.text += text_[at_++];
    return true;
  }

  bool read_quoted_name(Token& token) {
    token.kind = TokenKind::name;
    token.quoted = true;
    ++at_;
    while (continues_name(peek()) || peek() == '.' || peek() == '-' || peek() == '/' ||
           peek() == ' ')
      token.text += text_[at_++];
    if (peek() != '`' || token.text.empty())
      return fail(token.begin, at_, "the name that starts here has no closing `");
    ++at_;
    return true;
  }

  bool read_number(Token& token) {
    const std::size_t begin = at_;
    if (peek() == '0' && peek(1) == 'x') {
      at_ += 2;
      while (is_hex_digit(peek())) ++at_;
      return read_integer(token, begin + 2, 16);
    }
    bool whole = true;
    while (is_digit(peek())) ++at_;
    if (peek() == '.' && is_digit(peek(1))) {
      whole = false;
      ++at_;
      while (is_digit(peek())) ++at_;
    }
    const std::size_t sign = (peek(1) == '+' || peek(1) == '-') ? 2 : 1;
    if ((peek() == 'e' || peek() == 'E') && is_digit(peek(sign))) {
      whole = false;
      at_ += sign;
      while (is_digit(peek())) ++at_;
    }
    return whole ? read_integer(token, begin, 10) : read_double(token, begin);
  }

  bool read_integer(Token& token, std::size_t digits, int base) {
    const std::string_view written = text_.substr(digits, at_ - digits);
    const auto [end, code] =
        std::from_chars(written.data(), written.data() + written.size(), token.magnitude, base);
    if (code == std::errc::result_out_of_range)
      return fail(token.begin, at_, "the integer is larger than 64 bits hold");
    if (written.empty() || end != written.data() + written.size())
      return fail(token.begin, at_, "a hexadecimal number needs digits behind 0x");
    token.kind = TokenKind::integer;
    if (peek() == 'u' || peek() == 'U') {
      ++at_;
      token.kind = TokenKind::unsigned_integer;
    }
    return ends_number(token);
  }

  bool read_double(Token& token, std::size_t begin) {
    token.kind = TokenKind::number;
    const std::string_view written = text_.substr(begin, at_ - begin);
    // Below the least double is zero, as everywhere; only strtod tells the two ends apart.
    token.number = std::strtod(std::string(written).c_str(), nullptr);
    if (std::isinf(token.number))
      return fail(begin, at_, "the number is above what a double holds");
    return ends_number(token);
  }

  bool ends_number(const Token& token) {
    if (!continues_name(peek())) return true;
    while (continues_name(peek())) ++at_;
    return fail(token.begin, at_,
                fmt::format("'{}' is neither a number nor a name",
                            text_.substr(token.begin, at_ - token.begin)));
  }

  bool read_sign(Token& token) {
    const std::string_view rest = text_.substr(at_);
    const auto sign = std::find_if(signs.begin(), signs.end(),
                                   [&](std::string_view s) { return rest.starts_with(s); });
    if (sign != signs.end()) {
      token.kind = TokenKind::sign;
      token.text = *sign;
      at_ += sign->size();
      return true;
    }
    std::size_t end = at_ + 1;
    while (end < text_.size() && !begins_code_point(text_[end])) ++end;
    const std::string_view stray = text_.substr(at_, end - at_);
    if (stray == "=") return fail(at_, end, "'=' compares nothing here: equality is '=='");
    if (stray == "&" || stray == "|")
      return fail(at_, end, fmt::format("'{}' is no operator: write '{}{}'", stray, stray, stray));
    return fail(at_, end, fmt::format("'{}' has no meaning in an expression", stray));
  }

  std::string_view text_;
  SyntaxError& error_;
  std::size_t at_ = 0;
};

}  // namespace

std::optional<std::vector<Token>> tokens_of(std::string_view text, SyntaxError& error) {
  if (const auto bad = first_invalid_utf8(text)) {
    error = {*bad, *bad + 1, "this byte is not UTF-8"};
    return std::nullopt;
  }
  return Lexer(text, error).tokens();
}

}  // namespace harbinger::expr::detail
