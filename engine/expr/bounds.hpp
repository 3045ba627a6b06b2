// SPDX-License-Identifier: Apache-2.0
// What can be said of an expression without a row: the values it may have, what one condition says about
// another, and which parts of a condition are idle.
//
//     calls > 5 && calls < 3    never true: 'calls < 3' cannot hold beside the rest
//     calls > 5 && calls > 3    'calls > 3' is needless: the rest says as much
//     share >= 0 || donated     'share >= 0' is true wherever it is known
//
// A verdict holds for every row whose slots are as KnownValues says. Where a value is unknown, a condition is
// unknown too: "never false" is not "true everywhere".
#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <vector>

#include "expr/possible.hpp"
#include "expr/program.hpp"

namespace harbinger::expr {

/// What is known of the names of an environment.
struct KnownValues {
  std::vector<Possible> slots;  ///< By slot; the others may be anything of their type.
  std::vector<bool>
      is_constant;  ///< By slot: set by whoever writes the rules, not read from the world.
  /// What a function that only the row can answer may give; absent: anything of its type.
  std::function<Possible(std::uint32_t host)> host = {};
};

[[nodiscard]] Possible possible_values(const Program& program, const KnownValues& known);
/// The same, of rows in which the conditions, of the same environment, are true.
[[nodiscard]] Possible possible_values_where(const std::vector<const Program*>& conditions,
                                             const Program& program, const KnownValues& known);

/// Whether all its values are sure to be whole numbers: ints and uints, read as doubles or not, and what is added or
/// chosen out of them.
[[nodiscard]] bool is_whole(const Program& program);

/// Whether `then` is true in every row in which `condition` is.
[[nodiscard]] bool implies(const Program& condition, const Program& then, const KnownValues& known);

/// A condition, or a part of one, that decides nothing.
struct IdleClause {
  enum class Why : unsigned char {
    never_true,    ///< By itself.
    never_false,   ///< By itself.
    contradicted,  ///< Cannot be true beside the rest: the whole is never true.
    exhausted,     ///< Cannot be false beside the rest: the whole is never false.
    needless       ///< The rest says as much: without it the whole is the same.
  };
  Why why = Why::never_true;
  bool whole = false;  ///< The condition itself is never true, or never false.
  std::string text;    ///< As written.
  TextPosition where;
};
/// In the order written. What reads only constants is a switch, and is left alone.
[[nodiscard]] std::vector<IdleClause> idle_clauses(const Program& condition,
                                                   const KnownValues& known);

/// Texts that are equal where two programs say the same in other words: white space, parentheses, the order of
/// `&&` and `||`. Names are compared as written.
[[nodiscard]] std::string meaning(const Program& program);
/// A clause of a condition as written, and its meaning.
struct MeantClause {
  std::string text;
  std::string meaning;
};
/// What stands between the `&&` of a condition.
[[nodiscard]] std::vector<MeantClause> conjuncts(const Program& condition);

}  // namespace harbinger::expr
