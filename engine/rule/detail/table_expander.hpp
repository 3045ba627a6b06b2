// SPDX-License-Identifier: Apache-2.0
// Decision tables to rules, as texts: each row one, its condition written out in CEL.
//
//     {units: "[0..5)", control: true}  ->  scanners >= 0 && scanners < 5 && state_made_deliveries > 0
//
// Each byte of the condition knows the cell it comes from.
#pragma once

#include <set>
#include <string>
#include <vector>

#include "rule/decision_table.hpp"
#include "rule/rule_text.hpp"

namespace harbinger::rule::detail {

inline constexpr std::size_t most_inputs =
    100;  ///< Of a table: its analysis recurses once for each.

class TableExpander {
 public:
  /// `typed`: whether the environment knows the types of its names.
  TableExpander(const RuleTexts& texts, const expr::Environment& environment, bool typed,
                Diagnostics& diagnostics);

  /// Expands all tables; what has a mistake stays out.
  void run();

  std::vector<DecisionTable> tables;
  std::vector<RuleText>
      rules;  ///< Those of the tables' rows; the first has the id of texts.rules.size().
  std::vector<TableId> table_of;  ///< One for each of `rules`.

 private:
  void expand(const DecisionTableText& text);
  [[nodiscard]] bool check_head(const DecisionTableText& text);
  [[nodiscard]] std::optional<HitPolicy> policy_of(const DecisionTableText& text);
  [[nodiscard]] std::optional<TableInput> input_of(const TableInputText& text);
  /// Whether all values are whole numbers.
  [[nodiscard]] bool is_whole(const expr::Program& value) const;
  [[nodiscard]] bool check_row(const DecisionTableText& table, const TableRowText& row,
                               HitPolicy policy);
  [[nodiscard]] std::optional<std::vector<Cell>> cells_of(const TableRowText& row,
                                                          const std::vector<TableInput>& inputs);
  /// Nothing where it passes what an expression may be, which is told at the cell.
  [[nodiscard]] std::optional<WrittenText> condition(const TableRowText& row,
                                                     const std::vector<Cell>& cells,
                                                     const std::vector<TableInput>& inputs);
  /// Whether there is room for another row; the first time there is none is told.
  [[nodiscard]] bool has_room(const TableRowText& row);
  [[nodiscard]] RuleText rule_of(const DecisionTableText& table, const TableRowText& row,
                                 HitPolicy policy) const;

  const RuleTexts* texts_;
  const expr::Environment* environment_;
  bool typed_;
  Diagnostics* diagnostics_;
  std::set<std::string> ids_;        ///< Of all rules so far.
  std::size_t condition_bytes_ = 0;  ///< Of all rows so far.
  bool is_full_ = false;
};

}  // namespace harbinger::rule::detail
