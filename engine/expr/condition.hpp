// SPDX-License-Identifier: Apache-2.0
// A condition opened up: what each part of it said in one row, down to the clauses that read something.
//
//     calls > 2 && !(share > 0.5 || ['A', 'B'].exists(x, x == maker))
//
//     and                                    false
//       calls > 2                            true    read 5, threshold 2, margin 3
//       not                                  false
//         or                                 true
//           share > 0.5                      false   read 0.2, threshold 0.5, margin -0.3
//           ['A', 'B'].exists(x, x == maker) true    element 1 of 2 decided
//
// The margin of a clause is how far a number is from its threshold, positive where the clause holds:
//
//     x > t, x >= t    x - t          x == t    -|x - t|
//     x < t, x <= t    t - x          x != t     |x - t|
//
// At 0 the comparison is on its edge, and the result tells which side that is. A range has the interval of all
// margins. What is no number, or not known, has none.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "expr/value.hpp"

namespace harbinger::expr {

/// One atomic condition of an expression: what stands between `&&`, `||` and `!`, with what it said.
struct Clause {
  std::string text;  ///< As written.
  std::string
      left;  ///< The side with the name (`delivered_after_listing`), empty where there is none.
  std::string comparison;  ///< `>`, `==`, `in`, ...; empty for a bare truth value.
  Value read;              ///< The value of the left side.
  Value threshold;         ///< The value of the right side.
  Value result;            ///< true, false, unknown or an error.
  bool wanted = true;  ///< False under a `!`: the clause must be false for the whole to be true.
  Value margin = {};   ///< A number, or a range; unknown where there is none.
};

struct Condition;

/// What a macro (`exists`, `all`, `exists_one`, `filter`, ...) found among the elements it ran over.
struct Quantified {
  std::string text;         ///< As written.
  std::string macro;        ///< Its name.
  std::size_t items = 0;    ///< Elements of the list, or keys of the map.
  std::size_t holding = 0;  ///< Those for which the body is true.
  std::size_t unknown = 0;  ///< Those for which it is unknown or an error.

  /// The element that decided: the first that made `exists` or `filter` true, `all` false, `exists_one` more than
  /// one; where none did, the first that left the answer open.
  struct Element {
    std::size_t index = 0;  ///< From 0.
    Value value;
    std::vector<Condition> body;  ///< One: the body as read for this element.
  };
  std::optional<Element> decisive;
};

struct Condition {
  enum class Kind : unsigned char {
    clause,       ///< `clause`; its `quantified` are the macros inside it.
    conjunction,  ///< Parts joined by `&&`.
    disjunction,  ///< Parts joined by `||`.
    negation,     ///< `!` of the one part.
    choice        ///< c ? a : b, the three parts.
  };
  Kind kind = Kind::clause;
  std::string text;  ///< As written.
  Value result;      ///< true, false, unknown or an error.
  /// Bytes of the expression's text: where it begins.
  std::size_t begin = 0;
  /// The branch of a choice that was not taken says nothing here.
  bool reached = true;
  /// The same in every row.
  bool constant = false;
  std::optional<Clause> clause;
  std::vector<Quantified> quantified;
  std::vector<Condition> parts;
};

/// The clauses of a condition, in the order written; a choice counts as one.
[[nodiscard]] std::vector<Clause> clauses_of(const Condition& condition);

/// The clauses that made a condition what it is: where `&&` is false, those that are false; where `||` is true, those
/// that are true; where the whole is unknown or an error, those that are.
///
///     a > 1 && (b > 1 || c > 1), false by a   ->   a > 1
[[nodiscard]] std::vector<Clause> deciding_clauses(const Condition& condition);

/// The leaves of a condition in the order written, those of a choice among them. The same leaves at the same places
/// for every row: what a coverage counts.
[[nodiscard]] std::vector<const Condition*> leaves_of(const Condition& condition);

}  // namespace harbinger::expr
