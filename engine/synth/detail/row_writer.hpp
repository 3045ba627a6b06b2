// SPDX-License-Identifier: Apache-2.0
// Rows of a world as lines of its tables.
#pragma once

#include <span>
#include <vector>

#include "base/new_folder.hpp"
#include "synth/detail/copies.hpp"
#include "synth/detail/random.hpp"

namespace harbinger::synth::detail {

/// Whose row it is.
struct RowOwner {
  const Copies* copies =
      nullptr;  ///< nullptr: a row that is written once, all of whose cells stand.
  std::uint64_t number = 0;
  std::int32_t days_back = 0;
};

class RowWriter {
 public:
  /// Makes the tables of the model anew, each with its header. All outlive the writer.
  RowWriter(const ModelTables& model, NewFolder& folder, Random& random);

  /// `end` is the id of the copy at the other end of an edge.
  void write(const RowOwner& owner, const RowPlan& row, std::string_view end);
  /// The tables written, with their rows and bytes.
  [[nodiscard]] std::vector<WrittenFile> files() const;

 private:
  void append_cell(const RowOwner& owner, const CellPlan& cell, std::string_view end,
                   std::string& out);
  void append_degrees(const CellPlan& cell, std::string& out);

  const ModelTables& model_;
  Random& random_;
  std::vector<NewFile*> files_;  ///< By table.
  std::vector<std::uint64_t> rows_;
};

}  // namespace harbinger::synth::detail
