// SPDX-License-Identifier: Apache-2.0
// Parts of texts: CEL's extension `strings`. Positions and counts are of code points, from 0.
#include <algorithm>
#include <limits>

#include <fmt/core.h>

#include "base/utf8.hpp"
#include "expr/detail/code_points.hpp"
#include "expr/functions/functions.hpp"
#include "expr/functions/text_search.hpp"

namespace harbinger::expr::functions {

namespace {

using Arguments = std::span<const Value>;
using detail::code_points;
using detail::utf8;

const Type text = simple(TypeKind::string);
const Type integer = simple(TypeKind::integer);

const std::string& text_of(const Value& value) { return value.get<std::string>(); }

std::int64_t points_in(std::string_view part) {
  return static_cast<std::int64_t>(code_point_count(part));
}

/// The octet at which the point behind that at `at` begins.
std::size_t next_point(std::string_view whole, std::size_t at) {
  do ++at;
  while (at < whole.size() && !begins_code_point(whole[at]));
  return at;
}

/// The octet at which point number `position` begins, the end of the text included; nothing where there is none.
std::optional<std::size_t> octet_of(std::string_view whole, const Value& position) {
  std::int64_t left = position.get<std::int64_t>();
  if (left < 0) return std::nullopt;
  std::size_t at = 0;
  for (; left > 0 && at < whole.size(); --left) at = next_point(whole, at);
  return left == 0 ? std::optional(at) : std::nullopt;
}

Error outside(const Value& position, std::string_view whole) {
  return {
      fmt::format("index {} is outside a text of {}", to_text(position), code_point_count(whole))};
}

Value char_at(Arguments a) {
  const std::string& whole = text_of(a[0]);
  const auto at = octet_of(whole, a[1]);
  if (!at) return outside(a[1], whole);
  if (*at == whole.size()) return std::string();
  return whole.substr(*at, next_point(whole, *at) - *at);
}

Value index_of(Arguments a) {
  const std::string_view whole = text_of(a[0]);
  const auto from = a.size() == 2 ? std::optional<std::size_t>(0) : octet_of(whole, a[2]);
  if (!from) return outside(a[2], whole);
  const auto at = found_in(whole, text_of(a[1]), *from);
  return at ? points_in(whole.substr(0, *at)) : std::int64_t{-1};
}

Value last_index_of(Arguments a) {
  const std::string_view whole = text_of(a[0]);
  const std::string& part = text_of(a[1]);
  const auto last = a.size() == 2 ? std::optional(whole.size()) : octet_of(whole, a[2]);
  if (!last) return outside(a[2], whole);
  const auto at = last_found_in(whole.substr(0, *last + part.size()), part);
  return at ? points_in(whole.substr(0, *at)) : std::int64_t{-1};
}

Value substring(Arguments a) {
  const std::string& whole = text_of(a[0]);
  const auto begin = octet_of(whole, a[1]);
  if (!begin) return outside(a[1], whole);
  const auto end = a.size() == 2 ? std::optional(whole.size()) : octet_of(whole, a[2]);
  if (!end) return outside(a[2], whole);
  if (*end < *begin)
    return Error{
        fmt::format("a part cannot begin at {} and end at {}", to_text(a[1]), to_text(a[2]))};
  return whole.substr(*begin, *end - *begin);
}

/// How many pieces or replacements are wanted at most; all where nothing or a negative number is given.
std::size_t at_most(Arguments a, std::size_t argument) {
  if (a.size() <= argument || a[argument].get<std::int64_t>() < 0)
    return std::numeric_limits<std::size_t>::max();
  return static_cast<std::size_t>(a[argument].get<std::int64_t>());
}

Value replaced(Arguments a) {
  const std::string& whole = text_of(a[0]);
  const std::string& from = text_of(a[1]);
  const std::string& to = text_of(a[2]);
  std::string out;
  std::size_t at = 0;
  for (std::size_t left = at_most(a, 3); left > 0; --left) {
    const auto found = found_in(whole, from, at);
    if (!found) break;
    out.append(whole, at, *found - at).append(to);
    if (out.size() > longest_text) return too_long();
    at = *found + from.size();
    if (!from.empty()) continue;
    // An empty text stands before each code point and at the end.
    if (at == whole.size()) return out;
    const std::size_t next = next_point(whole, at);
    out.append(whole, at, next - at);
    at = next;
  }
  return out.append(whole, at);
}

/// Where the piece of a text that begins at `at` ends; nothing where it is the last.
std::optional<std::size_t> piece_end(std::string_view whole, std::string_view separator,
                                     std::size_t at) {
  if (!separator.empty()) return found_in(whole, separator, at);
  const std::size_t next = at < whole.size() ? next_point(whole, at) : whole.size();
  return next < whole.size() ? std::optional(next) : std::nullopt;
}

Value split(Arguments a) {
  constexpr std::size_t most_pieces = 1'000'000;
  const std::string& whole = text_of(a[0]);
  const std::string& separator = text_of(a[1]);
  const std::size_t most = at_most(a, 2);
  auto pieces = std::make_shared<std::vector<Value>>();
  std::size_t at = 0;
  while (pieces->size() + 1 < most) {
    const auto end = piece_end(whole, separator, at);
    if (!end) break;
    if (pieces->size() == most_pieces)
      return Error{fmt::format("the text has more than {} pieces", most_pieces)};
    pieces->push_back(whole.substr(at, *end - at));
    at = *end + separator.size();
  }
  const bool rest = most > 0 && !(separator.empty() && whole.empty());
  if (rest) pieces->push_back(whole.substr(at));
  return List{std::move(pieces)};
}

Value reversed(Arguments a) {
  std::u32string whole = code_points(text_of(a[0]));
  std::reverse(whole.begin(), whole.end());
  return utf8(whole);
}

/// White space of Unicode (property White_Space).
bool is_space(char32_t c) {
  return (c >= 0x09 && c <= 0x0D) || c == 0x20 || c == 0x85 || c == 0xA0 || c == 0x1680 ||
         (c >= 0x2000 && c <= 0x200A) || c == 0x2028 || c == 0x2029 || c == 0x202F || c == 0x205F ||
         c == 0x3000;
}

Value trimmed(Arguments a) {
  const std::u32string whole = code_points(text_of(a[0]));
  const auto first = std::find_if_not(whole.begin(), whole.end(), is_space);
  const auto last = std::find_if_not(whole.rbegin(), std::make_reverse_iterator(first), is_space);
  return utf8(std::u32string(first, last.base()));
}

Value quoted(Arguments a) {
  std::string out = "\"";
  for (const char c : a[0].get<std::string>()) {
    switch (c) {
      case '\a': out += "\\a"; break;
      case '\b': out += "\\b"; break;
      case '\f': out += "\\f"; break;
      case '\n': out += "\\n"; break;
      case '\r': out += "\\r"; break;
      case '\t': out += "\\t"; break;
      case '\v': out += "\\v"; break;
      case '\\': out += "\\\\"; break;
      case '"': out += "\\\""; break;
      default: out += c;
    }
  }
  return out + "\"";
}

/// One function, with as few arguments as `least` and as many as are listed.
void add(std::vector<Function>& out, const std::string& name, std::vector<Type> arguments,
         std::size_t least, const Type& result, Value (*call)(Arguments), const std::string& doc) {
  for (std::size_t count = least; count <= arguments.size(); ++count)
    out.push_back({.name = name,
                   .arguments = {arguments.begin(), arguments.begin() + static_cast<long>(count)},
                   .result = result,
                   .doc = doc,
                   .call = call,
                   .style = CallStyle::member});
}

}  // namespace

void add_text_parts(std::vector<Function>& out) {
  add(out, "charAt", {text, integer}, 2, text, char_at,
      "One character of a text, from 0: \"port\".charAt(1) is \"o\".");
  add(out, "indexOf", {text, text, integer}, 2, integer, index_of,
      "Where a text first stands in another, from a position on: \"port\".indexOf(\"r\") is 2; -1 "
      "where "
      "nowhere.");
  add(out, "lastIndexOf", {text, text, integer}, 2, integer, last_index_of,
      "Where a text last stands in another, up to a position: \"a,b,c\".lastIndexOf(\",\") is 3.");
  add(out, "substring", {text, integer, integer}, 2, text, substring,
      "The part of a text from one position to before another: \"port\".substring(1, 3) is "
      "\"or\".");
  add(out, "replace", {text, text, text, integer}, 3, text, replaced,
      "A text with one part replaced, everywhere or n times: \"a-b\".replace(\"-\", \"+\") is "
      "\"a+b\".");
  add(out, "split", {text, text, integer}, 2, list_of(text), split,
      "The pieces of a text, at most n: \"a,b\".split(\",\") is [\"a\", \"b\"].");
  add(out, "reverse", {text}, 1, text, reversed, "A text backwards: \"abc\".reverse() is \"cba\".");
  add(out, "trim", {text}, 1, text, trimmed,
      "A text without white space at its ends: \" a \".trim() is \"a\".");
  out.push_back({.name = "strings.quote",
                 .arguments = {text},
                 .result = text,
                 .doc = "A text as a literal: strings.quote(\"a\\nb\") is \"\\\"a\\\\nb\\\"\".",
                 .call = quoted});
}

}  // namespace harbinger::expr::functions
