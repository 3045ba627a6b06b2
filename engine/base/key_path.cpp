// SPDX-License-Identifier: Apache-2.0
#include "base/key_path.hpp"

#include <algorithm>
#include <iterator>
#include <map>
#include <unordered_map>
#include <utility>

namespace harbinger {

namespace {

bool is_word(std::string_view key) {
  return !key.empty() && std::all_of(key.begin(), key.end(), [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' ||
           c == '-';
  });
}

using Place = std::pair<std::uint32_t, std::uint32_t>;
Place place(const TextPosition& where) { return {where.line, where.column}; }

Place place_of(const YamlEntry& entry) { return place(entry.key.where); }
Place place_of(const YamlNode& item) { return place(item.where); }

/// The paths of many places in one tree. Children need not stand in the order of their places, as an alias stands
/// where its node is written: those of each list and map on the way are ordered once.
class KeyPaths {
 public:
  explicit KeyPaths(const YamlNode& root) : root_(&root) {}

  std::string of(const TextPosition& where) {
    std::string path;
    const YamlNode* node = root_;
    // A block begins where its first key does: that place is the whole block's.
    while (place(node->where) != place(where)) {
      if (const YamlEntry* entry = child_at(node->entries, where)) {
        path = with_key(std::move(path), entry->key.scalar.value);
        if (place_of(*entry) == place(where)) break;
        node = &entry->value;
      } else if (const YamlNode* item = child_at(node->items, where)) {
        path = with_item(std::move(path), static_cast<std::size_t>(item - node->items.data()));
        node = item;
      } else {
        break;
      }
    }
    return path;
  }

 private:
  /// Children by place; of those of one place the first.
  using Ordered = std::map<Place, std::size_t>;

  /// The last of the children that begins at or before a place; nullptr where there is none.
  template <class Child>
  const Child* child_at(const std::vector<Child>& children, const TextPosition& where) {
    if (children.empty()) return nullptr;
    const auto [found, is_new] = ordered_.try_emplace(children.data());
    Ordered& ordered = found->second;
    if (is_new)
      for (std::size_t i = 0; i < children.size(); ++i) ordered.emplace(place_of(children[i]), i);
    const auto behind = ordered.upper_bound(place(where));
    return behind == ordered.begin() ? nullptr : &children[std::prev(behind)->second];
  }

  const YamlNode* root_;
  std::unordered_map<const void*, Ordered> ordered_;  ///< By the first child.
};

}  // namespace

std::string with_key(std::string path, std::string_view key) {
  if (!is_word(key)) return path + "['" + std::string(key) + "']";
  return path + (path.empty() ? "" : ".") + std::string(key);
}

std::string with_item(std::string path, std::size_t item) {
  return path + "[" + std::to_string(item) + "]";
}

std::string key_path(const YamlNode& root, const TextPosition& where) {
  return KeyPaths(root).of(where);
}

void add_with_key_paths(const Diagnostics& told, const YamlNode& root, Diagnostics& diagnostics) {
  KeyPaths paths(root);
  for (Diagnostic diagnostic : told.all()) {
    const std::string path = paths.of(diagnostic.where);
    if (!path.empty()) diagnostic.message = path + ": " + diagnostic.message;
    diagnostics.add(std::move(diagnostic));
  }
}

}  // namespace harbinger
