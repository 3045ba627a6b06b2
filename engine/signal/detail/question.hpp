// SPDX-License-Identifier: Apache-2.0
// An expression asked of many bindings at once.
//
// The day and the parameters are put into the program as constants. What two bindings read alike they are answered
// alike: `controlled_by(supplier, params.state)` is asked once for each supplier, `allied(c, call.date)` once for
// each country and date, however many bindings there are. Answers are remembered while that pays. What reads numbers
// and truth values alone is asked in columns.
//
// Slow twin: expr::Program::evaluate of a BindingRow.
#pragma once

#include <functional>
#include <span>
#include <vector>

#include "signal/detail/binding_rows.hpp"
#include "signal/detail/plan.hpp"
#include "signal/world.hpp"

namespace harbinger::signal::detail {

/// Bindings as arrays: binding i has at slot s what first[s][i * stride] says; slots that nobody reads have none.
struct ManyBindings {
  std::size_t count = 0;
  std::size_t stride = 1;
  std::vector<const std::uint32_t*> first;

  /// Of rows, which must outlive them.
  ManyBindings(const Plan& plan, const BindingRows& rows);
  /// Of one slot.
  ManyBindings(const Plan& plan, std::uint32_t slot, std::span<const std::uint32_t> bound);
  [[nodiscard]] std::uint32_t at(std::size_t i, std::uint32_t slot) const {
    return first[slot][i * stride];
  }
};

class Question {
 public:
  /// Plan and world must outlive it.
  Question(const Plan& plan, const World& world, const expr::Program& program);

  /// Calls visit(i, value) for each binding, in order. May be called by several threads at once.
  void ask(const ManyBindings& bindings,
           const std::function<void(std::size_t, const expr::Value&)>& visit) const;

  /// What the answer depends on: a node or edge, or a field of it.
  struct Input {
    std::uint32_t variable = 0;
    const Field* field = nullptr;
  };
  [[nodiscard]] std::span<const Input> inputs() const { return inputs_; }
  /// Where all inputs have equal keys the answers are equal.
  [[nodiscard]] std::uint64_t key(const Input& input,
                                  std::span<const std::uint32_t> binding) const {
    const std::uint32_t index = binding[input.variable];
    return input.field != nullptr ? input.field->key(world_->view, index) : index;
  }
  [[nodiscard]] expr::Value answer(std::span<const std::uint32_t> binding) const;

 private:
  using Visit = std::function<void(std::size_t, const expr::Value&)>;
  void read(const SlotSource& source);
  void add_input(Input input);
  void ask_each(const ManyBindings& bindings, const Visit& visit) const;
  void ask_columns(const ManyBindings& bindings, const Visit& visit) const;
  [[nodiscard]] expr::Column column(const SlotSource& source, const ManyBindings& bindings,
                                    std::size_t begin, std::size_t end) const;

  const Plan* plan_;
  const World* world_;
  expr::Program program_;
  std::vector<std::uint32_t> variables_;
  std::vector<Input> inputs_;
  bool in_columns_ =
      false;  ///< Reads numbers, which hardly come twice, and nothing that has no column.
};

}  // namespace harbinger::signal::detail
