// SPDX-License-Identifier: Apache-2.0
// The scalar back end: one row at a time, the whole language. It walks the checked tree.
//
// The columnar back end (columnar.hpp) must give the same answer for each row.
#pragma once

#include <cstddef>
#include <optional>
#include <vector>

#include "expr/detail/items.hpp"
#include "expr/detail/node.hpp"

namespace harbinger::expr::detail {

/// Items that all operations of one evaluation may visit together.
inline constexpr std::size_t most_steps = 10'000'000;
/// Bytes of texts, lists and maps that one evaluation may build.
inline constexpr std::size_t most_built = 64u << 20;

class ScalarEvaluator {
 public:
  explicit ScalarEvaluator(const Row& row) : row_(row) {}
  [[nodiscard]] Value evaluate(const Node& node);
  /// Gives a variable of a macro its value, for evaluating a body on its own.
  void bind(std::uint32_t local, Value value);
  /// Gives the variables of the macro `node` those of item i.
  void bind_item(const Node& node, const Items& items, std::size_t i);

 private:
  [[nodiscard]] Value part(const Node& node);
  /// Why the evaluation ends here, once it has taken all that it may.
  [[nodiscard]] std::optional<Error> exhausted() const;
  [[nodiscard]] Value computed(const Node& node);
  /// Counts steps; the error once they are more than an evaluation may take.
  [[nodiscard]] std::optional<Error> visited(std::size_t steps);
  /// The value, or an error once more has been built than an evaluation may.
  [[nodiscard]] Value bounded(Value value);
  [[nodiscard]] Value slot(const Node& node) const;
  [[nodiscard]] Value field(const Node& node);
  [[nodiscard]] Value present(const Node& node);
  [[nodiscard]] Value item(const Node& node);
  [[nodiscard]] Value list(const Node& node);
  [[nodiscard]] Value map(const Node& node);
  [[nodiscard]] Value binary(const Node& node);
  [[nodiscard]] Value junction(const Node& node, bool decisive);
  [[nodiscard]] Value conditional(const Node& node);
  [[nodiscard]] Value call(const Node& node);

  // comprehension.cpp
  [[nodiscard]] Value comprehension(const Node& node);
  [[nodiscard]] Value quantified(const Node& node, const Items& items);
  [[nodiscard]] Value counted_once(const Node& node, const Items& items);
  [[nodiscard]] Value mapped(const Node& node, const Items& items);
  [[nodiscard]] Value with_value(const Node& node);
  /// Whether the condition of `filter` and its kin holds; the reason to stop otherwise.
  [[nodiscard]] Value wanted(const Node& node);

  const Row& row_;
  std::vector<Value> locals_;
  std::size_t steps_ = 0;
  std::size_t built_ = 0;
};

/// A row without slots, for what is the same in every row.
[[nodiscard]] const Row& no_row();

/// Applies the overload that takes these arguments.
[[nodiscard]] Value called(const Node& call, std::vector<Value> arguments, const Row& row);

}  // namespace harbinger::expr::detail
