// SPDX-License-Identifier: Apache-2.0
// The bundled pack grown to as many sites as are wanted: its sites, countries and activities over and over, each time
// elsewhere, with the edges at them and a quarter of the calls; makers, owners, ships, navies and lists stay those of
// the pack. So all is as skewed as it is there, and the bundled rules and model say something of it.
#pragma once

#include <algorithm>
#include <cmath>
#include <deque>
#include <string>
#include <string_view>
#include <vector>

#include <fmt/format.h>

#include "pack/fact_builder.hpp"
#include "pack/pack.hpp"

namespace harbinger::bench {

class GrownPack {
 public:
  explicit GrownPack(const pack::Pack& seed) : seed_(seed), facts_(seed.schema) {}

  pack::Pack grown(std::size_t sites) && {
    const auto& kind_start = seed_.facts().nodes.kind_start;
    const std::size_t site = seed_.schema.roles.site.index();
    const std::size_t count = kind_start[site + 1] - kind_start[site];
    const std::size_t copies = (sites + count - 1) / count;
    for (std::size_t copy = 0; copy < copies; ++copy) add_copy(copy);
    pack::Pack pack = seed_;
    pack.set_facts(std::move(facts_).build());
    return pack;
  }

 private:
  static std::string named(std::string_view id, std::size_t copy) {
    return copy == 0 ? std::string(id) : fmt::format("{}-{}", id, copy);
  }
  [[nodiscard]] bool is_copied(const pack::NodeFact& node) const {
    return node.kind() == seed_.schema.roles.site || node.kind() == seed_.schema.roles.country ||
           node.kind() == seed_.schema.kind("Activity");
  }

  static void set_fact(pack::FactRow& row, const pack::Fact& seed) {
    row.validity = seed.validity();
    row.confidence = seed.confidence();
    row.sources = seed.sources();
    row.note = seed.note();
    row.table = seed.table();
    row.line = seed.line();
  }

  void add_copy(std::size_t copy) {
    const pack::RelationId calls = seed_.schema.relation("CALLS_AT");
    std::vector<pack::NodeId> place(seed_.nodes.size());
    for (const pack::NodeFact seed : seed_.nodes) {
      const std::uint32_t i = seed.place().index;
      place[i] = pack::NodeId(i);
      if (copy > 0 && !is_copied(seed)) continue;
      place[i] = facts_.next_node();
      add_node(seed, copy);
    }
    for (const pack::EdgeFact seed : seed_.edges) {
      if (copy > 0 && seed.relation() == calls && (seed.place().index + copy) % 4 != 0) continue;
      // Who is allied with whom, and for whom a navy sails, leads to the states of the pack.
      const bool keeps_end = seed.relation() == seed_.schema.roles.allied_with ||
                             seed.relation() == seed_.schema.relation("SERVES");
      const pack::NodeId to = keeps_end ? seed.to() : place[seed.to().index()];
      const pack::NodeId from = place[seed.from().index()];
      if (copy > 0 && from == seed.from() && to == seed.to()) continue;
      // States control once.
      if (copy > 0 && seed.relation() == seed_.schema.roles.controls) continue;
      add_edge(seed, from, to, copy);
    }
  }

  void add_node(const pack::NodeFact& seed, std::size_t copy) {
    pack::NodeRow row;
    set_fact(row, seed);
    const std::string id = named(seed.id(), copy);
    row.id = id;
    row.name = seed.name();
    row.kind = seed.kind();
    std::deque<std::string> texts;
    std::vector<pack::Cell> cells;
    for (std::size_t a = 0; a < seed.cell_count(); ++a)
      cells.push_back(
          copied(seed.cell(a), seed_.schema.kinds[seed.kind().index()].attributes[a], copy, texts));
    row.cells = cells;
    (void)facts_.add_node(row);
  }

  void add_edge(const pack::EdgeFact& seed, pack::NodeId from, pack::NodeId to, std::size_t copy) {
    pack::EdgeRow row;
    set_fact(row, seed);
    const std::string id = named(seed.id(), copy);
    row.id = id;
    row.relation = seed.relation();
    row.from = from;
    row.to = to;
    std::vector<pack::Cell> cells;
    for (std::size_t a = 0; a < seed.cell_count(); ++a) cells.push_back(seed.cell(a));
    row.cells = cells;
    (void)facts_.add_edge(row);
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

  static pack::Cell copied(pack::Cell cell, const pack::Attribute& attribute, std::size_t copy,
                           std::deque<std::string>& texts) {
    if (copy == 0) return cell;
    const bool names_copy =
        attribute.type == pack::AttributeType::ref || attribute.name == "counts_as";
    if (auto* id = std::get_if<std::string_view>(&cell); id != nullptr && names_copy)
      *id = texts.emplace_back(named(*id, copy));
    if (auto* degrees = std::get_if<pack::NumberRange>(&cell))
      *degrees = moved(attribute.name, *degrees, copy);
    return cell;
  }

  const pack::Pack& seed_;
  pack::FactBuilder facts_;
};

}  // namespace harbinger::bench
