// SPDX-License-Identifier: Apache-2.0
#include <re2/re2.h>

#include <fmt/core.h>

#include "expr/detail/operations.hpp"
#include "expr/detail/regular_expression.hpp"
#include "expr/functions/functions.hpp"
#include "expr/functions/text_search.hpp"

namespace harbinger::expr::functions {

namespace {

using Arguments = std::span<const Value>;

const Type text = simple(TypeKind::string);
const Type truth = simple(TypeKind::boolean);

const std::string& text_of(const Value& value) { return value.get<std::string>(); }

Value contains(Arguments a) { return found_in(text_of(a[0]), text_of(a[1])).has_value(); }
Value starts_with(Arguments a) { return text_of(a[0]).starts_with(text_of(a[1])); }
Value ends_with(Arguments a) { return text_of(a[0]).ends_with(text_of(a[1])); }

Value matches(Arguments a) {
  std::string wrong;
  const auto pattern = detail::regular_expression(text_of(a[1]), wrong);
  if (pattern == nullptr)
    return Error{fmt::format("'{}' is no regular expression: {}", detail::shortened(a[1]),
                             detail::shortened(wrong))};
  return re2::RE2::PartialMatch(text_of(a[0]), *pattern);
}

template <char from, char to>
Value shifted_case(Arguments a) {
  std::string out = text_of(a[0]);
  for (char& c : out)
    if (c >= from && c <= from + 25) c = static_cast<char>(c - from + to);
  return out;
}

Value joined(Arguments a) {
  const std::string separator = a.size() > 1 ? text_of(a[1]) : std::string();
  std::string out;
  bool first = true;
  for (const Value& item : *a[0].get<List>().items) {
    if (item.is<Unknown>()) return Unknown{};
    if (!item.is<std::string>()) return detail::no_overload("join", std::span(&item, 1));
    if (!first) out += separator;
    first = false;
    out += text_of(item);
    if (out.size() > longest_text) return too_long();
  }
  return out;
}

void add_test(std::vector<Function>& out, const std::string& name, Value (*call)(Arguments),
              const std::string& doc, CallStyle style) {
  out.push_back({.name = name,
                 .arguments = {text, text},
                 .result = truth,
                 .doc = doc,
                 .call = call,
                 .style = style});
}

}  // namespace

void add_texts(std::vector<Function>& out) {
  add_test(out, "contains", contains, "Whether a text holds another: \"Manila\".contains(\"nil\")",
           CallStyle::member);
  add_test(out, "startsWith", starts_with,
           "Whether a text starts with another: site.id.startsWith(\"port-\")", CallStyle::member);
  add_test(out, "endsWith", ends_with, "Whether a text ends with another: name.endsWith(\"Ltd\")",
           CallStyle::member);
  add_test(out, "matches", matches,
           "Whether a regular expression (RE2) is found in a text: name.matches(\"^Port of \")",
           CallStyle::both);
  out.back().cost = 5000;  // To compile a pattern that is made at run time.
  out.push_back({.name = "lowerAscii",
                 .arguments = {text},
                 .result = text,
                 .doc = "A text with A-Z as a-z: \"Port\".lowerAscii() is \"port\".",
                 .call = shifted_case<'A', 'a'>,
                 .style = CallStyle::member});
  out.push_back({.name = "upperAscii",
                 .arguments = {text},
                 .result = text,
                 .doc = "A text with a-z as A-Z: \"Port\".upperAscii() is \"PORT\".",
                 .call = shifted_case<'a', 'A'>,
                 .style = CallStyle::member});
  const std::string join_doc =
      "The texts of a list in one: join([\"a\", \"b\"], \", \") is \"a, b\".";
  out.push_back({.name = "join",
                 .arguments = {list_of(text), text},
                 .result = text,
                 .doc = join_doc,
                 .call = joined,
                 .style = CallStyle::both});
  out.push_back({.name = "join",
                 .arguments = {list_of(text)},
                 .result = text,
                 .doc = join_doc,
                 .call = joined,
                 .style = CallStyle::both});
}

}  // namespace harbinger::expr::functions
