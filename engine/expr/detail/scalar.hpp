// SPDX-License-Identifier: Apache-2.0
// The scalar back end: one row at a time, the whole language. It walks the checked tree.
//
// The columnar back end (columnar.hpp) must give the same answer for each row.
#pragma once

#include <cstddef>
#include <vector>

#include "expr/detail/node.hpp"

namespace harbinger::expr::detail {

/// Items that all comprehensions of one evaluation may visit together.
inline constexpr std::size_t most_steps = 1'000'000;

class ScalarEvaluator {
 public:
  explicit ScalarEvaluator(const Row& row) : row_(row) {}
  [[nodiscard]] Value evaluate(const Node& node);
  /// Gives the variable of a comprehension its value, for evaluating a body on its own.
  void bind(std::uint32_t local, Value item);

 private:
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
  [[nodiscard]] Value comprehension(const Node& node);
  [[nodiscard]] Value quantified(const Node& node, const std::vector<Value>& items);
  [[nodiscard]] Value counted_once(const Node& node, const std::vector<Value>& items);
  [[nodiscard]] Value mapped(const Node& node, const std::vector<Value>& items);
  [[nodiscard]] Value with_item(const Node& node, const Node& body, const Value& item);

  const Row& row_;
  std::vector<Value> locals_;
  std::size_t steps_ = 0;
};

/// A row without slots, for what is the same in every row.
[[nodiscard]] const Row& no_row();

/// Applies the overload that takes these arguments.
[[nodiscard]] Value called(const Node& call, std::vector<Value> arguments, const Row& row);

}  // namespace harbinger::expr::detail
