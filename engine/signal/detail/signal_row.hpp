// SPDX-License-Identifier: Apache-2.0
// A site as a row of a derived signal: the other signals there, its attributes, the day, the parameters.
#pragma once

#include <functional>

#include "signal/detail/binding_row.hpp"

namespace harbinger::signal::detail {

class SignalRow : public expr::Row {
 public:
  SignalRow(const Plan& plan, const World& world, graph::NodeId site,
            std::function<expr::Value(SignalId)> signals)
      : plan_(&plan),
        binding_(site.value()),
        row_(plan, world, {&binding_, 1}),
        signals_(std::move(signals)) {}

  SignalRow(const SignalRow&) = delete;
  SignalRow& operator=(const SignalRow&) = delete;

  [[nodiscard]] expr::Value slot(std::uint32_t slot) const override {
    const SlotSource& source = plan_->slots[slot];
    return source.what == SlotSource::What::signal ? signals_(SignalId(source.variable))
                                                   : row_.slot(slot);
  }
  [[nodiscard]] expr::Value call(std::uint32_t function,
                                 std::span<const expr::Value> arguments) const override {
    return row_.call(function, arguments);
  }

 private:
  const Plan* plan_;
  std::uint32_t binding_;
  BindingRow row_;
  std::function<expr::Value(SignalId)> signals_;
};

/// The value of a derived signal at a site, from those of the signals it reads; unknown where the site does not
/// hold on the day.
[[nodiscard]] expr::Value derived_value(const Plan& plan, const World& world, graph::NodeId site,
                                        const std::function<expr::Value(SignalId)>& signals);

}  // namespace harbinger::signal::detail
