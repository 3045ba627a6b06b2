// SPDX-License-Identifier: Apache-2.0
// An ownership network of any size, written as a pack and loaded: a state with its bodies, and companies with two
// stakes each on average. Holders are drawn by preferential attachment among earlier companies, so that there are
// chains, large groups and mostly forests; one stake in a thousand goes back to a later company, and closes a cycle
// where that is below. One company in a thousand is on a list.
#pragma once

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <random>
#include <stdexcept>
#include <string>
#include <vector>

#include <fmt/format.h>
#include <unistd.h>

#include "graph/entity_graph.hpp"
#include "graph/ownership.hpp"
#include "pack/pack.hpp"

namespace harbinger::bench {

struct PlainStake {
  std::uint32_t from;
  std::uint32_t to;
  double share;
};

struct OwnedWorld {
  static constexpr std::uint32_t bodies =
      16;  ///< Parties 0 to 15; the state, 0, controls the others.
  std::uint32_t parties = 0;
  std::vector<PlainStake> stakes;
  std::vector<std::uint32_t> listed;

  [[nodiscard]] static std::string name(std::uint32_t party) {
    return fmt::format("p{:08}", party);
  }

  static OwnedWorld drawn(std::uint32_t companies) {
    std::mt19937_64 random(companies);
    const auto below = [&](std::uint64_t n) { return static_cast<std::uint32_t>(random() % n); };
    OwnedWorld world;
    world.parties = bodies + companies;
    std::vector<std::uint32_t> holders;  // one entry a stake: who holds much is drawn often
    for (std::uint32_t held = bodies; held < world.parties; ++held) {
      std::vector<std::uint32_t> owners;
      std::uint32_t left = 950;  // thousandths
      for (std::uint32_t count = 1 + below(3); count > 0; --count) {
        std::uint32_t owner =
            holders.empty() || below(4) == 0 ? below(held) : holders[below(holders.size())];
        if (below(1000) == 0) owner = below(world.parties);
        const bool known = std::find(owners.begin(), owners.end(), owner) != owners.end();
        if (known || owner == held) continue;
        const std::uint32_t part = count == 1 ? left : 1 + below(left - count);
        owners.push_back(owner);
        holders.push_back(owner);
        world.stakes.push_back({owner, held, part / 1000.0});
        left -= part;
      }
      if (below(1000) == 0) world.listed.push_back(held);
    }
    return world;
  }

  void write(const std::filesystem::path& folder) const {
    std::filesystem::create_directories(folder);
    const auto file = [&](const char* name) { return std::ofstream(folder / name); };
    file("pack.yaml") << yaml;
    file("sources.csv") << "id,title,publisher,date,address,licence,collection,note\ns,S,,,,,no,\n";
    auto nodes = file("nodes.csv");
    nodes << "id,name,kind,confidence,source\nsite,Site,Site,high,s\nlist,List,List,high,s\n";
    for (std::uint32_t i = 0; i < parties; ++i)
      nodes << name(i) << ",N," << (i < bodies ? "PublicBody" : "Company") << ",high,s\n";
    auto owns = file("owns.csv");
    owns << "from,to,share,confidence,source\n";
    for (const PlainStake& stake : stakes)
      owns << name(stake.from) << ',' << name(stake.to) << ',' << fmt::format("{:.3f}", stake.share)
           << ",high,s\n";
    auto controls = file("controls.csv");
    controls << "from,to,confidence,source\n";
    for (std::uint32_t body = 1; body < bodies; ++body)
      controls << name(0) << ',' << name(body) << ",high,s\n";
    auto on_list = file("listed_on.csv");
    on_list << "from,to,confidence,source\n";
    for (const std::uint32_t party : listed) on_list << name(party) << ",list,high,s\n";
  }

 private:
  static constexpr const char* yaml = R"(pack: owned
date: 2025-01-01
confidence: {high: 1}
sources: sources.csv
roles: {site: Site, public_body: PublicBody, owns: OWNS, controls: CONTROLS, listed_on: LISTED_ON}
nodes:
  - {table: nodes.csv, kind: {column: kind, of: [Site, List, PublicBody, Company]}}
relations:
  - table: owns.csv
    relation: OWNS
    from: {column: from, kinds: [PublicBody, Company]}
    to: {column: to, kinds: [PublicBody, Company]}
    attributes: {share: share}
  - table: controls.csv
    relation: CONTROLS
    from: {column: from, kinds: [PublicBody]}
    to: {column: to, kinds: [PublicBody]}
  - table: listed_on.csv
    relation: LISTED_ON
    from: {column: from, kinds: [Company]}
    to: {column: to, kinds: [List]}
legal_tests:
  - {id: all, lists: [list], periods: [{effect: owned, threshold: 0.5, comparison: at_least, added_over: all}]}
  - {id: each, lists: [list], periods: [{effect: owned, threshold: 0.5, comparison: more_than, added_over: each}]}
)";
};

/// The world as a graph; party i is node i of those whose id starts with `p`.
struct LoadedWorld {
  OwnedWorld plain;
  graph::EntityGraph graph;
  graph::GraphView view;

  explicit LoadedWorld(std::uint32_t companies)
      : plain(OwnedWorld::drawn(companies)), graph(loaded(plain)), view(graph, graph.pack().date) {}

  [[nodiscard]] graph::NodeId node(std::uint32_t party) const {
    return *graph.find_node(OwnedWorld::name(party));
  }

 private:
  static graph::EntityGraph loaded(const OwnedWorld& world) {
    const auto folder = std::filesystem::temp_directory_path() /
                        fmt::format("harbinger-owned-{}-{}", world.parties, ::getpid());
    world.write(folder);
    Diagnostics diagnostics;
    auto pack = pack::load_pack(folder.string(), diagnostics);
    std::filesystem::remove_all(folder);
    if (!pack) throw std::runtime_error(to_text(diagnostics.all().front()));
    return graph::EntityGraph(std::move(*pack));
  }
};

}  // namespace harbinger::bench
