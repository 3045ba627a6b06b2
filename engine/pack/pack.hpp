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
#include "pack/cell.hpp"
#include "pack/schema.hpp"

namespace harbinger::pack {

namespace detail {
struct PackPlan;
}

using SourceId = StrongId<struct SourceTag>;  ///< Index into Pack::sources.

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

/// From the first day of `from` to the last of `to`, both included; an absent end is open.
struct Validity {
  std::optional<Date> from;
  std::optional<Date> to;
  [[nodiscard]] bool holds_on(Day day) const {
    return (!from || from->first <= day) && (!to || day <= to->last);
  }
};

/// What all facts have.
struct Fact {
  std::string id;
  Validity validity;
  std::uint32_t confidence = 0;  ///< Index into Schema::confidence.
  std::vector<SourceId> sources;
  std::string note;
  std::uint32_t table = 0;  ///< Index into Pack::tables.
  std::uint32_t line = 0;   ///< Line of the row in its table.
};

struct NodeFact : Fact {
  KindId kind;
  std::string name;
  std::vector<Cell> cells;  ///< One per attribute of the kind.
};

struct EdgeFact : Fact {
  RelationId relation;
  std::uint32_t from = 0;  ///< Index into Pack::nodes.
  std::uint32_t to = 0;
  std::vector<Cell> cells;  ///< One per attribute of the relation.
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
  std::vector<NodeFact> nodes;  ///< Ordered by id.
  std::vector<EdgeFact> edges;  ///< Ordered by id.
  std::vector<LegalTest> legal_tests;
  std::vector<PublishedFigure> published;
  std::vector<Figure> figures;
  std::vector<std::string> tables;               ///< Paths, for the place of a fact.
  std::vector<PackFile> files;                   ///< Every file read, ordered by path.
  std::shared_ptr<const detail::PackPlan> plan;  ///< What its tables are made of, for edits.hpp.

  [[nodiscard]] std::optional<std::uint32_t> find_node(std::string_view node_id) const;
};

/// Reads and checks the pack in a folder; nothing where an error was added. All defects of all tables are
/// told in one run.
[[nodiscard]] std::optional<Pack> load_pack(const std::string& folder, Diagnostics& diagnostics);

}  // namespace harbinger::pack
