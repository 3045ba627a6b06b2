// SPDX-License-Identifier: Apache-2.0
#include "pack/detail/fact_reader.hpp"

#include <algorithm>
#include <limits>

#include "pack/detail/cell_reader.hpp"

namespace harbinger::pack::detail {

namespace {

/// Where nothing is near, a few names say what kind of name was expected.
constexpr std::size_t most_names_searched = 200'000;
constexpr std::size_t most_suggestions = 20;  ///< For one table.
constexpr std::size_t most_errors = 1000;     ///< Told of one table.

std::vector<std::string> header_names(const TableRows& table) {
  std::vector<std::string> names;
  for (const CsvCell& cell : table.header()) names.emplace_back(cell.text);
  return names;
}

}  // namespace

struct FactReader::Columns {
  std::optional<std::size_t> id, name, kind, from, to, valid_from, valid_to, confidence, source,
      note;
  std::vector<std::optional<std::size_t>> attributes;  // one per TablePlan::columns
};

FactReader::FactReader(Pack& pack, FactBuilder& facts, Diagnostics& diagnostics)
    : pack_(pack), facts_(facts), diagnostics_(diagnostics) {
  for (std::size_t i = 0; i < pack_.sources.size(); ++i)
    sources_.emplace(pack_.sources[i].id, SourceId(i));
}

Diagnostics& FactReader::told() {
  if (diagnostics_.error_count() - errors_before_ < most_errors) return diagnostics_;
  ++left_out_;
  unheard_ = {};
  return unheard_;
}

bool FactReader::suggests() { return suggestions_++ < most_suggestions; }

void FactReader::begin_table() {
  errors_before_ = diagnostics_.error_count();
  left_out_ = 0;
  suggestions_ = 0;
}

void FactReader::end_table(const std::string& path) {
  if (left_out_ > 0)
    diagnostics_.error(whole_file(path), "{} more mistakes, behind the first {}", left_out_,
                       most_errors);
}

const std::vector<std::string>& FactReader::node_names() {
  if (node_names_.size() != facts_.next_node().index()) {
    node_names_.clear();
    for (NodeId node(0u); node < facts_.next_node(); node = NodeId(node.value() + 1))
      node_names_.emplace_back(facts_.id_of(node));
  }
  return node_names_;
}

void FactReader::read_sources(TableRows table) {
  begin_table();
  static const std::vector<std::string> known{"id",      "title",   "publisher",  "date",
                                              "address", "licence", "collection", "note"};
  for (std::size_t i = 0; i < table.header().size(); ++i) {
    const std::string_view name = table.header()[i].text;
    if (std::find(known.begin(), known.end(), name) == known.end())
      told()
          .error(table.header_position(i), "unknown column '{}' in a table of sources", name)
          .did_you_mean(name, known);
  }
  const auto id = table.find_column("id");
  if (!id) {
    told().error(table.header_position(0), "a table of sources needs the column 'id'");
    return;
  }
  while (table.next()) {
    const auto text = [&](std::string_view name) {
      const auto column = table.find_column(name);
      return column ? std::string(table.cell(*column)) : std::string();
    };
    Source source{text("id"),      text("title"),   text("publisher"),           text("date"),
                  text("address"), text("licence"), text("collection") == "yes", text("note")};
    if (source.id.empty()) {
      told().error(table.position(*id), "a source without an id");
      continue;
    }
    if (!sources_.emplace(source.id, SourceId(pack_.sources.size())).second)
      told().error(table.position(*id), "source '{}' stands twice", source.id);
    else
      pack_.sources.push_back(std::move(source));
  }
  sources_lost_ = !table.complete();
  end_table(table.text()->name());
}

FactReader::Columns FactReader::columns_of(const TablePlan& plan, const TableRows& table) {
  Columns columns;
  std::vector<bool> declared(table.header().size(), false);
  const auto column = [&](const std::string& name) -> std::optional<std::size_t> {
    const auto found = table.find_column(name);
    if (found) declared[*found] = true;
    return found;
  };
  const auto needed = [&](const std::string& name) {
    const auto found = column(name);
    if (!found)
      told()
          .error(table.header_position(0), "the table needs the column '{}'", name)
          .did_you_mean(name, header_names(table));
    return found;
  };
  columns.id = plan.is_relation ? column("id") : needed("id");
  if (!plan.is_relation) columns.name = needed("name");
  if (!plan.kind_column.empty()) columns.kind = needed(plan.kind_column);
  if (plan.is_relation) {
    columns.from = needed(plan.from_column);
    columns.to = needed(plan.to_column);
  }
  columns.valid_from =
      plan.valid_from == "valid_from" ? column("valid_from") : needed(plan.valid_from);
  columns.valid_to = plan.valid_to == "valid_to" ? column("valid_to") : needed(plan.valid_to);
  columns.confidence = needed("confidence");
  columns.source = needed("source");
  columns.note = column("note");
  for (const TableColumn& attribute : plan.columns)
    columns.attributes.push_back(needed(attribute.name));
  for (std::size_t i = 0; i < declared.size(); ++i)
    if (!declared[i])
      told().error(table.header_position(i),
                   "column '{}' is not declared for this table in pack.yaml",
                   table.header()[i].text);
  return columns;
}

void FactReader::tell_taken(FactBuilder::RowPlace taken, std::string_view id,
                            const TextPosition& where) {
  told().error(where, "id '{}' stands already at {}:{}", id, pack_.tables[taken.table], taken.line);
}

std::optional<Date> FactReader::read_date(const TableRows& table,
                                          std::optional<std::size_t> column) {
  if (!column) return std::nullopt;
  const auto value = read_cell(AttributeType::date, table.cell(*column));
  if (!value) {
    told().error(table.position(*column), "{}", value.error());
    return std::nullopt;
  }
  const Date* date = std::get_if<Date>(&*value);
  return date != nullptr ? std::optional(*date) : std::nullopt;
}

void FactReader::read_validity(const Columns& columns, const TableRows& table, Validity& validity) {
  validity = {read_date(table, columns.valid_from), read_date(table, columns.valid_to)};
  if (validity.from && validity.to && validity.to->last < validity.from->first)
    told().error(table.position(*columns.valid_to), "valid_to {} is before valid_from {}",
                 to_text(*validity.to), to_text(*validity.from));
}

std::uint32_t FactReader::read_confidence(const TableRows& table, std::size_t column) {
  const std::string_view word = table.cell(column);
  const std::vector<ConfidenceWord>& words = pack_.schema.confidence;
  const auto found = std::find_if(words.begin(), words.end(),
                                  [&](const ConfidenceWord& w) { return w.word == word; });
  if (found != words.end()) return static_cast<std::uint32_t>(found - words.begin());
  if (word.empty()) {
    told().error(table.position(column), "a fact without a confidence");
    return 0;
  }
  std::vector<std::string> names;
  for (const ConfidenceWord& w : words) names.push_back(w.word);
  told().error(table.position(column), "unknown confidence '{}'", word).did_you_mean(word, names);
  return 0;
}

/// Many rows name the same sources: a list that was in order is known by its text.
std::span<const SourceId> FactReader::read_source_list(const TableRows& table, std::size_t column) {
  const std::string_view text = table.cell(column);
  if (const auto known = source_lists_.find(text); known != source_lists_.end())
    return known->second;
  const auto ids = read_cell(AttributeType::texts, text);
  const auto* list = std::get_if<std::vector<std::string_view>>(&*ids);
  bool is_right = list != nullptr && !list->empty();
  if (!is_right) told().error(table.position(column), "a fact without a source");
  std::vector<SourceId> sources;
  for (const std::string_view id : list != nullptr ? *list : std::vector<std::string_view>()) {
    const auto source = sources_.find(id);
    if (source != sources_.end()) {
      sources.push_back(source->second);
      continue;
    }
    if (sources_lost_) continue;
    is_right = false;
    Diagnostic& unknown = told().error(table.position(column), "unknown source '{}'", id);
    if (!suggests()) continue;
    std::vector<std::string> names;
    for (const Source& s : pack_.sources) names.push_back(s.id);
    unknown.did_you_mean(id, names);
  }
  if (!is_right) return {};
  return source_lists_.emplace(text, std::move(sources)).first->second;
}

void FactReader::read_fact(const Columns& columns, const TableRows& table, FactRow& fact) {
  fact.line = table.line();
  fact.table = place_;
  read_validity(columns, table, fact.validity);
  if (columns.confidence) fact.confidence = read_confidence(table, *columns.confidence);
  if (columns.source) fact.sources = read_source_list(table, *columns.source);
  if (columns.note) fact.note = table.cell(*columns.note);
}

std::span<const Cell> FactReader::read_cells(const Columns& columns, const TablePlan& plan,
                                             const Shape& shape, const TableRows& table) {
  cells_.assign(shape.attributes.size(), Cell());
  for (std::size_t i = 0; i < plan.columns.size(); ++i) {
    if (!columns.attributes[i]) continue;
    const std::size_t column = *columns.attributes[i];
    const Attribute& spec = plan.columns[i].spec;
    auto value = read_cell(spec.type, table.cell(column));
    if (!value)
      told().error(table.position(column), "{}: {}", spec.name, value.error());
    else if (spec.required && !is_known(*value))
      told().error(table.position(column), "column '{}' must not be empty", spec.name);
    else
      cells_[plan.columns[i].attribute] = std::move(*value);
    check_degrees(spec.name, cells_[plan.columns[i].attribute], table, column);
  }
  return cells_;
}

/// `lat` and `lon` of any kind are degrees (docs/pack.md).
void FactReader::check_degrees(const std::string& attribute, const Cell& cell,
                               const TableRows& table, std::size_t column) {
  const double most = attribute == "lat" ? 90 : attribute == "lon" ? 180 : 0;
  const auto* degrees = std::get_if<NumberRange>(&cell);
  if (most > 0 && degrees != nullptr && (degrees->low < -most || degrees->high > most))
    told().error(table.position(column), "{}: expected degrees from -{} to {}, found {}", attribute,
                 most, most, degrees->low);
}

KindId FactReader::kind_of(const TablePlan& plan, const Columns& columns, const TableRows& table) {
  if (!columns.kind) return plan.kinds.front();
  const std::string_view name = table.cell(*columns.kind);
  for (const KindId id : plan.kinds)
    if (pack_.schema.kinds[id.index()].name == name) return id;
  std::vector<std::string> names;
  for (const KindId id : plan.kinds) names.push_back(pack_.schema.kinds[id.index()].name);
  told()
      .error(table.position(*columns.kind), "kind '{}' is not declared for this table", name)
      .did_you_mean(name, names);
  return plan.kinds.front();
}

void FactReader::read_nodes(const TablePlan& plan, TableRows table, std::uint32_t place) {
  place_ = place;
  begin_table();
  const Columns columns = columns_of(plan, table);
  if (!columns.id || !columns.name || plan.kinds.empty()) {
    nodes_lost_ = nodes_lost_ || !table.complete();
    return;
  }
  NodeRow node;
  while (table.next()) {
    read_fact(columns, table, node);
    node.id = table.cell(*columns.id);
    node.name = table.cell(*columns.name);
    if (node.id.empty()) told().error(table.position(*columns.id), "a row without an id");
    if (node.name.empty()) told().error(table.position(*columns.name), "a row without a name");
    node.kind = kind_of(plan, columns, table);
    node.cells = read_cells(columns, plan, pack_.schema.kinds[node.kind.index()], table);
    note_refs(columns, plan, table, node.cells);
    if (const auto taken = facts_.add_node(node))
      tell_taken(*taken, node.id, table.position(*columns.id));
  }
  nodes_lost_ = nodes_lost_ || !table.complete();
  end_table(table.text()->name());
}

/// What the node that is added next names is looked up when all nodes are there.
void FactReader::note_refs(const Columns& columns, const TablePlan& plan, const TableRows& table,
                           std::span<const Cell> cells) {
  for (std::size_t i = 0; i < plan.columns.size(); ++i) {
    const std::size_t attribute = plan.columns[i].attribute;
    if (plan.columns[i].spec.type != AttributeType::ref || !columns.attributes[i] ||
        !is_known(cells[attribute]))
      continue;
    if (ref_texts_.empty() || ref_texts_.back() != table.text()) ref_texts_.push_back(table.text());
    const CsvCell& written = table.written(*columns.attributes[i]);
    refs_.push_back({written.offset, written.length, facts_.next_node(),
                     static_cast<std::uint32_t>(attribute),
                     static_cast<std::uint32_t>(ref_texts_.size() - 1)});
  }
}

std::optional<NodeId> FactReader::find_node(const FactBuilder::NodeLookup& lookup,
                                            const std::vector<KindId>& kinds, const auto& where) {
  const auto found = facts_.find_node(lookup);
  const std::string_view id = lookup.id;
  if (!found) {
    if (nodes_lost_) return std::nullopt;
    Diagnostic& unknown = told().error(where(), "unknown id '{}'", id);
    if (facts_.next_node().index() <= most_names_searched && suggests())
      unknown.did_you_mean(id, node_names());
    return std::nullopt;
  }
  const KindId kind = facts_.kind_of(*found);
  if (std::find(kinds.begin(), kinds.end(), kind) != kinds.end()) return found;
  std::string wanted;
  for (const KindId k : kinds)
    wanted += (wanted.empty() ? "" : " or ") + pack_.schema.kinds[k.index()].name;
  told().error(where(), "'{}' is a {}, expected a {}", id, pack_.schema.kinds[kind.index()].name,
               wanted);
  return std::nullopt;
}

void FactReader::read_edges(const TablePlan& plan, TableRows table, std::uint32_t place) {
  place_ = place;
  begin_table();
  const Columns columns = columns_of(plan, table);
  if (!columns.from || !columns.to) return;
  const Shape& shape = pack_.schema.relations[plan.relation.index()];
  // What rows name lies far apart in a large pack: so many are looked up side by side.
  constexpr std::size_t batch = 32;
  std::vector<PendingEdge> pending(batch);
  std::size_t count = 0;
  while (table.next()) {
    PendingEdge& edge = pending[count++];
    edge.first = table.written(0);
    edge.from = table.written(*columns.from);
    edge.to = table.written(*columns.to);
    edge.ends[0] = facts_.lookup(edge.from.text);
    edge.ends[1] = facts_.lookup(edge.to.text);
    edge.row.relation = plan.relation;
    read_fact(columns, table, edge.row);
    if (columns.id) edge.row.id = table.cell(*columns.id);
    const std::span<const Cell> cells = read_cells(columns, plan, shape, table);
    edge.cells.assign(cells.begin(), cells.end());
    edge.row.cells = edge.cells;
    if (count < batch && table.texts_last()) continue;
    settle(plan, table, std::span(pending).first(count));
    count = 0;
  }
  settle(plan, table, std::span(pending).first(count));
  end_table(table.text()->name());
}

void FactReader::settle(const TablePlan& plan, const TableRows& table,
                        std::span<PendingEdge> edges) {
  for (PendingEdge& edge : edges)
    for (FactBuilder::NodeLookup& end : edge.ends) facts_.find_likely(end);
  for (const PendingEdge& edge : edges)
    for (const FactBuilder::NodeLookup& end : edge.ends) facts_.prefetch_id(end);
  for (PendingEdge& edge : edges) {
    const auto from = end_of(plan.from_column, plan.from_kinds, edge.ends[0], table, edge.from);
    const auto to = end_of(plan.to_column, plan.to_kinds, edge.ends[1], table, edge.to);
    edge.has_ends = from && to;
    if (!edge.has_ends) continue;
    edge.row.from = *from;
    edge.row.to = *to;
    edge.hash = facts_.prefetch_edge(edge.row);
  }
  for (const PendingEdge& edge : edges) {
    if (!edge.has_ends) continue;
    if (const auto taken = facts_.add_edge(edge.row, edge.hash))
      tell_taken(*taken, facts_.last_edge_id(), table.position(edge.first));
  }
}

std::optional<NodeId> FactReader::end_of(const std::string& column,
                                         const std::vector<KindId>& kinds,
                                         const FactBuilder::NodeLookup& lookup,
                                         const TableRows& table, const CsvCell& written) {
  if (lookup.id.empty()) {
    told().error(table.position(written), "column '{}' must not be empty", column);
    return std::nullopt;
  }
  return find_node(lookup, kinds, [&] { return table.position(written); });
}

void FactReader::resolve_refs() {
  for (std::size_t i = 0; i < refs_.size(); ++i) {
    const PendingRef& ref = refs_[i];
    if (i == 0 || refs_[i - 1].text != ref.text) {
      if (i > 0) end_table(ref_texts_[refs_[i - 1].text]->name());
      begin_table();
    }
    const KindId kind = facts_.kind_of(ref.node);
    const Attribute& attribute = pack_.schema.kinds[kind.index()].attributes[ref.attribute];
    const std::string_view id = facts_.text(facts_.code(ref.node, ref.attribute).text());
    const auto where = [&] { return position_at(ref_texts_[ref.text], ref.offset, ref.length); };
    const auto target = find_node(facts_.lookup(id), attribute.ref_kinds, where);
    if (!target || !attribute.ref_relation.valid()) continue;
    if (const auto taken = facts_.add_made_edge(ref.node, attribute.ref_relation, *target))
      tell_taken(*taken, facts_.last_edge_id(), where());
  }
  if (!refs_.empty()) end_table(ref_texts_[refs_.back().text]->name());
}

}  // namespace harbinger::pack::detail
