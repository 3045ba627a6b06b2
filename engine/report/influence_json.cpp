// SPDX-License-Identifier: Apache-2.0
#include <fmt/core.h>

#include "report/csv.hpp"
#include "report/detail/influence_words.hpp"
#include "report/detail/json.hpp"
#include "report/influence_report.hpp"

namespace harbinger::report {

using detail::Json;

namespace {

Json text_or_null(const std::string& text) { return text.empty() ? Json(nullptr) : Json(text); }
Json number_or_null(const std::optional<double>& n) { return n ? Json(*n) : Json(nullptr); }

Json json_of_largest(const scenario::LargestMove& move) {
  return {{"site", text_or_null(move.site)}, {"change", move.change}};
}

}  // namespace

std::string influence_json(const scenario::Influence& influence, const RunInfo& run) {
  Json json = detail::json_of(run);
  json["by"] = std::string(detail::words_of(influence.by).one);
  json["site"] = text_or_null(influence.site);
  json["top"] = influence.top;
  json["rows"] = Json::array();
  for (const scenario::InfluenceRow& row : influence.rows)
    json["rows"].push_back({{"id", row.id},
                            {"title", row.title},
                            {"source", text_or_null(row.source)},
                            {"facts", row.facts},
                            {"moved", row.moved},
                            {"score", json_of_largest(row.score)},
                            {"rank", json_of_largest(row.rank)},
                            {"kendall", row.kendall},
                            {"entered", row.entered},
                            {"left", row.left},
                            {"here", number_or_null(row.here)},
                            {"here_rank", number_or_null(row.here_rank)}});
  return detail::dumped(json);
}

std::string influence_csv(const scenario::Influence& influence) {
  const auto number = [](const std::optional<double>& n) { return n ? csv_number(*n) : ""; };
  std::string out =
      "by,id,title,source,facts,moved,score_change,score_site,rank_change,rank_site,kendall,"
      "entered,left,site,here,here_rank\n";
  for (const scenario::InfluenceRow& row : influence.rows)
    out += fmt::format("{},{},{},{},{},{},{},{},{},{},{},{},{},{},{},{}\n",
                       detail::words_of(influence.by).one, csv_text(row.id), csv_text(row.title),
                       csv_text(row.source), row.facts, row.moved, csv_number(row.score.change),
                       csv_text(row.score.site), csv_number(row.rank.change),
                       csv_text(row.rank.site), csv_number(row.kendall), row.entered, row.left,
                       csv_text(influence.site), number(row.here), number(row.here_rank));
  return out;
}

}  // namespace harbinger::report
