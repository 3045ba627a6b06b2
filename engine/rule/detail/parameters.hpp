// SPDX-License-Identifier: Apache-2.0
// The constants of a rule file, read: parameters as values with their types, tables as numbers by text.
#pragma once

#include <optional>

#include "rule/rule_set.hpp"

namespace harbinger::rule::detail {

/// A parameter: its name, value and type. A plain `80` is a number, `true` a truth value, a full day in
/// plain `2020-12-18` a date; what is quoted is a text; a list holds texts.
struct Parameter {
  std::string name;
  expr::Value value;
  expr::Type type;
};

[[nodiscard]] std::optional<expr::Type> type_of_parameter(const YamlNode& value);

/// All parameters, those overridden with their new value. A mistake is told, and its parameter left out.
[[nodiscard]] std::vector<Parameter> parameters_of(const RuleTexts& texts,
                                                   const Overrides& overrides,
                                                   Diagnostics& diagnostics);

}  // namespace harbinger::rule::detail
