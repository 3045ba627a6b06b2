// SPDX-License-Identifier: Apache-2.0
// The difference of two rule sets in meaning, and what it does to the ranking, as a table, JSON or Markdown.
//
//     2 rules changed, 1 parameter changed
//
//     rule supplier.listed changed
//       points     30 → 40
//       when       - deliveries > 0
//                  + deliveries > 1
#pragma once

#include <optional>
#include <span>
#include <string>

#include "report/run_info.hpp"
#include "report/text_table.hpp"
#include "rule/difference.hpp"
#include "scenario/comparison.hpp"

namespace harbinger::report {

/// What is told. Without a comparison the ranking is left out.
struct DifferenceReport {
  std::span<const rule::ItemDifference> items;
  const std::optional<scenario::Comparison>& comparison;
  bool with_texts =
      false;  ///< Titles, reasons and sources too, each by each; else they are counted.
};

[[nodiscard]] std::string difference_table(const DifferenceReport& report, const TextStyle& style,
                                           std::size_t shown);
[[nodiscard]] std::string difference_markdown(const DifferenceReport& report, const RunInfo& run);
/// {engine, as_of, inputs, same, differences: [{kind, id, how, was, changes: [{what, before, after, gone, come}],
/// texts: [...]}], ranking: the scenario object of `whatif`}. `same` is whether they say the same; `before` and
/// `after` are null where the key is not there; `was` only of what is renamed, `gone` and `come` only of conditions
/// and of rows.
[[nodiscard]] std::string difference_json(const DifferenceReport& report, const RunInfo& run);

}  // namespace harbinger::report
