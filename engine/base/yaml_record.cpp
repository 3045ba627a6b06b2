// SPDX-License-Identifier: Apache-2.0
#include "base/yaml_record.hpp"

#include <charconv>
#include <cmath>

namespace harbinger {

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

}  // namespace harbinger
