// SPDX-License-Identifier: Apache-2.0
// The column a columnar program writes, a vector at a time.
#pragma once

#include "expr/detail/vectors.hpp"

namespace harbinger::expr::detail {

class ResultColumn {
 public:
  ResultColumn(ColumnKind kind, std::size_t rows) : column_(unknown_column(kind, rows)) {}

  /// Writes the rows of the block `run` is at.
  void append(const Lane& lane, const Run& run);
  /// The dictionary of a text column has its texts in the order in which they first appear.
  [[nodiscard]] Column column(const Texts& texts) &&;

 private:
  void append_numbers(const Lane& lane, const Run& run);
  void append_texts(const Lane& lane, const Run& run);

  Column column_;
  std::vector<std::uint32_t> words_;  ///< By code of the run: the word in the result's dictionary.
  std::vector<std::uint32_t> codes_;  ///< By word: its code of the run.
};

}  // namespace harbinger::expr::detail
