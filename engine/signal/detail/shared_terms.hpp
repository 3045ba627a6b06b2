// SPDX-License-Identifier: Apache-2.0
// The terms of rows: asked once for each node or edge where rows keep one variable of terms, however many sites share
// it; else once for each row.
#pragma once

#include <optional>
#include <span>

#include "signal/detail/binding_rows.hpp"
#include "signal/detail/question.hpp"
#include "signal/detail/terms.hpp"

namespace harbinger::signal::detail {

/// The terms of some rows.
struct RowTerms {
  const TermColumns* shared = nullptr;  ///< nullptr: the rows have their own.
  TermColumns own;
  std::vector<std::uint32_t>
      bindings;  ///< Of each row: its place among the bindings of the columns.

  [[nodiscard]] const TermColumns& columns() const { return shared != nullptr ? *shared : own; }
};

class SharedTerms {
 public:
  /// `candidates`: what the one variable of terms may be bound to, ascending; empty where terms are asked of each
  /// row. Plan and world must outlive it.
  SharedTerms(const Plan& plan, const World& world, std::span<const std::uint32_t> candidates,
              unsigned threads);

  /// May be called by several threads at once. The rows bind the variables of terms.
  [[nodiscard]] RowTerms of(const BindingRows& rows) const;

 private:
  void add_terms_of(const ManyBindings& bindings, TermColumns& terms) const;

  const Plan& plan_;
  const World& world_;
  std::optional<Question> value_;
  TermColumns shared_;
  const SlotSource* text_;             ///< Read in place of `value_`, where not nullptr.
  std::uint32_t first_ = 0;            ///< The least candidate.
  std::vector<std::uint32_t> places_;  ///< By node or edge, from the least candidate on.
};

}  // namespace harbinger::signal::detail
