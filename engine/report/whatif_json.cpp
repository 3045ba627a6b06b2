// SPDX-License-Identifier: Apache-2.0
#include "report/detail/change_text.hpp"
#include "report/detail/comparison_json.hpp"
#include "report/detail/moves.hpp"
#include "report/whatif_report.hpp"

namespace harbinger::report {

using detail::Json;

namespace {

Json json_of_move(const scenario::Move& move) {
  Json json{{"id", move.site},
            {"name", move.name},
            {"country", move.country.empty() ? Json(nullptr) : Json(move.country)},
            {"before", detail::json_of(move.before)},
            {"after", detail::json_of(move.after)},
            {"change", move.before && move.after ? Json(move.change()) : Json(nullptr)},
            {"causes", Json::array()}};
  for (const scenario::Cause& cause : move.causes)
    json["causes"].push_back({{"of", cause.of}, {"value", cause.value}, {"facts", cause.facts}});
  return json;
}

}  // namespace

Json detail::json_of(const scenario::Comparison& comparison) {
  Json moved = Json::array();
  for (const scenario::Move& move : comparison.moved) moved.push_back(json_of_move(move));
  return {
      {"name", comparison.name},
      {"title", comparison.title},
      {"as_of_before", to_text(comparison.as_of_before)},
      {"as_of", to_text(comparison.as_of_after)},
      {"entered", comparison.entered},
      {"left", comparison.left},
      {"top", comparison.top},
      {"kendall", comparison.kendall},
      {"spearman", comparison.spearman},
      {"sites", detail::sites_of(comparison)},
      {"rescored", comparison.rescored},
      {"rules_not_evaluated",
       {{"before", comparison.not_evaluated_before}, {"after", comparison.not_evaluated_after}}},
      {"moved", std::move(moved)}};
}

std::string whatif_json(std::span<const scenario::Comparison> comparisons, const RunInfo& run) {
  Json json = detail::json_of(run);
  json["scenarios"] = Json::array();
  for (const scenario::Comparison& comparison : comparisons)
    json["scenarios"].push_back(detail::json_of(comparison));
  return detail::dumped(json);
}

}  // namespace harbinger::report
