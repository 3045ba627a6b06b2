// SPDX-License-Identifier: Apache-2.0
// Edits of a pack's facts, as edits of the rows of its tables; the pack itself is never changed.
//
//     Pack + FactEdits -> Pack               (edited)
//     Pack + its edited copy -> a folder     (edited_files), which loads as that copy
//
// Removing a node takes all edges at it, and every cell that names it becomes unknown. Removing an edge that
// a cell of a node makes (`REL:node:target`) blanks that cell. Changing a fact replaces the cells given, an
// empty text being unknown; its id stays, or follows where it is derived from the cells changed. A row that is
// changed or added is checked as a row of its table is, each mistake told at its place in the YAML.
//
// Cost: a copy of the pack, and one pass over it.
#pragma once

#include <optional>
#include <span>
#include <string>
#include <vector>

#include "base/files.hpp"
#include "base/yaml_record.hpp"
#include "pack/pack.hpp"

namespace harbinger::pack {

/// A new row: the name of its table as pack.yaml has it, and a value for each column. A list of texts is a
/// cell of several, a list of two numbers a range; a column that is absent is empty.
struct AddedRow {
  WrittenText table;
  Named<YamlNode> cells;
};

/// New values for some columns of the row of a fact.
struct ChangedRow {
  WrittenText id;
  Named<YamlNode> cells;
};

struct FactEdits {
  std::vector<WrittenText> removed;  ///< Ids of nodes or edges.
  std::vector<AddedRow> added;
  std::vector<ChangedRow> changed;

  [[nodiscard]] bool empty() const { return removed.empty() && added.empty() && changed.empty(); }
};

/// The fact of an id; an error, with the nearest id, where there is none.
[[nodiscard]] std::optional<FactPlace> find_fact(const Pack& pack, const WrittenText& id,
                                                 Diagnostics& diagnostics);

/// What `edits.removed` names, in that order; nothing where an error was added: an id that is not there or
/// stands twice, a cell that must not be empty, a list that a legal test asks for, the last site.
[[nodiscard]] std::optional<std::vector<FactPlace>> removable(const Pack& pack,
                                                              std::span<const WrittenText> ids,
                                                              Diagnostics& diagnostics);

/// The pack with the edits; nothing where an error was added. All mistakes are told in one run.
[[nodiscard]] std::optional<Pack> edited(const Pack& base, const FactEdits& edits,
                                         Diagnostics& diagnostics);

/// The files of the base's folder, with the facts of its edited copy: rows of facts that are as before stay
/// as they are written, others are written anew or left out, new ones stand at the end of their table. Paths
/// are relative to the folder. Errors: a file that cannot be read, or has changed since the pack was read.
[[nodiscard]] std::optional<std::vector<FileContent>> edited_files(const Pack& base,
                                                                   const Pack& edited,
                                                                   Diagnostics& diagnostics);

}  // namespace harbinger::pack
