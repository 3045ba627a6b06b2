// SPDX-License-Identifier: Apache-2.0
// The words by which tables and pictures of a ranking say what is shown.
#pragma once

#include <string>

#include "report/rank_report.hpp"

namespace harbinger::report::detail {

/// `5 of 20 sites selected from 551 where country == 'X', as of 2024-12-31`; without the condition where none is told:
/// `5 of 20 sites selected from 551, as of 2024-12-31`.
[[nodiscard]] std::string shown_words(const ShownRanking& ranking, const RunInfo& run);

}  // namespace harbinger::report::detail
