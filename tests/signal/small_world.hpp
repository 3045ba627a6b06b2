// SPDX-License-Identifier: Apache-2.0
// Packs written by hand or drawn at random, and signals written in YAML, for the tests of this folder.
#pragma once

#include <algorithm>
#include <map>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include <catch2/catch.hpp>

#include "base/yaml_reader.hpp"
#include "graph/ownership.hpp"
#include "pack/fact_builder.hpp"
#include "signal/evidence.hpp"
#include "signal/signal_set.hpp"

namespace harbinger::signal {

/// Builds a pack from kinds, relations, nodes and edges by name; ids are put in order at the end.
class PackBuilder {
 public:
  using Attributes = std::vector<std::pair<std::string, pack::AttributeType>>;

  PackBuilder() {
    pack_.date = *parse_day("2024-06-30");
    pack_.schema.confidence = {{"high", 1.0}};
    pack_.sources.push_back({"s", "", "", "", "", "", false, ""});
    pack_.tables = {"table.csv"};
  }

  pack::KindId kind(const std::string& name, const Attributes& attributes = {}) {
    pack_.schema.kinds.push_back({name, attributes_of(attributes), {}, {}});
    return pack::KindId(pack_.schema.kinds.size() - 1);
  }
  pack::RelationId relation(const std::string& name, const std::vector<std::string>& from,
                            const std::vector<std::string>& to, const Attributes& attributes = {}) {
    pack::Shape shape{name, attributes_of(attributes), {}, {}};
    for (const std::string& kind : from) shape.from_kinds.push_back(pack_.schema.kind(kind));
    for (const std::string& kind : to) shape.to_kinds.push_back(pack_.schema.kind(kind));
    pack_.schema.relations.push_back(std::move(shape));
    return pack::RelationId(pack_.schema.relations.size() - 1);
  }
  pack::Roles& roles() { return pack_.schema.roles; }
  [[nodiscard]] const pack::Schema& schema() const { return pack_.schema; }

  void node(const std::string& kind, const std::string& id, std::vector<pack::Cell> cells = {}) {
    nodes_.push_back({kind, id, "the " + id, std::move(cells)});
  }
  void edge(const std::string& relation, const std::string& from, const std::string& to,
            std::vector<pack::Cell> cells = {}, const std::string& valid_from = {},
            const std::string& valid_to = {}) {
    std::string id =
        relation + ":" + from + ":" + to + (valid_from.empty() ? "" : ":" + valid_from);
    const bool is_first = ids_[id] == 0;
    while (ids_[id]++ > 0) id += "+";
    edges_.push_back({relation,
                      is_first ? "" : id,
                      from,
                      to,
                      std::move(cells),
                      {parse_date(valid_from), parse_date(valid_to)}});
  }

  graph::EntityGraph build() {
    pack::FactBuilder facts(pack_.schema);
    const pack::SourceId source(0u);
    for (const Node& node : nodes_) {
      pack::NodeRow row;
      row.id = node.id;
      row.name = node.name;
      row.kind = pack_.schema.kind(node.kind);
      row.sources = {&source, 1};
      row.cells = node.cells;
      REQUIRE_FALSE(facts.add_node(row));
    }
    for (const Edge& edge : edges_) {
      pack::EdgeRow row;
      row.id = edge.id;
      row.relation = pack_.schema.relation(edge.relation);
      row.from = *facts.find_node(edge.from);
      row.to = *facts.find_node(edge.to);
      row.validity = edge.validity;
      row.sources = {&source, 1};
      row.cells = edge.cells;
      REQUIRE_FALSE(facts.add_edge(row));
    }
    pack::Pack pack = pack_;
    pack.set_facts(std::move(facts).build());
    return graph::EntityGraph(std::move(pack));
  }

 private:
  static std::vector<pack::Attribute> attributes_of(const Attributes& attributes) {
    std::vector<pack::Attribute> all;
    for (const auto& [name, type] : attributes) all.push_back({name, type, false, false, {}, {}});
    return all;
  }

  struct Node {
    std::string kind, id, name;
    std::vector<pack::Cell> cells;
  };
  struct Edge {
    std::string relation, id, from, to;  // an empty id is derived
    std::vector<pack::Cell> cells;
    pack::Validity validity;
  };

  pack::Pack pack_;
  std::vector<Node> nodes_;
  std::vector<Edge> edges_;
  std::map<std::string, int> ids_;
};

inline pack::Cell number(double value) { return pack::NumberRange{value, value}; }
inline pack::Cell range(double low, double high) { return pack::NumberRange{low, high}; }
/// The text stays as long as the tests run.
inline pack::Cell text(const std::string& value) {
  static std::set<std::string> kept;
  return std::string_view(*kept.insert(value).first);
}
inline pack::Cell date(const std::string& value) { return *parse_date(value); }
inline pack::Cell share(const std::string& value) {
  return DecimalRange{*parse_decimal(value), *parse_decimal(value)};
}
inline pack::Cell unknown() { return pack::UnknownCell{}; }

/// A graph as of a day, with its ownership.
struct TestWorld {
  graph::GraphView view;
  graph::Ownership ownership;
  explicit TestWorld(graph::GraphView v) : view(std::move(v)), ownership(view) {}
  TestWorld(const graph::EntityGraph& graph, const std::string& day)
      : TestWorld({graph, *parse_day(day)}) {}
  [[nodiscard]] World world() const { return {view, ownership}; }
};

/// What was told of texts that are no good signals, and the set where they are.
struct CheckedSignals {
  std::optional<SignalSet> set;
  std::string told;
};

struct SignalsText {
  std::vector<SignalText> signals;
  static const Record<SignalsText>& shape() {
    static const auto record =
        Record<SignalsText>("file").required("signals", &SignalsText::signals);
    return record;
  }
};

inline CheckedSignals checked(const std::string& yaml, const pack::Schema& schema,
                              const Parameters& params = {}, const Tables& tables = {}) {
  Diagnostics diagnostics;
  CheckedSignals result;
  const auto source = std::make_shared<const SourceText>("signals.yaml", "signals:\n" + yaml);
  SignalsText texts;
  if (const auto node = read_yaml(source, diagnostics);
      node && read_value(*node, texts, diagnostics))
    result.set = SignalSet::check(texts.signals, schema, params, tables, diagnostics);
  for (const Diagnostic& diagnostic : diagnostics.all()) result.told += to_text(diagnostic) + "\n";
  return result;
}

inline SignalSet signals(const std::string& yaml, const pack::Schema& schema,
                         const Parameters& params = {}, const Tables& tables = {}) {
  CheckedSignals result = checked(yaml, schema, params, tables);
  INFO(yaml);
  INFO(result.told);
  REQUIRE(result.set.has_value());
  return *std::move(result.set);
}

inline SiteId site_of(const graph::EntityGraph& graph, const std::string& id) {
  const auto sites = graph.sites();
  const auto found = std::find(sites.begin(), sites.end(), *graph.find_node(id));
  return SiteId(static_cast<std::size_t>(found - sites.begin()));
}

/// The value of a signal at a site, by its column; the search must agree.
inline std::string value_at(const SignalSet& set, const std::string& signal, const TestWorld& world,
                            const std::string& site) {
  const SignalId id = *set.find(signal);
  const SiteId row = site_of(world.view.graph(), site);
  const std::string column =
      expr::to_text(evaluate(set, world.world(), 1)[id.index()]->at(row.index()));
  CHECK(expr::to_text(evaluate_one(set, id, world.world(), row)) == column);
  return column;
}

}  // namespace harbinger::signal
