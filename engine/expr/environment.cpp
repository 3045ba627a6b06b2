// SPDX-License-Identifier: Apache-2.0
#include "expr/environment.hpp"

#include <set>

#include "base/assert.hpp"

namespace harbinger::expr {

namespace {

using Overloads = std::vector<std::shared_ptr<const Function>>;

/// The standard functions by name: made once, shared by every environment, and never freed.
const NameMap<Overloads>& standard_by_name() {
  static const NameMap<Overloads> index = [] {
    NameMap<Overloads> made;
    for (const Function& function : standard_functions())
      made[function.name].emplace_back(std::shared_ptr<void>(), &function);
    return made;
  }();
  return index;
}

}  // namespace

Value Row::call(std::uint32_t, std::span<const Value>) const {
  throw InternalFault("this row answers no function of its own");
}

Environment::Environment(Dialect dialect, std::string variable_noun)
    : dialect_(dialect), variable_noun_(std::move(variable_noun)) {}

std::uint32_t Environment::declare(std::string name, Type type) {
  by_path_.emplace(name, slot_count());
  slots_.push_back({std::string(), std::move(name), std::move(type)});
  return slot_count() - 1;
}

std::uint32_t Environment::declare_field(std::string record, std::string field, Type type) {
  by_path_.emplace(record + "." + field, slot_count());
  records_.emplace(record, true);
  slots_.push_back({std::move(record), std::move(field), std::move(type)});
  return slot_count() - 1;
}

void Environment::add_function(Function function) {
  added_.push_back(std::make_shared<const Function>(std::move(function)));
}

std::vector<std::shared_ptr<const Function>> Environment::functions_named(
    std::string_view name) const {
  const auto standard = standard_by_name().find(name);
  Overloads found = standard == standard_by_name().end() ? Overloads() : standard->second;
  for (const auto& function : added_)
    if (function->name == name) found.push_back(function);
  return found;
}

std::vector<std::string> Environment::function_names() const {
  std::set<std::string> names;
  for (const Function& function : standard_functions()) names.insert(function.name);
  for (const auto& function : added_) names.insert(function->name);
  return {names.begin(), names.end()};
}

std::optional<std::uint32_t> Environment::find(std::string_view path) const {
  const auto found = by_path_.find(path);
  return found == by_path_.end() ? std::nullopt : std::optional(found->second);
}

bool Environment::is_record(std::string_view name) const {
  return records_.find(name) != records_.end();
}

}  // namespace harbinger::expr
