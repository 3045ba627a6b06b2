// SPDX-License-Identifier: Apache-2.0
#include "model/combine.hpp"

#include <algorithm>
#include <cmath>
#include <functional>

namespace harbinger::model {
namespace {

using Values = std::span<const double>;

double arithmetic(Values weights, Values values) {
  double sum = 0;
  for (std::size_t i = 0; i < values.size(); ++i) sum += weights[i] * values[i];
  return sum;
}

/// A part without weight must not make the whole 0: 0^0 is 1.
double geometric(Values weights, Values values) {
  double log_sum = 0;
  for (std::size_t i = 0; i < values.size(); ++i) {
    if (weights[i] <= 0) continue;
    if (values[i] <= 0) return 0;
    log_sum += weights[i] * std::log(values[i]);
  }
  return std::exp(log_sum);
}

/// The highest value is taken out of the powers, so that a strong exponent neither overflows nor loses all.
double power_mean(double exponent, Values weights, Values values) {
  if (exponent == 0) return geometric(weights, values);
  double scale = exponent > 0 ? 0 : 1;
  for (std::size_t i = 0; i < values.size(); ++i) {
    if (weights[i] <= 0) continue;
    if (exponent < 0 && values[i] <= 0) return 0;
    scale = exponent > 0 ? std::max(scale, values[i]) : std::min(scale, values[i]);
  }
  if (scale <= 0) return 0;
  double sum = 0;
  for (std::size_t i = 0; i < values.size(); ++i)
    if (weights[i] > 0) sum += weights[i] * std::pow(values[i] / scale, exponent);
  return scale * std::pow(sum, 1 / exponent);
}

double noisy_or(Values weights, Values values) {
  double none = 1;
  for (std::size_t i = 0; i < values.size(); ++i) none *= 1 - weights[i] * values[i];
  return 1 - none;
}

double ordered_mean(Values order_weights, Values values) {
  std::vector<double> sorted(values.begin(), values.end());
  std::sort(sorted.begin(), sorted.end(), std::greater<>{});
  return arithmetic(order_weights, sorted);
}

double by_method(const Combination& how, Values weights, Values values) {
  switch (how.method) {
    case CombineMethod::arithmetic: return arithmetic(weights, values);
    case CombineMethod::geometric: return geometric(weights, values);
    case CombineMethod::harmonic: return power_mean(-1, weights, values);
    case CombineMethod::noisy_or: return noisy_or(weights, values);
    case CombineMethod::max: return *std::max_element(values.begin(), values.end());
    case CombineMethod::min: return *std::min_element(values.begin(), values.end());
    case CombineMethod::owa: return ordered_mean(how.order_weights, values);
    case CombineMethod::power_mean: return power_mean(how.exponent, weights, values);
  }
  return 0;
}

}  // namespace

double combined(const Combination& how, Values weights, Values values) {
  if (values.empty()) return 0;
  // Weights add up to 1 only to rounding: without this a site full in every part could score above 100.
  return std::clamp(by_method(how, weights, values), 0.0, 1.0);
}

}  // namespace harbinger::model
