// SPDX-License-Identifier: Apache-2.0
#include "report/detail/condition_json.hpp"

namespace harbinger::report::detail {

namespace {

using Kind = expr::Condition::Kind;

std::string_view name_of(Kind kind) {
  switch (kind) {
    case Kind::clause: return "clause";
    case Kind::conjunction: return "and";
    case Kind::disjunction: return "or";
    case Kind::negation: return "not";
    case Kind::choice: break;
  }
  return "choice";
}

Json json_of_macro(const expr::Quantified& quantified) {
  Json json{{"macro", quantified.macro},     {"text", quantified.text},
            {"items", quantified.items},     {"holding", quantified.holding},
            {"unknown", quantified.unknown}, {"element", nullptr}};
  if (const auto& element = quantified.decisive)
    json["element"] = {{"index", element->index},
                       {"value", json_of(element->value)},
                       {"condition", json_of(element->body.front())}};
  return json;
}

}  // namespace

Json json_of(const expr::Clause& clause) {
  Json json{{"clause", clause.text}};
  if (!clause.left.empty()) json["read"] = clause.left;
  if (!clause.comparison.empty()) {
    json["comparison"] = clause.comparison;
    json["value"] = json_of(clause.read);
    json["threshold"] = json_of(clause.threshold);
    if (!clause.margin.is<expr::Unknown>()) json["margin"] = json_of(clause.margin);
  }
  json["result"] = json_of(clause.result);
  if (!clause.wanted) json["must_be_false"] = true;
  return json;
}

Json json_of(const expr::Condition& condition) {
  Json json{{"kind", name_of(condition.kind)}};
  if (!condition.reached) json["reached"] = false;
  if (condition.kind == Kind::clause) {
    json.update(json_of(*condition.clause));
    if (!condition.quantified.empty()) json["macros"] = Json::array();
    for (const expr::Quantified& quantified : condition.quantified)
      json["macros"].push_back(json_of_macro(quantified));
    return json;
  }
  json["result"] = json_of(condition.result);
  json["parts"] = Json::array();
  for (const expr::Condition& part : condition.parts) json["parts"].push_back(json_of(part));
  return json;
}

}  // namespace harbinger::report::detail
