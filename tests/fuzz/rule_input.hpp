// SPDX-License-Identifier: Apache-2.0
// Any bytes as a rule file, over a small schema: what the fuzzer does with each input, and a test with the corpus.
#pragma once

#include <algorithm>
#include <memory>
#include <string>

#include "rule/analysis.hpp"
#include "rule/difference.hpp"
#include "rule/rule_set.hpp"
#include "rule/table_check.hpp"

namespace harbinger::fuzz {

inline pack::Shape shape(const std::string& name) {
  pack::Shape made;
  made.name = name;
  for (const auto& [attribute, type] : {std::pair("share", pack::AttributeType::share),
                                        std::pair("size", pack::AttributeType::number),
                                        std::pair("country", pack::AttributeType::text),
                                        std::pair("classes", pack::AttributeType::texts),
                                        std::pair("date", pack::AttributeType::date),
                                        std::pair("known", pack::AttributeType::truth)}) {
    made.attributes.emplace_back();
    made.attributes.back().name = attribute;
    made.attributes.back().type = type;
  }
  return made;
}

inline const pack::Schema& small_schema() {
  static const pack::Schema made = [] {
    pack::Schema schema;
    schema.kinds = {shape("Site"), shape("Company")};
    schema.relations = {shape("OWNS")};
    schema.relations[0].from_kinds = {pack::KindId(std::size_t{0}), pack::KindId(std::size_t{1})};
    schema.relations[0].to_kinds = schema.relations[0].from_kinds;
    schema.roles.site = pack::KindId(std::size_t{0});
    schema.roles.owns = pack::RelationId(std::size_t{0});
    schema.confidence.push_back({"high", 1.0});
    return schema;
  }();
  return made;
}

/// What is wrong with the answer to these bytes; empty where it is a rule set, or errors with their places.
inline std::string wrong_answer(const std::string& bytes) {
  const auto text = std::make_shared<const SourceText>("fuzz", bytes);
  Diagnostics of_reading;
  const auto texts = rule::read_rule_text(text, of_reading);
  for (const Diagnostic& diagnostic : of_reading.all()) (void)to_text(diagnostic);
  if (texts.has_value() == of_reading.has_errors()) return "texts and errors, or neither";
  if (!texts) return {};
  Diagnostics of_checking;
  const auto set = rule::RuleSet::check(*texts, small_schema(), of_checking);
  if (set.has_value() == of_checking.has_errors()) return "a set and errors, or neither";
  if (set) {
    rule::warn_of_idle_parts(*set, small_schema(), of_checking);
    if (of_checking.has_errors()) return "an analysis that finds errors";
    rule::check_decision_tables(*set, small_schema(), of_checking);  // an overlap is an error
    if (!rule::difference(*set, *set).empty()) return "a set that differs from itself";
  }
  for (const Diagnostic& diagnostic : of_checking.all()) (void)to_text(diagnostic);
  return {};
}

}  // namespace harbinger::fuzz
