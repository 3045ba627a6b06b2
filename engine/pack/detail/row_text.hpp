// SPDX-License-Identifier: Apache-2.0
// A fact as the texts of its row: what each column of its table holds. The way back of fact_reader.hpp.
#pragma once

#include <string>
#include <utility>
#include <vector>

#include "pack/detail/schema_builder.hpp"
#include "pack/pack.hpp"

namespace harbinger::pack::detail {

/// What a column of a table is read as.
enum class ColumnRole : unsigned char {
  id,
  name,
  kind,
  from,
  to,
  valid_from,
  valid_to,
  confidence,
  source,
  note,
  attribute,
};

struct ColumnUse {
  std::string name;
  ColumnRole role = ColumnRole::attribute;
  const TableColumn* attribute = nullptr;  ///< role attribute.
  bool optional = false;                   ///< A table may do without the column.
};

/// All columns that a table of this plan may have.
[[nodiscard]] std::vector<ColumnUse> columns_of(const TablePlan& plan);

/// A cell as text that reads back as the same cell; empty where it is unknown.
[[nodiscard]] std::string cell_text(const Cell& cell);

/// What a column of the fact's row holds. An id that is derived is empty.
[[nodiscard]] std::string text_of(const Pack& pack, const NodeFact& node, const ColumnUse& column);
[[nodiscard]] std::string text_of(const Pack& pack, const EdgeFact& edge, const ColumnUse& column);

/// Whether two texts of a column read as the same.
[[nodiscard]] bool same_value(const ColumnUse& column, std::string_view a, std::string_view b);

}  // namespace harbinger::pack::detail
