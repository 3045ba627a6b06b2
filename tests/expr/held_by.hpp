// SPDX-License-Identifier: Apache-2.0
// Whether a value is among those that were said to be possible.
#pragma once

#include <cmath>

#include "expr/possible.hpp"

namespace harbinger::expr::testing {

inline bool holds(const Possible& possible, const Value& value) {
  if (value.is<Unknown>()) return possible.unknown;
  if (value.is<Error>()) return possible.error;
  if (const bool* truth = value.get_if<bool>())
    return *truth ? possible.is_true : possible.is_false;
  if (const double* number = value.get_if<double>())
    return std::isnan(*number) ? possible.nan
                               : possible.numbers && possible.numbers->holds(*number);
  if (const Range* range = value.get_if<Range>())
    return possible.ranges && possible.numbers && possible.numbers->holds(range->low) &&
           possible.numbers->holds(range->high);
  if (const std::string* text = value.get_if<std::string>())
    return possible.texts.all_but != possible.texts.listed.contains(*text);
  return possible.others;
}

}  // namespace harbinger::expr::testing
