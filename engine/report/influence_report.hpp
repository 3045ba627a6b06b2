// SPDX-License-Identifier: Apache-2.0
// What a ranking hangs on: sources, facts, rules, entities or signals left out in turn, as a table for a terminal,
// CSV, JSON and Markdown.
#pragma once

#include <cstddef>
#include <string>

#include "report/run_info.hpp"
#include "report/text_table.hpp"
#include "scenario/influence.hpp"

namespace harbinger::report {

/// What the ranking, or the site asked about, hangs on most, in one sentence without line breaks.
[[nodiscard]] std::string influence_sentence(const scenario::Influence& influence);

/// At most 100 columns: the sentence, then at most `shown` rows that move anything; the others are counted.
[[nodiscard]] std::string influence_table(const scenario::Influence& influence, const RunInfo& run,
                                          const TextStyle& style, std::size_t shown);
/// All rows.
[[nodiscard]] std::string influence_csv(const scenario::Influence& influence);
/// {engine, as_of, inputs, by, site, top, rows: [{id, title, source, facts, moved, score: {site, change},
/// rank: {site, change}, kendall, entered, left, here, here_rank}]}; `site`, `source`, `here` and `here_rank` are
/// null where there are none.
[[nodiscard]] std::string influence_json(const scenario::Influence& influence, const RunInfo& run);
/// At most `shown` rows that move anything.
[[nodiscard]] std::string influence_markdown(const scenario::Influence& influence,
                                             const RunInfo& run, std::size_t shown);

}  // namespace harbinger::report
