// SPDX-License-Identifier: Apache-2.0
// The ledger's runs as text: a list for a terminal, as JSON or CSV; one run with its inputs and what came of it.
#pragma once

#include <span>
#include <string>

#include "report/text_table.hpp"
#include "store/run.hpp"

namespace harbinger::report {

/// At most 100 columns: name, when, how long, day, and the options that are not inputs.
[[nodiscard]] std::string runs_table(std::span<const store::Run> runs, const TextStyle& style);
/// {"runs": [the objects of run_json without result bytes and rankings]}.
[[nodiscard]] std::string runs_json(std::span<const store::Run> runs);
[[nodiscard]] std::string runs_csv(std::span<const store::Run> runs);

/// Options, inputs, and the first sites of its rankings.
[[nodiscard]] std::string run_text(const store::Run& run, const TextStyle& style);
/// {run, command, arguments, engine, as_of, folder, output, started, seconds, inputs: [{path, sha256}], result: {sha256,
/// size, text}, rankings: [{name, as_of, sites: [{id, name, country, rank, score, tier}]}]}; `text` and `sites` are
/// null where they were too large to be kept, `output` where the result went to standard output.
[[nodiscard]] std::string run_json(const store::Run& run);
/// The same on one line.
[[nodiscard]] std::string run_line(const store::Run& run);

}  // namespace harbinger::report
