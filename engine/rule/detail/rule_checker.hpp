// SPDX-License-Identifier: Apache-2.0
// Checks the rules and groups of a RuleTexts, one by one, and keeps going: each mistake is told once, with
// its place.
#pragma once

#include <map>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "rule/rule_set.hpp"

namespace harbinger::rule::detail {

class RuleChecker {
 public:
  /// `rows`: the rules that decision tables make, behind those of the texts. Programs of texts that `like`, a set with the same environment, has checked already are taken from it.
  RuleChecker(const RuleTexts& texts, std::span<const RuleText> rows,
              const expr::Environment& environment, const RuleSet* like, Diagnostics& diagnostics);

  /// Reads groups, then rules. What has a mistake stays out.
  void run();

  std::vector<Rule> rules;
  std::vector<Group> groups;
  std::vector<std::string> dimensions;

 private:
  /// The effect of a rule, and the text of its number or tier.
  struct WrittenEffect {
    Effect effect = Effect::points;
    const WrittenText* amount = nullptr;
  };

  void name_dimensions();
  void check_group(const GroupText& text);
  void check_rule(const RuleText& text);
  void check_rows();
  [[nodiscard]] std::optional<WrittenEffect> effect_of(const RuleText& text);
  [[nodiscard]] std::optional<WrittenEffect> long_effect_of(const RuleText& text);
  [[nodiscard]] bool check_enabled(const RuleText& text);
  [[nodiscard]] bool check_validity(const RuleText& text);
  [[nodiscard]] bool check_dimension(const RuleText& text, Effect effect);
  /// The text's group, told to be of the rule's dimension; invalid where there is none.
  [[nodiscard]] GroupId group_of(const RuleText& text, Effect effect);
  /// The rule of the same id in the set that this one is like; nullptr where there is none.
  [[nodiscard]] const Rule* rule_like(const RuleText& text) const;
  [[nodiscard]] const RuleText* text_like(const RuleText& text) const;
  [[nodiscard]] DimensionId dimension_of(const std::optional<WrittenText>& name) const;

  const RuleTexts* texts_;
  std::span<const RuleText> rows_;
  const expr::Environment* environment_;
  const RuleSet* like_;
  Diagnostics* diagnostics_;
  std::map<std::string, GroupId> group_ids_;
};

}  // namespace harbinger::rule::detail
