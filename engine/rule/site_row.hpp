// SPDX-License-Identifier: Apache-2.0
// One site as a row of the rule environment: its signals, the day, the parameters.
#pragma once

#include <span>

#include "base/date.hpp"
#include "base/shared.hpp"
#include "expr/column.hpp"
#include "rule/rule_set.hpp"

namespace harbinger::rule {

class SiteRow : public expr::Row {
 public:
  /// Row `site` of the signal columns. All that is referred to must outlive the row.
  SiteRow(const RuleSet& set, std::span<const Shared<expr::Column>> signals, std::size_t site,
          Day as_of)
      : set_(&set), columns_(signals), site_(site), as_of_(as_of) {}
  /// One value per signal.
  SiteRow(const RuleSet& set, std::span<const expr::Value> signals, Day as_of)
      : set_(&set), values_(signals), as_of_(as_of) {}

  [[nodiscard]] expr::Value slot(std::uint32_t slot) const override;
  [[nodiscard]] Day as_of() const { return as_of_; }

 private:
  const RuleSet* set_;
  std::span<const Shared<expr::Column>> columns_;
  std::span<const expr::Value> values_;
  std::size_t site_ = 0;
  Day as_of_;
};

}  // namespace harbinger::rule
