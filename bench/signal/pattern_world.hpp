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
    foreign.resize(nodes);
    add_nodes(pack, "Site", nodes * 4 / 10);
    add_nodes(pack, "Deal", nodes * 4 / 10);
    add_nodes(pack, "Maker", nodes / 10);
    add_nodes(pack, "Holder", nodes - pack.nodes.size());
    add_edges(pack, 0, nodes * 3);
    add_edges(pack, 1, nodes * 3);
    add_edges(pack, 2, nodes * 4);
    graph_ = std::make_unique<graph::EntityGraph>(std::move(pack));
    view_ = std::make_unique<graph::GraphView>(*graph_, graph_->pack().date);
    ownership_ = std::make_unique<graph::Ownership>(*view_);
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

  void add_nodes(pack::Pack& pack, const char* kind, std::size_t count) {
    first_[kind] = {pack.nodes.size(), count};
    for (std::size_t i = 0; i < count; ++i) {
      pack::NodeFact& node = pack.nodes.emplace_back();
      node.id = fmt::format("n{:08}", pack.nodes.size());
      node.kind = pack.schema.kind(kind);
      if (std::string_view(kind) != "Holder") continue;
      foreign[pack.nodes.size() - 1] = random_() % 16 == 0 ? 1 : 0;
      node.cells = {foreign[pack.nodes.size() - 1] != 0};
    }
  }

  /// A node of a kind: the lower, the likelier.
  std::uint32_t draw(pack::KindId kind, const pack::Pack& pack) {
    const auto [first, count] = first_.at(pack.schema.kinds[kind.index()].name);
    const double unit = std::uniform_real_distribution<double>()(random_);
    return static_cast<std::uint32_t>(
        first + static_cast<std::size_t>(unit * unit * static_cast<double>(count)));
  }

  void add_edges(pack::Pack& pack, std::uint32_t relation, std::size_t count) {
    const pack::Shape& shape = pack.schema.relations[relation];
    for (std::size_t i = 0; i < count; ++i) {
      pack::EdgeFact& edge = pack.edges.emplace_back();
      edge.id = fmt::format("e{:09}", pack.edges.size());
      edge.relation = pack::RelationId(relation);
      edge.from = draw(shape.from_kinds[0], pack);
      edge.to = draw(shape.to_kinds[0], pack);
      edges[relation].from.push_back(edge.from);
      edges[relation].to.push_back(edge.to);
      if (relation != 2) continue;
      units.push_back(static_cast<double>(random_() % 5));
      edge.cells = {pack::NumberRange{units.back(), units.back()}};
    }
  }

  std::mt19937_64 random_;
  std::map<std::string, std::pair<std::size_t, std::size_t>, std::less<>> first_;
  std::unique_ptr<graph::EntityGraph> graph_;
  std::unique_ptr<graph::GraphView> view_;
  std::unique_ptr<graph::Ownership> ownership_;
};

}  // namespace harbinger::bench
