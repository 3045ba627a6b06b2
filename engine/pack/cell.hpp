// SPDX-License-Identifier: Apache-2.0
// One cell of a fact: a typed value, or unknown. Texts lie elsewhere: in the pack, or in what is read.
#pragma once

#include <string_view>
#include <variant>
#include <vector>

#include "base/date.hpp"
#include "base/decimal.hpp"

namespace harbinger::pack {

/// An empty cell: not known, which is not zero and not "no".
struct UnknownCell {
  friend bool operator==(UnknownCell, UnknownCell) = default;
};

/// A number in [low, high]; exact where the two are equal.
struct NumberRange {
  double low = 0;
  double high = 0;
  friend bool operator==(NumberRange, NumberRange) = default;
};

/// text and ref: string_view (the id); texts: vector; integer and number: NumberRange; share: DecimalRange;
/// date: Date; truth: bool.
using Cell = std::variant<UnknownCell, bool, NumberRange, DecimalRange, Date, std::string_view,
                          std::vector<std::string_view>>;

[[nodiscard]] inline bool is_known(const Cell& cell) {
  return !std::holds_alternative<UnknownCell>(cell);
}

}  // namespace harbinger::pack
