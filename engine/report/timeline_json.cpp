// SPDX-License-Identifier: Apache-2.0
#include "report/detail/timeline_json.hpp"
#include "report/detail/change_text.hpp"
#include "report/timeline_report.hpp"

namespace harbinger::report {

using detail::Json;

Json detail::json_of(const scenario::Timeline& timeline) {
  Json json{{"days", Json::array()}};
  for (const Day day : timeline.days) json["days"].push_back(to_text(day));
  json["all_sites"] = timeline.all_sites;
  json["highest"] = timeline.highest;
  json["with_evidence"] = timeline.with_evidence;
  json["sites"] = Json::array();
  for (const scenario::SiteTimeline& site : timeline.sites) {
    Json at = Json::array();
    for (const scenario::Standing& standing : site.at) at.push_back(detail::json_of(standing));
    json["sites"].push_back({{"id", site.site},
                             {"name", site.name},
                             {"country", site.country.empty() ? Json(nullptr) : Json(site.country)},
                             {"at", std::move(at)}});
  }
  return json;
}

std::string timeline_json(const scenario::Timeline& timeline, const RunInfo& run) {
  Json json = detail::json_of(run);
  json.update(detail::json_of(timeline));
  return detail::dumped(json);
}

}  // namespace harbinger::report
