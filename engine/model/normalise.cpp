// SPDX-License-Identifier: Apache-2.0
#include "model/normalise.hpp"

#include <algorithm>
#include <cmath>
#include <numbers>

#include "base/parallel.hpp"
#include "model/detail/reduce.hpp"

namespace harbinger::model {
namespace {

using Values = std::span<const double>;

std::vector<double> sorted_known(Values values, BitSpan known) {
  std::vector<double> sorted;
  for (std::size_t row = 0; row < values.size(); ++row)
    if (known[row]) sorted.push_back(values[row]);
  std::sort(sorted.begin(), sorted.end());
  return sorted;
}

struct Extent {
  double low = 0;
  double high = 0;
};

Extent extent(Values values, BitSpan known) {
  Extent result;
  bool first = true;
  for (std::size_t row = 0; row < values.size(); ++row) {
    if (!known[row]) continue;
    result.low = first ? values[row] : std::min(result.low, values[row]);
    result.high = first ? values[row] : std::max(result.high, values[row]);
    first = false;
  }
  return result;
}

/// What makes an indicator of one value, with all that had to be known of the column before.
struct Scale {
  Normalisation how;
  Extent ends;                 // minmax, goalposts, log (of the logarithms)
  Moments statistics;          // zscore
  std::vector<double> sorted;  // rank, percentile
};

double logarithm(double x, const Normalisation& how) { return std::log(x + how.offset); }

/// Stated goalposts where there are any, else the ends of what was observed.
Extent log_ends(Values values, BitSpan known, const Normalisation& how) {
  const Extent seen = extent(values, known);
  return {logarithm(how.low.value_or(seen.low), how), logarithm(how.high.value_or(seen.high), how)};
}

Scale scale_of(Values values, BitSpan known, const Normalisation& how, unsigned threads) {
  Scale scale{how, {}, {}, {}};
  switch (how.method) {
    case NormaliseMethod::as_is:
    case NormaliseMethod::logistic: break;
    case NormaliseMethod::minmax: scale.ends = extent(values, known); break;
    case NormaliseMethod::goalposts:
      scale.ends = {how.low.value_or(0), how.high.value_or(1)};
      break;
    case NormaliseMethod::log: scale.ends = log_ends(values, known, how); break;
    case NormaliseMethod::zscore: scale.statistics = moments(values, known, threads); break;
    case NormaliseMethod::rank:
    case NormaliseMethod::percentile: scale.sorted = sorted_known(values, known); break;
  }
  return scale;
}

double between(double x, Extent ends) {
  // An end at minus infinity (the logarithm of nothing) is as far below as any other: what is above is 1.
  if (!(ends.high > ends.low)) return 0;
  if (x <= ends.low) return 0;
  if (std::isinf(ends.low)) return 1;
  return (x - ends.low) / (ends.high - ends.low);
}

double zscore(double x, const Moments& of) {
  if (!(of.deviation > 0)) return 0;
  return 0.5 * std::erfc(-(x - of.mean) / of.deviation / std::numbers::sqrt2);
}

double rank(double x, const std::vector<double>& sorted) {
  if (sorted.size() < 2) return 0;
  const auto below = std::lower_bound(sorted.begin(), sorted.end(), x) - sorted.begin();
  return static_cast<double>(below) / static_cast<double>(sorted.size() - 1);
}

double percentile(double x, const std::vector<double>& sorted) {
  const auto [low, high] = std::equal_range(sorted.begin(), sorted.end(), x);
  const double below = static_cast<double>(low - sorted.begin());
  const double equal = static_cast<double>(high - low);
  return (below + equal / 2) / static_cast<double>(sorted.size());
}

double logistic(double x, const Normalisation& how) {
  const auto curve = [&](double at) {
    return 1 / (1 + std::exp(-how.slope * (at - how.midpoint)));
  };
  if (!how.low) return curve(x);
  const double start = curve(*how.low);
  return start < 1 ? (curve(x) - start) / (1 - start) : 0;
}

double indicator(double x, const Scale& scale) {
  switch (scale.how.method) {
    case NormaliseMethod::as_is: return x;
    case NormaliseMethod::minmax:
    case NormaliseMethod::goalposts: return between(x, scale.ends);
    case NormaliseMethod::zscore: return zscore(x, scale.statistics);
    case NormaliseMethod::rank: return rank(x, scale.sorted);
    case NormaliseMethod::percentile: return percentile(x, scale.sorted);
    case NormaliseMethod::logistic: return logistic(x, scale.how);
    case NormaliseMethod::log: return between(logarithm(x, scale.how), scale.ends);
  }
  return 0;
}

/// The quantile of sorted values, by linear interpolation (type 7 of Hyndman and Fan 1996).
double quantile(const std::vector<double>& sorted, double fraction) {
  const double place = fraction * static_cast<double>(sorted.size() - 1);
  const auto below = static_cast<std::size_t>(place);
  const std::size_t above = std::min(below + 1, sorted.size() - 1);
  return sorted[below] + (place - static_cast<double>(below)) * (sorted[above] - sorted[below]);
}

std::vector<double> cut_to_quantiles(Values values, BitSpan known, const Winsorise& how) {
  std::vector<double> result(values.begin(), values.end());
  const std::vector<double> sorted = sorted_known(values, known);
  if (sorted.empty()) return result;
  const double low = quantile(sorted, how.lower);
  const double high = quantile(sorted, how.upper);
  for (std::size_t row = 0; row < result.size(); ++row)
    if (known[row]) result[row] = std::clamp(result[row], low, high);
  return result;
}

bool is_regular(const Moments& of) { return std::abs(of.skewness) < 2 || of.kurtosis < 3.5; }

/// Sets all values at one end to the next inner one, and says how many stand at that end now.
std::size_t pull_in(std::vector<double>& values, BitSpan known, bool at_top) {
  const std::vector<double> sorted = sorted_known(values, known);
  const double end = at_top ? sorted.back() : sorted.front();
  const double next = at_top ? *(std::lower_bound(sorted.begin(), sorted.end(), end) - 1)
                             : *std::upper_bound(sorted.begin(), sorted.end(), end);
  std::size_t moved = 0;
  for (std::size_t row = 0; row < values.size(); ++row) {
    if (known[row] && values[row] == end) values[row] = next;
    moved += known[row] && values[row] == next ? 1u : 0u;
  }
  return moved;
}

std::vector<double> logarithms_from_minimum(Values values, BitSpan known) {
  std::vector<double> result(values.begin(), values.end());
  const auto [low, high] = extent(values, known);
  for (std::size_t row = 0; row < result.size(); ++row)
    if (known[row]) result[row] = std::log(values[row] - low + 0.01 * (high - low));
  return result;
}

std::vector<double> pulled_in(Values values, BitSpan known, std::size_t points, unsigned threads) {
  std::vector<double> result(values.begin(), values.end());
  std::size_t at_end = 0;
  Moments now = moments(result, known, threads);
  while (!is_regular(now) && at_end < points) {
    at_end = pull_in(result, known, now.skewness >= 0);
    now = moments(result, known, threads);
  }
  return is_regular(now) ? result : logarithms_from_minimum(values, known);
}

}  // namespace

Moments moments(Values values, BitSpan known, unsigned threads) {
  Moments result;
  result.count = known.count();
  const double n = static_cast<double>(result.count);
  if (result.count == 0) return result;
  const auto sum_of = [&](const auto& term) {
    return sum_rows(values.size(), threads,
                    [&](std::size_t r) { return known[r] ? term(values[r]) : 0.0; });
  };
  result.mean = sum_of([](double x) { return x; }) / n;
  const double mean = result.mean;
  // Squares of rounding errors are no spread: a column of one value has none.
  const Extent ends = extent(values, known);
  if (result.count < 2 || ends.low == ends.high) return result;
  const double second = sum_of([&](double x) { return (x - mean) * (x - mean); });
  const double third = sum_of([&](double x) { return std::pow(x - mean, 3); });
  const double fourth = sum_of([&](double x) { return std::pow(x - mean, 4); });
  result.deviation = std::sqrt(second / (n - 1));
  if (!(second > 0)) return result;
  if (n > 2)
    result.skewness =
        std::sqrt(n) * third / std::pow(second, 1.5) * std::sqrt(n * (n - 1)) / (n - 2);
  const double ratio = n * fourth / (second * second);
  if (n > 3) result.kurtosis = ((n + 1) * (ratio - 3) + 6) * (n - 1) / ((n - 2) * (n - 3));
  return result;
}

std::vector<double> winsorised(Values values, BitSpan known, const Winsorise& how,
                               unsigned threads) {
  if (!how.points) return cut_to_quantiles(values, known, how);
  return pulled_in(values, known, static_cast<std::size_t>(*how.points), threads);
}

std::vector<double> normalised(Values values, BitSpan known, const Normalisation& how,
                               unsigned threads) {
  std::vector<double> treated;
  if (how.winsorise) {
    treated = winsorised(values, known, *how.winsorise, threads);
    values = treated;
  }
  const Scale scale = scale_of(values, known, how, threads);
  std::vector<double> result(values.size(), 0.0);
  for_each_block(values.size(), threads, [&](std::size_t begin, std::size_t end) {
    for (std::size_t row = begin; row < end; ++row) {
      if (!known[row]) continue;
      const double y = indicator(values[row], scale);
      // A value that is no number has no place on the scale; it is no evidence.
      const double cut = y > 0 ? std::min(y, 1.0) : 0.0;
      result[row] = how.falling ? 1 - cut : cut;
    }
  });
  return result;
}

}  // namespace harbinger::model
