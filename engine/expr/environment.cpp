// SPDX-License-Identifier: Apache-2.0
#include "expr/environment.hpp"

#include <utility>

#include "base/assert.hpp"

namespace harbinger::expr {

Value Row::call(std::uint32_t, std::span<const Value>) const {
  throw InternalFault("this row answers no function of its own");
}

FunctionTable::FunctionTable(std::vector<Function> functions) {
  functions_.reserve(functions.size());
  for (Function& function : functions) add(std::move(function));
}

void FunctionTable::add(Function function) {
  by_name_[function.name].push_back(static_cast<std::uint32_t>(functions_.size()));
  functions_.push_back(std::move(function));
}

std::span<const std::uint32_t> FunctionTable::named(std::string_view name) const {
  const auto found = by_name_.find(name);
  return found == by_name_.end() ? std::span<const std::uint32_t>() : found->second;
}

const std::shared_ptr<const FunctionTable>& standard_function_table() {
  static const auto table = std::make_shared<const FunctionTable>(standard_functions());
  return table;
}

Environment::Environment(Dialect dialect, std::string variable_noun,
                         std::shared_ptr<const FunctionTable> functions)
    : dialect_(dialect),
      variable_noun_(std::move(variable_noun)),
      functions_(std::move(functions)) {}

std::uint32_t Environment::declare(std::string name, Type type) {
  return declare_field({}, std::move(name), std::move(type));
}

std::uint32_t Environment::declare_field(std::string record, std::string field, Type type) {
  by_record_[record].try_emplace(field, slot_count());  // the first of a name is the one found
  slots_.push_back({std::move(record), std::move(field), std::move(type)});
  return slot_count() - 1;
}

void Environment::add_function(Function function) {
  auto own = std::make_shared<FunctionTable>(*functions_);
  own->add(std::move(function));
  functions_ = std::move(own);
}

std::vector<std::shared_ptr<const Function>> Environment::functions_named(
    std::string_view name) const {
  // Each keeps the whole table, which environments share, so that no function is copied.
  std::vector<std::shared_ptr<const Function>> found;
  for (const std::uint32_t i : functions_->named(name))
    found.emplace_back(functions_, &functions()[i]);
  return found;
}

std::optional<std::uint32_t> Environment::find(std::string_view path) const {
  if (const auto variable = find_field({}, path)) return variable;
  const std::size_t dot = path.rfind('.');
  if (dot == std::string_view::npos) return std::nullopt;
  return find_field(path.substr(0, dot), path.substr(dot + 1));
}

std::optional<std::uint32_t> Environment::find_field(std::string_view record,
                                                     std::string_view field) const {
  const auto fields = by_record_.find(record);
  if (fields == by_record_.end()) return std::nullopt;
  const auto found = fields->second.find(field);
  return found == fields->second.end() ? std::nullopt : std::optional(found->second);
}

bool Environment::is_record(std::string_view name) const {
  return !name.empty() && by_record_.contains(name);
}

}  // namespace harbinger::expr
