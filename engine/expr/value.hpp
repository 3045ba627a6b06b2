// SPDX-License-Identifier: Apache-2.0
// Values of expressions. Two of them are not in CEL: `Unknown`, for what the pack does not know, which
// comparisons and logic carry three-valued (Kleene); and `Range`, a number known only to lie between two
// bounds, whose comparison is unknown where the range straddles the other side. `Error` is CEL's own: a
// value that `&&` and `||` absorb where the other side decides.
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>
#include <utility>
#include <variant>
#include <vector>

#include "base/date.hpp"
#include "expr/type.hpp"

namespace harbinger::expr {

struct Value;
class ValueIndex;

struct Unknown {
  friend bool operator==(Unknown, Unknown) { return true; }
};
struct Null {
  friend bool operator==(Null, Null) { return true; }
};
struct Error {
  static constexpr std::size_t nowhere = static_cast<std::size_t>(-1);
  std::string message;
  std::size_t at = nowhere;  ///< The byte of the expression where the part that failed begins.
};
/// A number somewhere in [low, high].
struct Range {
  double low = 0;
  double high = 0;
};
struct Bytes {
  std::string octets;
};
struct Timestamp {
  std::int64_t seconds = 0;
  std::int32_t nanos = 0;
};
struct Duration {
  std::int64_t seconds = 0;
  std::int32_t nanos = 0;
};
/// A node or an edge of the graph: its index and its stable id. Equal where the ids are equal; an entity
/// and a string are equal where the string is its id.
struct Entity {
  std::uint32_t index = 0;
  bool is_edge = false;
  std::string id;
};
struct List {
  std::shared_ptr<const std::vector<Value>> items;
};
/// Made by MapBuilder (map_builder.hpp).
struct Map {
  std::shared_ptr<const std::vector<std::pair<Value, Value>>> entries;
  std::shared_ptr<const ValueIndex> by_key;  ///< nullptr: few entries.
};
struct TypeValue {
  std::string name;
};
/// CEL's optional (extension `optional`): a value, or nothing.
struct Optional {
  std::shared_ptr<const Value> value;  ///< nullptr: nothing.
};

struct Value {
  using Variant = std::variant<Unknown, Error, Null, bool, std::int64_t, std::uint64_t, double,
                               Range, std::string, Bytes, List, Map, TypeValue, Optional, Timestamp,
                               Duration, Date, Entity>;
  Variant data;

  Value() = default;  ///< Unknown.
  template <class T>
  requires std::is_constructible_v<Variant, T&&> &&
      (!std::is_same_v<std::remove_cvref_t<T>, Value>)Value(T&& value)
      : data(std::forward<T>(value)) {}

  template <class T>
  [[nodiscard]] bool is() const {
    return std::holds_alternative<T>(data);
  }
  template <class T>
  [[nodiscard]] const T& get() const {
    return std::get<T>(data);
  }
  template <class T>
  [[nodiscard]] const T* get_if() const {
    return std::get_if<T>(&data);
  }
};

/// As a reader would write it: `3`, `3.5`, `[0.4, 0.6]`, `unknown`, `"text"` without quotes, `2019-11`.
[[nodiscard]] std::string to_text(const Value& value);

/// The type of a value as CEL names it at run time: `int`, `list`, `google.protobuf.Timestamp`, `date`.
[[nodiscard]] std::string type_name(const Value& value);

}  // namespace harbinger::expr
