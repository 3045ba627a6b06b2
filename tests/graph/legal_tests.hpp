// SPDX-License-Identifier: Apache-2.0
// The legal tests of tests/data/ownership_cases.yaml, with the lists that its parties are on.
#pragma once

#include "base/date.hpp"
#include "pack/schema.hpp"

namespace harbinger::tests {

using pack::LegalPeriod;
using pack::LegalTest;

inline LegalPeriod period(const char* from, const char* to, LegalPeriod::Effect effect) {
  LegalPeriod period;
  if (from != nullptr) period.from = parse_date(from);
  if (to != nullptr) period.to = parse_date(to);
  period.effect = effect;
  return period;
}

inline LegalTest legal_test(std::string id, std::vector<std::string> lists,
                            std::vector<LegalPeriod> periods) {
  LegalTest test;
  test.id = std::move(id);
  test.lists = std::move(lists);
  test.periods = std::move(periods);
  return test;
}

/// One period without an end: 50 percent or more of restricted owners, added over all.
inline LegalTest half_owned(std::vector<std::string> lists) {
  return legal_test("half_owned", std::move(lists),
                    {period(nullptr, nullptr, LegalPeriod::Effect::owned)});
}

inline LegalTest ofac_50() {
  LegalPeriod each = period(nullptr, "2014-08-12", LegalPeriod::Effect::owned);
  each.added_over = LegalPeriod::AddedOver::each;
  return legal_test("ofac_50", {"sdn"},
                    {each, period("2014-08-13", nullptr, LegalPeriod::Effect::owned)});
}

inline LegalTest bis_affiliates() {
  return legal_test("bis_affiliates", {"entity_list", "meu", "sdn"},
                    {period(nullptr, "2025-09-28", LegalPeriod::Effect::listed_only),
                     period("2025-09-29", "2025-11-09", LegalPeriod::Effect::owned),
                     period("2025-11-10", "2026-11-09", LegalPeriod::Effect::listed_only),
                     period("2026-11-10", nullptr, LegalPeriod::Effect::unknown)});
}

inline LegalTest eu_ownership() {
  LegalPeriod before = period(nullptr, "2024-07-02", LegalPeriod::Effect::owned);
  before.comparison = LegalPeriod::Comparison::more_than;
  before.control_counts = true;
  LegalPeriod after = period("2024-07-03", nullptr, LegalPeriod::Effect::owned);
  after.control_counts = true;
  return legal_test("eu_ownership", {"sdn"}, {before, after});
}

}  // namespace harbinger::tests
