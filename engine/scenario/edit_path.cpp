// SPDX-License-Identifier: Apache-2.0
#include "scenario/scenario.hpp"

#include <algorithm>

namespace harbinger::scenario {

namespace {

constexpr const char* forms =
    "rules[ID].KEY, params.NAME, groups[ID].KEY, signals[ID].KEY, tables[NAME].ENTRY, "
    "decision_tables[ID].KEY, "
    "model[DIMENSION].KEY, model.top.KEY or model.tiers[TIER].at_least";

/// A piece of a text, which still knows where it stands.
WrittenText piece(const WrittenText& text, std::size_t begin, std::size_t end) {
  WrittenText part{text.value.substr(begin, end - begin), text.text, {}};
  for (std::size_t i = begin; i <= end && i < text.offsets.size(); ++i)
    part.offsets.push_back(text.offsets[i]);
  return part;
}

class PathParser {
 public:
  explicit PathParser(const WrittenText& path) : path_(path) {}

  /// Up to the next dot or bracket.
  WrittenText name() {
    const std::size_t begin = at_;
    at_ = std::min(path_.value.find_first_of(".[", at_), path_.value.size());
    return piece(path_, begin, at_);
  }
  /// `[...]`; nothing where there is none.
  std::optional<WrittenText> index() {
    if (at_ >= path_.value.size() || path_.value[at_] != '[') return std::nullopt;
    const std::size_t end = path_.value.find(']', at_);
    if (end == std::string::npos || end == at_ + 1) return std::nullopt;
    WrittenText inside = piece(path_, at_ + 1, end);
    at_ = end + 1;
    return inside;
  }
  bool dot() { return at_ < path_.value.size() && path_.value[at_] == '.' ? ++at_, true : false; }
  WrittenText rest() {
    const std::size_t begin = at_;
    at_ = path_.value.size();
    return piece(path_, begin, at_);
  }
  /// A name that ends the path.
  std::optional<WrittenText> last() {
    WrittenText key = name();
    if (key.value.empty() || at_ < path_.value.size()) return std::nullopt;
    return key;
  }

 private:
  const WrittenText& path_;
  std::size_t at_ = 0;
};

using Root = EditPath::Root;

bool read_key(PathParser& parser, EditPath& path) {
  if (!parser.dot()) return false;
  const auto key = parser.last();
  if (key) path.key = *key;
  return key.has_value();
}

bool read_dimension(PathParser& parser, EditPath& path) {
  if (!parser.dot()) return false;
  path.root = Root::dimension;
  path.key = parser.name();
  if (const auto signal = parser.index()) {
    path.root = Root::indicator;
    path.part = *signal;
    return path.key.value == "indicators" && read_key(parser, path);
  }
  if (path.key.value == "points" && parser.dot()) {
    path.root = Root::points;
    const auto key = parser.last();
    if (key) path.key = *key;
    return key.has_value();
  }
  return !path.key.value.empty() && parser.rest().value.empty();
}

bool read_model(PathParser& parser, EditPath& path) {
  if (const auto dimension = parser.index()) {
    path.id = *dimension;
    return read_dimension(parser, path);
  }
  if (!parser.dot()) return false;
  const WrittenText part = parser.name();
  if (part.value == "top") {
    path.root = Root::top;
  } else if (part.value == "tiers") {
    const auto tier = parser.index();
    path.root = tier ? Root::tier : Root::tiers;
    if (tier) path.id = *tier;
  } else {
    return false;
  }
  return read_key(parser, path);
}

}  // namespace

std::optional<EditPath> parse_path(const WrittenText& text, Diagnostics& diagnostics) {
  static const std::vector<std::string> roots{"rules",  "params",          "groups", "signals",
                                              "tables", "decision_tables", "model"};
  PathParser parser(text);
  EditPath path;
  path.whole = text;
  const WrittenText root = parser.name();
  const auto found = std::find(roots.begin(), roots.end(), root.value);
  if (found == roots.end()) {
    auto& error =
        diagnostics.error(text.where(), "'{}' leads to nothing that can be set", text.value);
    error.did_you_mean(root.value, roots);
    if (error.hint.empty()) error.with_hint(forms);
    return std::nullopt;
  }
  bool good = false;
  if (root.value == "params") {
    path.root = Root::parameter;
    good = read_key(parser, path);
  } else if (root.value == "model") {
    good = read_model(parser, path);
  } else if (const auto id = parser.index()) {
    path.id = *id;
    static constexpr Root by_root[] = {Root::rule,   Root::parameter, Root::group,
                                       Root::signal, Root::table,     Root::decision_table};
    path.root = by_root[found - roots.begin()];
    if (path.root == Root::table) {
      good = parser.dot();
      path.key = parser.rest();
      good = good && !path.key.value.empty();
    } else {
      good = read_key(parser, path);
    }
  }
  if (good) return path;
  diagnostics.error(text.where(), "'{}' is no whole path", text.value).with_hint(forms);
  return std::nullopt;
}

}  // namespace harbinger::scenario
