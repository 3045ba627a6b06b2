// SPDX-License-Identifier: Apache-2.0
#include "report/detail/timeline_words.hpp"

#include <fmt/core.h>

namespace harbinger::report::detail {

std::string evidence_words(const scenario::Timeline& timeline) {
  std::string words =
      fmt::format("Sites with any evidence: {} of {} on {}", timeline.with_evidence.front(),
                  timeline.all_sites, to_text(timeline.days.front()));
  if (timeline.days.size() > 1)
    words +=
        fmt::format(", {} on {}", timeline.with_evidence.back(), to_text(timeline.days.back()));
  return words;
}

}  // namespace harbinger::report::detail
