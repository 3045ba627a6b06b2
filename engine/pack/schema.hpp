// SPDX-License-Identifier: Apache-2.0
// The schema of a pack: what `pack.yaml` declares. See docs/pack.md, the format.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/date.hpp"
#include "base/decimal.hpp"
#include "base/strong_id.hpp"
#include "base/written_text.hpp"

namespace harbinger::pack {

using KindId = StrongId<struct KindTag>;          ///< Index into Schema::kinds.
using RelationId = StrongId<struct RelationTag>;  ///< Index into Schema::relations.

enum class AttributeType : unsigned char { text, texts, integer, number, share, date, truth, ref };

[[nodiscard]] std::string_view to_text(AttributeType type);

struct Attribute {
  std::string name;
  AttributeType type = AttributeType::text;
  bool required = false;
  bool code = false;  ///< A text that names its node, as an id does (a port's UN/LOCODE).
  std::vector<KindId> ref_kinds;  ///< type ref: what it may name.
  RelationId ref_relation;        ///< type ref: the relation of the edge it makes; invalid if none.
};

/// A kind of node or a relation: its attributes are those of all its tables, in the order first declared.
struct Shape {
  std::string name;
  std::vector<Attribute> attributes;
  std::vector<KindId> from_kinds;  ///< A relation: the kinds its edges leave, over all its tables.
  std::vector<KindId> to_kinds;    ///< A relation: the kinds its edges enter.
  [[nodiscard]] std::optional<std::size_t> find(std::string_view attribute) const;
};

/// The few concepts the engine knows. Invalid where the pack declares none.
struct Roles {
  KindId site;
  KindId country;
  KindId public_body;  ///< Bodies through which a state acts: one owner with who controls them.
  RelationId owns;
  RelationId controls;
  RelationId listed_on;
  RelationId located_in;
  RelationId part_of;
  RelationId allied_with;
  std::optional<std::size_t> share;  ///< The attribute of `owns` that is the share held.
};

struct ConfidenceWord {
  std::string word;
  double probability = 1.0;
};

/// One period of an ownership test of the law. See docs/pack.md, legal_tests.
struct LegalPeriod {
  enum class Effect : unsigned char { owned, listed_only, unknown };
  enum class Comparison : unsigned char { at_least, more_than };
  enum class AddedOver : unsigned char { all, each };
  std::optional<Date> from;
  std::optional<Date> to;
  Effect effect = Effect::unknown;
  Decimal threshold{Decimal::one / 2};
  Comparison comparison = Comparison::at_least;
  AddedOver added_over = AddedOver::all;
  bool control_counts = false;
  std::string why;
  std::string source;
};

struct LegalTest {
  std::string id;
  std::string title;
  std::string authority;
  std::string answer = "yes";      ///< The word for a positive answer: blocked, restricted, owned.
  std::vector<std::string> lists;  ///< Ids of list nodes.
  std::vector<LegalPeriod> periods;
};

/// A figure of the pack, a query over the whole graph, beside a published one.
struct Figure {
  std::string published;             ///< Id in the published table.
  std::optional<WrittenText> match;  ///< Absent: the pack cannot answer it; `why` says so.
  std::optional<WrittenText> where;
  std::optional<WrittenText> value;
  std::string combine = "count";
  std::string why;
};

struct Schema {
  std::vector<Shape> kinds;
  std::vector<Shape> relations;
  Roles roles;
  std::vector<ConfidenceWord> confidence;

  [[nodiscard]] KindId kind(std::string_view name) const;          ///< Invalid where there is none.
  [[nodiscard]] RelationId relation(std::string_view name) const;  ///< Invalid where there is none.
  [[nodiscard]] std::vector<std::string> kind_names() const;
  [[nodiscard]] std::vector<std::string> relation_names() const;
};

}  // namespace harbinger::pack
