// SPDX-License-Identifier: Apache-2.0
// A field of a node or an edge, as patterns and expressions read it: an attribute of its kind or relation,
// or what every fact has (id, name, kind or relation, confidence, valid_from, valid_to).
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "expr/column.hpp"
#include "expr/type.hpp"
#include "expr/value.hpp"
#include "graph/view.hpp"

namespace harbinger::signal::detail {

struct Field {
  enum class What : unsigned char { attribute, id, name, shape, confidence, valid_from, valid_to };
  std::string name;
  What what = What::attribute;
  bool of_edge = false;
  expr::Type type;
  /// What::attribute: its place among the attributes of each kind or relation; -1 where that has none.
  std::vector<std::int32_t> places;

  /// The value for a node or an edge; unknown where the cell is empty, names what was taken out of the view, or
  /// its kind has no such attribute.
  [[nodiscard]] expr::Value read(const graph::GraphView& view, std::uint32_t index) const;
  /// The values for some nodes or edges. The type must be a number, a truth value or a text.
  [[nodiscard]] expr::Column column(const graph::GraphView& view,
                                    std::span<const std::uint32_t> indices) const;
  /// What has equal keys has equal values.
  [[nodiscard]] std::uint64_t key(const graph::GraphView& view, std::uint32_t index) const;
  /// A number that only equal texts share, of a field that is a text; nothing where it is unknown.
  [[nodiscard]] std::optional<std::uint32_t> text_number(const graph::GraphView& view,
                                                         std::uint32_t index) const;
  /// The text of that number.
  [[nodiscard]] std::string text(const graph::EntityGraph& graph, std::uint32_t number) const;

 private:
  /// What::attribute. Unknown where there is none, or it names what was taken out.
  [[nodiscard]] pack::CellCode code(const graph::GraphView& view, std::uint32_t index) const;
};

/// The fields of what may be any of the kinds (or relations) set in `allowed`. An attribute is a field where
/// every one of them that has it gives it the same type; it hides what every fact has under that name.
[[nodiscard]] std::vector<Field> fields_of(const std::vector<pack::Shape>& shapes,
                                           const std::vector<bool>& allowed, bool of_edge);

[[nodiscard]] expr::Type type_of(pack::AttributeType type);
[[nodiscard]] expr::Value value_of(const pack::Cell& cell);

}  // namespace harbinger::signal::detail
