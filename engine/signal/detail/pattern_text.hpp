// SPDX-License-Identifier: Apache-2.0
// A path as written, in openCypher's pattern syntax (openCypher 9, "Patterns"):
//
//     (site)<-[d:DELIVERED_TO]-(a:Activity {flow_type: 'loan'})<-[:FINANCES|SUPPLIES*1..2]-(x:Company)
#pragma once

#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "base/diagnostic.hpp"
#include "base/written_text.hpp"

namespace harbinger::signal::detail {

/// A name and the place where it stands; empty text: none was written.
struct WrittenName {
  std::string text;
  TextPosition where;
};

/// `{key: literal}`.
struct WrittenFilter {
  WrittenName key;
  std::variant<bool, double, std::string> literal;
  TextPosition where;  ///< Of the literal.
};

struct WrittenNode {
  WrittenName variable;
  std::vector<WrittenName> labels;
  std::vector<WrittenFilter> filters;
  TextPosition where;
};

enum class Direction : unsigned char { right, left, either };

struct WrittenEdge {
  WrittenName variable;
  std::vector<WrittenName> relations;
  std::vector<WrittenFilter> filters;
  Direction direction = Direction::right;
  bool repeats = false;  ///< Written with `*`.
  unsigned min = 1;
  unsigned max = 1;
  TextPosition where;
};

/// nodes[i] -edges[i]- nodes[i + 1].
struct WrittenPath {
  std::vector<WrittenNode> nodes;
  std::vector<WrittenEdge> edges;
};

/// The longest walk that `*` may ask for.
inline constexpr unsigned longest_walk = 8;
/// The most steps of one path.
inline constexpr std::size_t longest_path = 32;

/// Nothing where an error was added: only the first mistake of a path is told.
[[nodiscard]] std::optional<WrittenPath> parse_path(const WrittenText& text,
                                                    Diagnostics& diagnostics);

}  // namespace harbinger::signal::detail
