// SPDX-License-Identifier: Apache-2.0
// Normalisation: a signal of any unit becomes an indicator in [0, 1].
//
// After the OECD/JRC Handbook on Constructing Composite Indicators (2008), section 5
// ("Normalisation of data"), over the known rows of the column:
//
//     as_is        x
//     minmax       (x - min) / (max - min)
//     zscore       F((x - mean) / sd), F the standard normal distribution function, sd with n - 1
//     rank         (rows below x) / (n - 1): equal values share the lower place
//     percentile   (rows below x + half the rows equal to x) / n
//     goalposts    (x - low) / (high - low), low and high stated, not observed
//     logistic     L(x) = 1 / (1 + exp(-slope (x - midpoint))); with `low` stated, (L(x) - L(low))
//     /
//                  (1 - L(low)), so that `low` and less are 0
//     log          as goalposts, or minmax where none are stated, of ln(x + offset)
//
// Results are cut to [0, 1]; `falling` turns them over (1 - y). A column without spread has no
// information and becomes 0 everywhere (minmax, zscore, rank, log).
// Sums run per block of 1,024 rows, joined in order: the same bytes for any number of threads.
// Tested by tests/model/normalise_test.cpp against plain loops.
#pragma once

#include <optional>
#include <span>
#include <vector>

#include "base/bits.hpp"

namespace harbinger::model {

enum class NormaliseMethod : unsigned char {
  as_is,
  minmax,
  zscore,
  rank,
  percentile,
  goalposts,
  logistic,
  log
};

/// What is done with the tails before: Handbook section 3 (outliers). Either to two quantiles of
/// the column, or point by point as the JRC does (COINr, "treatment"): while |skewness| >= 2 and
/// kurtosis >= 3.5, the values at the longer tail's end are set to the next inner value, at most
/// `points` of them; if that does not do, all are left as they were and ln(x - min + 0.01 (max -
/// min)) is taken.
struct Winsorise {
  double lower = 0;                          ///< Quantile, as a fraction.
  double upper = 1;                          ///< Quantile, as a fraction.
  std::optional<int> points = std::nullopt;  ///< Point by point instead.
  friend bool operator==(const Winsorise&, const Winsorise&) = default;
};

struct Normalisation {
  NormaliseMethod method = NormaliseMethod::as_is;
  std::optional<double> low = std::nullopt;   ///< goalposts, log; logistic: what counts as 0.
  std::optional<double> high = std::nullopt;  ///< goalposts, log.
  double midpoint = 0;                        ///< logistic.
  double slope = 1;                           ///< logistic.
  double offset = 1;                          ///< log.
  bool falling = false;                       ///< A high signal is a low indicator.
  std::optional<Winsorise> winsorise = std::nullopt;
  friend bool operator==(const Normalisation&, const Normalisation&) = default;
};

/// Mean, standard deviation (n - 1), skewness and excess kurtosis, both corrected for small samples
/// (the G1 and G2 of Joanes and Gill 1998), of the known rows.
struct Moments {
  std::size_t count = 0;
  double mean = 0;
  double deviation = 0;
  double skewness = 0;
  double kurtosis = 0;
};
[[nodiscard]] Moments moments(std::span<const double> values, BitSpan known, unsigned threads);

/// The column with its tails treated; unknown rows are left as they are.
[[nodiscard]] std::vector<double> winsorised(std::span<const double> values, BitSpan known,
                                             const Winsorise& how, unsigned threads);

/// The indicator, in [0, 1]; rows that are not known are 0 and remain to be filled.
[[nodiscard]] std::vector<double> normalised(std::span<const double> values, BitSpan known,
                                             const Normalisation& how, unsigned threads);

}  // namespace harbinger::model
