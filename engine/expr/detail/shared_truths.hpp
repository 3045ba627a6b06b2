// SPDX-License-Identifier: Apache-2.0
// The conditions that several programs, or one program twice, have in common, found by what they mean (meaning.hpp):
//
//     calls > 2 && donated        calls > 2 is said three times, all of it twice:
//     donated && 2 < calls   ->   kept are  calls > 2  and  all(calls > 2, donated)
//     calls > 2 || grants > 0
#pragma once

#include <optional>
#include <string>
#include <unordered_map>

#include "expr/detail/node.hpp"

namespace harbinger::expr::detail {

class SharedTruths {
 public:
  /// Takes note of a program. Inside of what was said before nothing is counted again: it is not computed again.
  void count(const Node& root);
  /// Once all are counted: where the value of a condition said more than once is kept.
  [[nodiscard]] std::optional<std::size_t> place_of(const Node& node) const;
  /// How many there are.
  [[nodiscard]] std::size_t size() const { return places_; }

 private:
  struct Said {
    bool again = false;
    std::size_t place = 0;
  };
  std::unordered_map<std::string, Said> said_;  ///< By meaning.
  std::size_t places_ = 0;
};

}  // namespace harbinger::expr::detail
