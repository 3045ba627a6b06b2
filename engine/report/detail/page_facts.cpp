// SPDX-License-Identifier: Apache-2.0
#include "report/detail/page_facts.hpp"

#include <algorithm>

#include <fmt/core.h>

#include "report/detail/explanation_json.hpp"
#include "report/fact_text.hpp"

namespace harbinger::report::detail {

std::string fact_key(graph::FactRef fact) {
  return fmt::format("{}{}", fact.is_edge ? 'e' : 'n', fact.index);
}

void PageFacts::add(std::span<const graph::FactRef> facts) {
  for (const graph::FactRef& fact : facts) (fact.is_edge ? edges_ : nodes_).insert(fact.index);
}

std::string PageFacts::add(const std::string& fact_id) {
  const auto fact = graph_.find_fact(fact_id);
  if (!fact) return "+" + fact_id;
  add({&*fact, 1});
  return fact_key(*fact);
}

void PageFacts::add_node(const std::string& id) {
  if (const auto node = graph_.find_node(id)) named_.insert(node->value());
}

void PageFacts::add_source(const std::string& id) {
  const auto& sources = graph_.pack().sources;
  const auto found =
      std::lower_bound(sources.begin(), sources.end(), id,
                       [](const pack::Source& s, const std::string& i) { return s.id < i; });
  if (found != sources.end() && found->id == id)
    sources_.insert(static_cast<std::uint32_t>(found - sources.begin()));
}

std::vector<Entry> PageFacts::facts() const {
  std::vector<Entry> entries;
  const auto add = [&](graph::FactRef ref, const Json& named) {
    Json json{{"id", graph_.fact(ref).id()}};
    json.update(named);
    json["text"] = statement(graph_, ref);
    json.update(provenance_json(graph_, ref));
    entries.emplace_back(fact_key(ref), std::move(json));
  };
  for (const std::uint32_t node : nodes_)
    add({false, node}, {{"node", graph_.node(graph::NodeId(node)).id()}});
  for (const std::uint32_t index : edges_) {
    const pack::EdgeFact edge = graph_.edge(graph::EdgeId(index));
    add({true, index}, {{"from", graph_.node(edge.from()).id()},
                        {"relation", graph_.schema().relations[edge.relation().index()].name},
                        {"to", graph_.node(edge.to()).id()}});
  }
  return entries;
}

std::vector<Entry> PageFacts::nodes() const {
  std::set<std::uint32_t> named = named_;
  named.insert(nodes_.begin(), nodes_.end());
  for (const std::uint32_t edge : edges_) {
    named.insert(graph_.source(graph::EdgeId(edge)).value());
    named.insert(graph_.target(graph::EdgeId(edge)).value());
  }
  std::vector<Entry> entries;
  for (const std::uint32_t index : named) {
    const pack::NodeFact node = graph_.node(graph::NodeId(index));
    entries.emplace_back(
        node.id(),
        Json{{"name", node.name()}, {"kind", graph_.schema().kinds[node.kind().index()].name}});
  }
  return entries;
}

std::vector<Entry> PageFacts::sources() const {
  std::set<std::uint32_t> named = sources_;
  const auto add = [&](graph::FactRef ref) {
    for (const pack::SourceId source : graph_.fact(ref).sources()) named.insert(source.value());
  };
  for (const std::uint32_t node : nodes_) add({false, node});
  for (const std::uint32_t edge : edges_) add({true, edge});
  std::vector<Entry> entries;
  for (const std::uint32_t index : named) {
    const pack::Source& source = graph_.pack().sources[index];
    entries.emplace_back(source.id, json_of(source));
  }
  return entries;
}

}  // namespace harbinger::report::detail
