// SPDX-License-Identifier: Apache-2.0
#include "signal/detail/root_classes.hpp"

#include "signal/detail/alike_classes.hpp"

namespace harbinger::signal::detail {

namespace {

/// More kinds of roots, or of rows, make a table that is not worth its answers.
constexpr std::uint32_t most_classes = 512;

using Binding = AlikeClasses::Binding;

}  // namespace

std::optional<RootClasses> RootClasses::of(const Plan& plan, std::span<const Question> conditions,
                                           std::span<const graph::NodeId> roots,
                                           const BindingRows& rows) {
  RootClasses result;
  Binding binding(plan.pattern.slots());
  AlikeClasses of_roots(conditions, [](std::uint32_t variable) { return variable == 0; });
  for (const graph::NodeId root : roots) {
    binding[0] = root.value();
    result.of_root_.push_back(of_roots.of(binding));
    if (of_roots.first().size() > most_classes) return std::nullopt;
  }
  AlikeClasses of_rows(conditions, [](std::uint32_t variable) { return variable != 0; });
  for (std::size_t i = 0; i < rows.size(); ++i) {
    rows.unpack(i, binding);
    result.of_row_.push_back(of_rows.of(binding));
    if (of_rows.first().size() > most_classes) return std::nullopt;
  }
  result.row_classes_ = of_rows.first().size();
  for (const Binding& root : of_roots.first()) {
    std::uint64_t& turned_down = result.turned_down_.emplace_back(0);
    for (std::uint32_t row = 0; row < result.row_classes_; ++row) {
      binding = of_rows.first()[row];
      binding[0] = root[0];
      result.answers_.push_back(presence_of_all(conditions, binding));
      if (result.answers_.back() != Presence::yes) turned_down |= bit(row);
    }
  }
  return result;
}

}  // namespace harbinger::signal::detail
