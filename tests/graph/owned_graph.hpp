// SPDX-License-Identifier: Apache-2.0
// Small ownership graphs for tests, from lists of who owns, controls or lists whom:
//
//     OwnedGraph().owns("state", "maker", "0.5").controls("state", "maker").graph()
#pragma once

#include <initializer_list>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <tuple>

#include "graph/entity_graph.hpp"
#include "graph/ownership.hpp"
#include "pack/fact_builder.hpp"

namespace harbinger::tests {

inline Day day_of(std::string_view text) { return parse_day(text).value(); }
inline constexpr std::string_view some_day = "2025-01-01";

class OwnedGraph {
 public:
  OwnedGraph() {
    pack::Schema& schema = pack_.schema;
    for (const char* kind : {"Company", "PublicBody", "List"})
      schema.kinds.push_back({kind, {}, {}, {}});
    for (const char* relation : {"OWNS", "CONTROLS", "LISTED_ON", "NEAR"})
      schema.relations.push_back({relation, {}, {}, {}});
    pack::Attribute share;
    share.name = "share";
    share.type = pack::AttributeType::share;
    schema.relations[0].attributes.push_back(share);
    schema.roles.public_body = schema.kind("PublicBody");
    schema.roles.owns = schema.relation("OWNS");
    schema.roles.controls = schema.relation("CONTROLS");
    schema.roles.listed_on = schema.relation("LISTED_ON");
    schema.roles.share = 0;
    pack_.date = day_of(some_day);
  }

  /// `share` is a fraction as text: "0.4999", a range "0.4 0.6", or empty for unknown.
  OwnedGraph& owns(const std::string& owner, const std::string& owned, const std::string& share,
                   const pack::Validity& validity = {}) {
    const auto space = share.find(' ');
    if (share.empty()) return edge("OWNS", owner, owned, pack::UnknownCell{}, validity);
    return owns(
        owner, owned,
        {parse_decimal(share.substr(0, space)).value(),
         parse_decimal(space == std::string::npos ? share : share.substr(space + 1)).value()},
        validity);
  }
  OwnedGraph& owns(const std::string& owner, const std::string& owned, DecimalRange share,
                   const pack::Validity& validity = {}) {
    return edge("OWNS", owner, owned, share, validity);
  }
  OwnedGraph& controls(const std::string& holder, const std::string& entity) {
    return edge("CONTROLS", holder, entity, std::nullopt, {});
  }
  OwnedGraph& listed(const std::string& party, const std::string& list,
                     const pack::Validity& validity = {}) {
    kinds_[list] = "List";
    return edge("LISTED_ON", party, list, std::nullopt, validity);
  }
  /// An edge of a relation without a meaning for ownership.
  OwnedGraph& near(const std::string& from, const std::string& to,
                   const pack::Validity& validity = {}) {
    return edge("NEAR", from, to, std::nullopt, validity);
  }
  OwnedGraph& public_body(const std::string& id) {
    kinds_[id] = "PublicBody";
    return *this;
  }
  OwnedGraph& company(const std::string& id, const pack::Validity& validity = {}) {
    kinds_.emplace(id, "Company");
    validity_[id] = validity;
    return *this;
  }

  /// The pack, ordered by id as a loaded one is.
  [[nodiscard]] graph::EntityGraph graph() const {
    pack::FactBuilder facts(pack_.schema);
    for (const auto& [id, kind] : kinds_) {
      pack::NodeRow node;
      node.id = node.name = id;
      node.kind = pack_.schema.kind(kind);
      if (const auto found = validity_.find(id); found != validity_.end())
        node.validity = found->second;
      (void)facts.add_node(node);
    }
    std::set<std::string> ids;
    for (const Edge& written : edges_) {
      pack::EdgeRow edge;
      edge.relation = pack_.schema.relation(written.relation);
      edge.from = *facts.find_node(written.from);
      edge.to = *facts.find_node(written.to);
      edge.validity = written.validity;
      std::string id =
          pack::derived_id(written.relation, written.from, written.to, written.validity.from);
      while (!ids.insert(id).second) edge.id = id += "'";
      if (written.share) edge.cells = {&*written.share, 1};
      (void)facts.add_edge(edge);
    }
    pack::Pack pack = pack_;
    pack.set_facts(std::move(facts).build());
    return graph::EntityGraph(std::move(pack));
  }

 private:
  struct Edge {
    std::string relation;
    std::string from;
    std::string to;
    std::optional<pack::Cell> share;
    pack::Validity validity;
  };

  OwnedGraph& edge(const std::string& relation, const std::string& from, const std::string& to,
                   std::optional<pack::Cell> share, const pack::Validity& validity) {
    for (const std::string& id : {from, to}) kinds_.emplace(id, "Company");
    edges_.push_back({relation, from, to, std::move(share), validity});
    return *this;
  }

  pack::Pack pack_;
  std::map<std::string, std::string> kinds_;
  std::map<std::string, pack::Validity> validity_;
  std::vector<Edge> edges_;
};

/// A graph with its ownership on a day, asked by names.
struct Owned {
  graph::EntityGraph graph;
  graph::GraphView view;
  graph::Ownership ownership;

  explicit Owned(const OwnedGraph& written, std::string_view day = some_day)
      : graph(written.graph()), view(graph, day_of(day)), ownership(view) {}

  [[nodiscard]] graph::NodeId node(std::string_view id) const {
    return graph.find_node(id).value();
  }
  [[nodiscard]] graph::ShareBounds look_through(std::string_view entity,
                                                std::string_view holder) const {
    return ownership.look_through(node(entity), node(holder));
  }
  [[nodiscard]] graph::Truth controlled_by(std::string_view entity, std::string_view holder) const {
    return ownership.controlled_by(node(entity), node(holder));
  }
  [[nodiscard]] std::vector<std::string> ids(const std::vector<graph::OwnershipLink>& chain) const {
    std::vector<std::string> ids;
    for (const auto& link : chain) ids.push_back(graph.edge(link.edge).id());
    return ids;
  }
  [[nodiscard]] std::vector<std::string> ids(const std::vector<graph::NodeId>& nodes) const {
    std::vector<std::string> ids;
    for (const auto node : nodes) ids.emplace_back(graph.node(node).id());
    return ids;
  }
};

}  // namespace harbinger::tests
