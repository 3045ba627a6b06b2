// SPDX-License-Identifier: Apache-2.0
#include "rule/detail/rule_checker.hpp"

#include <algorithm>
#include <array>
#include <set>
#include <utility>

#include "rule/because.hpp"

namespace harbinger::rule::detail {

namespace {

/// Ids are shown as they are, on terminals too.
bool is_id(std::string_view text) {
  return !text.empty() && std::none_of(text.begin(), text.end(),
                                       [](unsigned char c) { return c < 0x20 || c == 0x7F; });
}

constexpr std::array effects = {Effect::points, Effect::multiply, Effect::floor, Effect::cap,
                                Effect::tier_at_least};

std::vector<std::string> effect_names() {
  std::vector<std::string> names;
  for (const Effect effect : effects) names.emplace_back(to_text(effect));
  return names;
}

std::vector<std::string> names_of(const std::map<std::string, GroupId>& groups) {
  std::vector<std::string> names;
  for (const auto& [name, id] : groups) names.push_back(name);
  return names;
}

/// Parts of lower-case letters, digits and `_`, joined by dots.
bool is_dotted_name(std::string_view text) {
  const auto is_part = [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '_' || c == '.';
  };
  return !text.empty() && std::all_of(text.begin(), text.end(), is_part) && text.front() != '.' &&
         text.back() != '.' && text.find("..") == std::string_view::npos;
}

}  // namespace

RuleChecker::RuleChecker(const RuleTexts& texts, std::span<const RuleText> rows,
                         const expr::Environment& environment, const RuleSet* like,
                         Diagnostics& diagnostics)
    : texts_(&texts),
      rows_(rows),
      environment_(&environment),
      like_(like),
      diagnostics_(&diagnostics) {}

const Rule* RuleChecker::rule_like(const RuleText& text) const {
  const auto id = like_ != nullptr ? like_->find(text.id.value) : std::nullopt;
  return id ? &like_->rule(*id) : nullptr;
}

const RuleText* RuleChecker::text_like(const RuleText& text) const {
  const auto id = like_ != nullptr ? like_->find(text.id.value) : std::nullopt;
  return id ? &like_->rule_text(*id) : nullptr;
}

void RuleChecker::run() {
  if (texts_->rules.size() > most_rules)
    diagnostics_->error(texts_->rules[most_rules].id.where(), "more than {} rules", most_rules);
  else if (texts_->rules.size() + rows_.size() > most_rules)
    diagnostics_->error(rows_[most_rules - texts_->rules.size()].id.where(),
                        "more than {} rules, the rows of decision tables among them", most_rules);
  name_dimensions();
  for (const GroupText& text : texts_->groups) check_group(text);
  for (const RuleText& text : texts_->rules) check_rule(text);
  check_rows();
  // In order of ids, so that the order of a file does not decide who gets the last millionth of a cap.
  for (Group& group : groups)
    std::sort(group.rules.begin(), group.rules.end(),
              [&](RuleId a, RuleId b) { return rules[a.index()].id < rules[b.index()].id; });
}

/// What is wrong with a table, and so with each of its rows, is told once.
void RuleChecker::check_rows() {
  Diagnostics told;
  Diagnostics* const all = std::exchange(diagnostics_, &told);
  for (const RuleText& text : rows_) check_rule(text);
  diagnostics_ = all;
  std::set<std::string> texts;
  for (const Diagnostic& diagnostic : told.all())
    if (texts.insert(to_text(diagnostic)).second) diagnostics_->add(diagnostic);
}

void RuleChecker::name_dimensions() {
  std::set<std::string> names;
  for (const RuleText& rule : texts_->rules)
    if (rule.dimension) names.insert(rule.dimension->value);
  for (const RuleText& row : rows_) names.insert(row.dimension->value);
  for (const GroupText& group : texts_->groups)
    if (group.dimension) names.insert(group.dimension->value);
  dimensions.assign(names.begin(), names.end());
}

DimensionId RuleChecker::dimension_of(const std::optional<WrittenText>& name) const {
  if (!name) return {};
  const auto found = std::lower_bound(dimensions.begin(), dimensions.end(), name->value);
  return DimensionId(static_cast<std::size_t>(found - dimensions.begin()));
}

void RuleChecker::check_group(const GroupText& text) {
  if (!text.id.text) return;
  const auto cap = points_of(text.cap);
  if (!cap || *cap < 0)
    diagnostics_->error(text.id.where(), "the cap of a group is a number of points from 0 up")
        .with_hint("it binds points of either sign: 30 keeps a sum of -50 at -30");
  group_ids_.emplace(text.id.value, GroupId(groups.size()));
  groups.push_back({text.id.value, cap.value_or(0), dimension_of(text.dimension), text.why, {}});
}

std::optional<RuleChecker::WrittenEffect> RuleChecker::long_effect_of(const RuleText& text) {
  const std::string name = text.effect ? text.effect->value : "points";
  for (const Effect effect : effects)
    if (to_text(effect) == name) {
      if (text.points) return WrittenEffect{effect, &*text.points};
      diagnostics_->error(text.id.where(), "the rule '{}' needs the key 'points'", text.id.value);
      return std::nullopt;
    }
  diagnostics_->error(text.effect->where(), "unknown effect '{}'", name)
      .did_you_mean(name, effect_names());
  return std::nullopt;
}

std::optional<RuleChecker::WrittenEffect> RuleChecker::effect_of(const RuleText& text) {
  const std::array<std::pair<Effect, const std::optional<WrittenText>*>, 4> shorthands = {
      {{Effect::multiply, &text.multiply},
       {Effect::floor, &text.floor},
       {Effect::cap, &text.cap},
       {Effect::tier_at_least, &text.tier_at_least}}};
  std::vector<WrittenEffect> written;
  for (const auto& [effect, amount] : shorthands)
    if (*amount) written.push_back({effect, &**amount});
  if (written.empty()) return long_effect_of(text);
  if (written.size() == 1 && !text.points && !text.effect) return written.front();
  diagnostics_->error(text.id.where(), "the rule '{}' has more than one effect", text.id.value)
      .with_hint("one of points, multiply, floor, cap, tier_at_least");
  return std::nullopt;
}

bool RuleChecker::check_enabled(const RuleText& text) {
  if (text.enabled.value || !text.enabled.reason.empty()) return true;
  diagnostics_->error(text.enabled.where, "the rule '{}' is off without a reason", text.id.value)
      .with_hint("enabled: {value: false, reason: \"...\"}");
  return false;
}

bool RuleChecker::check_validity(const RuleText& text) {
  if (!text.valid_from || !text.valid_to || text.valid_from->first <= text.valid_to->last)
    return true;
  diagnostics_->error(text.id.where(), "the rule '{}' ends before it begins", text.id.value);
  return false;
}

bool RuleChecker::check_dimension(const RuleText& text, Effect effect) {
  if (effect == Effect::tier_at_least) {
    if (!text.dimension) return true;
    diagnostics_->error(text.dimension->where(),
                        "tier_at_least lifts the site: it has no dimension");
    return false;
  }
  if (!text.dimension) {
    diagnostics_->error(text.id.where(), "the rule '{}' needs the key 'dimension'", text.id.value);
    return false;
  }
  if (is_dotted_name(text.dimension->value)) return true;
  diagnostics_
      ->error(text.dimension->where(), "'{}' is no name of a dimension", text.dimension->value)
      .with_hint("lower-case names joined by dots, as in pillar.leaf");
  return false;
}

GroupId RuleChecker::group_of(const RuleText& text, Effect effect) {
  if (!text.group) return {};
  const auto found = group_ids_.find(text.group->value);
  if (found == group_ids_.end()) {
    diagnostics_->error(text.group->where(), "unknown group '{}'", text.group->value)
        .did_you_mean(text.group->value, names_of(group_ids_));
    return {};
  }
  if (effect != Effect::points)
    diagnostics_->error(text.group->where(), "only rules that add points are in a group");
  Group& group = groups[found->second.index()];
  const DimensionId dimension = dimension_of(text.dimension);
  if (!group.dimension.valid()) group.dimension = dimension;
  if (dimension.valid() && group.dimension != dimension)
    diagnostics_->error(text.group->where(), "the group '{}' is of the dimension '{}'", group.id,
                        dimensions[group.dimension.index()]);
  return found->second;
}

void RuleChecker::check_rule(const RuleText& text) {
  if (!text.id.text || !text.when.text) return;  // told when it was read
  const std::size_t errors = diagnostics_->error_count();
  if (!is_id(text.id.value))
    diagnostics_->error(text.id.where(), "an id is not empty and has no control characters");
  Rule rule{text.id.value,
            text.title,
            {},
            dimension_of(text.dimension),
            {},
            {},
            {},
            {},
            {},
            text.why,
            text.source,
            text.enabled.value,
            text.enabled.reason,
            text.valid_from,
            text.valid_to,
            text.id.where(),
            {}};
  const bool shaped = check_enabled(text) & check_validity(text);
  const auto written = effect_of(text);
  const Rule* like = rule_like(text);
  const RuleText* before = text_like(text);
  auto when = before != nullptr && before->when == text.when
                  ? std::optional(like->when)
                  : expr::check_as(expr::TypeKind::boolean, "a condition", text.when, *environment_,
                                   *diagnostics_);
  if (before != nullptr && before->because == text.because)
    rule.because = like->because;
  else if (text.because)
    if (auto parts = read_because(*text.because, *environment_, *diagnostics_))
      rule.because = *std::move(parts);
  if (written) {
    rule.effect = written->effect;
    if (check_dimension(text, rule.effect)) rule.group = group_of(text, rule.effect);
    if (rule.effect == Effect::tier_at_least)
      rule.tier = written->amount->value;
    else if (like != nullptr && like->points && like->points->text() == *written->amount)
      rule.points = like->points;
    else
      rule.points = expr::check_as(expr::TypeKind::number, "the points", *written->amount,
                                   *environment_, *diagnostics_);
  }
  if (!shaped || !written || !when || diagnostics_->error_count() > errors) return;
  rule.when = *std::move(when);
  if (rule.group.valid()) groups[rule.group.index()].rules.push_back(RuleId(rules.size()));
  rules.push_back(std::move(rule));
}

}  // namespace harbinger::rule::detail
