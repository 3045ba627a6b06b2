// SPDX-License-Identifier: Apache-2.0
#include "signal/detail/pattern_lexer.hpp"

namespace harbinger::signal::detail {

namespace {

bool is_digit(char c) { return c >= '0' && c <= '9'; }
bool starts_name(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_'; }
bool is_space(char c) { return c == ' ' || c == '\t' || c == '\n' || c == '\r'; }

class Lexer {
 public:
  explicit Lexer(std::string_view text) : text_(text) {}

  std::vector<Token> tokens() {
    std::vector<Token> out;
    do {
      while (at_ < text_.size() && is_space(text_[at_])) ++at_;
      out.push_back(next());
    } while (out.back().kind != PatternToken::end && out.back().kind != PatternToken::wrong);
    return out;
  }

 private:
  Token next() {
    if (at_ == text_.size()) return {PatternToken::end, "the end", at_, 1};
    const char c = text_[at_];
    if (starts_name(c)) return name();
    if (is_digit(c)) return number();
    if (c == '\'' || c == '"') return quoted(c);
    if (text_.substr(at_, 2) == "..") return sign(2);
    if (std::string_view("()[]{}:|,*<>-.").find(c) != std::string_view::npos) return sign(1);
    return {PatternToken::wrong, "this character has no meaning in a pattern", at_, 1};
  }

  Token taken(PatternToken kind, std::size_t end) {
    Token token{kind, std::string(text_.substr(at_, end - at_)), at_, end - at_};
    at_ = end;
    return token;
  }

  Token sign(std::size_t length) { return taken(PatternToken::sign, at_ + length); }

  Token name() {
    std::size_t end = at_;
    while (end < text_.size() && (starts_name(text_[end]) || is_digit(text_[end]))) ++end;
    return taken(PatternToken::name, end);
  }

  /// `1..6` is three tokens: a point belongs to the number only before a digit.
  Token number() {
    std::size_t end = at_;
    while (end < text_.size() && is_digit(text_[end])) ++end;
    if (end + 1 < text_.size() && text_[end] == '.' && is_digit(text_[end + 1]))
      for (++end; end < text_.size() && is_digit(text_[end]);) ++end;
    return taken(PatternToken::number, end);
  }

  Token quoted(char quote) {
    const std::size_t begin = at_;
    std::string value;
    for (std::size_t i = begin + 1; i < text_.size(); ++i) {
      if (text_[i] == quote) {
        at_ = i + 1;
        return {PatternToken::text, std::move(value), begin, at_ - begin};
      }
      if (text_[i] == '\\' && i + 1 < text_.size()) ++i;
      value += text_[i];
    }
    return {PatternToken::wrong, "this quote is not closed", begin, 1};
  }

  std::string_view text_;
  std::size_t at_ = 0;
};

}  // namespace

std::vector<Token> pattern_tokens(std::string_view text) { return Lexer(text).tokens(); }

}  // namespace harbinger::signal::detail
