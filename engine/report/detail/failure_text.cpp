// SPDX-License-Identifier: Apache-2.0
#include "report/detail/failure_text.hpp"

#include "report/detail/clause_text.hpp"

namespace harbinger::report::detail {

std::string failure_line(const ruletest::Failure& failure) {
  // What a rule did is a sentence, the rest a value.
  const bool says = failure.got.starts_with("it ");
  return "expected " + failure.expected + (says ? "; " : ", got ") + failure.got;
}

std::string deciding_text(const expr::Clause& clause) {
  const std::string margin = margin_text(clause);
  return clause_text(clause) + (margin.empty() ? "" : ", " + margin);
}

}  // namespace harbinger::report::detail
