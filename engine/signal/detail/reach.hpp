// SPDX-License-Identifier: Apache-2.0
// Which sites a changed fact can reach: where the value of a signal may differ because of it.
//
// A binding that uses a fact leads from the site to it along the pattern; so the pattern is walked backward
// from wherever it may hold the fact. Conditions, filters and days are not asked: more sites are found than
// need be, and never fewer. (`over` brings in the sites that share a value; a graph function the nodes whose
// owners, listings or alliances changed.)
//
//     (site)<-[:PART_OF*0..1]-(place)<-[d]-(a)<-[:SUPPLIES]-(m)      changed: a SUPPLIES edge
//      sites   <-     places   <-     activities at its end
#pragma once

#include <span>
#include <string>
#include <vector>

#include "graph/changes.hpp"
#include "signal/detail/plan.hpp"
#include "signal/places.hpp"

namespace harbinger::signal::detail {

struct ReachedSites {
  bool all = false;                  ///< Any site may be reached; `sites` is empty.
  std::vector<graph::NodeId> sites;  ///< Ordered, each once.
};

class Reach {
 public:
  /// Facts of one view's graph that changed, of which `content` are nodes that hold as they did; all must outlive
  /// the reach. Sites found that are more than a `share` of all are told as all.
  Reach(const graph::GraphView& view, const PlaceIndex& places,
        std::span<const graph::FactRef> changed, std::span<const graph::FactRef> content,
        std::span<const std::string> came_or_went, double share);

  /// For a plan that is derived: the sites that are reached but through the signals it reads.
  [[nodiscard]] ReachedSites sites(const Plan& plan) const;

 private:
  /// By pattern node: nodes of the graph that a changed binding may have there.
  using Seeds = std::vector<std::vector<graph::NodeId>>;

  void note_edge(graph::EdgeId edge);
  void note_answers(graph::NodeId holder);
  void note_alliance(graph::EdgeId edge, graph::NodeId country);
  [[nodiscard]] bool names_changed(const GraphCalls& calls) const;
  [[nodiscard]] std::vector<graph::NodeId> of_kinds(std::span<const graph::NodeId> nodes,
                                                    const std::vector<bool>& kinds) const;
  void seed(const Pattern& pattern, std::span<const Step> steps, const GraphCalls& calls,
            Seeds& seeds) const;
  void walk_back(const Pattern& pattern, std::span<const Step> steps, double within_km,
                 Seeds& seeds) const;
  void step_back(const PatternEdge& edge, const Step& step, std::span<const graph::NodeId> ends,
                 unsigned most_steps, std::vector<graph::NodeId>& starts) const;
  void add_sharing_sites(const Plan& plan, std::vector<graph::NodeId>& sites) const;

  const graph::GraphView& view_;
  const graph::EntityGraph& graph_;
  const PlaceIndex& places_;
  std::span<const graph::FactRef> changed_;
  std::span<const std::string> came_or_went_;
  std::size_t most_;
  std::vector<std::vector<graph::EdgeId>> edges_;  ///< By relation.
  std::vector<graph::NodeId> nodes_;
  std::vector<graph::NodeId> answers_;  ///< Of which graph functions may say something else.
};

}  // namespace harbinger::signal::detail
