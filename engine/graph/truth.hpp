// SPDX-License-Identifier: Apache-2.0
// Yes, no, or not known from the facts at hand (Kleene's strong three-valued logic).
#pragma once

#include <string_view>

namespace harbinger::graph {

enum class Truth : unsigned char { no, yes, unknown };

[[nodiscard]] constexpr std::string_view to_text(Truth truth) {
  return truth == Truth::yes ? "yes" : truth == Truth::no ? "no" : "unknown";
}

/// The truth of what holds in every possible world (`surely`), in some (`possibly`), or in none.
[[nodiscard]] constexpr Truth truth_between(bool surely, bool possibly) {
  return surely ? Truth::yes : possibly ? Truth::unknown : Truth::no;
}

}  // namespace harbinger::graph
