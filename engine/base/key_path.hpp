// SPDX-License-Identifier: Apache-2.0
// The keys that lead to a place in a YAML file: `rules[3].points`, the points of the fourth rule. Items of a list
// count from 0, as everywhere in YAML tools.
#pragma once

#include <string>
#include <string_view>

#include "base/diagnostic.hpp"
#include "base/yaml_node.hpp"

namespace harbinger {

/// `path` with one key more: `rules` and `id` are `rules.id`; a key that is no word stands in brackets.
[[nodiscard]] std::string with_key(std::string path, std::string_view key);
[[nodiscard]] std::string with_item(std::string path, std::size_t item);

/// The path of the innermost node that begins at or before a place; empty for the whole. What an alias repeats is
/// found where it is written.
[[nodiscard]] std::string key_path(const YamlNode& root, const TextPosition& where);

/// Adds what was told of a tree, each message behind the path of its place. Cost: n log n in the children on the
/// way, once; then their logarithm for each message.
void add_with_key_paths(const Diagnostics& told, const YamlNode& root, Diagnostics& diagnostics);

/// Reads a whole file into a record (base/yaml_record.hpp); what is wrong is told with its path. False where an error
/// was added.
template <class T>
[[nodiscard]] bool read_record(const YamlNode& root, T& out, Diagnostics& diagnostics) {
  Diagnostics told;
  const bool good = T::shape().read(root, out, told);
  add_with_key_paths(told, root, diagnostics);
  return good;
}

}  // namespace harbinger
