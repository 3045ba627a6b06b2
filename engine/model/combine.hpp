// SPDX-License-Identifier: Apache-2.0
// Combination: one value in [0, 1] from the values of the parts, each in [0, 1] with a weight.
//
// With weights w that add up to 1 (OECD/JRC Handbook on Constructing Composite Indicators, 2008,
// section 6.2, "Additive aggregation methods", "Geometric aggregation"):
//
//     arithmetic   sum w v                  a low part is made up for by a high one, one for one
//     geometric    prod v^w                 a part at 0 makes the whole 0
//     harmonic     1 / sum (w / v)          the same, harder on what is low
//     power_mean   (sum w v^p)^(1/p)        exponent p: 1 arithmetic, 0 geometric, -1 harmonic
//     owa          sum o_k v_(k)            weights by place, highest value first (Yager 1988)
//     max, min                              the highest, the lowest; weights play no part
//     noisy_or     1 - prod (1 - w v)       w is the chance that this part alone is enough (Pearl
//     1988);
//                                           not rescaled, each at most 1
//
// Every method is monotone, gives 0 where all parts are 0, and stays in [0, 1].
// Tested by tests/model/combine_test.cpp.
#pragma once

#include <span>
#include <vector>

namespace harbinger::model {

enum class CombineMethod : unsigned char {
  arithmetic,
  geometric,
  harmonic,
  noisy_or,
  max,
  min,
  owa,
  power_mean
};

struct Combination {
  CombineMethod method = CombineMethod::arithmetic;
  double exponent = 1;                ///< power_mean alone.
  std::vector<double> order_weights;  ///< owa alone: one for each place, highest value first.
  friend bool operator==(const Combination&, const Combination&) = default;
};

/// Whether the whole is the weighted sum of the parts, whatever the other parts are.
[[nodiscard]] inline bool is_additive(const Combination& how) {
  return how.method == CombineMethod::arithmetic;
}

/// Whether the weights are used as they are: noisy_or. The others take weights that add up to 1.
[[nodiscard]] inline bool keeps_weights(const Combination& how) {
  return how.method == CombineMethod::noisy_or;
}

/// The whole, for one row. `weights` add up to 1 (but for noisy_or); nothing to combine gives 0.
[[nodiscard]] double combined(const Combination& how, std::span<const double> weights,
                              std::span<const double> values);

}  // namespace harbinger::model
