// SPDX-License-Identifier: Apache-2.0
#include "signal/detail/conjuncts.hpp"

#include <cctype>

namespace harbinger::signal::detail {

namespace {

/// The offset behind a quoted text that begins at `at`; triple quotes may hold single ones.
std::size_t behind_text(std::string_view text, std::size_t at) {
  const char quote = text[at];
  const bool raw = at > 0 && (text[at - 1] == 'r' || text[at - 1] == 'R');
  const std::string closing(text.substr(at, 3) == std::string(3, quote) ? 3 : 1, quote);
  for (std::size_t i = at + closing.size(); i < text.size(); ++i) {
    if (text[i] == '\\' && !raw)
      ++i;
    else if (text.substr(i, closing.size()) == closing)
      return i + closing.size();
  }
  return text.size();
}

bool is_quote(char c) { return c == '"' || c == '\''; }
bool is_name_part(char c) { return std::isalnum(static_cast<unsigned char>(c)) != 0 || c == '_'; }

WrittenText part(const WrittenText& text, std::size_t begin, std::size_t end) {
  const auto first = text.offsets.begin();
  std::vector<std::uint32_t> offsets;
  if (text.offsets.size() > end)
    offsets.assign(first + static_cast<std::ptrdiff_t>(begin),
                   first + static_cast<std::ptrdiff_t>(end) + 1);
  return {text.value.substr(begin, end - begin), text.text, std::move(offsets)};
}

}  // namespace

std::vector<WrittenText> conjuncts(const WrittenText& condition) {
  const std::string_view text = condition.value;
  std::vector<WrittenText> parts;
  std::size_t begin = 0;
  int depth = 0;
  for (std::size_t i = 0; i < text.size();) {
    const char c = text[i];
    if (is_quote(c)) {
      i = behind_text(text, i);
      continue;
    }
    if (c == '(' || c == '[' || c == '{') ++depth;
    if (c == ')' || c == ']' || c == '}') --depth;
    if (depth == 0 && (c == '?' || text.substr(i, 2) == "||" || text.substr(i, 2) == "//"))
      return {condition};
    if (depth == 0 && text.substr(i, 2) == "&&") {
      parts.push_back(part(condition, begin, i));
      begin = ++i + 1;
    }
    ++i;
  }
  parts.push_back(part(condition, begin, text.size()));
  return parts;
}

std::vector<std::string> names_in(std::string_view expression) {
  std::vector<std::string> names;
  for (std::size_t i = 0; i < expression.size();) {
    if (is_quote(expression[i])) {
      i = behind_text(expression, i);
    } else if (is_name_part(expression[i])) {
      const std::size_t begin = i;
      while (i < expression.size() && is_name_part(expression[i])) ++i;
      if (begin == 0 || expression[begin - 1] != '.')
        names.emplace_back(expression.substr(begin, i - begin));
    } else {
      ++i;
    }
  }
  return names;
}

}  // namespace harbinger::signal::detail
