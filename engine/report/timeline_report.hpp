// SPDX-License-Identifier: Apache-2.0
// Scores over time: a table with sparklines for a terminal, CSV, JSON, and a chart in SVG.
//
//     rank  site              country      2000                    2025  tier
//        1  North Quay        AAA      4.0 ▁▁▁▁▂▂▂▂▃▃▃▄▄▄▅▅▅▆▆▆▇▇▇▇▇▇ 83.1  critical
#pragma once

#include <span>
#include <string>
#include <string_view>

#include "report/run_info.hpp"
#include "report/text_table.hpp"
#include "scenario/timeline.hpp"

namespace harbinger::report {

/// Scores of 0 to 100 as eighths of a line's height, one mark a value: `▁` below 12.5, `█` from 87.5.
[[nodiscard]] std::string sparkline(std::span<const double> scores);

/// At most 100 columns: for each site its standing on the last day and a sparkline of its scores. A mark is a day;
/// where there are too many, days evenly spaced, the first and the last among them, which is said.
[[nodiscard]] std::string timeline_table(const scenario::Timeline& timeline, const RunInfo& run,
                                         const TextStyle& style);
/// One row for each site and day: site, date, rank, score, tier.
[[nodiscard]] std::string timeline_csv(const scenario::Timeline& timeline);
/// {engine, as_of, inputs, days, all_sites, highest, with_evidence, sites: [{id, name, country, at: [{rank, score,
/// tier}]}]}; the lists by day are in the order of `days`.
[[nodiscard]] std::string timeline_json(const scenario::Timeline& timeline, const RunInfo& run);
/// A line chart that stands alone: no scripts, no fonts or files from elsewhere. Each line has its colour, its
/// dashes and its name at its end, so that it reads in grey too; title and description are there for who listens.
/// `title` says what is scored.
[[nodiscard]] std::string timeline_svg(const scenario::Timeline& timeline, std::string_view title,
                                       const RunInfo& run);

}  // namespace harbinger::report
