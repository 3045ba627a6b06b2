// SPDX-License-Identifier: Apache-2.0
// What conditions say that read both the root and what lies behind a cut, told once for all that they read alike:
//
//     c.id != site.sovereign      roots by sovereign x rows by country: one table of answers
#pragma once

#include <optional>
#include <span>
#include <vector>

#include "signal/detail/binding_rows.hpp"
#include "signal/detail/question.hpp"

namespace harbinger::signal::detail {

class RootClasses {
 public:
  /// Nothing where roots or rows are too many kinds for a table.
  [[nodiscard]] static std::optional<RootClasses> of(const Plan& plan,
                                                     std::span<const Question> conditions,
                                                     std::span<const graph::NodeId> roots,
                                                     const BindingRows& rows);

  [[nodiscard]] std::uint32_t class_of_root(std::size_t root) const { return of_root_[root]; }
  [[nodiscard]] std::uint32_t class_of_row(std::size_t row) const { return of_row_[row]; }
  /// What the conditions say of a root and a row of these classes together.
  [[nodiscard]] Presence presence(std::uint32_t class_of_root, std::uint32_t class_of_row) const {
    return answers_[class_of_root * row_classes_ + class_of_row];
  }
  /// A set of classes of rows, 64 of which have a bit of their own.
  [[nodiscard]] static std::uint64_t bit(std::uint32_t class_of_row) {
    return std::uint64_t{1} << (class_of_row % 64);
  }
  /// The bits of all rows of which the conditions do not say `yes` together with such a root.
  [[nodiscard]] std::uint64_t turned_down(std::uint32_t class_of_root) const {
    return turned_down_[class_of_root];
  }

 private:
  std::vector<std::uint32_t> of_root_;  ///< Class by root.
  std::vector<std::uint32_t> of_row_;   ///< Class by row.
  std::size_t row_classes_ = 0;
  std::vector<Presence> answers_;  ///< By class of root, by class of row.
  std::vector<std::uint64_t> turned_down_;
};

}  // namespace harbinger::signal::detail
