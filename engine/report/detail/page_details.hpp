// SPDX-License-Identifier: Apache-2.0
// Why a site stands where it does, as the page has it: an explanation cut to what can be looked at.
#pragma once

#include <string>
#include <vector>

#include "report/detail/json.hpp"

namespace harbinger::report::detail {

inline constexpr std::size_t most_supports = 12;
/// Facts of a chain that functions used: those of a chain of control, but not each member of an alliance.
inline constexpr std::size_t most_function_facts = 12;

struct PageDetail {
  std::string site;  ///< Its id.
  Json contributions;
  Json evidence;
  /// Rules that say nothing here, each as compact JSON: sites have most of these texts in common.
  std::vector<std::string> not_fired;
  std::vector<std::string> not_evaluated;
  std::vector<graph::FactRef> facts;  ///< All that its chains name.
};

[[nodiscard]] PageDetail page_detail(const ranking::Assessment& assessment,
                                     const ranking::Explanation& explanation);

}  // namespace harbinger::report::detail
