// SPDX-License-Identifier: Apache-2.0
// How sure ranks are, as a table for a terminal, CSV and JSON.
#pragma once

#include <string>

#include "report/run_info.hpp"
#include "report/text_table.hpp"
#include "uncertainty/sensitivity.hpp"

namespace harbinger::report {

/// What was drawn and how sure the best sites are, in two sentences without line breaks.
[[nodiscard]] std::string sensitivity_sentence(const uncertainty::Sensitivity& sensitivity);

/// At most 100 columns.
[[nodiscard]] std::string sensitivity_table(const ranking::Assessment& assessment,
                                            const uncertainty::Sensitivity& sensitivity,
                                            const RunInfo& run, const TextStyle& style);
[[nodiscard]] std::string sensitivity_csv(const ranking::Assessment& assessment,
                                          const uncertainty::Sensitivity& sensitivity);
/// {engine, as_of, inputs, draws, seed, spread, what, top, of, sites: [{rank, id, name, country, score, median_rank,
/// low_rank, high_rank, share_in_top}]}
[[nodiscard]] std::string sensitivity_json(const ranking::Assessment& assessment,
                                           const uncertainty::Sensitivity& sensitivity,
                                           const RunInfo& run);

}  // namespace harbinger::report
