// SPDX-License-Identifier: Apache-2.0
// pack.yaml as written: one struct a record, each described once.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "base/yaml_record.hpp"

namespace harbinger::pack::detail {

struct NodeTableText {
  WrittenText table;
  YamlNode kind;               ///< A name, or {column: ..., of: [...]}.
  Named<YamlNode> attributes;  ///< A type's name, or a map.
  std::optional<WrittenText> valid_from;
  std::optional<WrittenText> valid_to;
  static const Record<NodeTableText>& shape();
};

struct KindColumnText {
  WrittenText column;
  std::vector<WrittenText> of;
  static const Record<KindColumnText>& shape();
};

struct AttributeText {
  std::optional<WrittenText> type;
  std::vector<WrittenText> ref;
  std::optional<WrittenText> relation;
  bool required = false;
  bool code = false;
  static const Record<AttributeText>& shape();
};

struct EndText {
  WrittenText column;
  std::vector<WrittenText> kinds;
  static const Record<EndText>& shape();
};

struct RelationTableText {
  WrittenText table;
  WrittenText relation;
  EndText from;
  EndText to;
  Named<YamlNode> attributes;
  std::optional<WrittenText> valid_from;
  std::optional<WrittenText> valid_to;
  static const Record<RelationTableText>& shape();
};

struct LegalPeriodText {
  std::optional<Date> from;
  std::optional<Date> to;
  WrittenText effect;
  std::optional<WrittenText> threshold;
  std::optional<WrittenText> comparison;
  std::optional<WrittenText> added_over;
  bool control_counts = false;
  std::string why;
  std::string source;
  static const Record<LegalPeriodText>& shape();
};

struct LegalTestText {
  WrittenText id;
  std::string title;
  std::string authority;
  std::vector<WrittenText> lists;
  std::string answer = "yes";
  std::vector<LegalPeriodText> periods;
  static const Record<LegalTestText>& shape();
};

struct FigureText {
  WrittenText published;
  std::optional<WrittenText> match;
  std::optional<WrittenText> where;
  std::optional<WrittenText> value;
  std::string combine = "count";
  std::string why;
  static const Record<FigureText>& shape();
};

struct PackText {
  std::string pack;
  std::string title;
  Date date;
  Named<double> confidence;
  WrittenText sources;
  Named<WrittenText> roles;
  std::vector<NodeTableText> nodes;
  std::vector<RelationTableText> relations;
  std::vector<LegalTestText> legal_tests;
  std::optional<WrittenText> published;
  std::vector<FigureText> figures;
  static const Record<PackText>& shape();
};

}  // namespace harbinger::pack::detail
