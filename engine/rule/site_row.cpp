// SPDX-License-Identifier: Apache-2.0
#include "rule/site_row.hpp"

namespace harbinger::rule {

expr::Value SiteRow::slot(std::uint32_t slot) const {
  const std::uint32_t as_of_slot = set_->as_of_slot();
  if (slot > as_of_slot) return set_->parameter_values()[slot - as_of_slot - 1];
  if (slot == as_of_slot) return Date{as_of_, as_of_};
  return values_.empty() ? columns_[slot]->at(site_) : values_[slot];
}

}  // namespace harbinger::rule
