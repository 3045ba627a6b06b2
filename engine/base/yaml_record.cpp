// SPDX-License-Identifier: Apache-2.0
#include "base/yaml_record.hpp"

#include <algorithm>
#include <charconv>
#include <cmath>

namespace harbinger {

namespace {

YamlNode scalar(std::string text, bool plain) {
  YamlNode node;
  node.kind = YamlKind::scalar;
  node.scalar.value = std::move(text);
  node.plain = plain;
  return node;
}

/// Whether a text can stand without quotes and is then read as nothing but a text.
bool is_word(std::string_view text) {
  static constexpr std::string_view meant[] = {"true", "false", "yes",   "no",   "on", "off",
                                               "null", "True",  "False", "Null", "y",  "n"};
  const auto is_letter = [](char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); };
  const auto fits = [&](char c) {
    return is_letter(c) || (c >= '0' && c <= '9') || c == '_' || c == '.' || c == '-';
  };
  return !text.empty() && is_letter(text.front()) && std::all_of(text.begin(), text.end(), fits) &&
         std::find(std::begin(meant), std::end(meant), text) == std::end(meant);
}

}  // namespace

bool expected(const YamlNode& node, std::string_view what, Diagnostics& diagnostics) {
  auto& error =
      diagnostics.error(node.where, "expected {}, found {}", what,
                        node.tag.empty() ? kind_name(node.kind) : std::string_view("a YAML tag"));
  if (node.kind == YamlKind::map || node.kind == YamlKind::sequence || !node.tag.empty())
    if (what == "a text")
      error.with_hint("YAML reads this as its own syntax: put an expression in quotes");
  return false;
}

bool read_value(const YamlNode& node, WrittenText& out, Diagnostics& diagnostics) {
  if (node.kind != YamlKind::scalar || !node.tag.empty())
    return expected(node, "a text", diagnostics);
  out = node.scalar;
  return true;
}

bool read_value(const YamlNode& node, std::string& out, Diagnostics& diagnostics) {
  if (node.kind != YamlKind::scalar || !node.tag.empty())
    return expected(node, "a text", diagnostics);
  out = node.scalar.value;
  return true;
}

bool read_value(const YamlNode& node, double& out, Diagnostics& diagnostics) {
  if (node.kind != YamlKind::scalar) return expected(node, "a number", diagnostics);
  const std::string& text = node.scalar.value;
  const auto [end, code] = std::from_chars(text.data(), text.data() + text.size(), out);
  if (code == std::errc() && end == text.data() + text.size() && std::isfinite(out)) return true;
  diagnostics.error(node.where, "expected a number, found '{}'", text);
  return false;
}

bool read_value(const YamlNode& node, std::int64_t& out, Diagnostics& diagnostics) {
  if (node.kind != YamlKind::scalar) return expected(node, "a whole number", diagnostics);
  const std::string& text = node.scalar.value;
  const auto [end, code] = std::from_chars(text.data(), text.data() + text.size(), out);
  if (code == std::errc() && end == text.data() + text.size()) return true;
  diagnostics.error(node.where, "expected a whole number, found '{}'", text);
  return false;
}

bool read_value(const YamlNode& node, bool& out, Diagnostics& diagnostics) {
  if (node.kind != YamlKind::scalar) return expected(node, "true or false", diagnostics);
  const std::string& text = node.scalar.value;
  if (text == "true" || text == "yes") return out = true, true;
  if (text == "false" || text == "no") return out = false, true;
  diagnostics.error(node.where, "expected true or false, found '{}'", text);
  return false;
}

bool read_value(const YamlNode& node, Date& out, Diagnostics& diagnostics) {
  if (node.kind != YamlKind::scalar) return expected(node, "a date", diagnostics);
  if (const auto date = parse_date(node.scalar.value)) return out = *date, true;
  diagnostics.error(node.where, "expected a date (2019, 2019-11 or 2019-11-05), found '{}'",
                    node.scalar.value);
  return false;
}

bool read_value(const YamlNode& node, YamlNode& out, Diagnostics&) {
  out = node;
  return true;
}

YamlNode written_value(const WrittenText& value) { return written_value(value.value); }
YamlNode written_value(const std::string& value) { return scalar(value, is_word(value)); }
YamlNode written_value(double value) { return scalar(fmt::format("{}", value), true); }
YamlNode written_value(std::int64_t value) { return scalar(fmt::format("{}", value), true); }
YamlNode written_value(bool value) { return scalar(value ? "true" : "false", true); }
YamlNode written_value(const Date& value) { return scalar(to_text(value), true); }
YamlNode written_value(const YamlNode& value) { return value; }

ValueShape shape_of(const WrittenText*) { return {ValueShape::Kind::text}; }
ValueShape shape_of(const std::string*) { return {ValueShape::Kind::text}; }
ValueShape shape_of(const double*) { return {ValueShape::Kind::number}; }
ValueShape shape_of(const std::int64_t*) { return {ValueShape::Kind::integer}; }
ValueShape shape_of(const bool*) { return {ValueShape::Kind::truth}; }
ValueShape shape_of(const Date*) { return {ValueShape::Kind::date}; }
ValueShape shape_of(const YamlNode*) { return {ValueShape::Kind::any}; }

}  // namespace harbinger
