// SPDX-License-Identifier: Apache-2.0
// Parts of texts: CEL's extension `strings`. Positions and counts are of code points, from 0.
#include <algorithm>
#include <limits>

#include <fmt/core.h>

#include "expr/detail/code_points.hpp"
#include "expr/detail/operations.hpp"
#include "expr/functions/functions.hpp"

namespace harbinger::expr::functions {

namespace {

using Arguments = std::span<const Value>;
using detail::code_points;
using detail::utf8;

const Type text = simple(TypeKind::string);
const Type integer = simple(TypeKind::integer);

/// Bytes of a text that one call may make: what is replaced or joined can multiply.
constexpr std::size_t longest_text = 16u << 20;

std::u32string points_of(const Value& value) { return code_points(value.get<std::string>()); }

Error outside(std::int64_t index, std::size_t size) {
  return {fmt::format("index {} is outside a text of {}", index, size)};
}

/// The argument as a position in a text of `size`, its end included.
std::optional<std::size_t> position(const Value& value, std::size_t size) {
  const std::int64_t at = value.get<std::int64_t>();
  if (at < 0 || static_cast<std::uint64_t>(at) > size) return std::nullopt;
  return static_cast<std::size_t>(at);
}

Value char_at(Arguments a) {
  const std::u32string whole = points_of(a[0]);
  const auto at = position(a[1], whole.size());
  if (!at) return outside(a[1].get<std::int64_t>(), whole.size());
  return utf8(whole.substr(*at, 1));
}

Value found_at(std::size_t at) {
  return at == std::u32string::npos ? std::int64_t{-1} : static_cast<std::int64_t>(at);
}

Value index_of(Arguments a) {
  const std::u32string whole = points_of(a[0]);
  if (a.size() == 2) return found_at(whole.find(points_of(a[1])));
  const auto from = position(a[2], whole.size());
  if (!from) return outside(a[2].get<std::int64_t>(), whole.size());
  return found_at(whole.find(points_of(a[1]), *from));
}

Value last_index_of(Arguments a) {
  const std::u32string whole = points_of(a[0]);
  if (a.size() == 2) return found_at(whole.rfind(points_of(a[1])));
  const auto from = position(a[2], whole.size());
  if (!from) return outside(a[2].get<std::int64_t>(), whole.size());
  return found_at(whole.rfind(points_of(a[1]), *from));
}

Value substring(Arguments a) {
  const std::u32string whole = points_of(a[0]);
  const auto begin = position(a[1], whole.size());
  if (!begin) return outside(a[1].get<std::int64_t>(), whole.size());
  if (a.size() == 2) return utf8(whole.substr(*begin));
  const auto end = position(a[2], whole.size());
  if (!end) return outside(a[2].get<std::int64_t>(), whole.size());
  if (*end < *begin)
    return Error{fmt::format("a part cannot end at {} and begin at {}", *end, *begin)};
  return utf8(whole.substr(*begin, *end - *begin));
}

/// How many pieces or replacements are wanted at most; all where nothing or a negative number is given.
std::size_t at_most(Arguments a, std::size_t argument) {
  if (a.size() <= argument || a[argument].get<std::int64_t>() < 0)
    return std::numeric_limits<std::size_t>::max();
  return static_cast<std::size_t>(a[argument].get<std::int64_t>());
}

Value replaced(Arguments a) {
  const std::u32string whole = points_of(a[0]);
  const std::u32string from = points_of(a[1]);
  const std::u32string to = points_of(a[2]);
  std::size_t left = at_most(a, 3);
  std::u32string out;
  std::size_t at = 0;
  while (left > 0) {
    const std::size_t found = whole.find(from, at);
    if (found == std::u32string::npos) break;
    if (out.size() + to.size() > longest_text)
      return Error{fmt::format("the text would be longer than {} code points", longest_text)};
    out.append(whole, at, found - at).append(to);
    at = found + from.size();
    --left;
    if (!from.empty()) continue;
    // An empty text stands before each code point and at the end.
    if (at == whole.size()) return utf8(out);
    out += whole[at++];
  }
  out.append(whole, at);
  return utf8(out);
}

Value split(Arguments a) {
  const std::u32string whole = points_of(a[0]);
  const std::u32string separator = points_of(a[1]);
  const std::size_t most = at_most(a, 2);
  auto pieces = std::make_shared<std::vector<Value>>();
  std::size_t at = 0;
  while (pieces->size() + 1 < most) {
    const std::size_t found = separator.empty()
                                  ? (at + 1 < whole.size() ? at + 1 : std::u32string::npos)
                                  : whole.find(separator, at);
    if (found == std::u32string::npos) break;
    pieces->push_back(utf8(whole.substr(at, found - at)));
    at = found + separator.size();
  }
  const bool rest = most > 0 && !(separator.empty() && whole.empty());
  if (rest) pieces->push_back(utf8(whole.substr(at)));
  return List{std::move(pieces)};
}

Value reversed(Arguments a) {
  std::u32string whole = points_of(a[0]);
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
  const std::u32string whole = points_of(a[0]);
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
