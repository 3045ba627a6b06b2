// SPDX-License-Identifier: Apache-2.0
#include "report/detail/ranking_words.hpp"

#include <fmt/core.h>

#include "report/text_table.hpp"

namespace harbinger::report::detail {

namespace {

constexpr std::size_t condition_columns = 60;

}  // namespace

std::string shown_words(const ShownRanking& ranking, const RunInfo& run) {
  const std::size_t all = ranking.assessment.sites();
  std::string text = fmt::format("{} of {} sites", ranking.sites.size(), ranking.of);
  if (ranking.of == 0) text = "No site";
  if (ranking.of != all || !ranking.where.empty()) text += fmt::format(" selected from {}", all);
  if (!ranking.where.empty())
    text += fmt::format(" where {}", cut(printable(ranking.where), condition_columns));
  return fmt::format("{}, as of {}", text, to_text(run.as_of));
}

}  // namespace harbinger::report::detail
