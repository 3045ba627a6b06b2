// SPDX-License-Identifier: Apache-2.0
// The bundled pack grown to as many sites as are wanted: its sites, countries and activities over and over, each time
// elsewhere, with the edges at them and a quarter of the calls; makers, owners, ships, navies and lists stay those of
// the pack. So all is as skewed as it is there, and the bundled rules and model say something of it.
#pragma once

#include <algorithm>
#include <cmath>
#include <string>
#include <vector>

#include <fmt/format.h>

#include "pack/pack.hpp"

namespace harbinger::bench {

class GrownPack {
 public:
  explicit GrownPack(const pack::Pack& seed) : seed_(seed) {}

  pack::Pack grown(std::size_t sites) && {
    pack_ = seed_;
    const pack::Roles& roles = seed_.schema.roles;
    const auto is_site = [&](const pack::NodeFact& node) { return node.kind == roles.site; };
    const auto count =
        static_cast<std::size_t>(std::count_if(seed_.nodes.begin(), seed_.nodes.end(), is_site));
    const std::size_t copies = (sites + count - 1) / count;
    for (std::size_t copy = 1; copy < copies; ++copy) add_copy(copy);
    order_by_id();
    return std::move(pack_);
  }

 private:
  static std::string named(const std::string& id, std::size_t copy) {
    return fmt::format("{}-{}", id, copy);
  }
  [[nodiscard]] bool is_copied(const pack::NodeFact& node) const {
    return node.kind == seed_.schema.roles.site || node.kind == seed_.schema.roles.country ||
           node.kind == seed_.schema.kind("Activity");
  }

  void add_copy(std::size_t copy) {
    const pack::RelationId calls = seed_.schema.relation("CALLS_AT");
    std::vector<std::uint32_t> place(seed_.nodes.size());
    for (std::uint32_t i = 0; i < seed_.nodes.size(); ++i) {
      place[i] = i;
      if (!is_copied(seed_.nodes[i])) continue;
      place[i] = static_cast<std::uint32_t>(pack_.nodes.size());
      pack::NodeFact& node = pack_.nodes.emplace_back(seed_.nodes[i]);
      node.id = named(node.id, copy);
      rename_cells(node, copy);
    }
    for (std::size_t i = 0; i < seed_.edges.size(); ++i) {
      const pack::EdgeFact& seed = seed_.edges[i];
      if (seed.relation == calls && (i + copy) % 4 != 0) continue;
      // Who is allied with whom, and for whom a navy sails, leads to the states of the pack.
      const bool keeps_end = seed.relation == seed_.schema.roles.allied_with ||
                             seed.relation == seed_.schema.relation("SERVES");
      const std::uint32_t to = keeps_end ? seed.to : place[seed.to];
      if (place[seed.from] == seed.from && to == seed.to) continue;
      if (seed.relation == seed_.schema.roles.controls) continue;  // states control once
      pack::EdgeFact& edge = pack_.edges.emplace_back(seed);
      edge.id = named(edge.id, copy);
      edge.from = place[seed.from];
      edge.to = to;
    }
  }

  /// East and north or south, so that a site has some neighbours and not all that there are.
  static pack::NumberRange moved(const std::string& name, pack::NumberRange degrees,
                                 std::size_t copy) {
    const double east = 1.99 * static_cast<double>(copy);
    const double north = static_cast<double>(37 * copy % 61) - 30;
    if (name == "lon") degrees.low = std::remainder(degrees.low + east, 360.0);
    if (name == "lat") degrees.low = std::clamp(degrees.low + north, -75.0, 75.0);
    if (name == "lon" || name == "lat") degrees.high = degrees.low;
    return degrees;
  }

  void rename_cells(pack::NodeFact& node, std::size_t copy) const {
    const auto& attributes = seed_.schema.kinds[node.kind.index()].attributes;
    for (std::size_t a = 0; a < attributes.size(); ++a) {
      const bool names_copy =
          attributes[a].type == pack::AttributeType::ref || attributes[a].name == "counts_as";
      if (auto* id = std::get_if<std::string>(&node.cells[a]); id != nullptr && names_copy)
        *id = named(*id, copy);
      if (auto* degrees = std::get_if<pack::NumberRange>(&node.cells[a]))
        *degrees = moved(attributes[a].name, *degrees, copy);
    }
  }

  void order_by_id() {
    std::vector<std::uint32_t> order(pack_.nodes.size());
    for (std::uint32_t i = 0; i < order.size(); ++i) order[i] = i;
    std::sort(order.begin(), order.end(),
              [&](auto a, auto b) { return pack_.nodes[a].id < pack_.nodes[b].id; });
    std::vector<std::uint32_t> place(order.size());
    std::vector<pack::NodeFact> nodes;
    nodes.reserve(order.size());
    for (std::uint32_t i = 0; i < order.size(); ++i) {
      place[order[i]] = i;
      nodes.push_back(std::move(pack_.nodes[order[i]]));
    }
    pack_.nodes = std::move(nodes);
    for (pack::EdgeFact& edge : pack_.edges) edge.from = place[edge.from], edge.to = place[edge.to];
    std::sort(pack_.edges.begin(), pack_.edges.end(),
              [](const auto& a, const auto& b) { return a.id < b.id; });
  }

  const pack::Pack& seed_;
  pack::Pack pack_;
};

}  // namespace harbinger::bench
