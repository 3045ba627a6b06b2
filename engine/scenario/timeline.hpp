// SPDX-License-Identifier: Apache-2.0
// A timeline: the world scored as of one day after another, each taking over from the one before what did
// not change between them.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "ranking/assessment.hpp"
#include "scenario/comparison.hpp"
#include "scenario/time_step.hpp"

namespace harbinger::scenario {

struct SiteTimeline {
  std::string site;  ///< Its id.
  std::string name;
  std::string country;
  std::vector<Standing> at;  ///< One for each day.
};

struct Timeline {
  std::vector<Day> days;
  std::vector<SiteTimeline> sites;         ///< Best on the last day first.
  std::vector<double> highest;             ///< The highest score of all sites, by day.
  std::vector<std::size_t> with_evidence;  ///< Sites with any evidence, by day.
  std::size_t all_sites = 0;
};

/// What `base` scores, on other days. `sites` are rows of it; none: the `top` best on the last day. `days` are
/// ascending, and not none.
[[nodiscard]] Timeline timeline(const ranking::Assessment& base, const std::vector<Day>& days,
                                const std::vector<std::size_t>& sites, std::size_t top,
                                unsigned threads);

}  // namespace harbinger::scenario
