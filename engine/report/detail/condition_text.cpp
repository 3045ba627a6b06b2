// SPDX-License-Identifier: Apache-2.0
#include "report/detail/condition_text.hpp"

#include <algorithm>
#include <vector>

#include <fmt/core.h>

#include "report/detail/clause_text.hpp"
#include "report/text_table.hpp"

namespace harbinger::report::detail {

namespace {

using expr::Condition;
using Kind = Condition::Kind;

constexpr std::size_t most_text = 60;  ///< Columns of a clause's own text, before what it said.

struct Line {
  std::size_t depth = 0;
  std::string text;
  std::string result;
  std::string read;
};

std::string truth_text(const Condition& condition) {
  if (!condition.reached) return "not asked";
  if (const bool* truth = condition.result.get_if<bool>()) return *truth ? "true" : "false";
  return condition.result.is<expr::Error>() ? "error" : "unknown";
}

/// What the left side is; its name only where the clause was turned round.
std::string read_side(const expr::Clause& clause) {
  const std::string value = side_text(clause.read);
  if (clause.left.empty() || clause.text.starts_with(clause.left)) return "is " + value;
  return fmt::format("{} is {}", clause.left, value);
}

std::string read_text(const Condition& condition) {
  if (const auto* error = condition.result.get_if<expr::Error>()) return error->message;
  const expr::Clause& clause = *condition.clause;
  if (clause.comparison.empty()) return {};
  std::string text = read_side(clause);
  const std::string threshold = side_text(clause.threshold);
  // A threshold that is written as a name or an expression is told as the value it is.
  if (!clause.text.ends_with(threshold)) text += ", against " + threshold;
  if (const std::string margin = margin_text(clause); !margin.empty()) text += ", " + margin;
  return text;
}

std::string found_text(const expr::Quantified& quantified) {
  const auto& element = quantified.decisive;
  std::string text =
      fmt::format("{}: {} of {} hold", quantified.macro, quantified.holding, quantified.items);
  if (quantified.unknown > 0) text += fmt::format(", {} unknown", quantified.unknown);
  if (!element) return text;
  return text +
         fmt::format("; element {} decided, {}:", element->index + 1, side_text(element->value));
}

class TreeText {
 public:
  void add(const Condition& condition, std::size_t depth) {
    if (condition.kind == Kind::clause) return add_clause(condition, depth);
    static constexpr const char* words[] = {"", "and", "or", "not", "choice"};
    lines_.push_back(
        {depth, words[static_cast<std::size_t>(condition.kind)], truth_text(condition), {}});
    for (const Condition& part : condition.parts) add(part, depth + 1);
  }

  std::string text(std::size_t indent, std::size_t width) const {
    std::size_t column = 0;
    for (const Line& line : lines_)
      if (!line.result.empty())
        column = std::max(column, 2 * line.depth + display_width(line.text));
    column = std::min(column, most_text) + 2;
    std::string out;
    for (const Line& line : lines_) out += line_text(line, indent, column, width);
    return out;
  }

 private:
  void add_clause(const Condition& condition, std::size_t depth) {
    lines_.push_back({depth, condition.text, truth_text(condition), read_text(condition)});
    for (const expr::Quantified& quantified : condition.quantified) {
      lines_.push_back({depth + 1, found_text(quantified), {}, {}});
      if (quantified.decisive) add(quantified.decisive->body.front(), depth + 2);
    }
  }

  static std::string line_text(const Line& line, std::size_t indent, std::size_t column,
                               std::size_t width) {
    const std::string margin(indent + 2 * line.depth, ' ');
    std::string out = margin + printable(line.text);
    if (line.result.empty()) return out + "\n";
    const std::size_t used = 2 * line.depth + display_width(line.text);
    // A long text has what it said on a line of its own.
    if (used + 2 > column)
      out += "\n" + std::string(indent + column, ' ');
    else
      out += std::string(column - used, ' ');
    out += line.result;
    if (line.read.empty()) return out + "\n";
    const std::size_t at = indent + column + 9;
    out += std::string(9 - std::min<std::size_t>(8, line.result.size()), ' ');
    const std::size_t left = at + 30 < width ? width - at : 30;
    return out + wrapped(printable(line.read), left, std::string(at, ' ')) + "\n";
  }

  std::vector<Line> lines_;
};

}  // namespace

std::string condition_text(const Condition& condition, std::size_t indent, std::size_t width) {
  TreeText tree;
  tree.add(condition, 0);
  return tree.text(indent, width);
}

}  // namespace harbinger::report::detail
