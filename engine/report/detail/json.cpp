// SPDX-License-Identifier: Apache-2.0
#include "report/detail/json.hpp"

#include <cmath>

#include "ranking/site_info.hpp"

namespace harbinger::report::detail {

namespace {

Json number(double value) { return std::isfinite(value) ? Json(value) : Json(nullptr); }

struct ValueToJson {
  Json operator()(const expr::Unknown&) const { return nullptr; }
  Json operator()(const expr::Error&) const { return nullptr; }
  Json operator()(const expr::Null&) const { return nullptr; }
  Json operator()(bool v) const { return v; }
  Json operator()(std::int64_t v) const { return v; }
  Json operator()(std::uint64_t v) const { return v; }
  Json operator()(double v) const {
    // Counts are whole: 3, not 3.0.
    if (v == std::floor(v) && std::abs(v) < 9e15) return static_cast<std::int64_t>(v);
    return number(v);
  }
  Json operator()(const expr::Range& v) const {
    return {{"low", number(v.low)}, {"high", number(v.high)}};
  }
  Json operator()(const std::string& v) const { return v; }
  Json operator()(const expr::List& v) const {
    Json list = Json::array();
    for (const expr::Value& item : *v.items) list.push_back(json_of(item));
    return list;
  }
  template <class Other>
  Json operator()(const Other& v) const {
    return expr::to_text(expr::Value(v));
  }
};

}  // namespace

Json json_of(const expr::Value& value) { return std::visit(ValueToJson{}, value.data); }

Json json_of(const RunInfo& run) {
  Json json{{"engine", run.engine}, {"as_of", to_text(run.as_of)}, {"inputs", Json::array()}};
  for (const Input& input : run.inputs)
    json["inputs"].push_back({{"path", input.path}, {"sha256", input.sha256}});
  return json;
}

namespace {

Json standing_json(const ranking::Assessment& a, const ranking::SelectedSite& selected,
                   bool with_selection_rank) {
  const std::size_t site = selected.site;
  const ranking::SiteInfo info = ranking::site_info(a.view, a.site(site));
  const auto text = [](const std::string& t) { return t.empty() ? Json(nullptr) : Json(t); };
  Json json{{"rank", selected.rank}};
  if (with_selection_rank) json["rank_in_selection"] = selected.rank_in_selection;
  json["id"] = info.id;
  json["name"] = info.name;
  json["country"] = text(info.country);
  json["type"] = text(info.type);
  json["lat"] = info.lat ? Json(*info.lat) : Json(nullptr);
  json["lon"] = info.lon ? Json(*info.lon) : Json(nullptr);
  json["score"] = a.scores.total[site];
  json["tier"] = a.tier_of(site);
  if (a.scores.no_evidence[site]) json["no_evidence"] = true;
  json["dimensions"] = Json::object();
  for (const model::DimensionId id : a.basis.model[model::Model::top].children)
    json["dimensions"][a.basis.model[id].id] = number(100 * a.scores.dimensions[id.index()][site]);
  return json;
}

Json not_evaluated_json(const ranking::Assessment& a, std::size_t site) {
  Json rules = Json::array();
  for (std::size_t i = 0; i < a.outcomes.rules.size(); ++i)
    if (a.outcomes.rules[i].not_evaluated[site]) rules.push_back(a.basis.rules.rules()[i].id);
  return rules;
}

}  // namespace

Json json_of_site(const ranking::Assessment& a, const ranking::SelectedSite& selected,
                  bool with_selection_rank) {
  const std::size_t site = selected.site;
  Json json = standing_json(a, selected, with_selection_rank);
  json["signals"] = Json::object();
  for (std::size_t i = 0; i < a.signals.size(); ++i)
    json["signals"][a.basis.rules.signals().id(signal::SignalId(i))] =
        json_of(a.signals[i]->at(site));
  json["rules"] = Json::array();
  for (const ranking::FiredRule& fired :
       ranking::fired_rules(a, site, ranking::contributions(a, site)))
    json["rules"].push_back({{"id", a.basis.rules.rule(fired.rule).id},
                             {"points", rule::to_number(fired.points)},
                             {"because", fired.because}});
  json["not_evaluated"] = not_evaluated_json(a, site);
  return json;
}

Json json_of_bare_site(const ranking::Assessment& a, const ranking::SelectedSite& selected,
                       bool with_selection_rank) {
  Json json = standing_json(a, selected, with_selection_rank);
  json["not_evaluated"] = not_evaluated_json(a, selected.site);
  return json;
}

std::string compact(const Json& json) {
  return json.dump(-1, ' ', false, Json::error_handler_t::replace);
}

std::string dumped(const Json& json, int indent) {
  return json.dump(indent, ' ', false, Json::error_handler_t::replace) + "\n";
}

}  // namespace harbinger::report::detail
