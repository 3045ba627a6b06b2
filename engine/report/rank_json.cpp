// SPDX-License-Identifier: Apache-2.0
#include "report/detail/json.hpp"
#include "report/rank_report.hpp"

namespace harbinger::report {

using detail::Json;

std::string rank_json(const ShownRanking& ranking, const RunInfo& run) {
  Json json = detail::json_of(run);
  json["sites"] = Json::array();
  for (const ranking::SelectedSite& site : ranking.sites)
    json["sites"].push_back(detail::json_of_site(ranking.assessment, site, ranking.selected));
  return detail::dumped(json);
}

std::string rank_jsonl(const ShownRanking& ranking) {
  std::string out;
  for (const ranking::SelectedSite& site : ranking.sites)
    out += detail::dumped(detail::json_of_site(ranking.assessment, site, ranking.selected), -1);
  return out;
}

std::string rank_geojson(const ShownRanking& ranking, const RunInfo& run) {
  Json json{{"type", "FeatureCollection"},
            {"harbinger", detail::json_of(run)},
            {"features", Json::array()}};
  for (const ranking::SelectedSite& site : ranking.sites) {
    Json properties = detail::json_of_site(ranking.assessment, site, ranking.selected);
    const bool placed = properties["lat"].is_number() && properties["lon"].is_number();
    const Json geometry =
        placed ? Json{{"type", "Point"}, {"coordinates", {properties["lon"], properties["lat"]}}}
               : Json(nullptr);
    json["features"].push_back({{"type", "Feature"},
                                {"id", properties["id"]},
                                {"geometry", geometry},
                                {"properties", std::move(properties)}});
  }
  return detail::dumped(json);
}

}  // namespace harbinger::report
