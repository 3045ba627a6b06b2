// SPDX-License-Identifier: Apache-2.0
// What may be written at one place of a YAML file, as data: made of the records that read the file
// (base/yaml_record.hpp), told to editors as JSON Schema (report/schema_json.hpp).
#pragma once

#include <functional>
#include <string>
#include <utility>
#include <vector>

namespace harbinger {

struct RecordShape;

struct ValueShape {
  enum class Kind : unsigned char {
    any,   ///< Whatever YAML can write.
    text,  ///< A scalar, quoted or not.
    number,
    integer,
    truth,
    date,
    list,    ///< Of parts[0].
    names,   ///< A map from names to parts[0].
    record,  ///< A map with the keys of `record`.
    one_of,  ///< One of `parts`.
  };
  Kind kind = Kind::any;
  std::vector<ValueShape> parts = {};
  const RecordShape* record = nullptr;
};

/// A map with given keys. What a key may hold is asked for when it is needed: a record may hold itself.
struct RecordShape {
  struct Property {
    std::string key;
    std::string doc;
    bool required;
    std::function<ValueShape()> shape;
  };
  std::string name;  ///< What a person calls it: "rule".
  std::vector<Property> properties;

  [[nodiscard]] std::vector<std::string> keys() const {
    std::vector<std::string> names;
    for (const Property& property : properties) names.push_back(property.key);
    return names;
  }
};

[[nodiscard]] inline ValueShape list_of(ValueShape item) {
  return {ValueShape::Kind::list, {std::move(item)}};
}
[[nodiscard]] inline ValueShape names_of(ValueShape value) {
  return {ValueShape::Kind::names, {std::move(value)}};
}
/// The record must outlive the shape.
[[nodiscard]] inline ValueShape record_of(const RecordShape& record) {
  return {ValueShape::Kind::record, {}, &record};
}
[[nodiscard]] inline ValueShape one_of(std::vector<ValueShape> choices) {
  return {ValueShape::Kind::one_of, std::move(choices)};
}

}  // namespace harbinger
