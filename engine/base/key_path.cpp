// SPDX-License-Identifier: Apache-2.0
#include "base/key_path.hpp"

#include <algorithm>
#include <tuple>

namespace harbinger {

namespace {

bool is_word(std::string_view key) {
  return !key.empty() && std::all_of(key.begin(), key.end(), [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' ||
           c == '-';
  });
}

auto place(const TextPosition& where) { return std::tuple(where.line, where.column); }

/// The last of the children that begins at or before a place; nullptr where there is none. They need not be in
/// order: an alias stands where its node is written.
template <class Child, class PlaceOf>
const Child* child_at(const std::vector<Child>& children, const TextPosition& where,
                      const PlaceOf& place_of) {
  const Child* found = nullptr;
  for (const Child& child : children)
    if (place(place_of(child)) <= place(where) &&
        (found == nullptr || place(place_of(*found)) < place(place_of(child))))
      found = &child;
  return found;
}

}  // namespace

std::string with_key(std::string path, std::string_view key) {
  if (!is_word(key)) return path + "['" + std::string(key) + "']";
  return path + (path.empty() ? "" : ".") + std::string(key);
}

std::string with_item(std::string path, std::size_t item) {
  return path + "[" + std::to_string(item) + "]";
}

std::string key_path(const YamlNode& root, const TextPosition& where) {
  std::string path;
  const YamlNode* node = &root;
  // A block begins where its first key does: that place is the whole block's.
  while (place(node->where) != place(where)) {
    const auto of_key = [](const YamlEntry& entry) { return entry.key.where; };
    const auto of_item = [](const YamlNode& item) { return item.where; };
    if (const YamlEntry* entry = child_at(node->entries, where, of_key)) {
      path = with_key(std::move(path), entry->key.scalar.value);
      if (place(entry->key.where) == place(where)) break;
      node = &entry->value;
    } else if (const YamlNode* item = child_at(node->items, where, of_item)) {
      path = with_item(std::move(path), static_cast<std::size_t>(item - node->items.data()));
      node = item;
    } else {
      break;
    }
  }
  return path;
}

void add_with_key_paths(const Diagnostics& told, const YamlNode& root, Diagnostics& diagnostics) {
  for (Diagnostic diagnostic : told.all()) {
    const std::string path = key_path(root, diagnostic.where);
    if (!path.empty()) diagnostic.message = path + ": " + diagnostic.message;
    diagnostics.add(std::move(diagnostic));
  }
}

}  // namespace harbinger
