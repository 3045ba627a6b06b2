// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include "report/detail/json.hpp"
#include "report/rank_report.hpp"

namespace harbinger::report {

using detail::Json;

namespace {

/// A document whose last member is a list, made member by member: a million sites as one tree would take gigabytes.
template <class Member>
std::string dumped_with_list(const Json& head, std::string_view key, std::size_t count,
                             Member&& member) {
  std::string out = detail::dumped(head);
  out.erase(out.rfind("\n}"));
  out += fmt::format(",\n \"{}\": [", key);
  for (std::size_t i = 0; i < count; ++i) {
    out += i == 0 ? "\n  " : ",\n  ";
    std::string text = detail::dumped(member(i));
    text.pop_back();  // its line break
    for (const char letter : text) {
      out += letter;
      if (letter == '\n') out += "  ";
    }
  }
  return out += count == 0 ? "]\n}\n" : "\n ]\n}\n";
}

Json feature_of(const ShownRanking& ranking, const ranking::SelectedSite& site) {
  Json properties = detail::json_of_site(ranking.assessment, site, ranking.selected);
  const bool placed = properties["lat"].is_number() && properties["lon"].is_number();
  const Json geometry =
      placed ? Json{{"type", "Point"}, {"coordinates", {properties["lon"], properties["lat"]}}}
             : Json(nullptr);
  return {{"type", "Feature"},
          {"id", properties["id"]},
          {"geometry", geometry},
          {"properties", std::move(properties)}};
}

}  // namespace

std::string rank_json(const ShownRanking& ranking, const RunInfo& run) {
  return dumped_with_list(detail::json_of(run), "sites", ranking.sites.size(), [&](std::size_t i) {
    return detail::json_of_site(ranking.assessment, ranking.sites[i], ranking.selected);
  });
}

std::string rank_jsonl(const ShownRanking& ranking) {
  std::string out;
  for (const ranking::SelectedSite& site : ranking.sites)
    out += detail::dumped(detail::json_of_site(ranking.assessment, site, ranking.selected), -1);
  return out;
}

std::string rank_geojson(const ShownRanking& ranking, const RunInfo& run) {
  const Json head{{"type", "FeatureCollection"}, {"harbinger", detail::json_of(run)}};
  return dumped_with_list(head, "features", ranking.sites.size(),
                          [&](std::size_t i) { return feature_of(ranking, ranking.sites[i]); });
}

}  // namespace harbinger::report
