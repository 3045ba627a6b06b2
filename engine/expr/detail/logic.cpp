// SPDX-License-Identifier: Apache-2.0
#include <fmt/core.h>

#include "base/assert.hpp"
#include "base/utf8.hpp"
#include "expr/detail/operations.hpp"

namespace harbinger::expr::detail {

std::string shortened(const Value& value) {
  constexpr std::size_t most = 80;
  std::string text = to_text(value);
  if (text.size() <= most) return text;
  std::size_t end = most;
  while (end > 0 && !begins_code_point(text[end])) --end;
  text.resize(end);
  return text + "...";
}

Error no_overload(std::string_view what, std::span<const Value> operands) {
  std::string types;
  for (const Value& operand : operands) {
    if (!types.empty()) types += ", ";
    types += type_name(operand);
  }
  return {fmt::format("no such overload: '{}' of ({})", what, types)};
}

bool Junction::add(const Value& operand) {
  if (const auto* truth = operand.get_if<bool>()) {
    decided_ = decided_ || *truth == decisive_;
    return decided_;
  }
  if (operand.is<Unknown>()) {
    unknown_ = true;
  } else if (!error_.is<Error>()) {
    error_ = operand.is<Error>() ? operand
                                 : no_overload(decisive_ ? "||" : "&&", std::span(&operand, 1));
  }
  return false;
}

Value Junction::result() const {
  if (decided_) return decisive_;
  if (unknown_) return Unknown{};
  if (error_.is<Error>()) return error_;
  return !decisive_;
}

Value logical_not(const Value& value) {
  if (const auto* truth = value.get_if<bool>()) return !*truth;
  if (value.is<Error>() || value.is<Unknown>()) return value;
  return no_overload("!", std::span(&value, 1));
}

}  // namespace harbinger::expr::detail
