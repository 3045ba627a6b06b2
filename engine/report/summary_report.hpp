// SPDX-License-Identifier: Apache-2.0
// What is in a pack, and its own figures beside published ones. Nothing is adjusted to fit.
#pragma once

#include <string>
#include <utility>
#include <vector>

#include "expr/value.hpp"
#include "graph/view.hpp"
#include "pack/pack.hpp"
#include "report/run_info.hpp"
#include "report/text_table.hpp"

namespace harbinger::report {

struct FigureRow {
  pack::PublishedFigure published;
  bool asked = false;  ///< Whether the pack can answer it.
  expr::Value ours;
  std::string why;  ///< Why ours differs, or why it cannot be asked.
};

struct Summary {
  std::string title;
  std::vector<std::pair<std::string, std::size_t>> kinds;       ///< Nodes by kind, on the day.
  std::vector<std::pair<std::string, std::size_t>> relations;   ///< Edges by relation, on the day.
  std::vector<std::pair<std::string, std::size_t>> confidence;  ///< Facts by word.
  std::size_t countries = 0;                                    ///< Countries with a site.
  std::size_t sources = 0;
  std::size_t collections = 0;  ///< Sources that stand for several reports.
  std::vector<FigureRow> figures;
};

/// Counts what holds in a view; `figures` are left to the caller.
[[nodiscard]] Summary counted(const graph::GraphView& view);

[[nodiscard]] std::string summary_text(const Summary& summary, const RunInfo& run,
                                       const TextStyle& style);
[[nodiscard]] std::string summary_json(const Summary& summary, const RunInfo& run);
[[nodiscard]] std::string summary_csv(const Summary& summary);
[[nodiscard]] std::string summary_markdown(const Summary& summary, const RunInfo& run);

}  // namespace harbinger::report
