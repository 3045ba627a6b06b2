// SPDX-License-Identifier: Apache-2.0
// The document that the page shows: one JSON value, of which the page's template makes map, tables and charts.
//
//     ranking, explanations, timeline, what-ifs, method  ->  {"format": "harbinger-page/1", "kind": ..., "sites": [...],
//                                                             "details": {...}, "facts": {...}, ...}
//
// A ranking's page would grow with every chain of every site, so it is kept small: facts stand in it once, however
// many chains they are part of; a chain names them by their ids; of a signal's terms at most 12 are shown, the largest,
// each by its shortest chain; only the first sites are explained. docs/report.md lists the fields.
#pragma once

#include <cstddef>
#include <functional>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "ranking/assessment.hpp"
#include "ranking/selection.hpp"
#include "report/run_info.hpp"
#include "scenario/comparison.hpp"
#include "scenario/timeline.hpp"

namespace harbinger::report {

/// What is on a page; whatever is referred to outlives it.
struct Page {
  std::string kind;   ///< Which view is first: rank, explain, whatif, timeline.
  std::string title;  ///< For people, in one line.
  const ranking::Assessment& assessment;
  std::vector<ranking::SelectedSite> sites;  ///< In the order shown.
  /// The condition that selects them; rank_in_selection is shown too. Absent: they are no selection.
  std::optional<std::string> where = {};
  std::size_t details = 600;  ///< How many of them, from the first on, are explained.
  std::vector<std::string> notes = {};
  std::string model_file = {};
  const scenario::Timeline* timeline = nullptr;            ///< Null: no timeline.
  std::span<const scenario::Comparison> comparisons = {};  ///< None: no what-if.
};

/// Told now and then how many sites of all are explained, by one thread at a time.
using Explained = std::function<void(std::size_t done, std::size_t all)>;

/// The document, compact. Cost: an explanation a detailed site (about a millisecond), by `threads` threads, with the
/// same bytes for any number of them.
[[nodiscard]] std::string page_document(const Page& page, const RunInfo& run, unsigned threads,
                                        const Explained& explained = {});

}  // namespace harbinger::report
