// SPDX-License-Identifier: Apache-2.0
#include <algorithm>

#include "report/detail/comparison_json.hpp"
#include "report/difference_report.hpp"

namespace harbinger::report {

namespace {

using detail::Json;

Json json_of(const std::vector<rule::Change>& changes) {
  Json all = Json::array();
  for (const rule::Change& change : changes) {
    const auto side = [](const std::string& text) {
      return text.empty() ? Json(nullptr) : Json(text);
    };
    Json json{
        {"what", change.what}, {"before", side(change.before)}, {"after", side(change.after)}};
    if (!change.gone.empty() || !change.come.empty()) {
      json["gone"] = change.gone;
      json["come"] = change.come;
    }
    all.push_back(std::move(json));
  }
  return all;
}

Json json_of(const rule::ItemDifference& item) {
  Json json{{"kind", rule::to_text(item.kind)}, {"id", item.id}, {"how", rule::to_text(item.how)}};
  if (!item.was.empty()) json["was"] = item.was;
  json["changes"] = json_of(item.changes);
  json["texts"] = json_of(item.texts);
  return json;
}

}  // namespace

std::string difference_json(const DifferenceReport& report, const RunInfo& run) {
  Json json = detail::json_of(run);
  json["same"] = std::none_of(report.items.begin(), report.items.end(),
                              [](const rule::ItemDifference& item) { return item.in_meaning(); });
  json["differences"] = Json::array();
  for (const rule::ItemDifference& item : report.items)
    json["differences"].push_back(json_of(item));
  if (report.comparison) json["ranking"] = detail::json_of(*report.comparison);
  return detail::dumped(json);
}

}  // namespace harbinger::report
