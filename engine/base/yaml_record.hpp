// SPDX-License-Identifier: Apache-2.0
// Records: what a map of a YAML file may hold, described once. The description checks the file (unknown
// keys with the nearest right one, missing keys, wrong types, all in one run) and fills a struct.
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
// struct with a static shape(), or a std::vector, std::optional or Named list of these.
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

template <class T>
concept HasShape = requires(const YamlNode& node, T& out, Diagnostics& d) {
  T::shape().read(node, out, d);
};

template <HasShape T>
[[nodiscard]] bool read_value(const YamlNode& node, T& out, Diagnostics& diagnostics) {
  return T::shape().read(node, out, diagnostics);
}

template <class T>
[[nodiscard]] bool read_value(const YamlNode& node, std::optional<T>& out,
                              Diagnostics& diagnostics) {
  return read_value(node, out.emplace(), diagnostics);
}

/// Adds "expected ..., found ..." at the node; always false.
bool expected(const YamlNode& node, std::string_view what, Diagnostics& diagnostics);

template <class T>
[[nodiscard]] bool read_value(const YamlNode& node, std::vector<T>& out, Diagnostics& diagnostics) {
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
class Record {
 public:
  /// `name` is what a person calls it: "rule", "signal".
  explicit Record(std::string name) : name_(std::move(name)) {}

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

  struct Field {
    std::string key;
    std::string doc;
    bool required;
    std::function<bool(const YamlNode&, T&, Diagnostics&)> read;
  };
  [[nodiscard]] const std::string& name() const { return name_; }
  [[nodiscard]] const std::vector<Field>& fields() const { return fields_; }

  /// False where an error was added; what could be read is in `out` all the same.
  bool read(const YamlNode& node, T& out, Diagnostics& diagnostics) const {
    if (node.kind != YamlKind::map) return expected(node, "a map (" + name_ + ")", diagnostics);
    bool good = true;
    for (const auto& [key, value] : node.entries) {
      const std::string& written = key.scalar.value;
      const auto field = std::find_if(fields_.begin(), fields_.end(),
                                      [&](const Field& f) { return f.key == written; });
      if (field != fields_.end()) {
        good = field->read(value, out, diagnostics) && good;
        continue;
      }
      diagnostics.error(key.where, "unknown key '{}' in this {}", written, name_)
          .did_you_mean(written, keys());
      good = false;
    }
    for (const Field& field : fields_)
      if (field.required && node.find(field.key) == nullptr) {
        diagnostics.error(node.where, "this {} needs the key '{}'", name_, field.key);
        good = false;
      }
    return good;
  }

 private:
  template <class Member>
  void add(std::string key, Member T::*member, std::string doc, bool required) {
    fields_.push_back({std::move(key), std::move(doc), required,
                       [member](const YamlNode& node, T& out, Diagnostics& diagnostics) {
                         return read_value(node, out.*member, diagnostics);
                       }});
  }
  [[nodiscard]] std::vector<std::string> keys() const {
    std::vector<std::string> names;
    for (const Field& field : fields_) names.push_back(field.key);
    return names;
  }

  std::string name_;
  std::vector<Field> fields_;
};

}  // namespace harbinger
