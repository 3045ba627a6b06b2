// SPDX-License-Identifier: Apache-2.0
// `format` of CEL's extension `strings`: "%d of %s".format([3, "ten"]).
//
//     %s any value   %d int, uint   %f %e double, with a precision: %.2f   %b %o %x %X int, uint and more
#include <algorithm>
#include <cmath>

#include <fmt/core.h>

#include "base/utf8.hpp"
#include "expr/detail/operations.hpp"
#include "expr/functions/functions.hpp"
#include "expr/functions/text_search.hpp"
#include "expr/time_text.hpp"

namespace harbinger::expr::functions {

namespace {

using Arguments = std::span<const Value>;
using Written = std::variant<std::string, Error>;

constexpr std::size_t greatest_precision = 1000;

struct Clause {
  char verb = 's';
  int precision = 6;
};

std::optional<std::string> special(double real) {
  if (std::isnan(real)) return "NaN";
  if (std::isinf(real)) return real > 0 ? "Infinity" : "-Infinity";
  return std::nullopt;
}

Error refused(const Clause& clause, const Value& value) {
  return {fmt::format("'%{}' does not take {}", clause.verb, type_name(value))};
}

/// Octets as text: what is not UTF-8 becomes U+FFFD, once where several such octets stand together.
std::string readable(std::string_view octets) {
  std::string out;
  while (const auto bad = first_invalid_utf8(octets)) {
    out.append(octets, 0, *bad).append("\xEF\xBF\xBD");
    octets.remove_prefix(*bad);
    while (!octets.empty() && first_invalid_utf8(octets.substr(0, 4)) == 0u)
      octets.remove_prefix(1);
  }
  return out.append(octets);
}

/// %s: as a reader would write it; lists and maps with what they hold, keys in order.
Written shown(const Value& value);

struct Shown {
  Written operator()(Null) const { return std::string("null"); }
  Written operator()(bool value) const { return std::string(value ? "true" : "false"); }
  Written operator()(std::int64_t value) const { return fmt::format("{}", value); }
  Written operator()(std::uint64_t value) const { return fmt::format("{}", value); }
  Written operator()(double value) const {
    return special(value).value_or(fmt::format("{}", value));
  }
  Written operator()(const std::string& value) const { return value; }
  Written operator()(const Bytes& value) const { return readable(value.octets); }
  Written operator()(const TypeValue& value) const { return value.name; }
  Written operator()(Timestamp value) const { return timestamp_text(value); }
  Written operator()(Duration value) const { return duration_text(value); }
  Written operator()(Date value) const { return harbinger::to_text(value); }
  Written operator()(const Entity& value) const { return value.id; }
  Written operator()(const List& list) const {
    std::string out = "[";
    for (const Value& item : *list.items) {
      auto text = shown(item);
      if (std::holds_alternative<Error>(text)) return text;
      out += (out.size() > 1 ? ", " : "") + std::get<std::string>(text);
      if (out.size() > longest_text) return too_long();
    }
    return out + "]";
  }
  Written operator()(const Map& map) const {
    std::vector<std::pair<std::string, std::string>> entries;
    std::size_t size = 0;
    for (const auto& [key, value] : *map.entries) {
      auto left = shown(key);
      auto right = shown(value);
      for (auto* text : {&left, &right})
        if (std::holds_alternative<Error>(*text)) return std::move(*text);
      entries.emplace_back(std::get<std::string>(left), std::get<std::string>(right));
      size += entries.back().first.size() + entries.back().second.size();
      if (size > longest_text) return too_long();
    }
    std::sort(entries.begin(), entries.end());
    std::string out = "{";
    for (const auto& [key, value] : entries)
      out += (out.size() > 1 ? ", " : "") + key + ": " + value;
    return out + "}";
  }
  template <class Other>
  Written operator()(const Other& other) const {
    return refused({'s', 0}, Value(other));
  }
};

Written shown(const Value& value) { return std::visit(Shown{}, value.data); }

Written decimal(const Clause& clause, const Value& value) {
  if (value.is<std::int64_t>() || value.is<std::uint64_t>()) return shown(value);
  if (const auto* real = value.get_if<double>())
    if (auto text = special(*real)) return std::move(*text);
  return refused(clause, value);
}

Written real(const Clause& clause, const Value& value) {
  const Value mixed = detail::as_number(value);
  if (!mixed.is<double>()) return refused(clause, value);
  const double number = mixed.get<double>();
  if (auto text = special(number)) return std::move(*text);
  return clause.verb == 'f' ? fmt::format("{:.{}f}", number, clause.precision)
                            : fmt::format("{:.{}e}", number, clause.precision);
}

template <class Integer>
std::string in_base(char verb, Integer value) {
  switch (verb) {
    case 'b': return fmt::format("{:b}", value);
    case 'o': return fmt::format("{:o}", value);
    case 'x': return fmt::format("{:x}", value);
    default: return fmt::format("{:X}", value);
  }
}

std::string hexadecimal(char verb, std::string_view octets) {
  std::string out;
  for (const char octet : octets) {
    const auto code = static_cast<unsigned char>(octet);
    out += verb == 'x' ? fmt::format("{:02x}", code) : fmt::format("{:02X}", code);
  }
  return out;
}

Written digits(const Clause& clause, const Value& value) {
  const bool hex = clause.verb == 'x' || clause.verb == 'X';
  if (const auto* whole = value.get_if<std::int64_t>()) return in_base(clause.verb, *whole);
  if (const auto* natural = value.get_if<std::uint64_t>()) return in_base(clause.verb, *natural);
  if (const auto* truth = value.get_if<bool>(); truth && clause.verb == 'b')
    return std::string(*truth ? "1" : "0");
  if (const auto* text = value.get_if<std::string>(); text && hex)
    return hexadecimal(clause.verb, *text);
  if (const auto* bytes = value.get_if<Bytes>(); bytes && hex)
    return hexadecimal(clause.verb, bytes->octets);
  return refused(clause, value);
}

Written written(const Clause& clause, const Value& value) {
  switch (clause.verb) {
    case 's': return shown(value);
    case 'd': return decimal(clause, value);
    case 'e':
    case 'f': return real(clause, value);
    case 'b':
    case 'o':
    case 'x':
    case 'X': return digits(clause, value);
    default:
      return Error{fmt::format("'%{}' is no way to format a value (s d f e b o x X)", clause.verb)};
  }
}

/// `.3f` behind a percent sign; moves behind it.
std::variant<Clause, Error> take_clause(std::string_view pattern, std::size_t& at) {
  Clause clause;
  if (at < pattern.size() && pattern[at] == '.') {
    std::size_t precision = 0;
    const std::size_t first = ++at;
    for (; at < pattern.size() && pattern[at] >= '0' && pattern[at] <= '9'; ++at)
      if (precision <= greatest_precision)
        precision = precision * 10 + static_cast<std::size_t>(pattern[at] - '0');
    if (at == first) return Error{"a precision needs digits behind its point"};
    if (precision > greatest_precision)
      return Error{fmt::format("a precision is at most {}", greatest_precision)};
    clause.precision = static_cast<int>(precision);
  }
  if (at == pattern.size()) return Error{"the text ends behind a '%' (a percent sign is '%%')"};
  clause.verb = pattern[at++];
  return clause;
}

Value formatted(Arguments a) {
  const std::string& pattern = a[0].get<std::string>();
  const auto& values = *a[1].get<List>().items;
  std::string out;
  std::size_t next = 0;
  for (std::size_t at = 0; at < pattern.size();) {
    const char c = pattern[at++];
    if (c != '%') {
      out += c;
      continue;
    }
    if (at < pattern.size() && pattern[at] == '%') {
      out += pattern[at++];
      continue;
    }
    const auto clause = take_clause(pattern, at);
    if (const auto* wrong = std::get_if<Error>(&clause)) return *wrong;
    if (next == values.size())
      return Error{fmt::format("the text asks for more values than the {} given", values.size())};
    if (values[next].is<Unknown>()) return Unknown{};
    auto text = written(std::get<Clause>(clause), values[next++]);
    if (auto* wrong = std::get_if<Error>(&text)) return std::move(*wrong);
    out += std::get<std::string>(text);
    if (out.size() > longest_text) return too_long();
  }
  if (next < values.size())
    return Error{fmt::format("the text asks for {} of the {} values given", next, values.size())};
  return out;
}

}  // namespace

void add_text_format(std::vector<Function>& out) {
  out.push_back({.name = "format",
                 .arguments = {simple(TypeKind::string), list_of(simple(TypeKind::dyn))},
                 .result = simple(TypeKind::string),
                 .doc = "A text with values put in: \"%d of %s, %.1f\".format([3, \"ten\", 0.3]).",
                 .call = formatted,
                 .style = CallStyle::member});
}

}  // namespace harbinger::expr::functions
