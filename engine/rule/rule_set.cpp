// SPDX-License-Identifier: Apache-2.0
#include "rule/rule_set.hpp"

#include <algorithm>

#include "expr/column_type.hpp"
#include "rule/detail/parameters.hpp"
#include "rule/detail/rule_checker.hpp"
#include "rule/detail/rule_files.hpp"
#include "rule/detail/table_expander.hpp"

namespace harbinger::rule {

namespace {

signal::Tables tables_of(const RuleTexts& texts) {
  signal::Tables tables;
  for (const auto& [name, table] : texts.tables) {
    auto& numbers = tables.emplace_back(name.value, std::vector<std::pair<std::string, double>>());
    for (const auto& [text, entry] : table.values)
      numbers.second.emplace_back(text.value, entry.value);
  }
  return tables;
}

bool same(const signal::Parameters& a, const signal::Parameters& b) {
  const auto is_same = [](const auto& x, const auto& y) {
    return x.first == y.first && x.second.data.index() == y.second.data.index() &&
           (x.second.template is<double>()
                ? x.second.template get<double>() == y.second.template get<double>()
                : expr::to_text(x.second) == expr::to_text(y.second));
  };
  return std::equal(a.begin(), a.end(), b.begin(), b.end(), is_same);
}

/// Whether each name has the same slot and type, so that a program checked in one runs in the other.
bool same(const expr::Environment& a, const expr::Environment& b) {
  const auto is_same = [](const expr::Environment::Slot& x, const expr::Environment::Slot& y) {
    return x.record == y.record && x.name == y.name && x.type == y.type;
  };
  return std::equal(a.slots().begin(), a.slots().end(), b.slots().begin(), b.slots().end(),
                    is_same);
}

}  // namespace

std::optional<expr::Type> parameter_type(const YamlNode& value) {
  return detail::type_of_parameter(value);
}

std::string_view to_text(Effect effect) {
  switch (effect) {
    case Effect::points: return "points";
    case Effect::multiply: return "multiply";
    case Effect::floor: return "floor";
    case Effect::cap: return "cap";
    case Effect::tier_at_least: break;
  }
  return "tier_at_least";
}

std::string_view to_text(HitPolicy policy) {
  switch (policy) {
    case HitPolicy::unique: return "hit: unique";
    case HitPolicy::first: return "hit: first";
    case HitPolicy::any: return "hit: any";
    case HitPolicy::priority: return "hit: priority";
    case HitPolicy::sum: return "collect: sum";
    case HitPolicy::max: return "collect: max";
    case HitPolicy::min: return "collect: min";
    case HitPolicy::count: break;
  }
  return "collect: count";
}

bool Rule::applies_on(Day as_of) const {
  return enabled && (!valid_from || valid_from->first <= as_of) &&
         (!valid_to || as_of <= valid_to->last);
}

namespace {

/// Checks what could be read; where not all could be (`readable` false), only to tell more. What has no place was not
/// there to be read: that has been told, and what the check finds wrong with its absence is no news.
std::optional<RuleSet> checked(RuleTexts texts, bool readable, const pack::Schema& schema,
                               const Overrides& overrides, Diagnostics& diagnostics) {
  Diagnostics found;
  auto set = RuleSet::check(std::move(texts), schema, found, overrides);
  for (const Diagnostic& diagnostic : found.all())
    if (readable || diagnostic.where.text) diagnostics.add(diagnostic);
  if (!readable) return std::nullopt;
  return set;
}

}  // namespace

std::optional<RuleSet> RuleSet::load(std::span<const std::string> paths, const pack::Schema& schema,
                                     Diagnostics& diagnostics, const Overrides& overrides) {
  const std::size_t errors = diagnostics.error_count();
  RuleTexts texts = detail::readable_rule_files(paths, diagnostics);
  return checked(std::move(texts), diagnostics.error_count() == errors, schema, overrides,
                 diagnostics);
}

std::optional<RuleSet> RuleSet::load(const std::shared_ptr<const SourceText>& text,
                                     const pack::Schema& schema, Diagnostics& diagnostics,
                                     const Overrides& overrides) {
  const std::size_t errors = diagnostics.error_count();
  RuleTexts texts = detail::readable_rule_text(text, diagnostics);
  return checked(std::move(texts), diagnostics.error_count() == errors, schema, overrides,
                 diagnostics);
}

std::optional<RuleSet> RuleSet::check(RuleTexts texts, const pack::Schema& schema,
                                      Diagnostics& diagnostics, const Overrides& overrides,
                                      const RuleSet* like) {
  const std::size_t errors = diagnostics.error_count();
  RuleSet set;
  set.environment_ = expr::Environment(expr::Dialect::rules, "signal");
  set.texts_ = std::move(texts);
  set.tables_ = tables_of(set.texts_);
  const auto parameters = detail::parameters_of(set.texts_, overrides, diagnostics);
  for (const auto& parameter : parameters)
    set.params_.emplace_back(parameter.name, parameter.value);
  const bool same_signals = like != nullptr && like->texts_.signals == set.texts_.signals &&
                            like->tables_ == set.tables_ && same(like->params_, set.params_);
  auto signals = same_signals ? std::optional(like->signals_)
                              : signal::SignalSet::check(set.texts_.signals, schema, set.params_,
                                                         set.tables_, diagnostics);
  if (signals) {
    set.signals_ = *std::move(signals);
    for (const auto& signal : set.signals_.signals())
      set.environment_.declare(signal.id, type_of(signal.kind));
  } else {
    // Rules are checked all the same, against names whose types are not known: one run tells all.
    for (const signal::SignalText& text : set.texts_.signals)
      if (!set.environment_.find(text.id.value))
        set.environment_.declare(text.id.value, expr::simple(expr::TypeKind::dyn));
  }
  set.as_of_slot_ = set.environment_.declare("as_of", expr::simple(expr::TypeKind::date));
  for (const auto& parameter : parameters) {
    set.environment_.declare_field("params", parameter.name, parameter.type);
    set.parameter_values_.push_back(parameter.value);
  }
  const bool same_names = like != nullptr && same(like->environment_, set.environment_);
  detail::TableExpander expander(set.texts_, set.environment_, signals.has_value(), diagnostics);
  expander.run();
  set.row_texts_ = std::move(expander.rules);
  set.decision_tables_ = std::move(expander.tables);
  detail::RuleChecker checker(set.texts_, set.row_texts_, set.environment_,
                              same_names ? like : nullptr, diagnostics);
  checker.run();
  if (diagnostics.error_count() > errors) return std::nullopt;
  set.rules_ = std::move(checker.rules);
  // A rule without id or condition was told when it was read, and is not told again.
  if (set.rules_.size() != set.texts_.rules.size() + set.row_texts_.size()) return std::nullopt;
  for (std::size_t i = 0; i < set.row_texts_.size(); ++i)
    set.rules_[set.texts_.rules.size() + i].table = expander.table_of[i];
  for (std::size_t i = 0; i < set.rules_.size(); ++i) set.by_id_.emplace(set.rules_[i].id, i);
  set.groups_ = std::move(checker.groups);
  set.dimensions_ = std::move(checker.dimensions);
  return set;
}

std::optional<RuleId> RuleSet::find(std::string_view rule_id) const {
  const auto found = by_id_.find(std::string(rule_id));
  return found == by_id_.end() ? std::nullopt : std::optional(found->second);
}

const RuleText& RuleSet::rule_text(RuleId id) const {
  const std::size_t written = texts_.rules.size();
  return id.index() < written ? texts_.rules[id.index()] : row_texts_[id.index() - written];
}

std::vector<SignalId> RuleSet::signals_of(RuleId id) const {
  std::vector<SignalId> ids;
  const auto add = [&](const expr::Program& program) {
    for (const std::uint32_t slot : program.slots())
      if (slot < as_of_slot_) ids.push_back(SignalId(slot));
  };
  add(rule(id).when);
  if (rule(id).points) add(*rule(id).points);
  std::sort(ids.begin(), ids.end());
  ids.erase(std::unique(ids.begin(), ids.end()), ids.end());
  return ids;
}

std::vector<SignalId> RuleSet::unused_signals() const {
  std::vector<bool> used(as_of_slot_, false);
  const auto use = [&](const expr::Program& program) {
    for (const std::uint32_t slot : program.slots())
      if (slot < as_of_slot_) used[slot] = true;
  };
  for (const Rule& rule : rules_) {
    use(rule.when);
    if (rule.points) use(*rule.points);
    for (const BecausePart& part : rule.because)
      if (part.program) use(*part.program);
  }
  for (const auto& signal : signals_.signals())
    for (const SignalId read : signal.reads) used[read.index()] = true;
  std::vector<SignalId> unused;
  for (std::uint32_t slot = 0; slot < as_of_slot_; ++slot)
    if (!used[slot]) unused.push_back(SignalId(slot));
  return unused;
}

}  // namespace harbinger::rule
