// SPDX-License-Identifier: Apache-2.0
#include "expr/map_builder.hpp"

#include <fmt/core.h>

#include "expr/detail/operations.hpp"

namespace harbinger::expr {

namespace {

/// Entries from which on keys are found by hash; going through fewer is as fast.
constexpr std::size_t indexed_from = 9;

bool may_be_key(const Value& value, bool real_keys) {
  return value.is<bool>() || value.is<std::int64_t>() || value.is<std::uint64_t>() ||
         value.is<std::string>() || (real_keys && value.is<double>());
}

}  // namespace

std::optional<Error> MapBuilder::add(Value key, Value value) {
  if (!may_be_key(key, real_keys_))
    return Error{fmt::format("a value of type {} is no key of a map", type_name(key))};
  if (detail::entry_of(Map{entries_, index_}, key) != nullptr)
    return Error{fmt::format("the key {} stands twice in a map", detail::shortened(key))};
  entries_->emplace_back(std::move(key), std::move(value));
  extend_index();
  return std::nullopt;
}

void MapBuilder::extend_index() {
  if (entries_->size() < indexed_from) return;
  std::size_t from = entries_->size() - 1;
  if (index_ == nullptr) {
    index_ = std::make_shared<ValueIndex>();
    from = 0;
  }
  for (std::size_t i = from; i < entries_->size(); ++i) index_->add((*entries_)[i].first, i);
}

}  // namespace harbinger::expr
