// SPDX-License-Identifier: Apache-2.0
#include "pack/detail/fact_reader.hpp"

#include <algorithm>
#include <limits>

#include "pack/detail/cell_reader.hpp"

namespace harbinger::pack::detail {

namespace {

/// Where nothing is near, a few names say what kind of name was expected.
constexpr std::size_t most_names_searched = 200'000;

std::vector<std::string> header_names(const CsvTable& table) {
  std::vector<std::string> names;
  for (const CsvCell& cell : table.header()) names.emplace_back(cell.text);
  return names;
}

}  // namespace

std::string derived_id(const Pack& pack, const EdgeFact& edge) {
  std::string id = fmt::format("{}:{}:{}", pack.schema.relations[edge.relation.index()].name,
                               pack.nodes[edge.from].id, pack.nodes[edge.to].id);
  if (edge.validity.from) id += ":" + to_text(*edge.validity.from);
  return id;
}

struct FactReader::Columns {
  std::optional<std::size_t> id, name, kind, from, to, valid_from, valid_to, confidence, source,
      note;
  std::vector<std::optional<std::size_t>> attributes;  // one per TablePlan::columns
};

void FactReader::read_sources(const CsvTable& table) {
  static const std::vector<std::string> known{"id",      "title",   "publisher",  "date",
                                              "address", "licence", "collection", "note"};
  for (const CsvCell& cell : table.header())
    if (std::find(known.begin(), known.end(), cell.text) == known.end())
      diagnostics_
          .error(table.position(cell), "unknown column '{}' in a table of sources", cell.text)
          .did_you_mean(cell.text, known);
  sources_lost_ = !table.complete();
  const auto id = table.find_column("id");
  if (!id) {
    diagnostics_.error(table.position(table.header().front()),
                       "a table of sources needs the column 'id'");
    return;
  }
  for (std::size_t row = 0; row < table.rows(); ++row) {
    const auto text = [&](std::string_view name) {
      const auto column = table.find_column(name);
      return column ? std::string(table.cell(row, *column).text) : std::string();
    };
    Source source{text("id"),      text("title"),   text("publisher"),           text("date"),
                  text("address"), text("licence"), text("collection") == "yes", text("note")};
    const TextPosition where = table.position(table.cell(row, *id));
    if (source.id.empty()) {
      diagnostics_.error(where, "a source without an id");
      continue;
    }
    if (!sources_.emplace(source.id, SourceId(pack_.sources.size())).second)
      diagnostics_.error(where, "source '{}' stands twice", source.id);
    else
      pack_.sources.push_back(std::move(source));
  }
}

FactReader::Columns FactReader::columns_of(const TablePlan& plan, const CsvTable& table) {
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
      diagnostics_
          .error(table.position(table.header().front()), "the table needs the column '{}'", name)
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
      diagnostics_.error(table.position(table.header()[i]),
                         "column '{}' is not declared for this table in pack.yaml",
                         table.header()[i].text);
  return columns;
}

void FactReader::know_confidence() {
  if (confidence_.empty())
    for (std::size_t i = 0; i < pack_.schema.confidence.size(); ++i)
      confidence_.emplace(pack_.schema.confidence[i].word, static_cast<std::uint32_t>(i));
}

void FactReader::adopt() {
  know_confidence();
  for (std::size_t i = 0; i < pack_.sources.size(); ++i)
    sources_.emplace(pack_.sources[i].id, SourceId(i));
  adopted_nodes_ = pack_.nodes.size();
  adopted_edges_ = pack_.edges.size();
}

namespace {

/// The place of an id among the first `count` facts, which are ordered by id.
template <class T>
std::optional<std::uint32_t> find_ordered(const std::vector<T>& facts, std::size_t count,
                                          std::string_view id) {
  const auto end = facts.begin() + static_cast<std::ptrdiff_t>(count);
  const auto found = std::lower_bound(
      facts.begin(), end, id,
      [](const Fact& f, std::string_view wanted) { return f.id.compare(wanted) < 0; });
  if (found == end || found->id != id) return std::nullopt;
  return static_cast<std::uint32_t>(found - facts.begin());
}

}  // namespace

const Fact* FactReader::adopted(std::string_view id) const {
  if (const auto node = find_ordered(pack_.nodes, adopted_nodes_, id)) return &pack_.nodes[*node];
  if (const auto edge = find_ordered(pack_.edges, adopted_edges_, id)) return &pack_.edges[*edge];
  return nullptr;
}

std::optional<std::uint32_t> FactReader::node_of(std::string_view id) const {
  if (const auto found = nodes_.find(std::string(id)); found != nodes_.end()) return found->second;
  return find_ordered(pack_.nodes, adopted_nodes_, id);
}

void FactReader::claim_id(const std::string& id, const TextPosition& where) {
  if (const Fact* fact = adopted(id)) {
    diagnostics_.error(where, "id '{}' stands already at {}:{}", id, pack_.tables[fact->table],
                       fact->line);
    return;
  }
  const auto [found, added] = ids_.emplace(id, where);
  if (added) return;
  const TextPosition& first = found->second;
  diagnostics_.error(where, "id '{}' stands already at {}:{}", id,
                     first.text ? first.text->name() : "", first.line);
}

std::optional<Date> FactReader::read_date(const CsvTable& table, std::size_t row,
                                          std::optional<std::size_t> column) {
  if (!column) return std::nullopt;
  const CsvCell& cell = table.cell(row, *column);
  const auto value = read_cell(AttributeType::date, cell.text);
  if (!value) {
    diagnostics_.error(table.position(cell), "{}", value.error());
    return std::nullopt;
  }
  const Date* date = std::get_if<Date>(&*value);
  return date != nullptr ? std::optional(*date) : std::nullopt;
}

bool FactReader::read_fact(const Columns& columns, const CsvTable& table, std::size_t row,
                           Fact& fact) {
  const std::size_t errors_before = diagnostics_.error_count();
  fact.line = table.line_of(row);
  fact.table = place_;
  fact.validity = {read_date(table, row, columns.valid_from),
                   read_date(table, row, columns.valid_to)};
  if (fact.validity.from && fact.validity.to && fact.validity.to->last < fact.validity.from->first)
    diagnostics_.error(table.position(table.cell(row, *columns.valid_to)),
                       "valid_to {} is before valid_from {}", to_text(*fact.validity.to),
                       to_text(*fact.validity.from));
  if (columns.confidence) {
    const CsvCell& cell = table.cell(row, *columns.confidence);
    const auto word = confidence_.find(std::string(cell.text));
    std::vector<std::string> words;
    for (const ConfidenceWord& w : pack_.schema.confidence) words.push_back(w.word);
    if (word != confidence_.end())
      fact.confidence = word->second;
    else if (cell.text.empty())
      diagnostics_.error(table.position(cell), "a fact without a confidence");
    else
      diagnostics_.error(table.position(cell), "unknown confidence '{}'", cell.text)
          .did_you_mean(cell.text, words);
  }
  if (columns.source) {
    const CsvCell& cell = table.cell(row, *columns.source);
    const auto ids = read_cell(AttributeType::texts, cell.text);
    const auto* list = std::get_if<std::vector<std::string>>(&*ids);
    if (list == nullptr || list->empty())
      diagnostics_.error(table.position(cell), "a fact without a source");
    for (const std::string& id : list != nullptr ? *list : std::vector<std::string>()) {
      const auto source = sources_.find(id);
      if (source != sources_.end()) {
        fact.sources.push_back(source->second);
        continue;
      }
      if (sources_lost_) continue;
      std::vector<std::string> names;
      for (const Source& s : pack_.sources) names.push_back(s.id);
      diagnostics_.error(table.position(cell), "unknown source '{}'", id).did_you_mean(id, names);
    }
  }
  if (columns.note) fact.note = table.cell(row, *columns.note).text;
  return diagnostics_.error_count() == errors_before;
}

std::vector<Cell> FactReader::read_cells(const Columns& columns, const TablePlan& plan,
                                         const Shape& shape, const CsvTable& table,
                                         std::size_t row) {
  std::vector<Cell> cells(shape.attributes.size());
  for (std::size_t i = 0; i < plan.columns.size(); ++i) {
    if (!columns.attributes[i]) continue;
    const CsvCell& cell = table.cell(row, *columns.attributes[i]);
    const Attribute& spec = plan.columns[i].spec;
    auto value = read_cell(spec.type, cell.text);
    if (!value)
      diagnostics_.error(table.position(cell), "{}: {}", spec.name, value.error());
    else if (spec.required && !is_known(*value))
      diagnostics_.error(table.position(cell), "column '{}' must not be empty", spec.name);
    else
      cells[plan.columns[i].attribute] = std::move(*value);
    check_degrees(spec.name, cells[plan.columns[i].attribute], table.position(cell));
  }
  return cells;
}

/// `lat` and `lon` of any kind are degrees (docs/pack.md).
void FactReader::check_degrees(const std::string& attribute, const Cell& cell,
                               const TextPosition& where) {
  const double most = attribute == "lat" ? 90 : attribute == "lon" ? 180 : 0;
  const auto* degrees = std::get_if<NumberRange>(&cell);
  if (most > 0 && degrees != nullptr && (degrees->low < -most || degrees->high > most))
    diagnostics_.error(where, "{}: expected degrees from -{} to {}, found {}", attribute, most,
                       most, degrees->low);
}

KindId FactReader::kind_of(const TablePlan& plan, const Columns& columns, const CsvTable& table,
                           std::size_t row) {
  if (!columns.kind) return plan.kinds.front();
  const CsvCell& cell = table.cell(row, *columns.kind);
  std::vector<std::string> names;
  for (const KindId id : plan.kinds) {
    names.push_back(pack_.schema.kinds[id.index()].name);
    if (names.back() == cell.text) return id;
  }
  diagnostics_.error(table.position(cell), "kind '{}' is not declared for this table", cell.text)
      .did_you_mean(cell.text, names);
  return plan.kinds.front();
}

void FactReader::read_nodes(const TablePlan& plan, const CsvTable& table, std::uint32_t place) {
  nodes_lost_ = nodes_lost_ || !table.complete();
  place_ = place;
  know_confidence();
  const Columns columns = columns_of(plan, table);
  if (!columns.id || !columns.name || plan.kinds.empty()) return;
  for (std::size_t row = 0; row < table.rows(); ++row) {
    NodeFact node;
    read_fact(columns, table, row, node);
    const CsvCell& id = table.cell(row, *columns.id);
    const CsvCell& name = table.cell(row, *columns.name);
    node.id = id.text;
    node.name = name.text;
    if (node.id.empty()) diagnostics_.error(table.position(id), "a row without an id");
    if (node.name.empty()) diagnostics_.error(table.position(name), "a row without a name");
    node.kind = kind_of(plan, columns, table, row);
    node.cells = read_cells(columns, plan, pack_.schema.kinds[node.kind.index()], table, row);
    claim_id(node.id, table.position(id));
    const auto index = static_cast<std::uint32_t>(pack_.nodes.size());
    nodes_.emplace(node.id, index);
    for (std::size_t i = 0; i < plan.columns.size(); ++i)
      if (plan.columns[i].spec.type == AttributeType::ref && columns.attributes[i] &&
          is_known(node.cells[plan.columns[i].attribute]))
        refs_.push_back({index, plan.columns[i].attribute,
                         table.position(table.cell(row, *columns.attributes[i]))});
    pack_.nodes.push_back(std::move(node));
  }
}

std::optional<std::uint32_t> FactReader::find_node(std::string_view id, const TextPosition& where,
                                                   const std::vector<KindId>& kinds) {
  const auto found = node_of(id);
  if (!found) {
    if (nodes_lost_) return std::nullopt;
    std::vector<std::string> names;
    if (pack_.nodes.size() <= most_names_searched)
      for (const NodeFact& node : pack_.nodes) names.push_back(node.id);
    diagnostics_.error(where, "unknown id '{}'", id).did_you_mean(id, names);
    return std::nullopt;
  }
  const KindId kind = pack_.nodes[*found].kind;
  if (std::find(kinds.begin(), kinds.end(), kind) != kinds.end()) return found;
  std::string wanted;
  for (const KindId k : kinds)
    wanted += (wanted.empty() ? "" : " or ") + pack_.schema.kinds[k.index()].name;
  diagnostics_.error(where, "'{}' is a {}, expected a {}", id,
                     pack_.schema.kinds[kind.index()].name, wanted);
  return std::nullopt;
}

std::optional<std::uint32_t> FactReader::end_of(const std::vector<KindId>& kinds,
                                                const CsvTable& table, std::size_t row,
                                                std::size_t column) {
  const CsvCell& cell = table.cell(row, column);
  if (cell.text.empty()) {
    diagnostics_.error(table.position(cell), "column '{}' must not be empty",
                       table.header()[column].text);
    return std::nullopt;
  }
  return find_node(cell.text, table.position(cell), kinds);
}

void FactReader::read_edges(const TablePlan& plan, const CsvTable& table, std::uint32_t place) {
  place_ = place;
  const Columns columns = columns_of(plan, table);
  if (!columns.from || !columns.to) return;
  const Shape& shape = pack_.schema.relations[plan.relation.index()];
  for (std::size_t row = 0; row < table.rows(); ++row) {
    EdgeFact edge;
    edge.relation = plan.relation;
    read_fact(columns, table, row, edge);
    edge.cells = read_cells(columns, plan, shape, table, row);
    const auto from = end_of(plan.from_kinds, table, row, *columns.from);
    const auto to = end_of(plan.to_kinds, table, row, *columns.to);
    if (!from || !to) continue;
    edge.from = *from;
    edge.to = *to;
    if (columns.id) edge.id = table.cell(row, *columns.id).text;
    if (edge.id.empty()) edge.id = derived_id(pack_, edge);
    claim_id(edge.id, table.row_position(row));
    pack_.edges.push_back(std::move(edge));
  }
}

void FactReader::resolve_refs() {
  for (const PendingRef& ref : refs_) {
    const NodeFact& node = pack_.nodes[ref.node];
    const Attribute& attribute = pack_.schema.kinds[node.kind.index()].attributes[ref.attribute];
    const auto target =
        find_node(std::get<std::string>(node.cells[ref.attribute]), ref.where, attribute.ref_kinds);
    if (!target || !attribute.ref_relation.valid()) continue;
    const Shape& relation = pack_.schema.relations[attribute.ref_relation.index()];
    EdgeFact edge;
    static_cast<Fact&>(edge) = node;
    edge.note.clear();
    edge.id = fmt::format("{}:{}:{}", relation.name, node.id, pack_.nodes[*target].id);
    edge.relation = attribute.ref_relation;
    edge.from = ref.node;
    edge.to = *target;
    edge.cells.resize(relation.attributes.size());
    claim_id(edge.id, ref.where);
    pack_.edges.push_back(std::move(edge));
  }
}

}  // namespace harbinger::pack::detail
