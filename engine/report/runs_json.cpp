// SPDX-License-Identifier: Apache-2.0
#include "report/csv.hpp"
#include "report/detail/change_text.hpp"
#include "report/runs_report.hpp"

namespace harbinger::report {

namespace {

using detail::Json;

Json head_of(const store::Run& run) {
  Json json{{"run", to_text(run.name)},
            {"command", run.command},
            {"arguments", store::arguments(run)},
            {"engine", run.engine},
            {"as_of", to_text(run.as_of)},
            {"folder", run.folder},
            {"output", run.output.empty() ? Json(nullptr) : Json(run.output)},
            {"started", run.started},
            {"seconds", run.seconds},
            {"inputs", Json::array()},
            {"result", {{"sha256", run.result.sha256}, {"size", run.result.size}}}};
  for (const store::Input& input : run.inputs)
    json["inputs"].push_back({{"path", input.path}, {"sha256", input.sha256}});
  return json;
}

Json json_of(const store::KeptRanking& ranking) {
  Json json{{"name", ranking.name}, {"as_of", to_text(ranking.as_of)}, {"sites", nullptr}};
  if (!ranking.places) return json;
  json["sites"] = Json::array();
  for (const store::KeptSite& place : *ranking.places)
    json["sites"].push_back(
        {{"id", place.site},
         {"name", place.name},
         {"country", place.country.empty() ? Json(nullptr) : Json(place.country)},
         {"rank", place.standing.rank},
         {"score", place.standing.score},
         {"tier", place.standing.tier}});
  return json;
}

Json json_of(const store::Run& run) {
  Json json = head_of(run);
  json["result"]["text"] = run.result.bytes ? Json(*run.result.bytes) : Json(nullptr);
  json["rankings"] = Json::array();
  for (const store::KeptRanking& ranking : run.rankings)
    json["rankings"].push_back(json_of(ranking));
  return json;
}

}  // namespace

std::string runs_json(std::span<const store::Run> runs) {
  Json json{{"runs", Json::array()}};
  for (const store::Run& run : runs) json["runs"].push_back(head_of(run));
  return detail::dumped(json);
}

std::string run_json(const store::Run& run) { return detail::dumped(json_of(run)); }

std::string run_line(const store::Run& run) { return detail::dumped(json_of(run), -1); }

std::string runs_csv(std::span<const store::Run> runs) {
  std::string out =
      "run,started,seconds,command,as_of,engine,result_sha256,result_size,command_line\n";
  for (const store::Run& run : runs)
    out += fmt::format("{},{},{},{},{},{},{},{},{}\n", to_text(run.name), run.started,
                       csv_number(run.seconds), csv_text(run.command), to_text(run.as_of),
                       csv_text(run.engine), run.result.sha256, run.result.size,
                       csv_text(store::command_line(run)));
  return out;
}

}  // namespace harbinger::report
