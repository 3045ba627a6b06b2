// SPDX-License-Identifier: Apache-2.0
// The difference of two rule sets in meaning: not of their lines. White space, comments, parentheses, the order of
// `&&` and of whole files make none.
//
//     rule a, points: 30              rule a, points: 40                points 30 -> 40
//     when: "x > 1 && y > 2"          when: "y > 2 && x > 3"            - x > 1   + x > 3
//     rule b                          rule c, which says the same       b renamed c
//
// A decision table is held against the other as a whole too: its hit policy, which rows it has, their priorities, and
// their order where that decides. What a row says is the difference of a rule, TABLE.ROW.
//
// What people read and nothing computes with (title, because, why, source) is kept apart.
#pragma once

#include <string>
#include <vector>

#include "rule/rule_set.hpp"

namespace harbinger::rule {

/// One thing that is not what it was. An absent side is empty.
struct Change {
  std::string what;  ///< A key: `points`; of a table `ENTRY`; of its rows `ROW.priority`.
  std::string before;
  std::string after;
  /// what = `when`: the clauses, joined by `&&`, that are only in one of the two; what = `rows`: such rows.
  std::vector<std::string> gone = {};
  std::vector<std::string> come = {};
};

struct ItemDifference {
  enum class Kind : unsigned char { rule, decision_table, group, signal, parameter, table };
  enum class How : unsigned char { added, removed, renamed, changed };
  Kind kind = Kind::rule;
  How how = How::changed;
  std::string id;
  std::string was = {};              ///< How::renamed: the id before.
  std::vector<Change> changes = {};  ///< Of an item that came or went: what it says.
  std::vector<Change> texts = {};    ///< title, because, why, source, unit.

  [[nodiscard]] bool in_meaning() const { return how != How::changed || !changes.empty(); }
};
[[nodiscard]] std::string_view to_text(ItemDifference::Kind kind);
[[nodiscard]] std::string_view to_text(ItemDifference::How how);

/// By kind, then by id. Rules that say the same under another id are renamed, where that is clear: one of them on
/// each side.
[[nodiscard]] std::vector<ItemDifference> difference(const RuleSet& before, const RuleSet& after);

}  // namespace harbinger::rule
