// SPDX-License-Identifier: Apache-2.0
// Functions of doubles that both back ends call, so that they cannot differ by a bit. A NaN among the
// arguments is the result.
#pragma once

#include <cmath>

namespace harbinger::expr::functions {

inline double smaller(double a, double b) { return a < b || a != a ? a : b; }
inline double larger(double a, double b) { return a > b || a != a ? a : b; }
inline double clamped(double x, double low, double high) { return smaller(larger(x, low), high); }
inline double absolute(double x) { return std::fabs(x); }
inline double round_down(double x) { return std::floor(x); }
inline double round_up(double x) { return std::ceil(x); }
/// Halves go away from zero.
inline double rounded(double x) { return std::round(x); }
inline double square_root(double x) { return std::sqrt(x); }
inline double exponential(double x) { return std::exp(x); }
inline double natural_logarithm(double x) { return std::log(x); }
inline double power(double x, double y) { return std::pow(x, y); }

}  // namespace harbinger::expr::functions
