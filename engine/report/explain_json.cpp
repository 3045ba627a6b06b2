// SPDX-License-Identifier: Apache-2.0
#include "report/detail/explanation_json.hpp"
#include "report/explain_report.hpp"
#include "report/fact_text.hpp"

namespace harbinger::report {

namespace {

using detail::Json;
using detail::json_of;

Json json_of_fact(const graph::EntityGraph& graph, const signal::WitnessFact& shown) {
  Json json{{"id", graph.fact(shown.fact).id()}, {"statement", statement(graph, shown.fact)}};
  json.update(detail::provenance_json(graph, shown.fact));
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
      Json chain = Json::array();
      for (const signal::WitnessFact& fact : detail::chain_of(witness))
        chain.push_back(json_of_fact(a.basis.graph, fact));
      chains.push_back(std::move(chain));
    }
    json["supports"].push_back({{"term", json_of(support.term)}, {"chains", std::move(chains)}});
  }
  return json;
}

Json json_of_sources(const ranking::Assessment& a, const Json& evidence) {
  Json sources = Json::object();
  for (const Json& signal : evidence)
    for (const Json& support : signal["supports"])
      for (const Json& chain : support["chains"])
        for (const Json& fact : chain)
          for (const Json& id : fact["sources"]) sources[id.get<std::string>()] = nullptr;
  for (const pack::Source& source : a.basis.graph.pack().sources)
    if (sources.contains(source.id)) sources[source.id] = json_of(source);
  return sources;
}

}  // namespace

namespace detail {

Json json_of_explanation(const ranking::Assessment& a, const ranking::Explanation& e,
                         const RunInfo& run) {
  Json json = json_of(run);
  json["site"] = detail::json_of_site(a, {e.site, a.ranking.rank_of(e.site), 0}, false);
  json["contributions"] = json_of(e.contributions);
  json["evidence"] = Json::array();
  for (const ranking::SignalEvidence& signal : e.evidence)
    json["evidence"].push_back(json_of_evidence(a, signal));
  json["not_fired"] = json_of(a, e.not_fired);
  json["not_evaluated"] = json_of(a, e.not_evaluated);
  json["disabled"] = json_of(a, e.disabled);
  json["sources"] = json_of_sources(a, json["evidence"]);
  return json;
}

}  // namespace detail

std::string explain_json(const ranking::Assessment& a, const ranking::Explanation& e,
                         const RunInfo& run) {
  return detail::dumped(detail::json_of_explanation(a, e, run));
}

}  // namespace harbinger::report
