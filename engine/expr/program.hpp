// SPDX-License-Identifier: Apache-2.0
// A checked expression, and its two back ends, which always agree: one row at a time (the whole language),
// and whole columns at once (numbers, truth values and texts).
//
//     WrittenText -> parse -> syntax tree -> check (types, names) -> Program -> evaluate
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/diagnostic.hpp"
#include "base/written_text.hpp"
#include "expr/column.hpp"
#include "expr/condition.hpp"
#include "expr/environment.hpp"

namespace harbinger::expr {

struct Node;  // the checked syntax tree, expr/detail/node.hpp

/// A call of a function that only the row can answer (Function::host).
struct HostCall {
  struct Argument {
    TypeKind type = TypeKind::dyn;
    std::optional<Value> constant;      ///< Set where it is the same for every row.
    std::optional<std::uint32_t> slot;  ///< Set where it is a name and nothing else.
  };
  std::uint32_t host = 0;
  std::vector<Argument> arguments;
};

class Program {
 public:
  [[nodiscard]] const Type& type() const;
  /// Of a column of its values, where there is one.
  [[nodiscard]] std::optional<ColumnKind> kind() const;
  /// The value, or an error where a column of that kind does not hold it: a `dyn` may turn out to be anything. Whole
  /// numbers become real ones.
  [[nodiscard]] Value held(Value value) const;
  /// The slots the expression reads, ascending, each once.
  [[nodiscard]] std::span<const std::uint32_t> slots() const;
  /// All calls of host functions, in the order written.
  [[nodiscard]] std::vector<HostCall> host_calls() const;
  /// The text as written.
  [[nodiscard]] const WrittenText& text() const;
  /// True where the value is the same for every row.
  [[nodiscard]] bool is_constant() const;

  [[nodiscard]] Value evaluate(const Row& row) const;

  /// Whether the columnar back end takes it; `why_not` says what it does not.
  [[nodiscard]] bool is_columnar() const;
  [[nodiscard]] const std::string& why_not() const;
  /// All rows at once. columns[slot] must be set for each slot of slots(); all of `rows` rows. Where the
  /// program is not columnar, or a column has ranges, rows are evaluated one at a time: same answer.
  [[nodiscard]] Column evaluate(std::span<const Column* const> columns, std::size_t rows) const;
  /// The program for rows in which these slots have these values: it reads them no more, and what they settle
  /// is computed once. Day, list or record: a slot that has no column is none that hinders then.
  [[nodiscard]] Program with_constants(
      std::span<const std::pair<std::uint32_t, Value>> constants) const;

  /// The expression opened into its conditions, each with what it said in this row.
  [[nodiscard]] Condition condition(const Row& row) const;
  /// The atomic conditions, in the order written, each with what it read in this row.
  [[nodiscard]] std::vector<Clause> clauses(const Row& row) const;

  /// The checked tree, for the other files of this folder.
  [[nodiscard]] const Node& root() const;

 private:
  friend std::optional<Program> check(const WrittenText&, const Environment&, Diagnostics&);
  friend std::optional<Program> check_as(TypeKind, std::string_view, const WrittenText&,
                                         const Environment&, Diagnostics&);
  struct State;
  std::shared_ptr<const State> state_;
};

/// Parses and checks; nothing where it added an error.
[[nodiscard]] std::optional<Program> check(const WrittenText& text, const Environment& environment,
                                           Diagnostics& diagnostics);
/// The same, and an error where the type is none of `wanted` (a condition is a bool, points are numbers). A
/// `dyn` may turn out to be one: its column has an error in each row in which it does not.
[[nodiscard]] std::optional<Program> check_as(TypeKind wanted, std::string_view what,
                                              const WrittenText& text,
                                              const Environment& environment,
                                              Diagnostics& diagnostics);

}  // namespace harbinger::expr
