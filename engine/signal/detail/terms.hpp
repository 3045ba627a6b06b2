// SPDX-License-Identifier: Apache-2.0
// The terms of a binding: `value`, then `lookup`, the decay with distance, and the share allocated.
#pragma once

#include <functional>
#include <optional>
#include <span>
#include <vector>

#include "signal/detail/combine.hpp"
#include "signal/world.hpp"

namespace harbinger::signal::detail {

/// Whether every binding has the same one term: there is no value, and nothing weighs it.
[[nodiscard]] bool has_constant_term(const Plan& plan);

/// Makes terms of values. What weighs them is remembered from one binding to the next, as neighbours share it.
class TermMaker {
 public:
  TermMaker(const Plan& plan, const World& world) : plan_(&plan), world_(&world) {}

  /// Calls add(value) for each term of a binding whose `value` is given: one, or one for each distinct item where it
  /// is a list (none for an empty list, an unknown one for an unknown list). Without a `value` it is not read.
  void for_each_term(std::span<const std::uint32_t> binding, const expr::Value& value,
                     const std::function<void(const expr::Value&)>& add);

 private:
  [[nodiscard]] expr::Value weighed(std::span<const std::uint32_t> binding, expr::Value value);
  [[nodiscard]] double decay_between(std::uint32_t site, std::uint32_t other);
  [[nodiscard]] std::size_t nodes_shared_by(std::uint32_t far);

  const Plan* plan_;
  const World* world_;
  std::optional<std::pair<std::uint32_t, std::uint32_t>> decay_of_;
  double decay_ = 0;
  std::optional<std::uint32_t> shared_by_;
  std::size_t sharers_ = 0;
  std::vector<graph::NodeId> ends_;
};

/// Adds the terms of a binding. Facts that functions rest on are added to `used`.
void add_terms(const Plan& plan, const World& world, std::span<const std::uint32_t> binding,
               Presence presence, std::vector<Term>& terms,
               std::vector<graph::FactRef>* used = nullptr);

}  // namespace harbinger::signal::detail
