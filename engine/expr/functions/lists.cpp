// SPDX-License-Identifier: Apache-2.0
#include <algorithm>

#include <fmt/core.h>

#include "base/utf8.hpp"
#include "expr/detail/operations.hpp"
#include "expr/functions/functions.hpp"
#include "expr/value_index.hpp"

namespace harbinger::expr::functions {

namespace {

using Arguments = std::span<const Value>;

Value size_of(Arguments a) {
  const auto count = [](const auto& items) { return static_cast<std::int64_t>(items.size()); };
  if (const auto* text = a[0].get_if<std::string>())
    return static_cast<std::int64_t>(code_point_count(*text));
  if (const auto* bytes = a[0].get_if<Bytes>()) return count(bytes->octets);
  if (const auto* list = a[0].get_if<List>()) return count(*list->items);
  return count(*a[0].get<Map>().entries);
}

/// Values that have no hash are held against each other, one by one.
Value distinct_by_comparison(const std::vector<Value>& items) {
  constexpr std::size_t most = 3000;
  if (items.size() > most)
    return Error{
        fmt::format("'distinct' takes at most {} values that are lists, maps or times", most)};
  auto kept = std::make_shared<std::vector<Value>>();
  for (const Value& item : items) {
    const Value seen = detail::membership(item, List{kept});
    if (seen.is<Unknown>()) return Unknown{};
    if (!seen.get<bool>()) kept->push_back(item);
  }
  return List{std::move(kept)};
}

Value distinct(Arguments a) {
  const auto& items = *a[0].get<List>().items;
  if (!std::all_of(items.begin(), items.end(), is_hashable)) return distinct_by_comparison(items);
  auto kept = std::make_shared<std::vector<Value>>();
  ValueIndex seen;
  for (const Value& item : items) {
    if (seen.find(item, [&](std::size_t i) -> const Value& { return (*kept)[i]; })) continue;
    seen.add(item, kept->size());
    kept->push_back(item);
  }
  return List{std::move(kept)};
}

}  // namespace

void add_lists(std::vector<Function>& out) {
  const Type any = simple(TypeKind::dyn);
  for (const Type& type :
       {simple(TypeKind::string), simple(TypeKind::bytes), list_of(any), map_of(any, any)})
    out.push_back({.name = "size",
                   .arguments = {type},
                   .result = simple(TypeKind::integer),
                   .doc = "How many characters, bytes, items or entries: size([1, 2]) is 2.",
                   .call = size_of,
                   .style = CallStyle::both});
  for (const Type& type : {list_of(simple(TypeKind::string)), list_of(simple(TypeKind::number)),
                           list_of(simple(TypeKind::entity)), list_of(any)})
    out.push_back(
        {.name = "distinct",
         .arguments = {type},
         .result = type,
         .doc = "The items of a list, each once, in order: distinct([1, 2, 1]) is [1, 2].",
         .call = distinct,
         .style = CallStyle::both});
}

}  // namespace harbinger::expr::functions
