// SPDX-License-Identifier: Apache-2.0
#include "report/fact_text.hpp"

#include <fmt/core.h>

namespace harbinger::report {

namespace {

/// A share is what an ownership fact says, so it stands with the relation.
std::string share_text(const graph::EntityGraph& graph, const pack::EdgeFact& edge) {
  const pack::Roles& roles = graph.schema().roles;
  const auto place = graph.schema().relations[edge.relation().index()].find("share");
  if (!roles.share || !place) return {};
  const pack::Cell cell = edge.cell(*place);
  const auto* share = std::get_if<DecimalRange>(&cell);
  if (share == nullptr) return {};
  const auto percent = [](Decimal d) { return fmt::format("{:g}", d.to_double() * 100); };
  return share->exact() ? fmt::format(" {} %", percent(share->low))
                        : fmt::format(" {} to {} %", percent(share->low), percent(share->high));
}

}  // namespace

std::string statement(const graph::EntityGraph& graph, graph::FactRef fact) {
  if (!fact.is_edge) {
    const pack::NodeFact node = graph.node(graph::NodeId(fact.index));
    return fmt::format("{}: {}", graph.schema().kinds[node.kind().index()].name, node.name());
  }
  const pack::EdgeFact edge = graph.edge(graph::EdgeId(fact.index));
  return fmt::format("{} —{}{}→ {}", graph.node(edge.from()).name(),
                     graph.schema().relations[edge.relation().index()].name,
                     share_text(graph, edge), graph.node(edge.to()).name());
}

std::string validity_text(const pack::Validity& validity) {
  if (!validity.from && !validity.to) return "undated";
  if (!validity.to) return "since " + to_text(*validity.from);
  if (!validity.from) return "until " + to_text(*validity.to);
  if (*validity.from == *validity.to) return to_text(*validity.from);
  return to_text(*validity.from) + " to " + to_text(*validity.to);
}

std::string provenance(const graph::EntityGraph& graph, const pack::Fact& fact) {
  std::string text = graph.schema().confidence[fact.confidence()].word;
  for (const pack::SourceId source : fact.sources())
    text += ", " + graph.pack().sources[source.index()].id;
  return text;
}

}  // namespace harbinger::report
