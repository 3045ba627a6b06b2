// SPDX-License-Identifier: Apache-2.0
#include <algorithm>

#include "report/detail/condition_json.hpp"
#include "report/detail/json.hpp"
#include "report/explain_report.hpp"
#include "report/fact_text.hpp"

namespace harbinger::report {

namespace {

using detail::Json;
using detail::json_of;

Json json_of_fact(const graph::EntityGraph& graph, const signal::WitnessFact& shown) {
  const pack::Fact fact = graph.fact(shown.fact);
  Json json{{"id", fact.id()}, {"statement", statement(graph, shown.fact)}};
  json["valid_from"] = fact.validity().from ? Json(to_text(*fact.validity().from)) : Json(nullptr);
  json["valid_to"] = fact.validity().to ? Json(to_text(*fact.validity().to)) : Json(nullptr);
  json["confidence"] = graph.schema().confidence[fact.confidence()].word;
  json["sources"] = Json::array();
  for (const pack::SourceId source : fact.sources())
    json["sources"].push_back(graph.pack().sources[source.index()].id);
  json["decisive"] = shown.decisive;
  return json;
}

Json json_of_evidence(const ranking::Assessment& a, const ranking::SignalEvidence& signal) {
  Json json{{"signal", a.basis.rules.signals().id(signal.signal)},
            {"value", json_of(signal.evidence.value)},
            {"supports", Json::array()}};
  if (!signal.evidence.complete) json["complete"] = false;  // some of its chains, none tried alone
  for (const signal::Support& support : signal.evidence.supports) {
    Json chains = Json::array();
    for (const signal::Witness& witness : support.alternatives) {
      // Facts that functions used (a chain of control) lie beyond the far end of the path: they come first.
      std::vector<signal::WitnessFact> facts = witness.facts;
      std::rotate(facts.begin(), facts.begin() + static_cast<std::ptrdiff_t>(witness.path_facts),
                  facts.end());
      Json chain = Json::array();
      for (const signal::WitnessFact& fact : facts)
        chain.push_back(json_of_fact(a.basis.graph, fact));
      chains.push_back(std::move(chain));
    }
    json["supports"].push_back({{"term", json_of(support.term)}, {"chains", std::move(chains)}});
  }
  return json;
}

Json json_of_silent(const ranking::Assessment& a, const std::vector<ranking::SilentRule>& rules) {
  Json list = Json::array();
  for (const ranking::SilentRule& silent : rules) {
    Json json{{"rule", a.basis.rules.rule(silent.rule).id}};
    if (!silent.reason.empty()) json["reason"] = silent.reason;
    json["clauses"] = Json::array();
    for (const expr::Clause& clause : silent.failed)
      json["clauses"].push_back(detail::json_of(clause));
    list.push_back(std::move(json));
  }
  return list;
}

Json json_of_sources(const ranking::Assessment& a, const Json& evidence) {
  Json sources = Json::object();
  for (const Json& signal : evidence)
    for (const Json& support : signal["supports"])
      for (const Json& chain : support["chains"])
        for (const Json& fact : chain)
          for (const Json& id : fact["sources"]) sources[id.get<std::string>()] = nullptr;
  for (const pack::Source& source : a.basis.graph.pack().sources)
    if (sources.contains(source.id))
      sources[source.id] = {{"title", source.title},
                            {"publisher", source.publisher},
                            {"date", source.date},
                            {"address", source.address},
                            {"collection", source.collection}};
  return sources;
}

}  // namespace

namespace detail {

Json json_of_explanation(const ranking::Assessment& a, const ranking::Explanation& e,
                         const RunInfo& run) {
  Json json = json_of(run);
  json["site"] = detail::json_of_site(a, {e.site, a.ranking.rank_of(e.site), 0}, false);
  json["contributions"] = Json::array();
  for (const ranking::Contribution& c : e.contributions)
    json["contributions"].push_back(
        {{"of", c.label()}, {"dimension", c.dimension}, {"value", c.value}});
  json["evidence"] = Json::array();
  for (const ranking::SignalEvidence& signal : e.evidence)
    json["evidence"].push_back(json_of_evidence(a, signal));
  json["not_fired"] = json_of_silent(a, e.not_fired);
  json["not_evaluated"] = json_of_silent(a, e.not_evaluated);
  json["disabled"] = json_of_silent(a, e.disabled);
  json["sources"] = json_of_sources(a, json["evidence"]);
  return json;
}

}  // namespace detail

std::string explain_json(const ranking::Assessment& a, const ranking::Explanation& e,
                         const RunInfo& run) {
  return detail::dumped(detail::json_of_explanation(a, e, run));
}

}  // namespace harbinger::report
