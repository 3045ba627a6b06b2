// SPDX-License-Identifier: Apache-2.0
// The syntax tree: what the text says, before anyone asks what its names and types are.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "expr/value.hpp"

namespace harbinger::expr::detail {

enum class SyntaxKind : unsigned char {
  literal,      ///< `value`; `written_integer` where it is a plain int literal.
  name,         ///< `name`
  select,       ///< children[0] . name
  call,         ///< name(children); where `has_target`, children[0].name(the others)
  index,        ///< children[0] [ children[1] ]
  list,         ///< [ children ]
  map,          ///< { children[0]: children[1], children[2]: ... }
  negate,       ///< - children[0]
  negation,     ///< ! children[0]
  binary,       ///< children[0] op children[1]
  conjunction,  ///< children joined by &&, at least two
  disjunction,  ///< children joined by ||, at least two
  conditional   ///< children[0] ? children[1] : children[2]
};

enum class Operator : unsigned char {
  add,
  subtract,
  multiply,
  divide,
  remainder,
  equal,
  not_equal,
  less,
  less_equal,
  greater,
  greater_equal,
  in
};

/// `+`, `==`, `in`.
[[nodiscard]] std::string_view sign_of(Operator op);
/// What holds of the sides when they change places: `a < b` is `b > a`.
[[nodiscard]] Operator mirrored(Operator op);
[[nodiscard]] inline bool is_arithmetic(Operator op) { return op <= Operator::remainder; }
/// Less, greater and their kin; not equality, not `in`.
[[nodiscard]] inline bool is_ordering(Operator op) {
  return op >= Operator::less && op <= Operator::greater_equal;
}

struct Syntax {
  SyntaxKind kind = SyntaxKind::literal;
  std::size_t begin = 0;  ///< Bytes of the text.
  std::size_t end = 0;
  std::size_t outer_begin = 0;  ///< Its parentheses included: where what it starts begins.
  std::size_t name_begin = 0;   ///< Where `name` stands, for select and call.
  std::string name;
  Value value;
  Operator op = Operator::add;
  bool written_integer = false;
  bool has_target = false;
  bool absolute = false;         ///< A name or call written with a dot before it: `.x`.
  bool optional_select = false;  ///< `.?name` and `[?key]`: nothing where it is not there.
  bool optional_entry =
      false;  ///< An item of a list or a key of a map behind `?`: left out where nothing.
  std::uint32_t depth = 1;  ///< Of the tree below, itself included.
  std::vector<Syntax> children;
};

}  // namespace harbinger::expr::detail
