// SPDX-License-Identifier: Apache-2.0
// What scenarios moved: a sentence that can be read out, a table for a terminal, JSON (a contract), CSV,
// Markdown, and a chart of ranks in SVG.
//
//     North Quay falls from rank 2 to 7 (82.8 to 71.3, critical to high), most of it by
//     supplier.delivered_after_listing (-7.1); 12 of 551 sites moved, 9 of them in score; Kendall's tau 0.998,
//     Spearman's rho 1.000.
#pragma once

#include <cstddef>
#include <span>
#include <string>

#include "report/run_info.hpp"
#include "report/text_table.hpp"
#include "scenario/comparison.hpp"

namespace harbinger::report {

/// `What if: ` and the scenario's title; its name where it has none. Of several it tells how many they are.
[[nodiscard]] std::string whatif_title(std::span<const scenario::Comparison> comparisons);

/// What happened, in one sentence without line breaks: sites that came and went, the site moved most and why,
/// and how far the ranking moved as a whole.
[[nodiscard]] std::string whatif_sentence(const scenario::Comparison& comparison);

/// The sentence, and the most moved sites with their causes, at most `shown`: one scenario of the table, without its
/// name. Sites that only changed places stand behind the others, where there is room.
[[nodiscard]] std::string whatif_moves(const scenario::Comparison& comparison,
                                       const TextStyle& style, std::size_t shown);
/// One scenario of the Markdown, under a heading of the second level.
[[nodiscard]] std::string whatif_section(const scenario::Comparison& comparison);

/// At most 100 columns. For each scenario the sentence and its most moved sites with their causes, at most
/// `shown`; sites that only changed places stand behind the others, where there is room. Several scenarios:
/// first a matrix of site x scenario, with at most `shown` sites.
[[nodiscard]] std::string whatif_table(std::span<const scenario::Comparison> comparisons,
                                       const RunInfo& run, const TextStyle& style,
                                       std::size_t shown);
/// {engine, as_of, inputs, scenarios: [{name, title, as_of_before, as_of, entered, left, top, kendall, spearman,
/// sites, rescored, moved: [{id, name, country, before, after, change, causes: [{of, value, facts}]}]}]}.
/// `sites` counts those of either ranking; `before` or `after` is null for a site that came or went.
[[nodiscard]] std::string whatif_json(std::span<const scenario::Comparison> comparisons,
                                      const RunInfo& run);
/// One row for each scenario and moved site; causes as `of=value|...`, facts as `id|...`.
[[nodiscard]] std::string whatif_csv(std::span<const scenario::Comparison> comparisons);
/// A section and a table for each scenario. Sites that only changed places are counted.
[[nodiscard]] std::string whatif_markdown(std::span<const scenario::Comparison> comparisons,
                                          const RunInfo& run);
/// For each scenario a slope chart in SVG that stands alone, one below the other: ranks before at the left and after at
/// the right, a line a site, and what caused the move. The `shown` sites that moved most; others are counted.
[[nodiscard]] std::string whatif_svg(std::span<const scenario::Comparison> comparisons,
                                     const RunInfo& run, std::size_t shown);

}  // namespace harbinger::report
