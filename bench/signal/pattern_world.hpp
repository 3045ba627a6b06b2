// SPDX-License-Identifier: Apache-2.0
// A world made in memory for a pattern of three steps: sites, deals, makers and holders as 4 : 4 : 1 : 1,
// and ten edges a node. Who has an edge is drawn so that some have many and most have few.
//
//     Holder -HOLDS-> Maker -BY-> Deal -TO {units}-> Site
//
// Beside it the same edges as plain arrays.
#pragma once

#include <array>
#include <cstdint>
#include <map>
#include <memory>
#include <random>
#include <stdexcept>
#include <string>
#include <vector>

#include <fmt/core.h>

#include "graph/ownership.hpp"
#include "pack/fact_builder.hpp"
#include "signal/signal_set.hpp"

namespace harbinger::bench {

class PatternWorld {
 public:
  struct Edges {
    std::vector<std::uint32_t> from;
    std::vector<std::uint32_t> to;
  };

  /// Made once for each size.
  static const PatternWorld& of(std::size_t nodes) {
    static std::map<std::size_t, std::unique_ptr<const PatternWorld>> made;
    auto& world = made[nodes];
    if (world == nullptr) world.reset(new PatternWorld(nodes));
    return *world;
  }

  std::size_t node_count = 0;
  std::array<Edges, 3> edges;         ///< HOLDS, BY, TO.
  std::vector<double> units;          ///< By edge of TO.
  std::vector<std::uint8_t> foreign;  ///< By node.

  [[nodiscard]] std::size_t edge_count() const { return graph_->edge_count(); }
  [[nodiscard]] const graph::GraphView& view() const { return *view_; }
  [[nodiscard]] signal::World world() const { return {*view_, *ownership_}; }

  [[nodiscard]] static signal::SignalText text(const char* where, const char* combine,
                                               const char* value) {
    signal::SignalText text;
    text.id.value = "pattern";
    text.match.paths.emplace_back().value =
        "(site)<-[d:TO]-(a:Deal)<-[:BY]-(m:Maker)<-[:HOLDS]-(h:Holder)";
    text.where.emplace().value = where;
    text.combine.emplace().value = combine;
    if (*value != 0) text.value.emplace().value = value;
    return text;
  }

  [[nodiscard]] signal::SignalSet checked(const signal::SignalText& text) const {
    Diagnostics diagnostics;
    const auto set = signal::SignalSet::check({&text, 1}, graph_->schema(), {}, {}, diagnostics);
    if (!set) throw std::runtime_error(to_text(diagnostics.all().front()));
    return *set;
  }

 private:
  explicit PatternWorld(std::size_t nodes) : node_count(nodes), random_(nodes) {
    pack::Pack pack;
    describe(pack);
    pack::FactBuilder facts(pack.schema);
    add_nodes(pack.schema, "Site", nodes * 4 / 10, facts);
    add_nodes(pack.schema, "Deal", nodes * 4 / 10, facts);
    add_nodes(pack.schema, "Maker", nodes / 10, facts);
    add_nodes(pack.schema, "Holder", nodes - facts.next_node().index(), facts);
    add_edges(pack.schema, 0, nodes * 3, facts);
    add_edges(pack.schema, 1, nodes * 3, facts);
    add_edges(pack.schema, 2, nodes * 4, facts);
    pack.set_facts(std::move(facts).build());
    graph_ = std::make_unique<graph::EntityGraph>(std::move(pack));
    view_ = std::make_unique<graph::GraphView>(*graph_, graph_->pack().date);
    ownership_ = std::make_unique<graph::Ownership>(*view_);
    read_back();
  }

  static void describe(pack::Pack& pack) {
    const auto attribute = [](const std::string& name, pack::AttributeType type) {
      return pack::Attribute{name, type, false, false, {}, {}};
    };
    pack.date = *parse_day("2024-06-30");
    pack.sources.push_back({"s", "", "", "", "", "", false, ""});
    pack.tables = {"table.csv"};
    pack.schema.confidence = {{"high", 1.0}};
    pack.schema.kinds = {{"Site", {}, {}, {}},
                         {"Deal", {}, {}, {}},
                         {"Maker", {}, {}, {}},
                         {"Holder", {attribute("foreign", pack::AttributeType::truth)}, {}, {}}};
    const auto kind = [&](const char* name) { return pack.schema.kind(name); };
    pack.schema.relations = {
        {"HOLDS", {}, {kind("Holder")}, {kind("Maker")}},
        {"BY", {}, {kind("Maker")}, {kind("Deal")}},
        {"TO", {attribute("units", pack::AttributeType::number)}, {kind("Deal")}, {kind("Site")}}};
    pack.schema.roles.site = kind("Site");
  }

  void add_nodes(const pack::Schema& schema, const char* kind, std::size_t count,
                 pack::FactBuilder& facts) {
    first_[kind] = {facts.next_node().index(), count};
    for (std::size_t i = 0; i < count; ++i) {
      const std::string id = fmt::format("n{:08}", facts.next_node().index());
      const bool is_holder = std::string_view(kind) == "Holder";
      const pack::Cell is_foreign = is_holder && random_() % 16 == 0;
      pack::NodeRow row;
      row.id = id;
      row.kind = schema.kind(kind);
      if (is_holder) row.cells = {&is_foreign, 1};
      facts.add_node(row);
    }
  }

  /// A node of a kind: the lower, the likelier.
  pack::NodeId draw(const std::string& kind) {
    const auto [first, count] = first_.at(kind);
    const double unit = std::uniform_real_distribution<double>()(random_);
    return pack::NodeId(first + static_cast<std::size_t>(unit * unit * static_cast<double>(count)));
  }

  void add_edges(const pack::Schema& schema, std::size_t relation, std::size_t count,
                 pack::FactBuilder& facts) {
    const pack::Shape& shape = schema.relations[relation];
    for (std::size_t i = 0; i < count; ++i) {
      const std::string id = fmt::format("e{}-{:08}", relation, i);
      const auto drawn = static_cast<double>(random_() % 5);
      const pack::Cell cell = pack::NumberRange{drawn, drawn};
      pack::EdgeRow row;
      row.id = id;
      row.relation = pack::RelationId(relation);
      row.from = draw(schema.kinds[shape.from_kinds[0].index()].name);
      row.to = draw(schema.kinds[shape.to_kinds[0].index()].name);
      if (relation == 2) row.cells = {&cell, 1};
      facts.add_edge(row);
    }
  }

  /// The plain arrays, in the order of the graph.
  void read_back() {
    foreign.resize(node_count);
    for (const graph::NodeId holder : graph_->nodes_of(graph_->schema().kind("Holder")))
      foreign[holder.index()] = std::get<bool>(graph_->node(holder).cell(0)) ? 1 : 0;
    for (std::size_t relation = 0; relation < edges.size(); ++relation) {
      const pack::RelationId id(relation);
      for (const graph::NodeId node : graph_->sources_of(id))
        edges[relation].from.push_back(node.value());
      for (const graph::NodeId node : graph_->targets_of(id))
        edges[relation].to.push_back(node.value());
    }
    for (const graph::EdgeId edge : graph_->edges_of(pack::RelationId(std::size_t{2})))
      units.push_back(std::get<pack::NumberRange>(graph_->edge(edge).cell(0)).low);
  }

  std::mt19937_64 random_;
  std::map<std::string, std::pair<std::size_t, std::size_t>, std::less<>> first_;
  std::unique_ptr<graph::EntityGraph> graph_;
  std::unique_ptr<graph::GraphView> view_;
  std::unique_ptr<graph::Ownership> ownership_;
};

}  // namespace harbinger::bench
