// SPDX-License-Identifier: Apache-2.0
#include "report/detail/ranking_words.hpp"

#include <fmt/core.h>

namespace harbinger::report::detail {

std::string shown_words(const ShownRanking& ranking, const RunInfo& run) {
  const std::size_t all = ranking.assessment.sites();
  std::string text = fmt::format("{} of {} sites", ranking.sites.size(), ranking.of);
  if (ranking.of != all) text += fmt::format(" selected from {}", all);
  return fmt::format("{}, as of {}", text, to_text(run.as_of));
}

}  // namespace harbinger::report::detail
