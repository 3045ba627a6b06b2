// SPDX-License-Identifier: Apache-2.0
// Records: what a map of a YAML file may hold, described once. The description checks the file (unknown
// keys with the nearest right one, missing keys, wrong types, all in one run) and fills a struct; it writes
// the struct as YAML again, and is what `harbinger schema` tells of the file.
//
//     const Record<RuleText>& RuleText::shape() {
//       static const auto record = Record<RuleText>("rule")
//           .required("id", &RuleText::id, "unique name")
//           .required("when", &RuleText::when, "condition: CEL, one truth value per site")
//           .optional("points", &RuleText::points, "points when it fires: CEL, a number");
//       return record;
//     }
//
// A member may be a WrittenText, std::string, double, std::int64_t, bool, Date, YamlNode (as it stands), a
// struct with a static shape(), or a std::vector, std::optional or Named list of these. A type that is
// written in several ways brings its own read_value, written_value and shape_of.
#pragma once

#include <algorithm>
#include <concepts>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/date.hpp"
#include "base/diagnostic.hpp"
#include "base/value_shape.hpp"
#include "base/yaml_node.hpp"

namespace harbinger {

/// A map from names to values, in the order written.
template <class T>
using Named = std::vector<std::pair<WrittenText, T>>;

[[nodiscard]] bool read_value(const YamlNode& node, WrittenText& out, Diagnostics& diagnostics);
[[nodiscard]] bool read_value(const YamlNode& node, std::string& out, Diagnostics& diagnostics);
[[nodiscard]] bool read_value(const YamlNode& node, double& out, Diagnostics& diagnostics);
[[nodiscard]] bool read_value(const YamlNode& node, std::int64_t& out, Diagnostics& diagnostics);
[[nodiscard]] bool read_value(const YamlNode& node, bool& out, Diagnostics& diagnostics);
[[nodiscard]] bool read_value(const YamlNode& node, Date& out, Diagnostics& diagnostics);
[[nodiscard]] bool read_value(const YamlNode& node, YamlNode& out, Diagnostics& diagnostics);

/// The value as YAML that read_value reads again. What is absent is a null node.
[[nodiscard]] YamlNode written_value(const WrittenText& value);
[[nodiscard]] YamlNode written_value(const std::string& value);
[[nodiscard]] YamlNode written_value(double value);
[[nodiscard]] YamlNode written_value(std::int64_t value);
[[nodiscard]] YamlNode written_value(bool value);
[[nodiscard]] YamlNode written_value(const Date& value);
[[nodiscard]] YamlNode written_value(const YamlNode& value);

/// What may be written for a type; the argument only names it.
[[nodiscard]] ValueShape shape_of(const WrittenText*);
[[nodiscard]] ValueShape shape_of(const std::string*);
[[nodiscard]] ValueShape shape_of(const double*);
[[nodiscard]] ValueShape shape_of(const std::int64_t*);
[[nodiscard]] ValueShape shape_of(const bool*);
[[nodiscard]] ValueShape shape_of(const Date*);
[[nodiscard]] ValueShape shape_of(const YamlNode*);

template <class T>
concept HasShape = requires(const YamlNode& node, T& out, Diagnostics& d) {
  T::shape().read(node, out, d);
};

template <HasShape T>
[[nodiscard]] bool read_value(const YamlNode& node, T& out, Diagnostics& diagnostics) {
  return T::shape().read(node, out, diagnostics);
}

template <HasShape T>
[[nodiscard]] YamlNode written_value(const T& value) {
  return T::shape().write(value);
}
template <HasShape T>
[[nodiscard]] ValueShape shape_of(const T*) {
  return record_of(T::shape());
}

// Declared before they are defined, since one may hold another.
template <class T>
[[nodiscard]] YamlNode written_value(const std::optional<T>& value);
template <class T>
[[nodiscard]] YamlNode written_value(const std::vector<T>& values);
template <class T>
[[nodiscard]] YamlNode written_value(const std::vector<std::pair<WrittenText, T>>& values);
template <class T>
[[nodiscard]] ValueShape shape_of(const std::optional<T>*);
template <class T>
[[nodiscard]] ValueShape shape_of(const std::vector<T>*);
template <class T>
[[nodiscard]] ValueShape shape_of(const std::vector<std::pair<WrittenText, T>>*);

template <class T>
[[nodiscard]] bool read_value(const YamlNode& node, std::optional<T>& out,
                              Diagnostics& diagnostics) {
  T value{};
  const bool good = read_value(node, value, diagnostics);
  if (good || !out) out = std::move(value);  // an edit that cannot be read leaves what is there
  return good;
}

/// Adds "expected ..., found ..." at the node; always false.
bool expected(const YamlNode& node, std::string_view what, Diagnostics& diagnostics);

template <class T>
[[nodiscard]] bool read_value(const YamlNode& node, std::vector<T>& out, Diagnostics& diagnostics) {
  out.clear();
  if (node.kind == YamlKind::null) return true;
  if (node.kind != YamlKind::sequence) return expected(node, "a list", diagnostics);
  bool good = true;
  for (const YamlNode& item : node.items)
    good = read_value(item, out.emplace_back(), diagnostics) && good;
  return good;
}

template <class T>
[[nodiscard]] bool read_value(const YamlNode& node, std::vector<std::pair<WrittenText, T>>& out,
                              Diagnostics& diagnostics) {
  out.clear();
  if (node.kind == YamlKind::null) return true;
  if (node.kind != YamlKind::map) return expected(node, "a map of names", diagnostics);
  bool good = true;
  for (const auto& [key, value] : node.entries) {
    auto& entry = out.emplace_back(key.scalar, T{});
    good = read_value(value, entry.second, diagnostics) && good;
  }
  return good;
}

template <class T>
[[nodiscard]] YamlNode written_value(const std::optional<T>& value) {
  return value ? written_value(*value) : YamlNode();
}
template <class T>
[[nodiscard]] YamlNode written_value(const std::vector<T>& values) {
  YamlNode node;
  node.kind = YamlKind::sequence;
  for (const T& value : values) node.items.push_back(written_value(value));
  return node;
}
template <class T>
[[nodiscard]] YamlNode written_value(const std::vector<std::pair<WrittenText, T>>& values) {
  YamlNode node;
  node.kind = YamlKind::map;
  for (const auto& [name, value] : values)
    node.entries.push_back({written_value(name), written_value(value)});
  return node;
}

template <class T>
[[nodiscard]] ValueShape shape_of(const std::optional<T>*) {
  return shape_of(static_cast<const T*>(nullptr));
}
template <class T>
[[nodiscard]] ValueShape shape_of(const std::vector<T>*) {
  return list_of(shape_of(static_cast<const T*>(nullptr)));
}
template <class T>
[[nodiscard]] ValueShape shape_of(const std::vector<std::pair<WrittenText, T>>*) {
  return names_of(shape_of(static_cast<const T*>(nullptr)));
}

template <class T>
class Record : public RecordShape {
 public:
  /// `called`: what a person calls it, "rule" or "signal".
  explicit Record(std::string called) : RecordShape{std::move(called), {}} {}

  template <class Member>
  Record&& required(std::string key, Member T::*member, std::string doc = {}) && {
    add(std::move(key), member, std::move(doc), true);
    return std::move(*this);
  }
  template <class Member>
  Record&& optional(std::string key, Member T::*member, std::string doc = {}) && {
    add(std::move(key), member, std::move(doc), false);
    return std::move(*this);
  }

  /// False where an error was added; what could be read is in `out` all the same.
  bool read(const YamlNode& node, T& out, Diagnostics& diagnostics) const {
    if (node.kind != YamlKind::map) return expected(node, "a map (" + name + ")", diagnostics);
    bool good = true;
    for (const auto& [key, value] : node.entries)
      good = set(key.scalar, value, out, diagnostics) && good;
    for (const Property& property : properties)
      if (property.required && node.find(property.key) == nullptr) {
        diagnostics.error(node.where, "this {} needs the key '{}'", name, property.key);
        good = false;
      }
    return good;
  }

  /// Reads one key of the record over what is there. False where an error was added.
  bool set(const WrittenText& key, const YamlNode& value, T& out, Diagnostics& diagnostics) const {
    for (std::size_t i = 0; i < properties.size(); ++i)
      if (properties[i].key == key.value) return members_[i].read(value, out, diagnostics);
    diagnostics.error(key.where(), "unknown key '{}' in this {}", key.value, name)
        .did_you_mean(key.value, keys());
    return false;
  }

  /// A map of the keys; an optional one that has its default value is left out.
  [[nodiscard]] YamlNode write(const T& value) const {
    static const T otherwise{};
    YamlNode node;
    node.kind = YamlKind::map;
    for (std::size_t i = 0; i < properties.size(); ++i) {
      YamlNode member = members_[i].write(value);
      if (!properties[i].required && same_content(member, members_[i].write(otherwise))) continue;
      node.entries.push_back({written_value(properties[i].key), std::move(member)});
    }
    return node;
  }

 private:
  struct MemberAccess {
    std::function<bool(const YamlNode&, T&, Diagnostics&)> read;
    std::function<YamlNode(const T&)> write;
  };

  template <class Member>
  void add(std::string key, Member T::*member, std::string doc, bool required) {
    properties.push_back({std::move(key), std::move(doc), required,
                          [] { return shape_of(static_cast<const Member*>(nullptr)); }});
    members_.push_back({[member](const YamlNode& node, T& out, Diagnostics& diagnostics) {
                          return read_value(node, out.*member, diagnostics);
                        },
                        [member](const T& value) { return written_value(value.*member); }});
  }

  std::vector<MemberAccess> members_;  ///< One for each property.
};

}  // namespace harbinger
