// SPDX-License-Identifier: Apache-2.0
// From the terms of a site to its value.
#pragma once

#include <span>
#include <string>

#include "signal/detail/term_columns.hpp"

namespace harbinger::signal::detail {

/// A term of a group: its place among the columns, and how sure its binding is there.
struct TermRef {
  std::uint32_t term = 0;
  Presence presence = Presence::yes;
};

/// The value of a group: a truth value (1 or 0), a number or the ends of a range, or a text.
struct Combined {
  Presence state = Presence::unknown;  ///< `yes`: known; `unknown`; `error`.
  double low = 0;
  double high = 0;
  std::string text;
};

/// Combines terms, in their order: a sum is added up from the first to the last. A term that may not be
/// there, or whose value is unknown, makes the result unknown unless
/// - the other terms decide (any, all),
/// - bounds can be given: count and count_distinct of what is there at least and at most,
/// - `missing` is `zero` (such a term counts 0) or `lower_bound` (it is left out).
/// Ranges add up to ranges. No terms: count, sum, noisy_or 0; any false; all true; collect the empty text;
/// the others unknown, or 0, false and the empty text for `missing: zero`. `missing: unknown`: unknown.
class Combiner {
 public:
  /// Both must outlive it.
  Combiner(const Plan& plan, const TermColumns& terms);
  [[nodiscard]] Combined of(std::span<const TermRef> terms);

 private:
  [[nodiscard]] Combined of_nothing() const;
  [[nodiscard]] Combined junction(std::span<const TermRef> terms) const;
  [[nodiscard]] Combined counted(std::span<const TermRef> terms) const;
  [[nodiscard]] Combined counted_distinct(std::span<const TermRef> terms);
  [[nodiscard]] Combined of_known();
  [[nodiscard]] Combined of_dates() const;
  [[nodiscard]] Combined one_of_known() const;
  [[nodiscard]] Combined collected();
  [[nodiscard]] bool is_error(const TermRef& ref) const;
  [[nodiscard]] bool is_known(const TermRef& ref) const;

  /// What a known term says; a missing one that counts zero is {0, 0}.
  struct Known {
    double low = 0;
    double high = 0;
    std::uint32_t code = 0;
  };
  const Plan& plan_;
  const TermColumns& terms_;
  bool skips_unknown_;
  std::vector<Known> known_;
  std::vector<std::uint32_t> codes_;
};

/// As a value; what an error says is not known.
[[nodiscard]] expr::Value to_value(const Plan& plan, Combined combined);
/// The terms combined; what errors say is kept.
[[nodiscard]] expr::Value combined(const Plan& plan, std::span<const Term> terms);

/// Only the value attained counts: terms that attain it are alternatives of one another.
[[nodiscard]] bool is_attained(Combine combine);

/// 0, false or the empty text.
[[nodiscard]] expr::Value zero_of(expr::ColumnKind kind);

/// Whether two values are the same to a reader: unknown is unknown, errors are alike.
[[nodiscard]] bool same(const expr::Value& a, const expr::Value& b);

}  // namespace harbinger::signal::detail
