// SPDX-License-Identifier: Apache-2.0
// A rule set: rules over signals, checked. Every condition is a truth value, every number of points
// a number, every name known; a rule that is off has its reason.
//
//     RuleTexts -> SignalSet + parameters -> decision tables to rules -> programs (expr) -> RuleSet
//
// A rule's expressions may name the signals by id (number, truth value or text), `params.NAME`, and
// `as_of`, the day of the view. What else a rule wants to know of a site is declared as a signal,
// so that it has its column, its witnesses and its unknown.
#pragma once

#include <optional>
#include <span>
#include <string>
#include <unordered_map>
#include <utility>
#include <vector>

#include "base/strong_id.hpp"
#include "expr/program.hpp"
#include "rule/decision_table.hpp"
#include "rule/points.hpp"
#include "rule/rule_text.hpp"
#include "signal/signal_set.hpp"

namespace harbinger::rule {

using GroupId = StrongId<struct GroupTag>;          ///< Index into RuleSet::groups().
using DimensionId = StrongId<struct DimensionTag>;  ///< Index into RuleSet::dimensions().
using signal::SignalId;

/// What a rule does where it fires, in the order in which effects apply within a dimension.
enum class Effect : unsigned char {
  points,         ///< Adds points (groups first cap theirs).
  multiply,       ///< Multiplies the total so far.
  floor,          ///< Raises the total to at least so many points.
  cap,            ///< Lowers it to at most so many.
  tier_at_least,  ///< Lifts the tier of the site, never its rank; has no dimension and no points.
};
[[nodiscard]] std::string_view to_text(Effect effect);

/// The text that says why a rule fired, in parts: plain text, or an expression in braces.
struct BecausePart {
  std::string text;  ///< Where `program` is absent.
  std::optional<expr::Program> program;
};

struct Rule {
  std::string id;
  std::string title;
  Effect effect = Effect::points;
  DimensionId dimension;  ///< Invalid for tier_at_least.
  std::string tier;       ///< tier_at_least: the tier's name.
  GroupId group;          ///< Invalid where it is in none.
  expr::Program when;
  std::optional<expr::Program> points;  ///< Absent for tier_at_least.
  std::vector<BecausePart> because;
  std::string why;
  std::string source;
  bool enabled = true;
  std::string reason;  ///< Why it is not enabled.
  std::optional<Date> valid_from;
  std::optional<Date> valid_to;
  TextPosition where;  ///< Of its id.
  TableId table;       ///< The decision table that it is a row of; invalid where it is none.

  /// Enabled, and valid on the day.
  [[nodiscard]] bool applies_on(Day as_of) const;
};

struct Group {
  std::string id;
  Points cap = 0;
  DimensionId dimension;
  std::string why;
  std::vector<RuleId> rules;  ///< Ordered by rule id (text).
};

/// New texts for some parameters, in place of those of the files; of the same type.
using Overrides = std::vector<std::pair<std::string, WrittenText>>;

/// The type of a parameter that is written so; nothing where it is none.
[[nodiscard]] std::optional<expr::Type> parameter_type(const YamlNode& value);

class RuleSet {
 public:
  /// Reads and checks; nothing where an error was added. All defects of all files are told in one
  /// run.
  [[nodiscard]] static std::optional<RuleSet> load(std::span<const std::string> paths,
                                                   const pack::Schema& schema,
                                                   Diagnostics& diagnostics,
                                                   const Overrides& overrides = {});
  [[nodiscard]] static std::optional<RuleSet> load(const std::shared_ptr<const SourceText>& text,
                                                   const pack::Schema& schema,
                                                   Diagnostics& diagnostics,
                                                   const Overrides& overrides = {});
  /// Of texts read before, as they are or edited. What `like`, a set of the same schema, has checked already
  /// and is not edited is taken from it: the set is the same.
  [[nodiscard]] static std::optional<RuleSet> check(RuleTexts texts, const pack::Schema& schema,
                                                    Diagnostics& diagnostics,
                                                    const Overrides& overrides = {},
                                                    const RuleSet* like = nullptr);

  /// What it was made of: to be edited and checked again, or hashed (`files`).
  [[nodiscard]] const RuleTexts& texts() const { return texts_; }
  [[nodiscard]] const std::string& title() const { return texts_.title; }
  [[nodiscard]] const signal::SignalSet& signals() const { return signals_; }
  [[nodiscard]] const signal::Parameters& params() const { return params_; }
  [[nodiscard]] const signal::Tables& tables() const { return tables_; }

  /// In the order of the files; the rows of decision tables follow behind, table by table.
  [[nodiscard]] std::span<const Rule> rules() const { return rules_; }
  [[nodiscard]] const Rule& rule(RuleId id) const { return rules_[id.index()]; }
  [[nodiscard]] std::optional<RuleId> find(std::string_view rule_id) const;
  /// What the rule was made of; of a row, with its condition written out.
  [[nodiscard]] const RuleText& rule_text(RuleId id) const;
  [[nodiscard]] std::span<const DecisionTable> decision_tables() const { return decision_tables_; }
  [[nodiscard]] const DecisionTable& decision_table(TableId id) const {
    return decision_tables_[id.index()];
  }
  [[nodiscard]] std::span<const Group> groups() const { return groups_; }
  /// The names of the dimensions that rules give points to, ascending.
  [[nodiscard]] std::span<const std::string> dimensions() const { return dimensions_; }
  /// The signals a rule reads in its condition and points, ascending.
  [[nodiscard]] std::vector<SignalId> signals_of(RuleId id) const;
  /// Signals that no rule and no other signal reads; a model may still do so.
  [[nodiscard]] std::vector<SignalId> unused_signals() const;

  /// The environment of rule expressions: slot i is signal i, then `as_of`, then the parameters.
  [[nodiscard]] const expr::Environment& environment() const { return environment_; }
  [[nodiscard]] std::uint32_t as_of_slot() const { return as_of_slot_; }
  /// The parameters' values, from slot as_of_slot() + 1 on.
  [[nodiscard]] std::span<const expr::Value> parameter_values() const { return parameter_values_; }

 private:
  RuleTexts texts_;
  signal::SignalSet signals_;
  signal::Parameters params_;
  signal::Tables tables_;
  expr::Environment environment_;
  std::uint32_t as_of_slot_ = 0;
  std::vector<expr::Value> parameter_values_;
  std::vector<RuleText> row_texts_;  ///< Of the rows of decision tables.
  std::vector<DecisionTable> decision_tables_;
  std::vector<Rule> rules_;  ///< One for each of texts_.rules, then of row_texts_.
  std::unordered_map<std::string, RuleId> by_id_;
  std::vector<Group> groups_;
  std::vector<std::string> dimensions_;
};

}  // namespace harbinger::rule
