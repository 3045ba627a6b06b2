// SPDX-License-Identifier: Apache-2.0
// A checked signal or figure: what both ways of evaluating it read.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "expr/program.hpp"
#include "signal/detail/graph_calls.hpp"
#include "signal/detail/pattern.hpp"
#include "signal/signal_set.hpp"

namespace harbinger::signal::detail {

enum class Combine : unsigned char {
  count,
  count_distinct,
  any,
  all,
  sum,
  max,
  min,
  mean,
  noisy_or,
  first,
  last,
  span,
  collect
};
enum class Missing : unsigned char { as_it_is, zero, unknown, lower_bound };
enum class Allocation : unsigned char { full, split, unknown };

/// Whether a binding exists: how sure its conditions are. What all of several say is the least, what any of
/// them says the greatest.
enum class Presence : unsigned char { no, unknown, error, yes };

[[nodiscard]] inline Presence presence_of(const expr::Value& truth) {
  if (const bool* known = truth.get_if<bool>()) return *known ? Presence::yes : Presence::no;
  return truth.is<expr::Unknown>() ? Presence::unknown : Presence::error;
}

/// What an expression slot reads.
struct SlotSource {
  enum class What : unsigned char { entity, field, parameter, as_of, distance, signal };
  What what = What::entity;
  std::uint32_t variable = 0;  ///< Slot of the binding; What::signal: the SignalId.
  Field field = {};
  expr::Value parameter = {};
  std::string name = {};  ///< What::parameter: its name.
};

/// One side of an `&&` of the condition, and the variables it reads, ascending.
struct Condition {
  expr::Program program;
  std::vector<std::uint32_t> variables;
};

/// A pattern that must not be there.
struct Without {
  struct Shared {
    std::uint32_t outer;
    std::uint32_t inner;
  };
  Pattern pattern;
  std::vector<Shared> shared;  ///< Nodes, by their place in the match and in `pattern`.
  std::vector<Step> steps;     ///< From the shared nodes.
};

struct Nearness {
  double within_km = 0;
  std::optional<double> decay_km;
};

struct Lookup {
  std::map<std::string, double, std::less<>> numbers;
  std::optional<double> otherwise;
};

/// `allocate:` a term counts 1/n, n being the distinct nodes that `far` reaches by the edges of `edge`.
struct Allocated {
  Allocation how = Allocation::full;
  std::uint32_t edge = 0;
  std::uint32_t far = 0;
  bool out = false;  ///< From `far`, along edges that leave it.
  bool in = false;
};

struct Plan {
  bool derived = false;  ///< No pattern: `value` reads other signals.
  bool anchored = true;  ///< Node 0 is the site; a figure has no such node.
  Pattern pattern;
  std::vector<Step> steps;
  std::vector<Condition> conditions;
  std::vector<Without> without;
  std::vector<SlotSource> slots;  ///< What slot i of the expressions reads.
  std::optional<expr::Program> value;
  std::vector<std::uint32_t>
      term_variables;  ///< Slots of a binding that tell terms apart, ascending.
  Combine combine = Combine::any;
  Missing missing = Missing::as_it_is;
  expr::ColumnKind kind = expr::ColumnKind::number;
  std::optional<Field> over;
  std::optional<Nearness> near;
  std::optional<Lookup> lookup;
  std::optional<Allocated> allocated;
  bool relational = false;
  GraphCalls calls;
  bool reads_day = false;  ///< Some expression reads `as_of`.
  std::string strategy;
  std::vector<std::string>
      walk;  ///< Of plans of one set that say the same here, the bindings are the same.
};

[[nodiscard]] std::string_view to_text(Combine combine);

}  // namespace harbinger::signal::detail
