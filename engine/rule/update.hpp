// SPDX-License-Identifier: Apache-2.0
// Rules over columns that differ in a few rows from columns already evaluated, or with a few rules that
// differ: only what the difference reaches is fired and settled again, the rest is shared.
//
//     rows that differ, by signal -> rules that read them, at those rows -> dimensions of those rules
//
// The result equals evaluate() on the new columns, bit for bit. Tested against it by
// tests/ranking/update_test.cpp.
#pragma once

#include <optional>
#include <span>
#include <vector>

#include "rule/evaluate.hpp"
#include "signal/update.hpp"

namespace harbinger::rule {

/// What was evaluated before.
struct Evaluated {
  const RuleSet& set;
  const Outcomes& outcomes;
  Day as_of;
  std::span<const RuleId> off;
};

/// The columns now, and the rows in which each is not what it was.
struct ChangedColumns {
  std::span<const Shared<expr::Column>> signals;
  std::span<const Bits> changed;  ///< By SignalId; empty where none.
  const signal::RowMap& rows;
  std::size_t sites = 0;
};

struct UpdatedOutcomes {
  Outcomes outcomes;
  signal::Work rules;
  signal::Work dimensions;
};

[[nodiscard]] UpdatedOutcomes updated(const Evaluated& before, const RuleSet& set,
                                      std::span<const RuleId> off, const ChangedColumns& columns,
                                      Day as_of, unsigned threads);

}  // namespace harbinger::rule
