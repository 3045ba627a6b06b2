// SPDX-License-Identifier: Apache-2.0
#include "expr/environment.hpp"

#include <algorithm>
#include <utility>

#include "base/assert.hpp"

namespace harbinger::expr {

Value Row::call(std::uint32_t, std::span<const Value>) const {
  throw InternalFault("this row answers no function of its own");
}

Environment::Environment(Dialect dialect, std::string variable_noun)
    : dialect_(dialect),
      variable_noun_(std::move(variable_noun)),
      functions_(standard_functions()) {}

std::uint32_t Environment::declare(std::string name, Type type) {
  slots_.push_back({std::string(), std::move(name), std::move(type)});
  return slot_count() - 1;
}

std::uint32_t Environment::declare_field(std::string record, std::string field, Type type) {
  slots_.push_back({std::move(record), std::move(field), std::move(type)});
  return slot_count() - 1;
}

void Environment::add_function(Function function) { functions_.push_back(std::move(function)); }

std::optional<std::uint32_t> Environment::find(std::string_view name) const {
  return find_field({}, name);
}

std::optional<std::uint32_t> Environment::find_field(std::string_view record,
                                                     std::string_view field) const {
  for (std::uint32_t slot = 0; slot < slot_count(); ++slot)
    if (slots_[slot].record == record && slots_[slot].name == field) return slot;
  return std::nullopt;
}

bool Environment::is_record(std::string_view name) const {
  return !name.empty() && std::any_of(slots_.begin(), slots_.end(),
                                      [&](const Slot& slot) { return slot.record == name; });
}

}  // namespace harbinger::expr
