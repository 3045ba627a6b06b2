// SPDX-License-Identifier: Apache-2.0
// Which overload takes these values, and what it says of them.
#include <algorithm>

#include <fmt/core.h>

#include "base/assert.hpp"
#include "expr/detail/operations.hpp"
#include "expr/detail/scalar.hpp"

namespace harbinger::expr::detail {

namespace {

template <class T>
bool is(const Value& value) {
  return value.is<T>();
}

/// Whether an argument of this type takes the value. Unknown fits everywhere.
bool takes(const Type& type, const Value& value) {
  if (is<Unknown>(value)) return true;
  switch (type.kind) {
    case TypeKind::never: return false;
    case TypeKind::dyn: return true;
    case TypeKind::null: return is<Null>(value);
    case TypeKind::boolean: return is<bool>(value);
    case TypeKind::integer: return is<std::int64_t>(value);
    case TypeKind::unsigned_integer: return is<std::uint64_t>(value);
    case TypeKind::number: return is<double>(value) || is<Range>(value);
    case TypeKind::string: return is<std::string>(value);
    case TypeKind::bytes: return is<Bytes>(value);
    case TypeKind::list: return is<List>(value);
    case TypeKind::map: return is<Map>(value);
    case TypeKind::type: return is<TypeValue>(value);
    case TypeKind::optional: return is<Optional>(value);
    case TypeKind::timestamp: return is<Timestamp>(value);
    case TypeKind::duration: return is<Duration>(value);
    case TypeKind::date: return is<Date>(value);
    case TypeKind::entity: return is<Entity>(value);
  }
  HARBINGER_ASSERT(false);
}

const Type& argument_type(const Function& function, std::size_t i) {
  return function.arguments[std::min(i, function.arguments.size() - 1)];
}

bool takes_all(const Function& function, std::span<const Value> arguments) {
  for (std::size_t i = 0; i < arguments.size(); ++i)
    if (!takes(argument_type(function, i), arguments[i])) return false;
  return true;
}

const Function* overload_for(const Node& call, std::span<const Value> arguments) {
  for (const auto& candidate : call.overloads)
    if (takes_all(*candidate, arguments)) return candidate.get();
  return nullptr;
}

bool any_of_kind(std::span<const Value> arguments, bool (*wanted)(const Value&)) {
  return std::any_of(arguments.begin(), arguments.end(), wanted);
}

}  // namespace

Value called(const Node& call, std::vector<Value> arguments, const Row& row) {
  for (const Value& argument : arguments)
    if (argument.is<Error>()) return argument;
  const Function* function = overload_for(call, arguments);
  if (function == nullptr && call.rules) {
    for (Value& argument : arguments) argument = as_number(std::move(argument));
    function = overload_for(call, arguments);
  }
  if (function == nullptr) return no_overload(call.name, arguments);
  if (!function->takes_unknown && any_of_kind(arguments, is<Unknown>)) return Unknown{};
  if (!function->takes_range && any_of_kind(arguments, is<Range>)) return Unknown{};
  if (function->host) return row.call(*function->host, arguments);
  HARBINGER_ASSERT(function->call);
  return function->call(arguments);
}

}  // namespace harbinger::expr::detail
