// SPDX-License-Identifier: Apache-2.0
// What differs between two runs: what was asked, what it was made of, and what came of it.
//
//     before, after -> options, inputs, engine; first line of the results; moves of each ranking
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

#include "store/run.hpp"

namespace harbinger::store {

/// Something that only one of the two has, or that they have in two ways.
struct Difference {
  std::string what;
  std::string before;  ///< Empty: not there.
  std::string after;
  friend bool operator==(const Difference&, const Difference&) = default;
};

/// The first line in which two texts differ.
struct LineDifference {
  std::size_t line = 0;  ///< From 1.
  std::string before;    ///< Empty, too, where the text has no such line.
  std::string after;
};

struct RunDifference {
  std::vector<Difference>
      options;  ///< By name; values of an option given several times are joined.
  /// By path, hash for hash. The same content under another path is no difference.
  std::vector<Difference> inputs;
  std::optional<Difference> engine;
  bool same_result = false;
  std::optional<LineDifference> first_line;  ///< Where both results are kept and differ.
  /// Of the first rankings, and of those of one name in both; without causes, which only a new run could tell.
  std::vector<scenario::Comparison> rankings;
  std::vector<std::string> not_compared;  ///< Names of rankings that one lacks, or has not kept.

  /// Whether the runs are one and the same, made twice.
  [[nodiscard]] bool is_empty() const {
    return options.empty() && inputs.empty() && !engine && same_result;
  }
};

/// `top` is the k of who enters and leaves the first k.
[[nodiscard]] RunDifference difference(const Run& before, const Run& after, std::size_t top);

/// Two rankings of sites, best first, held against each other by the sites' ids; without name and days.
[[nodiscard]] scenario::Comparison compared(const std::vector<KeptSite>& before,
                                            const std::vector<KeptSite>& after, std::size_t top);

}  // namespace harbinger::store
