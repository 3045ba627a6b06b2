// SPDX-License-Identifier: Apache-2.0
#include "report/graph_report.hpp"

#include <algorithm>
#include <set>

#include "report/detail/json.hpp"
#include "report/fact_text.hpp"
#include "report/text_table.hpp"

namespace harbinger::report {

namespace {

/// A DOT string: quotes and backslashes escaped.
std::string dot_string(std::string_view text) {
  std::string out = "\"";
  for (const char c : printable(text)) {
    if (c == '"' || c == '\\') out += '\\';
    out += c;
  }
  return out + "\"";
}

std::vector<graph::EdgeId> edges_at(const graph::GraphView& view, graph::NodeId node) {
  std::vector<graph::EdgeId> edges;
  for (const graph::EdgeId edge : view.graph().out_edges(node))
    if (view.has(edge)) edges.push_back(edge);
  for (const graph::EdgeId edge : view.graph().in_edges(node))
    if (view.has(edge)) edges.push_back(edge);
  return edges;
}

}  // namespace

Neighbourhood neighbourhood(const graph::GraphView& view, graph::NodeId centre, unsigned depth,
                            std::size_t most_edges) {
  Neighbourhood result;
  result.centre = centre;
  std::set<graph::NodeId> reached{centre};
  std::vector<graph::NodeId> frontier{centre};
  for (unsigned step = 0; step < depth; ++step) {
    std::vector<graph::NodeId> next;
    for (const graph::NodeId node : frontier) {
      const auto edges = edges_at(view, node);
      if (step > 0 && edges.size() > most_edges) {
        ++result.crowded;
        continue;
      }
      for (const graph::EdgeId edge : edges)
        for (const graph::NodeId end : {view.graph().source(edge), view.graph().target(edge)})
          if (reached.insert(end).second) next.push_back(end);
    }
    frontier = std::move(next);
  }
  result.nodes.assign(reached.begin(), reached.end());
  std::set<graph::EdgeId> edges;
  for (const graph::NodeId node : result.nodes)
    for (const graph::EdgeId edge : view.graph().out_edges(node))
      if (view.has(edge) && reached.contains(view.graph().target(edge))) edges.insert(edge);
  result.edges.assign(edges.begin(), edges.end());
  return result;
}

std::string graph_dot(const graph::GraphView& view, const Neighbourhood& shown) {
  const graph::EntityGraph& graph = view.graph();
  std::string out =
      fmt::format("digraph {} {{\n  rankdir=LR;\n  node [shape=box, style=rounded];\n",
                  dot_string(graph.node(shown.centre).id()));
  for (const graph::NodeId id : shown.nodes) {
    const pack::NodeFact node = graph.node(id);
    const std::string& kind = graph.schema().kinds[node.kind().index()].name;
    // A line break of a DOT label is the two characters \n, which quoting would double.
    std::string label = dot_string(node.name());
    label.insert(label.size() - 1, "\\n" + kind);
    out += fmt::format("  {} [label={}{}];\n", dot_string(node.id()), label,
                       id == shown.centre ? ", penwidth=2, style=\"rounded,bold\"" : "");
  }
  for (const graph::EdgeId id : shown.edges) {
    const pack::EdgeFact edge = graph.edge(id);
    const std::string& relation = graph.schema().relations[edge.relation().index()].name;
    std::string label = dot_string(relation);
    if (edge.validity().from || edge.validity().to)
      label.insert(label.size() - 1, "\\n" + validity_text(edge.validity()));
    out += fmt::format("  {} -> {} [label={}];\n", dot_string(graph.node(graph.source(id)).id()),
                       dot_string(graph.node(graph.target(id)).id()), label);
  }
  return out + "}\n";
}

std::string graph_json(const graph::GraphView& view, const Neighbourhood& shown,
                       const RunInfo& run) {
  using detail::Json;
  const graph::EntityGraph& graph = view.graph();
  Json json = detail::json_of(run);
  json["centre"] = graph.node(shown.centre).id();
  json["nodes"] = Json::array();
  const auto common = [&](Json& fact_json, const pack::Fact& fact) {
    fact_json["valid_from"] =
        fact.validity().from ? Json(to_text(*fact.validity().from)) : Json(nullptr);
    fact_json["valid_to"] = fact.validity().to ? Json(to_text(*fact.validity().to)) : Json(nullptr);
    fact_json["confidence"] = graph.schema().confidence[fact.confidence()].word;
    fact_json["sources"] = Json::array();
    for (const pack::SourceId source : fact.sources())
      fact_json["sources"].push_back(graph.pack().sources[source.index()].id);
  };
  for (const graph::NodeId id : shown.nodes) {
    const pack::NodeFact node = graph.node(id);
    Json node_json{{"id", node.id()},
                   {"kind", graph.schema().kinds[node.kind().index()].name},
                   {"name", node.name()}};
    common(node_json, node);
    json["nodes"].push_back(std::move(node_json));
  }
  json["edges"] = Json::array();
  for (const graph::EdgeId id : shown.edges) {
    const pack::EdgeFact edge = graph.edge(id);
    Json edge_json{{"id", edge.id()},
                   {"relation", graph.schema().relations[edge.relation().index()].name},
                   {"from", graph.node(graph.source(id)).id()},
                   {"to", graph.node(graph.target(id)).id()}};
    common(edge_json, edge);
    json["edges"].push_back(std::move(edge_json));
  }
  return detail::dumped(json);
}

}  // namespace harbinger::report
