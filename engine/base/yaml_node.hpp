// SPDX-License-Identifier: Apache-2.0
// YAML as a tree of our own, each node with its place in the file. Read by base/yaml_reader.cpp.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "base/written_text.hpp"

namespace harbinger {

enum class YamlKind : unsigned char { null, scalar, sequence, map };

struct YamlEntry;

struct YamlNode {
  YamlKind kind = YamlKind::null;
  TextPosition where;
  WrittenText scalar;              ///< kind scalar: the text after quotes, escapes and folds.
  bool plain = false;              ///< kind scalar: written without quotes and not as a block.
  std::string tag;                 ///< `!name` where the text carries one.
  std::vector<YamlNode> items;     ///< kind sequence.
  std::vector<YamlEntry> entries;  ///< kind map, in the order written; keys are scalars.

  /// The value under a key; nullptr where there is none.
  [[nodiscard]] const YamlNode* find(std::string_view key) const;
};

struct YamlEntry {
  YamlNode key;
  YamlNode value;
};

/// Whether two trees say the same, wherever they stand: kinds, texts, whether they are plain, tags, items and
/// entries in their order.
[[nodiscard]] bool same_content(const YamlNode& a, const YamlNode& b);

/// `a text`, `a list`, `a map` or `nothing`: what a person would call the node.
[[nodiscard]] std::string_view kind_name(YamlKind kind);

}  // namespace harbinger
