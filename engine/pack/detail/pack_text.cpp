// SPDX-License-Identifier: Apache-2.0
#include "pack/detail/pack_text.hpp"

#include "pack/file_shape.hpp"

namespace harbinger::pack::detail {

const Record<NodeTableText>& NodeTableText::shape() {
  static const auto record =
      Record<NodeTableText>("table of nodes")
          .required("table", &NodeTableText::table, "CSV file, beside pack.yaml")
          .required("kind", &NodeTableText::kind,
                    "the kind of every row, or {column: ..., of: [...]}")
          .optional("attributes", &NodeTableText::attributes, "columns and their types")
          .optional("valid_from", &NodeTableText::valid_from,
                    "the column that stands for valid_from")
          .optional("valid_to", &NodeTableText::valid_to, "the column that stands for valid_to");
  return record;
}

const Record<KindColumnText>& KindColumnText::shape() {
  static const auto record =
      Record<KindColumnText>("kind column")
          .required("column", &KindColumnText::column, "the column that names the kind")
          .required("of", &KindColumnText::of, "the kinds it may name");
  return record;
}

const Record<AttributeText>& AttributeText::shape() {
  static const auto record =
      Record<AttributeText>("attribute")
          .optional("type", &AttributeText::type,
                    "text, texts, integer, number, share, date or truth")
          .optional("ref", &AttributeText::ref, "the kinds whose ids the column holds")
          .optional("relation", &AttributeText::relation, "the relation of the edge a ref makes")
          .optional("required", &AttributeText::required, "whether an empty cell is an error")
          .optional("code", &AttributeText::code, "whether the text names its node, as an id does");
  return record;
}

const Record<EndText>& EndText::shape() {
  static const auto record =
      Record<EndText>("end of a relation")
          .required("column", &EndText::column, "the column with the node's id")
          .required("kinds", &EndText::kinds, "the kinds it may name");
  return record;
}

const Record<RelationTableText>& RelationTableText::shape() {
  static const auto record =
      Record<RelationTableText>("table of a relation")
          .required("table", &RelationTableText::table, "CSV file, beside pack.yaml")
          .required("relation", &RelationTableText::relation, "the relation of every row")
          .required("from", &RelationTableText::from, "where the edge leaves")
          .required("to", &RelationTableText::to, "where the edge enters")
          .optional("attributes", &RelationTableText::attributes, "columns and their types")
          .optional("valid_from", &RelationTableText::valid_from,
                    "the column that stands for valid_from")
          .optional("valid_to", &RelationTableText::valid_to,
                    "the column that stands for valid_to");
  return record;
}

const Record<LegalPeriodText>& LegalPeriodText::shape() {
  static const auto record =
      Record<LegalPeriodText>("period of a legal test")
          .optional("from", &LegalPeriodText::from, "first day; open where absent")
          .optional("to", &LegalPeriodText::to, "last day; open where absent")
          .required("effect", &LegalPeriodText::effect, "owned, listed_only or unknown")
          .optional("threshold", &LegalPeriodText::threshold,
                    "share from which an owner counts, a fraction")
          .optional("comparison", &LegalPeriodText::comparison, "at_least or more_than")
          .optional("added_over", &LegalPeriodText::added_over, "all or each")
          .optional("control_counts", &LegalPeriodText::control_counts,
                    "whether control stands for ownership")
          .optional("why", &LegalPeriodText::why, "the reason for the rule of this period")
          .optional("source", &LegalPeriodText::source, "id of the source that tells it");
  return record;
}

const Record<LegalTestText>& LegalTestText::shape() {
  static const auto record =
      Record<LegalTestText>("legal test")
          .required("id", &LegalTestText::id, "unique name, as legal('id', entity) asks for it")
          .optional("title", &LegalTestText::title, "name for people")
          .optional("authority", &LegalTestText::authority, "who decides by this test")
          .required("lists", &LegalTestText::lists, "ids of list nodes")
          .optional("answer", &LegalTestText::answer, "the word for yes")
          .required("periods", &LegalTestText::periods, "what the law said, from when to when");
  return record;
}

const Record<FigureText>& FigureText::shape() {
  static const auto record =
      Record<FigureText>("figure")
          .required("published", &FigureText::published, "id in the published table")
          .optional("match", &FigureText::match, "path pattern; absent: cannot be asked")
          .optional("where", &FigureText::where, "condition over the variables of the match: CEL")
          .optional("value", &FigureText::value, "what is combined: CEL over the variables")
          .optional("combine", &FigureText::combine,
                    "how the values become one; count where absent")
          .optional("why", &FigureText::why, "why ours differs");
  return record;
}

const Record<PackText>& PackText::shape() {
  static const auto record =
      Record<PackText>("pack")
          .required("pack", &PackText::pack, "the pack's id")
          .optional("title", &PackText::title, "name for people")
          .required("date", &PackText::date, "what the pack knows up to")
          .required("confidence", &PackText::confidence, "word: probability")
          .required("sources", &PackText::sources, "table of sources")
          .required("roles", &PackText::roles, "the concepts the engine knows")
          .required("nodes", &PackText::nodes, "tables whose rows are nodes")
          .optional("relations", &PackText::relations, "tables whose rows are edges")
          .optional("legal_tests", &PackText::legal_tests, "ownership tests of the law")
          .optional("published", &PackText::published, "table of published figures")
          .optional("figures", &PackText::figures, "queries held against published figures");
  return record;
}

}  // namespace harbinger::pack::detail

const harbinger::RecordShape& harbinger::pack::pack_file_shape() {
  return detail::PackText::shape();
}
