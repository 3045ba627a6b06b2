// SPDX-License-Identifier: Apache-2.0
// A pack: checked facts, each with its id, validity, confidence, sources and place in its file.
//
//     data/scanners/*.csv + pack.yaml  ->  Pack
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "base/diagnostic.hpp"
#include "pack/fact.hpp"
#include "pack/schema.hpp"

namespace harbinger::pack {

namespace detail {
struct PackPlan;
}

struct Source {
  std::string id;
  std::string title;
  std::string publisher;
  std::string date;
  std::string address;
  std::string licence;
  bool collection = false;  ///< Stands for several reports.
  std::string note;
};

struct PublishedFigure {
  std::string id;
  std::string figure;
  std::string value;
  std::string unit;
  std::string as_of;
  std::string source;
  std::string how_counted;
};

/// A file of the pack, for `inputs` and its hash.
struct PackFile {
  std::string path;
  std::string sha256;
};

struct Pack {
  std::string id;
  std::string title;
  Day date;  ///< What the pack knows up to; the default as-of day.
  Schema schema;
  std::vector<Source> sources;  ///< Ordered by id.
  FactList<NodeFact> nodes;     ///< Ordered by id.
  FactList<EdgeFact> edges;     ///< Ordered by relation, source, target and beginning.
  std::vector<LegalTest> legal_tests;
  std::vector<PublishedFigure> published;
  std::vector<Figure> figures;
  std::vector<std::string> tables;               ///< Paths, for the place of a fact.
  std::vector<PackFile> files;                   ///< Every file read, ordered by path.
  std::shared_ptr<const detail::PackPlan> plan;  ///< What its tables are made of, for edits.hpp.

  /// The columns that `nodes` and `edges` are views of.
  [[nodiscard]] const FactStore& facts() const { return nodes.store(); }
  void set_facts(FactStore facts);
  [[nodiscard]] std::optional<FactPlace> find_fact(std::string_view fact_id) const;
  [[nodiscard]] std::optional<NodeId> find_node(std::string_view node_id) const;
};

/// Reads and checks the pack in a folder; nothing where an error was added. All defects of all tables are
/// told in one run.
[[nodiscard]] std::optional<Pack> load_pack(const std::string& folder, Diagnostics& diagnostics);

}  // namespace harbinger::pack
