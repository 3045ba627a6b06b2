// SPDX-License-Identifier: Apache-2.0
// A binding of a pattern as a row of its expressions.
#pragma once

#include <span>
#include <vector>

#include "expr/environment.hpp"
#include "signal/detail/plan.hpp"
#include "signal/world.hpp"

namespace harbinger::signal::detail {

class BindingRow : public expr::Row {
 public:
  /// `binding` has an entry for each slot of the pattern; only those that the expression reads need be set.
  /// Facts that functions rest on are added to `used` where it is given.
  BindingRow(const Plan& plan, const World& world, std::span<const std::uint32_t> binding,
             std::vector<graph::FactRef>* used = nullptr)
      : plan_(&plan), world_(&world), binding_(binding), used_(used) {}

  [[nodiscard]] expr::Value slot(std::uint32_t slot) const override;
  [[nodiscard]] expr::Value call(std::uint32_t function,
                                 std::span<const expr::Value> arguments) const override;

 private:
  const Plan* plan_;
  const World* world_;
  std::span<const std::uint32_t> binding_;
  std::vector<graph::FactRef>* used_;
};

}  // namespace harbinger::signal::detail
