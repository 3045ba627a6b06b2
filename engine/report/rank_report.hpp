// SPDX-License-Identifier: Apache-2.0
// A ranking as text: a table for a terminal, CSV, JSON (the contract other programs build on), JSON lines,
// GeoJSON (RFC 7946), Markdown and a map in SVG.
#pragma once

#include <span>
#include <string>

#include "ranking/assessment.hpp"
#include "ranking/selection.hpp"
#include "report/land_outlines.hpp"
#include "report/run_info.hpp"
#include "report/text_table.hpp"

namespace harbinger::report {

/// What is shown of a ranking.
struct ShownRanking {
  const ranking::Assessment& assessment;
  std::span<const ranking::SelectedSite> sites;
  bool selected = false;   ///< Only part of the sites: rank_in_selection is shown too.
  std::size_t of = 0;      ///< How many sites the selection holds; `sites` may be its top.
  std::string where = {};  ///< The condition of the selection, where pictures tell it.
};

/// What a ranking is called: the model's title; its name where it has none.
[[nodiscard]] const std::string& title_of(const model::Model& model);

/// At most 100 columns: rank, site, country, type, score with a bar, tier, and the top two reasons below.
[[nodiscard]] std::string rank_table(const ShownRanking& ranking, const RunInfo& run,
                                     const TextStyle& style);
[[nodiscard]] std::string rank_csv(const ShownRanking& ranking);
[[nodiscard]] std::string rank_json(const ShownRanking& ranking, const RunInfo& run);
/// One site a line, each the object it is in rank_json.
[[nodiscard]] std::string rank_jsonl(const ShownRanking& ranking);
/// A FeatureCollection of points; sites without coordinates have a null geometry.
[[nodiscard]] std::string rank_geojson(const ShownRanking& ranking, const RunInfo& run);
[[nodiscard]] std::string rank_markdown(const ShownRanking& ranking, const RunInfo& run);
/// A map of the world in SVG that stands alone: a mark for each site with coordinates, its shape and colour those of the
/// tier, its area growing with the score; the first ten named and listed, all tiers counted.
[[nodiscard]] std::string rank_svg(const ShownRanking& ranking, const RunInfo& run,
                                   const LandOutlines& land);

}  // namespace harbinger::report
