// SPDX-License-Identifier: Apache-2.0
#include "report/detail/clause_text.hpp"

#include <fmt/core.h>

#include "rule/because.hpp"

namespace harbinger::report::detail {

std::string side_text(const expr::Value& value) {
  const auto* text = value.get_if<std::string>();
  return text != nullptr && text->empty() ? "''" : rule::readable(value);
}

std::string clause_text(const expr::Clause& clause) {
  std::string text = clause.text;
  const std::string threshold = side_text(clause.threshold);
  if (clause.comparison.empty())
    text += fmt::format("  (is {})", rule::readable(clause.result));
  else
    text += fmt::format("  ({} is {}", clause.left.empty() ? "left side" : clause.left,
                        side_text(clause.read));
  // A threshold that is written as a name or an expression is told as the number it is.
  if (!clause.comparison.empty())
    text += clause.text.ends_with(threshold) ? ")" : fmt::format(", against {})", threshold);
  if (!clause.wanted) text += ", must not hold";
  return text;
}

std::string margin_text(const expr::Clause& clause) {
  if (clause.margin.is<expr::Unknown>()) return {};
  const double* number = clause.margin.get_if<double>();
  if (number == nullptr) return "margin " + rule::readable(clause.margin);
  return fmt::format("margin {}{}", *number > 0 ? "+" : "", rule::readable(clause.margin));
}

}  // namespace harbinger::report::detail
