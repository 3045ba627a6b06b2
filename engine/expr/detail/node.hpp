// SPDX-License-Identifier: Apache-2.0
// The checked syntax tree: every name is a slot, a local or a function, and every node has a type.
//
//     syntax   binary(>, name "x", literal 2)
//     checked  binary(>, slot 0 : double, constant 2.0 : double) : bool
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "expr/detail/syntax.hpp"
#include "expr/environment.hpp"
#include "expr/type.hpp"
#include "expr/value.hpp"

namespace harbinger::expr {

enum class NodeKind : unsigned char {
  constant,  ///< `folded`
  slot,      ///< slot `index` of the row
  local,     ///< variable of the enclosing comprehension number `index`
  field,     ///< children[0] . name, asked of the value
  present,   ///< has(children[0] . name), asked of the value; of a slot: is it known
  index,     ///< children[0] [ children[1] ]
  list,
  map,  ///< children are key, value, key, value ...
  negate,
  negation,
  binary,
  conjunction,
  disjunction,
  conditional,
  call,           ///< one of `overloads`, applied to children
  comprehension,  ///< `macro` over children[0]; its variable is local `index`, a second the next one
  to_number       ///< an int or uint as a double, where the rules dialect mixes them
};

/// The macros of CEL that bind variables. children[0] is what they run over, or bind.
enum class Macro : unsigned char {
  all,
  exists,
  exists_one,
  filter,         ///< children[1] is the condition.
  map,            ///< children.back() is the result; a condition before it, where there are three.
  transform_map,  ///< As map, and the result stands under the key it was made of.
  transform_map_entry,  ///< As map, and the result is a map of one entry.
  optional_map,         ///< children[1] is the result where children[0] has a value.
  optional_flat_map,    ///< The same, and the result is an optional itself.
  bind                  ///< children[1] is the result.
};

struct Node {
  NodeKind kind = NodeKind::constant;
  Type type;
  std::size_t begin = 0;  ///< Bytes of the text.
  std::size_t end = 0;
  std::uint32_t index = 0;
  std::string name;
  detail::Operator op = detail::Operator::add;
  Macro macro = Macro::all;
  bool rules = false;     ///< Numbers mix, as the rules dialect has it.
  bool in_pairs = false;  ///< A macro of two variables: index and item, or key and value.
  bool optional_select =
      false;  ///< field, index: an optional, without a value where it is not there.
  bool optional_entry = false;   ///< A child of list or map, left out where it has no value.
  bool written_integer = false;  ///< A constant written as an int literal: it may become one.
  std::vector<std::shared_ptr<const Function>> overloads;
  /// The value, where it is the same for every row.
  std::optional<Value> folded;
  std::vector<Node> children;
};

}  // namespace harbinger::expr
