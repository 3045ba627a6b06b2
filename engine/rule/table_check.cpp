// SPDX-License-Identifier: Apache-2.0
#include "rule/table_check.hpp"

#include <algorithm>
#include <cmath>

#include "base/date.hpp"
#include "rule/analysis.hpp"

namespace harbinger::rule {

namespace {

std::string to_text(const TableInput& input, const CellValue& value, bool others) {
  if (others) return "any other text";
  if (const auto* truth = std::get_if<bool>(&value)) return *truth ? "true" : "false";
  if (const auto* text = std::get_if<std::string>(&value)) return *text;
  const double number = std::get<double>(value);
  if (input.kind == InputKind::date)
    return harbinger::to_text(Day{static_cast<std::int32_t>(number)});
  if (std::isnan(number)) return "NaN";
  return fmt::format("{}", number);
}

/// Whether a text is a name, or a field of one, and nothing else.
bool is_path(std::string_view text) {
  const auto is_letter = [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_';
  };
  return !text.empty() && is_letter(text.front()) &&
         std::all_of(text.begin(), text.end(),
                     [&](char c) { return is_letter(c) || (c >= '0' && c <= '9') || c == '.'; });
}

/// Whether facts set the signal freely: it counts, or reads an attribute, and makes nothing else of it.
bool is_free(const signal::SignalText& signal) {
  return signal.combine && !signal.lookup && (!signal.value || is_path(signal.value->value));
}

class Teller {
 public:
  Teller(const RuleSet& set, const DecisionTable& table, Diagnostics& diagnostics)
      : set_(set), table_(table), diagnostics_(diagnostics) {}

  void tell(const TableFindings& found) {
    for (const std::size_t input : found.unused)
      diagnostics_.warning(table_.inputs[input].where, "no row looks at the input '{}'",
                           table_.inputs[input].name);
    for (const TableFindings::Never& never : found.never) tell_never(never);
    for (const TableFindings::Overlap& overlap : found.overlaps) tell_overlap(overlap);
    if (found.gap)
      diagnostics_
          .warning(table_.where, "no row of the decision table '{}' takes {}", table_.id,
                   rule::to_text(table_, *found.gap))
          .with_hint("where nothing is meant to be given, a row of 0 points says so");
    if (found.gave_up)
      diagnostics_.warning(table_.where,
                           "the analysis of the decision table '{}' stopped after {} steps (the "
                           "limit): there may be "
                           "more gaps, overlaps and rows that can never hit",
                           table_.id, most_steps);
  }

 private:
  [[nodiscard]] const Rule& rule(std::size_t row) const { return set_.rule(table_.rows[row].rule); }

  void tell_never(const TableFindings::Never& never) {
    const Rule& of = rule(never.row);
    const char* why = !never.beaten ? "its cells leave no value that occurs"
                      : table_.policy == HitPolicy::first
                          ? "rows before it take all that it takes"
                          : "rows of greater priority take all that it takes";
    diagnostics_.warning(of.where, "the row '{}' can never hit: {}", of.id, why);
  }

  /// Whether any of the inputs' values may meet: each is a name that facts set freely, and no two the same.
  [[nodiscard]] bool vary_freely() const {
    std::vector<std::uint32_t> slots;
    for (const TableInput& input : table_.inputs) {
      const auto slot = set_.environment().find(input.value.text().value);
      if (!slot || !is_path(input.value.text().value)) return false;
      if (*slot < set_.as_of_slot() && !is_free(set_.texts().signals[*slot])) return false;
      slots.push_back(*slot);
    }
    std::sort(slots.begin(), slots.end());
    return std::adjacent_find(slots.begin(), slots.end()) == slots.end();
  }

  void tell_overlap(const TableFindings::Overlap& overlap) {
    const Rule& second = rule(overlap.second);
    const std::string what =
        fmt::format("the rows '{}' and '{}' both take {}", rule(overlap.first).id, second.id,
                    rule::to_text(table_, overlap.where));
    const char* why = "hit: unique allows one";
    const char* hint = "part them, or let the order decide: hit: first";
    if (table_.policy == HitPolicy::priority) {
      why = "they have the same priority";
      hint = "rows that overlap need priorities that differ";
    } else if (table_.policy == HitPolicy::any) {
      why = "hit: any wants the same points";
      hint = "give them the same points, or let the order decide: hit: first";
    }
    if (vary_freely())
      diagnostics_.error(second.where, "{}, and {}", what, why).with_hint(hint);
    else
      diagnostics_.warning(second.where, "{}, if that occurs, and {}", what, why).with_hint(hint);
  }

  const RuleSet& set_;
  const DecisionTable& table_;
  Diagnostics& diagnostics_;
};

}  // namespace

std::string to_text(const DecisionTable& table, const TablePoint& point) {
  std::string text;
  for (std::size_t i = 0; i < point.values.size(); ++i)
    text += fmt::format("{}{} = {}", text.empty() ? "" : ", ", table.inputs[i].name,
                        to_text(table.inputs[i], point.values[i], point.others[i]));
  return text;
}

void check_decision_tables(const RuleSet& set, const pack::Schema& schema,
                           Diagnostics& diagnostics) {
  if (set.decision_tables().empty()) return;
  const expr::KnownValues known = known_values(set, schema);
  for (const DecisionTable& table : set.decision_tables())
    Teller(set, table, diagnostics).tell(findings(set, table, known));
}

}  // namespace harbinger::rule
