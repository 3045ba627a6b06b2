// SPDX-License-Identifier: Apache-2.0
#include "expr/condition.hpp"

namespace harbinger::expr {

namespace {

void collect(const Condition& condition, std::vector<Clause>& clauses) {
  if (condition.clause) return clauses.push_back(*condition.clause);
  for (const Condition& part : condition.parts) collect(part, clauses);
}

void collect(const Condition& condition, std::vector<const Condition*>& leaves) {
  if (condition.kind == Condition::Kind::clause) return leaves.push_back(&condition);
  for (const Condition& part : condition.parts) collect(part, leaves);
}

}  // namespace

std::vector<Clause> clauses_of(const Condition& condition) {
  std::vector<Clause> clauses;
  collect(condition, clauses);
  return clauses;
}

std::vector<const Condition*> leaves_of(const Condition& condition) {
  std::vector<const Condition*> leaves;
  collect(condition, leaves);
  return leaves;
}

}  // namespace harbinger::expr
