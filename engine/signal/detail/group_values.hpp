// SPDX-License-Identifier: Apache-2.0
// From rows of bindings to a column: one value for each group of rows, then the value of its group at each site.
#pragma once

#include <span>
#include <vector>

#include "signal/detail/shared_terms.hpp"

namespace harbinger::signal::detail {

/// The values of some groups, ascending.
struct GroupValues {
  std::vector<std::uint32_t> groups;
  expr::Column values;  ///< A row for each group.
};

/// Of rows that are ordered by group and bind the variables of terms.
[[nodiscard]] GroupValues group_values(const Plan& plan, const SharedTerms& terms,
                                       const BindingRows& rows);

/// Numbers that are all known.
[[nodiscard]] expr::Column column_of_known(std::vector<double> numbers);

/// The value of a group that has no terms, as a column of one row.
[[nodiscard]] expr::Column value_of_nothing(const Plan& plan);

}  // namespace harbinger::signal::detail
