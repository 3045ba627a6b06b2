// SPDX-License-Identifier: Apache-2.0
#include "rule/detail/parameters.hpp"

#include <algorithm>
#include <charconv>
#include <cmath>

namespace harbinger::rule::detail {

namespace {

using expr::TypeKind;

/// Lower-case letters, digits and `_`, a letter first: what an expression can name.
bool is_name(std::string_view text) {
  const auto is_letter = [](char c) { return (c >= 'a' && c <= 'z') || c == '_'; };
  const auto is_part = [&](char c) { return is_letter(c) || (c >= '0' && c <= '9'); };
  return !text.empty() && is_letter(text.front()) && std::all_of(text.begin(), text.end(), is_part);
}

std::optional<double> number_in(std::string_view text) {
  double number = 0;
  const auto [end, code] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (code != std::errc() || end != text.data() + text.size() || !std::isfinite(number))
    return std::nullopt;
  return number;
}

Parameter plain_parameter(const std::string& text) {
  if (const auto number = number_in(text)) return {{}, *number, expr::simple(TypeKind::number)};
  if (text == "true" || text == "false")
    return {{}, text == "true", expr::simple(TypeKind::boolean)};
  if (const auto day = parse_day(text)) return {{}, Date{*day, *day}, expr::simple(TypeKind::date)};
  return {{}, text, expr::simple(TypeKind::string)};
}

std::optional<Parameter> list_parameter(const YamlNode& node, Diagnostics& diagnostics) {
  auto items = std::make_shared<std::vector<expr::Value>>();
  bool good = true;
  for (const YamlNode& item : node.items) {
    std::string text;
    good = read_value(item, text, diagnostics) && good;
    items->emplace_back(std::move(text));
  }
  if (!good) return std::nullopt;
  return Parameter{{}, expr::List{std::move(items)}, expr::list_of(expr::simple(TypeKind::string))};
}

std::optional<Parameter> read_parameter(const YamlNode& node, Diagnostics& diagnostics) {
  if (node.kind == YamlKind::sequence) return list_parameter(node, diagnostics);
  if (node.kind == YamlKind::scalar && node.tag.empty())
    return node.plain ? plain_parameter(node.scalar.value)
                      : Parameter{{}, node.scalar.value, expr::simple(TypeKind::string)};
  expected(node, "a number, a truth value, a text or a list of texts", diagnostics);
  return std::nullopt;
}

/// A text given for a parameter is read as the type that the parameter has; a list is parted by commas.
std::optional<expr::Value> overriding_value(const expr::Type& type, const std::string& text) {
  if (type.kind == TypeKind::string) return text;
  if (type.kind == TypeKind::list) {
    auto items = std::make_shared<std::vector<expr::Value>>();
    for (std::size_t begin = 0; begin <= text.size();) {
      const std::size_t end = std::min(text.find(',', begin), text.size());
      items->emplace_back(text.substr(begin, end - begin));
      begin = end + 1;
    }
    return expr::List{std::move(items)};
  }
  Parameter plain = plain_parameter(text);
  if (!(plain.type == type)) return std::nullopt;
  return std::move(plain.value);
}

void override_parameter(const std::string& name, const WrittenText& text,
                        std::vector<Parameter>& parameters, Diagnostics& diagnostics) {
  const auto found = std::find_if(parameters.begin(), parameters.end(),
                                  [&](const Parameter& p) { return p.name == name; });
  if (found == parameters.end()) {
    std::vector<std::string> names;
    for (const Parameter& parameter : parameters) names.push_back(parameter.name);
    diagnostics.error(text.where(), "unknown parameter '{}'", name).did_you_mean(name, names);
  } else if (auto value = overriding_value(found->type, text.value)) {
    found->value = *std::move(value);
  } else {
    diagnostics.error(text.where(), "the parameter '{}' is a {}, found '{}'", name,
                      expr::to_text(found->type), text.value);
  }
}

}  // namespace

std::optional<expr::Type> type_of_parameter(const YamlNode& value) {
  Diagnostics told_elsewhere;
  const auto parameter = read_parameter(value, told_elsewhere);
  return parameter ? std::optional(parameter->type) : std::nullopt;
}

std::vector<Parameter> parameters_of(const RuleTexts& texts, const Overrides& overrides,
                                     Diagnostics& diagnostics) {
  std::vector<Parameter> parameters;
  for (const auto& [name, text] : texts.params) {
    if (!is_name(name.value))
      diagnostics.error(name.where(), "'{}' is no name of a parameter", name.value)
          .with_hint("lower-case letters, digits and _");
    else if (auto parameter = read_parameter(text.value, diagnostics)) {
      parameter->name = name.value;
      parameters.push_back(*std::move(parameter));
    }
  }
  for (const auto& [name, text] : overrides)
    override_parameter(name, text, parameters, diagnostics);
  return parameters;
}

}  // namespace harbinger::rule::detail
