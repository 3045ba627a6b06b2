// SPDX-License-Identifier: Apache-2.0
#include "scenario/edit_words.hpp"

#include <fmt/format.h>

namespace harbinger::scenario {

namespace {

/// In the flow style of YAML, unquoted.
std::string value_words(const YamlNode& value) {
  std::vector<std::string> parts;
  switch (value.kind) {
    case YamlKind::null: return "null";
    case YamlKind::scalar: return value.scalar.value;
    case YamlKind::sequence:
      for (const YamlNode& item : value.items) parts.push_back(value_words(item));
      return fmt::format("[{}]", fmt::join(parts, ", "));
    case YamlKind::map:
      for (const auto& [key, item] : value.entries)
        parts.push_back(fmt::format("{}: {}", key.scalar.value, value_words(item)));
      return fmt::format("{{{}}}", fmt::join(parts, ", "));
  }
  return {};
}

std::string cells_words(const Named<YamlNode>& cells) {
  std::vector<std::string> parts;
  for (const auto& [column, value] : cells)
    parts.push_back(fmt::format("{}: {}", column.value, value_words(value)));
  return fmt::format("{{{}}}", fmt::join(parts, ", "));
}

std::string texts_words(const std::vector<WrittenText>& texts) {
  std::vector<std::string> parts;
  for (const WrittenText& text : texts) parts.push_back(text.value);
  return fmt::format("{}", fmt::join(parts, ", "));
}

struct Words {
  std::string operator()(const SetValue& edit) const {
    return fmt::format("{}={}", edit.path.whole.value, value_words(edit.to));
  }
  std::string operator()(const RemoveFact& edit) const { return "remove " + edit.id.value; }
  std::string operator()(const RemoveAllFacts& edit) const {
    return fmt::format("remove all {} of {}{}", edit.text.fact.value,
                       texts_words(edit.text.match.paths),
                       edit.text.where ? " where " + edit.text.where->value : "");
  }
  std::string operator()(const AddFact& edit) const {
    return fmt::format("add {} {}", edit.row.table.value, cells_words(edit.row.cells));
  }
  std::string operator()(const ChangeFact& edit) const {
    return fmt::format("change {} {}", edit.row.id.value, cells_words(edit.row.cells));
  }
  std::string operator()(const AddRule& edit) const { return "add rule " + edit.rule.id.value; }
  std::string operator()(const RemoveRule& edit) const { return "remove rule " + edit.id.value; }
  std::string operator()(const UseRules& edit) const { return "rules " + texts_words(edit.files); }
  std::string operator()(const UseModel& edit) const { return "model " + edit.file.value; }
};

}  // namespace

std::vector<std::string> edit_words(std::span<const Edit> edits) {
  std::vector<std::string> words;
  for (const Edit& edit : edits) words.push_back(std::visit(Words{}, edit.what));
  return words;
}

}  // namespace harbinger::scenario
