// SPDX-License-Identifier: Apache-2.0
// CEL's extension `optional`: a value that may be absent, without an error. `m[?k]` and `m.?f` give one.
#include "expr/detail/operations.hpp"
#include "expr/functions/functions.hpp"

namespace harbinger::expr::functions {

namespace {

using Arguments = std::span<const Value>;

const Type dyn = simple(TypeKind::dyn);
const Type optional = optional_of(dyn);

Value with(const Value& value) { return Optional{std::make_shared<const Value>(value)}; }

/// Null, false, zero, empty: what a field of that type is before anyone sets it.
struct IsZero {
  bool operator()(Null) const { return true; }
  bool operator()(bool value) const { return !value; }
  bool operator()(std::int64_t value) const { return value == 0; }
  bool operator()(std::uint64_t value) const { return value == 0; }
  bool operator()(double value) const { return value == 0; }
  bool operator()(const std::string& value) const { return value.empty(); }
  bool operator()(const Bytes& value) const { return value.octets.empty(); }
  bool operator()(const List& value) const { return value.items->empty(); }
  bool operator()(const Map& value) const { return value.entries->empty(); }
  bool operator()(const Optional& value) const { return value.value == nullptr; }
  bool operator()(Timestamp value) const { return value.seconds == 0 && value.nanos == 0; }
  bool operator()(Duration value) const { return value.seconds == 0 && value.nanos == 0; }
  template <class Other>
  bool operator()(const Other&) const {
    return false;
  }
};

Value of(Arguments a) { return with(a[0]); }
Value of_non_zero(Arguments a) {
  return std::visit(IsZero{}, a[0].data) ? Value(Optional{}) : with(a[0]);
}
Value none(Arguments) { return Optional{}; }
Value has_value(Arguments a) { return a[0].get<Optional>().value != nullptr; }

Value value_of(Arguments a) {
  if (const auto& value = a[0].get<Optional>().value) return *value;
  return Error{"the optional has no value"};
}

// The second argument is there only where the first has no value (Function::otherwise).
Value this_or(Arguments a) { return a.size() == 1 ? a[0] : a[1]; }
Value value_or(Arguments a) { return a.size() == 1 ? *a[0].get<Optional>().value : a[1]; }

Value unwrapped(Arguments a) {
  auto items = std::make_shared<std::vector<Value>>();
  for (const Value& item : *a[0].get<List>().items) {
    if (item.is<Unknown>()) return Unknown{};
    const auto* optional_item = item.get_if<Optional>();
    if (optional_item == nullptr)
      return detail::no_overload("optional.unwrap", std::span(&item, 1));
    if (optional_item->value != nullptr) items->push_back(*optional_item->value);
  }
  return List{std::move(items)};
}

/// The first or the last item of a list, if it has any.
template <bool last>
Value end_of(Arguments a) {
  const auto& items = *a[0].get<List>().items;
  if (items.empty()) return Optional{};
  return with(last ? items.back() : items.front());
}

void add(std::vector<Function>& out, const std::string& name, std::vector<Type> arguments,
         const Type& result, Value (*call)(Arguments), const std::string& doc, CallStyle style) {
  out.push_back({.name = name,
                 .arguments = std::move(arguments),
                 .result = result,
                 .doc = doc,
                 .call = call,
                 .style = style});
}

}  // namespace

void add_optionals(std::vector<Function>& out) {
  using enum CallStyle;
  add(out, "optional.of", {dyn}, optional, of, "An optional with a value: optional.of(1)", global);
  add(out, "optional.ofNonZeroValue", {dyn}, optional, of_non_zero,
      "The same, without a value for what is zero, empty or null: optional.ofNonZeroValue(\"\")",
      global);
  add(out, "optional.none", {}, optional, none, "An optional without a value: optional.none()",
      global);
  add(out, "optional.unwrap", {list_of(dyn)}, list_of(dyn), unwrapped,
      "The values of a list of optionals: optional.unwrap([optional.of(1)]) is [1].", global);
  add(out, "unwrapOpt", {list_of(dyn)}, list_of(dyn), unwrapped,
      "The values of a list of optionals: [optional.of(1)].unwrapOpt() is [1].", member);
  add(out, "hasValue", {optional}, simple(TypeKind::boolean), has_value,
      "Whether an optional has a value: optional.of(1).hasValue()", member);
  add(out, "value", {optional}, dyn, value_of,
      "The value of an optional, an error where it has none: optional.of(1).value() is 1.", member);
  add(out, "or", {optional, optional}, optional, this_or,
      "The optional, or another where it has no value: m.?a.or(m.?b)", member);
  out.back().otherwise = true;
  add(out, "orValue", {optional, dyn}, dyn, value_or,
      "The value of an optional, or another where it has none: m.?a.orValue(0)", member);
  out.back().otherwise = true;
  add(out, "first", {list_of(dyn)}, optional, end_of<false>,
      "The first item of a list, as an optional: [1, 2].first().value() is 1.", member);
  add(out, "last", {list_of(dyn)}, optional, end_of<true>,
      "The last item of a list, as an optional: [1, 2].last().value() is 2.", member);
}

}  // namespace harbinger::expr::functions
