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

/// Both true, both false, both unknown, or both an error.
bool are_alike(const Value& a, const Value& b) {
  if (a.is<bool>() && b.is<bool>()) return a.get<bool>() == b.get<bool>();
  return a.data.index() == b.data.index();
}

void collect_deciding(const Condition& condition, std::vector<Clause>& clauses) {
  if (condition.clause) return clauses.push_back(*condition.clause);
  const bool joins = condition.kind != Condition::Kind::negation;
  for (const Condition& part : condition.parts)
    if (!joins || are_alike(part.result, condition.result)) collect_deciding(part, clauses);
}

}  // namespace

std::vector<Clause> deciding_clauses(const Condition& condition) {
  std::vector<Clause> clauses;
  collect_deciding(condition, clauses);
  return clauses;
}

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
