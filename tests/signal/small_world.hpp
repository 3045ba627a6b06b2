// SPDX-License-Identifier: Apache-2.0
// Packs written by hand or drawn at random, and signals written in YAML, for the tests of this folder.
#pragma once

#include <algorithm>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include <catch2/catch.hpp>

#include "base/yaml_reader.hpp"
#include "graph/ownership.hpp"
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
    pack::NodeFact fact;
    fact.id = id;
    fact.name = "the " + id;
    fact.kind = pack_.schema.kind(kind);
    fact.sources = {pack::SourceId(0u)};
    cells.resize(pack_.schema.kinds[fact.kind.index()].attributes.size());
    fact.cells = std::move(cells);
    pack_.nodes.push_back(std::move(fact));
  }
  void edge(const std::string& relation, const std::string& from, const std::string& to,
            std::vector<pack::Cell> cells = {}, const std::string& valid_from = {},
            const std::string& valid_to = {}) {
    pack::EdgeFact fact;
    fact.relation = pack_.schema.relation(relation);
    fact.id = relation + ":" + from + ":" + to + (valid_from.empty() ? "" : ":" + valid_from);
    while (ids_[fact.id]++ > 0) fact.id += "+";
    fact.validity = {parse_date(valid_from), parse_date(valid_to)};
    fact.sources = {pack::SourceId(0u)};
    cells.resize(pack_.schema.relations[fact.relation.index()].attributes.size());
    fact.cells = std::move(cells);
    ends_.emplace_back(from, to);
    pack_.edges.push_back(std::move(fact));
  }

  graph::EntityGraph build() {
    std::vector<std::pair<std::string, std::string>> ends = ends_;
    pack::Pack pack = pack_;
    const auto by_id = [](const auto& a, const auto& b) { return a.id < b.id; };
    std::sort(pack.nodes.begin(), pack.nodes.end(), by_id);
    std::map<std::string, std::uint32_t> index;
    for (std::uint32_t i = 0; i < pack.nodes.size(); ++i) index[pack.nodes[i].id] = i;
    for (std::size_t i = 0; i < pack.edges.size(); ++i) {
      pack.edges[i].from = index.at(ends[i].first);
      pack.edges[i].to = index.at(ends[i].second);
    }
    std::sort(pack.edges.begin(), pack.edges.end(), by_id);
    return graph::EntityGraph(std::move(pack));
  }

 private:
  static std::vector<pack::Attribute> attributes_of(const Attributes& attributes) {
    std::vector<pack::Attribute> all;
    for (const auto& [name, type] : attributes) all.push_back({name, type, false, false, {}, {}});
    return all;
  }

  pack::Pack pack_;
  std::vector<std::pair<std::string, std::string>> ends_;
  std::map<std::string, int> ids_;
};

inline pack::Cell number(double value) { return pack::NumberRange{value, value}; }
inline pack::Cell range(double low, double high) { return pack::NumberRange{low, high}; }
inline pack::Cell text(const std::string& value) { return value; }
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
