// SPDX-License-Identifier: Apache-2.0
#include "pack/detail/schema_builder.hpp"

#include <algorithm>
#include <array>
#include <set>

#include <fmt/format.h>

namespace harbinger::pack::detail {

namespace {

constexpr std::array type_names{"text", "texts", "integer", "number", "share", "date", "truth"};

class SchemaBuilder {
 public:
  SchemaBuilder(const PackText& text, Diagnostics& diagnostics)
      : text_(text), diagnostics_(diagnostics) {}

  SchemaPlan build() {
    declare_names();
    for (const NodeTableText& table : text_.nodes) plan_.tables.push_back(node_table(table));
    for (const RelationTableText& table : text_.relations)
      plan_.tables.push_back(relation_table(table));
    read_confidence();
    read_roles();
    return std::move(plan_);
  }

 private:
  Schema& schema() { return plan_.schema; }

  /// All kinds and relations first, since a table may name those of a later one.
  void declare_names() {
    const auto add = [](std::vector<Shape>& shapes, const std::string& name) {
      const bool there =
          std::any_of(shapes.begin(), shapes.end(), [&](const Shape& s) { return s.name == name; });
      if (!there) shapes.push_back({name, {}, {}, {}});
    };
    for (const NodeTableText& table : text_.nodes) {
      if (table.kind.kind == YamlKind::scalar) add(schema().kinds, table.kind.scalar.value);
      if (const YamlNode* of = table.kind.find("of"))
        for (const YamlNode& name : of->items) add(schema().kinds, name.scalar.value);
    }
    for (const RelationTableText& table : text_.relations)
      add(schema().relations, table.relation.value);
    for (const NodeTableText& table : text_.nodes)
      for (const auto& [name, spec] : table.attributes)
        if (const YamlNode* relation = spec.find("relation"))
          add(schema().relations, relation->scalar.value);
  }

  KindId kind(const WrittenText& name) {
    const KindId id = schema().kind(name.value);
    if (!id.valid())
      diagnostics_.error(name.where(), "unknown kind '{}'", name.value)
          .did_you_mean(name.value, schema().kind_names());
    return id;
  }

  std::vector<KindId> kinds(const std::vector<WrittenText>& names) {
    std::vector<KindId> ids;
    for (const WrittenText& name : names)
      if (const KindId id = kind(name); id.valid()) ids.push_back(id);
    return ids;
  }

  Attribute attribute(const WrittenText& name, const YamlNode& spec) {
    Attribute result;
    result.name = name.value;
    AttributeText text;
    if (spec.kind == YamlKind::scalar) {
      text.type = spec.scalar;
    } else if (!AttributeText::shape().read(spec, text, diagnostics_)) {
      return result;
    }
    result.required = text.required;
    result.code = text.code;
    if (!text.ref.empty()) {
      result.type = AttributeType::ref;
      result.ref_kinds = kinds(text.ref);
      if (text.relation) result.ref_relation = schema().relation(text.relation->value);
    } else if (!text.type) {
      diagnostics_.error(spec.where, "attribute '{}' needs a type or a ref", name.value);
    } else {
      result.type = type(*text.type);
    }
    return result;
  }

  AttributeType type(const WrittenText& name) {
    for (std::size_t i = 0; i < type_names.size(); ++i)
      if (name.value == type_names[i]) return static_cast<AttributeType>(i);
    const std::vector<std::string> names(type_names.begin(), type_names.end());
    diagnostics_
        .error(name.where(),
               "unknown type '{}'; expected text, texts, integer, number, share, date, truth or "
               "{{ref: [...]}}",
               name.value)
        .did_you_mean(name.value, names);
    return AttributeType::text;
  }

  /// Adds the attributes of a table to a shape, and to the table the places they take there.
  void add_attributes(const Named<YamlNode>& attributes, std::span<Shape* const> shapes,
                      TablePlan& plan) {
    for (const auto& [name, spec] : attributes) {
      const Attribute found = attribute(name, spec);
      std::size_t place = 0;
      for (Shape* shape : shapes) {
        const auto there = shape->find(found.name);
        if (there && shape->attributes[*there].type != found.type)
          diagnostics_.error(
              name.where(), "attribute '{}' of {} is {} here and {} in another table", found.name,
              shape->name, to_text(found.type), to_text(shape->attributes[*there].type));
        if (!there) shape->attributes.push_back(found);
        place = *shape->find(found.name);
      }
      plan.columns.push_back({found.name, place, found});
      if (found.ref_relation.valid()) join_ends(found.ref_relation, plan.kinds, found.ref_kinds);
    }
  }

  void join_ends(RelationId relation, const std::vector<KindId>& from,
                 const std::vector<KindId>& to) {
    const auto join = [](std::vector<KindId>& into, const std::vector<KindId>& more) {
      for (const KindId id : more)
        if (std::find(into.begin(), into.end(), id) == into.end()) into.push_back(id);
    };
    join(schema().relations[relation.index()].from_kinds, from);
    join(schema().relations[relation.index()].to_kinds, to);
  }

  TablePlan node_table(const NodeTableText& table) {
    TablePlan plan;
    plan.file = table.table;
    set_validity(table, plan);
    if (table.kind.kind == YamlKind::map) {
      KindColumnText column;
      if (KindColumnText::shape().read(table.kind, column, diagnostics_)) {
        plan.kind_column = column.column.value;
        plan.kinds = kinds(column.of);
      }
    } else if (table.kind.kind == YamlKind::scalar) {
      plan.kinds = {kind(table.kind.scalar)};
    } else {
      expected(table.kind, "a kind, or {column: ..., of: [...]}", diagnostics_);
    }
    std::vector<Shape*> shapes;
    for (const KindId id : plan.kinds) shapes.push_back(&schema().kinds[id.index()]);
    // Every kind of one table has the same attributes in the same places.
    for (Shape* shape : shapes)
      if (shapes.size() > 1 && !shape->attributes.empty())
        diagnostics_.error(
            table.table.where(),
            "kind {} stands in several tables; one that shares a table with others cannot",
            shape->name);
    add_attributes(table.attributes, shapes, plan);
    return plan;
  }

  TablePlan relation_table(const RelationTableText& table) {
    TablePlan plan;
    plan.file = table.table;
    plan.is_relation = true;
    set_validity(table, plan);
    plan.relation = schema().relation(table.relation.value);
    plan.from_column = table.from.column.value;
    plan.to_column = table.to.column.value;
    plan.from_kinds = kinds(table.from.kinds);
    plan.to_kinds = kinds(table.to.kinds);
    join_ends(plan.relation, plan.from_kinds, plan.to_kinds);
    Shape* const shape = &schema().relations[plan.relation.index()];
    add_attributes(table.attributes, std::span(&shape, 1), plan);
    return plan;
  }

  template <class Table>
  static void set_validity(const Table& table, TablePlan& plan) {
    if (table.valid_from) plan.valid_from = table.valid_from->value;
    if (table.valid_to) plan.valid_to = table.valid_to->value;
  }

  void read_confidence() {
    for (const auto& [word, probability] : text_.confidence) {
      if (!(probability >= 0 && probability <= 1))
        diagnostics_.error(word.where(),
                           "confidence '{}' is {}; expected a probability from 0 to 1", word.value,
                           probability);
      schema().confidence.push_back({word.value, probability});
    }
  }

  void read_roles() {
    Roles& roles = schema().roles;
    const std::vector<std::pair<std::string, KindId*>> kind_roles{
        {"site", &roles.site}, {"country", &roles.country}, {"public_body", &roles.public_body}};
    const std::vector<std::pair<std::string, RelationId*>> relation_roles{
        {"owns", &roles.owns},           {"controls", &roles.controls},
        {"listed_on", &roles.listed_on}, {"located_in", &roles.located_in},
        {"part_of", &roles.part_of},     {"allied_with", &roles.allied_with}};
    std::vector<std::string> names;
    for (const auto& [name, id] : kind_roles) names.push_back(name);
    for (const auto& [name, id] : relation_roles) names.push_back(name);
    for (const auto& [role, name] : text_.roles) {
      bool known = false;
      for (const auto& [role_name, id] : kind_roles)
        if (role.value == role_name) known = true, *id = kind(name);
      for (const auto& [role_name, id] : relation_roles)
        if (role.value == role_name) {
          known = true;
          *id = schema().relation(name.value);
          if (!id->valid())
            diagnostics_.error(name.where(), "unknown relation '{}'", name.value)
                .did_you_mean(name.value, schema().relation_names());
        }
      if (!known)
        diagnostics_.error(role.where(), "unknown role '{}'", role.value)
            .did_you_mean(role.value, names);
    }
    if (!roles.site.valid() && !diagnostics_.has_errors())
      diagnostics_.error(text_.sources.position(0),
                         "the roles name no kind as 'site': there is nothing to rank");
    if (roles.owns.valid()) find_share(roles);
  }

  void find_share(Roles& roles) {
    const Shape& owns = schema().relations[roles.owns.index()];
    roles.share = owns.find("share");
    if (roles.share && owns.attributes[*roles.share].type == AttributeType::share) return;
    for (const auto& [role, name] : text_.roles)
      if (role.value == "owns")
        diagnostics_.error(
            name.where(),
            "relation '{}' has the role owns and needs an attribute 'share' of type share",
            owns.name);
  }

  const PackText& text_;
  Diagnostics& diagnostics_;
  SchemaPlan plan_;
};

/// The enumerator whose name stands in the text; an error and the first one where none does.
template <class Enum, std::size_t N>
Enum word(const WrittenText& text, const std::array<const char*, N>& names,
          Diagnostics& diagnostics) {
  for (std::size_t i = 0; i < N; ++i)
    if (text.value == names[i]) return static_cast<Enum>(i);
  std::vector<std::string> choices(names.begin(), names.end());
  diagnostics
      .error(text.where(), "expected one of {}, found '{}'", fmt::join(choices, ", "), text.value)
      .did_you_mean(text.value, choices);
  return static_cast<Enum>(0);
}

LegalPeriod legal_period(const LegalPeriodText& text, Diagnostics& diagnostics) {
  static constexpr std::array<const char*, 3> effects{"owned", "listed_only", "unknown"};
  static constexpr std::array<const char*, 2> comparisons{"at_least", "more_than"};
  static constexpr std::array<const char*, 2> sums{"all", "each"};
  LegalPeriod period;
  period.from = text.from;
  period.to = text.to;
  period.effect = word<LegalPeriod::Effect>(text.effect, effects, diagnostics);
  if (text.comparison)
    period.comparison = word<LegalPeriod::Comparison>(*text.comparison, comparisons, diagnostics);
  if (text.added_over)
    period.added_over = word<LegalPeriod::AddedOver>(*text.added_over, sums, diagnostics);
  if (text.threshold) {
    const auto threshold = parse_decimal(text.threshold->value);
    if (threshold && *threshold >= Decimal{0} && *threshold <= Decimal{Decimal::one})
      period.threshold = *threshold;
    else
      diagnostics.error(text.threshold->where(), "expected a fraction from 0 to 1, found '{}'",
                        text.threshold->value);
  }
  period.control_counts = text.control_counts;
  period.why = text.why;
  period.source = text.source;
  return period;
}

}  // namespace

SchemaPlan build_schema(const PackText& text, Diagnostics& diagnostics) {
  return SchemaBuilder(text, diagnostics).build();
}

std::vector<LegalTest> build_legal_tests(const PackText& text, Diagnostics& diagnostics) {
  std::vector<LegalTest> tests;
  std::set<std::string> ids;
  for (const LegalTestText& written : text.legal_tests) {
    if (!ids.insert(written.id.value).second)
      diagnostics.error(written.id.where(), "legal test '{}' is declared twice", written.id.value);
    LegalTest test{written.id.value, written.title, written.authority, written.answer, {}, {}};
    for (const WrittenText& list : written.lists) test.lists.push_back(list.value);
    for (const LegalPeriodText& period : written.periods)
      test.periods.push_back(legal_period(period, diagnostics));
    tests.push_back(std::move(test));
  }
  return tests;
}

}  // namespace harbinger::pack::detail
