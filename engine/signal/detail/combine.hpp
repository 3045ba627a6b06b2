// SPDX-License-Identifier: Apache-2.0
// From the terms of a site to its value.
#pragma once

#include <span>

#include "signal/detail/plan.hpp"

namespace harbinger::signal::detail {

/// The value of one distinct binding, and whether the binding is there at all.
struct Term {
  expr::Value value;
  Presence presence = Presence::yes;
};

/// The terms combined, in their order: a sum is added up from the first to the last. A term that may not be
/// there, or whose value is unknown, makes the result unknown unless
/// - the other terms decide (any, all),
/// - bounds can be given: count and count_distinct of what is there at least and at most,
/// - `missing` is `zero` (such a term counts 0) or `lower_bound` (it is left out).
/// Ranges add up to ranges. No terms: count, sum, noisy_or 0; any false; all true; collect the empty text;
/// the others unknown, or 0, false and the empty text for `missing: zero`. `missing: unknown`: unknown.
[[nodiscard]] expr::Value combined(const Plan& plan, std::span<const Term> terms);

/// Only the value attained counts: terms that attain it are alternatives of one another.
[[nodiscard]] bool is_attained(Combine combine);

/// 0, false or the empty text.
[[nodiscard]] expr::Value zero_of(expr::ColumnKind kind);

/// Whether two values are the same to a reader: unknown is unknown, errors are alike.
[[nodiscard]] bool same(const expr::Value& a, const expr::Value& b);

}  // namespace harbinger::signal::detail
