// SPDX-License-Identifier: Apache-2.0
#include "report/detail/explanation_json.hpp"

#include <algorithm>

#include "report/detail/condition_json.hpp"

namespace harbinger::report::detail {

Json json_of(const std::vector<ranking::Contribution>& contributions) {
  Json list = Json::array();
  for (const ranking::Contribution& c : contributions)
    list.push_back({{"of", c.label()}, {"dimension", c.dimension}, {"value", c.value}});
  return list;
}

Json json_of(const ranking::Assessment& a, const ranking::SilentRule& silent) {
  Json json{{"rule", a.basis.rules.rule(silent.rule).id}};
  if (!silent.reason.empty()) json["reason"] = silent.reason;
  json["clauses"] = Json::array();
  for (const expr::Clause& clause : silent.failed) json["clauses"].push_back(json_of(clause));
  return json;
}

Json json_of(const ranking::Assessment& a, const std::vector<ranking::SilentRule>& rules) {
  Json list = Json::array();
  for (const ranking::SilentRule& silent : rules) list.push_back(json_of(a, silent));
  return list;
}

Json provenance_json(const graph::EntityGraph& graph, graph::FactRef ref) {
  const pack::Fact fact = graph.fact(ref);
  const pack::Validity validity = fact.validity();
  const auto day_of = [](const auto& date) { return date ? Json(to_text(*date)) : Json(nullptr); };
  Json json{{"valid_from", day_of(validity.from)},
            {"valid_to", day_of(validity.to)},
            {"confidence", graph.schema().confidence[fact.confidence()].word},
            {"sources", Json::array()}};
  for (const pack::SourceId source : fact.sources())
    json["sources"].push_back(graph.pack().sources[source.index()].id);
  return json;
}

Json json_of(const pack::Source& source) {
  return {{"title", source.title},
          {"publisher", source.publisher},
          {"date", source.date},
          {"address", source.address},
          {"collection", source.collection}};
}

std::vector<signal::WitnessFact> chain_of(const signal::Witness& witness) {
  std::vector<signal::WitnessFact> facts = witness.facts;
  std::rotate(facts.begin(), facts.begin() + static_cast<std::ptrdiff_t>(witness.path_facts),
              facts.end());
  return facts;
}

}  // namespace harbinger::report::detail
