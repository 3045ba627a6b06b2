// SPDX-License-Identifier: Apache-2.0
#include "pack/fact_builder.hpp"

#include <algorithm>
#include <numeric>
#include <tuple>
#include <type_traits>

#include "base/assert.hpp"
#include "base/counting_order.hpp"

namespace harbinger::pack {

namespace {

/// Of nodes and of edges: twice the number of one, and 1, is a number of HashSlots.
constexpr std::size_t most_facts = (std::size_t{1} << 31u) - 1;

template <class T>
std::string_view bytes_of(std::span<const T> values) {
  static_assert(std::has_unique_object_representations_v<T>);
  return {reinterpret_cast<const char*>(values.data()), values.size_bytes()};
}

template <class T>
std::vector<T> copy_of(const StoredArray<T>& values) {
  const auto all = values.part(0, values.size());
  return {all.begin(), all.end()};
}

/// A column that is left empty as long as no row has a text in it.
void set_text(std::vector<TextId>& column, std::size_t row, TextId text) {
  if (!text.valid()) return;
  column.resize(row);
  column.push_back(text);
}

/// The values in another order; as they are where that is empty.
template <class T>
std::vector<T> ordered(std::vector<T>&& values, std::span<const std::uint32_t> order) {
  if (order.empty() || values.empty()) return std::move(values);
  std::vector<T> result;
  result.reserve(order.size());
  for (const std::uint32_t i : order) result.push_back(values[i]);
  values = {};
  return result;
}

/// Sorts by merging the runs that are in order already, as the rows of several tables are.
template <class Less>
void merge_runs(std::vector<std::uint32_t>& order, Less less) {
  using Difference = std::ptrdiff_t;
  std::vector<Difference> ends{0};
  for (std::size_t i = 1; i < order.size(); ++i)
    if (less(order[i], order[i - 1])) ends.push_back(static_cast<Difference>(i));
  ends.push_back(static_cast<Difference>(order.size()));
  while (ends.size() > 2) {
    std::vector<Difference> merged{0};
    for (std::size_t i = 2; i < ends.size(); i += 2) {
      std::inplace_merge(order.begin() + ends[i - 2], order.begin() + ends[i - 1],
                         order.begin() + ends[i], less);
      merged.push_back(ends[i]);
    }
    if (merged.back() != ends.back()) merged.push_back(ends.back());
    ends = std::move(merged);
  }
}

}  // namespace

FactBuilder::FactBuilder(const Schema& schema) {
  const auto shape_columns = [](const std::vector<Shape>& shapes, Columns& columns) {
    columns.cells.resize(shapes.size());
    for (std::size_t i = 0; i < shapes.size(); ++i)
      columns.cells[i].resize(shapes[i].attributes.size());
  };
  shape_columns(schema.kinds, nodes_);
  shape_columns(schema.relations, edges_);
  nodes_of_kind_.resize(schema.kinds.size());
  relation_names_ = schema.relation_names();
}

FactBuilder::FactBuilder(const Schema& schema, const FactStore& base, std::vector<bool> kept_nodes,
                         std::vector<bool> kept_edges)
    : FactBuilder(schema) {
  base_ = &base;
  kept_nodes_ = std::move(kept_nodes);
  kept_edges_ = std::move(kept_edges);
  texts_ = TextPoolBuilder(base.texts);
  validities_ = copy_of(base.validities);
  provenances_ = copy_of(base.provenances);
  source_lists_ = copy_of(base.source_lists);
  number_ranges_ = copy_of(base.number_ranges);
  share_ranges_ = copy_of(base.share_ranges);
  text_lists_ = copy_of(base.text_lists);
  node_places_.resize(base.nodes.size());
  edge_places_.resize(base.edges.size());
  for (std::uint32_t i = 0; i < base.nodes.size(); ++i) {
    if (!kept_nodes_[i]) continue;
    node_places_[i] = next_node();
    keep_row(nodes_, base.nodes, i, base.nodes.kind[i].value(), base.nodes.row[i]);
    nodes_.id.push_back(base.nodes.id[i]);
    add_node_key(base.nodes.kind[i], base.nodes.id[i]);
    names_.push_back(base.nodes.name[i]);
  }
}

void FactBuilder::keep_edges() {
  const EdgeColumns& edges = base_->edges;
  for (std::uint32_t relation = 0; relation + 1 < edges.relation_start.size(); ++relation) {
    const std::uint32_t first = edges.relation_start[relation];
    for (std::uint32_t i = first; i < edges.relation_start[relation + 1]; ++i) {
      if (!kept_edges_[i]) continue;
      const std::size_t row = edges_.line.size();
      edge_places_[i] = static_cast<std::uint32_t>(row);
      if (!edges.id.empty()) set_text(edges_.id, row, edges.id[i]);
      from_.push_back(place_of(edges.from[i]));
      to_.push_back(place_of(edges.to[i]));
      keep_row(edges_, edges, i, relation, i - first);
    }
  }
}

void FactBuilder::keep_row(Columns& columns, const FactColumns& base, std::uint32_t index,
                           std::uint32_t shape, std::uint32_t row) {
  if (!base.note.empty()) set_text(columns.note, columns.line.size(), base.note[index]);
  columns.shape.push_back(shape);
  columns.validity.push_back(base.validity[index]);
  columns.provenance.push_back(base.provenance[index]);
  columns.line.push_back(base.line[index]);
  for (std::size_t a = 0; a < columns.cells[shape].size(); ++a)
    columns.cells[shape][a].push_back(base.cells[shape][a][row]);
}

void FactBuilder::add_row(Columns& columns, const FactRow& row, std::uint32_t shape, TextId id) {
  const std::size_t index = columns.line.size();
  HARBINGER_ASSERT(index < most_facts);
  set_text(columns.id, index, id);
  if (!row.note.empty()) set_text(columns.note, index, texts_.intern(row.note));
  columns.shape.push_back(shape);
  columns.validity.push_back(validity(days_of(row.validity)));
  columns.provenance.push_back(provenance(row));
  columns.line.push_back(row.line);
  auto& cells = columns.cells[shape];
  for (std::size_t a = 0; a < cells.size(); ++a)
    cells[a].push_back(a < row.cells.size() ? code_of(row.cells[a]) : CellCode());
}

std::uint32_t FactBuilder::validity(const ValidityDays& days) {
  const std::uint32_t hash = hash_of(bytes_of(std::span(&days, 1)));
  const auto next = static_cast<std::uint32_t>(validities_.size());
  const std::uint32_t found = validity_slots_.find_or_insert(
      hash, next, [&](std::uint32_t number) { return validities_[number] == days; });
  if (found == next) validities_.push_back(days);
  return found;
}

std::uint32_t FactBuilder::provenance(const FactRow& row) {
  const std::uint32_t shared[] = {row.confidence, row.table, hash_of(bytes_of(row.sources))};
  const auto next = static_cast<std::uint32_t>(provenances_.size());
  const std::uint32_t found = provenance_slots_.find_or_insert(
      hash_of(bytes_of(std::span<const std::uint32_t>(shared))), next, [&](std::uint32_t number) {
        const Provenance& there = provenances_[number];
        return there.confidence == row.confidence && there.table == row.table &&
               std::ranges::equal(
                   std::span(source_lists_).subspan(there.sources, there.source_count),
                   row.sources);
      });
  if (found != next) return found;
  provenances_.push_back({row.confidence, row.table,
                          static_cast<std::uint32_t>(source_lists_.size()),
                          static_cast<std::uint32_t>(row.sources.size())});
  source_lists_.insert(source_lists_.end(), row.sources.begin(), row.sources.end());
  return next;
}

CellCode FactBuilder::code_of(const Cell& cell) {
  using Form = CellCode::Form;
  const auto kept_beside = [](Form form, auto& ranges, const auto& range) {
    ranges.push_back(range);
    return CellCode::of(form, ranges.size() - 1);
  };
  struct Coder {
    FactBuilder& builder;
    decltype(kept_beside) beside;
    CellCode operator()(UnknownCell) const { return {}; }
    CellCode operator()(bool truth) const { return CellCode::of(Form::truth, truth ? 1 : 0); }
    CellCode operator()(const NumberRange& n) const {
      HARBINGER_ASSERT(n.low <= n.high);  // no NaN, which would read as something else
      if (n.low == n.high) return CellCode::of_number(n.low);
      return beside(Form::number_range, builder.number_ranges_, n);
    }
    CellCode operator()(const DecimalRange& d) const {
      const std::int64_t units = d.low.units;
      if (d.exact() && units >= 0 && static_cast<std::uint64_t>(units) < CellCode::most_payload)
        return CellCode::of(Form::share, static_cast<std::uint64_t>(units));
      return beside(Form::share_range, builder.share_ranges_, d);
    }
    CellCode operator()(const Date& date) const {
      HARBINGER_ASSERT(date.first <= date.last && date.last.number - date.first.number < 65536);
      return CellCode::of_date(date);
    }
    CellCode operator()(std::string_view text) const {
      return CellCode::of(Form::text, builder.texts_.intern(text).value());
    }
    CellCode operator()(const std::vector<std::string_view>& texts) const {
      const std::size_t at = builder.text_lists_.size();
      builder.text_lists_.emplace_back(texts.size());
      for (const std::string_view text : texts)
        builder.text_lists_.push_back(builder.texts_.intern(text));
      return CellCode::of(Form::texts, at);
    }
  };
  return std::visit(Coder{*this, kept_beside}, cell);
}

std::optional<FactPlace> FactBuilder::kept(std::string_view id) const {
  const auto place = base_ != nullptr ? base_->find(id) : std::nullopt;
  if (!place || !(place->is_edge ? kept_edges_ : kept_nodes_)[place->index]) return std::nullopt;
  return place;
}

std::string FactBuilder::edge_id(std::uint32_t edge) const {
  if (edge < edges_.id.size() && edges_.id[edge].valid())
    return std::string(texts_[edges_.id[edge]]);
  return derived_id(relation_names_[edges_.shape[edge]], id_of(from_[edge]), id_of(to_[edge]),
                    validities_[edges_.validity[edge]].dates().from);
}

std::string FactBuilder::last_edge_id() const {
  return edge_id(static_cast<std::uint32_t>(edges_.line.size() - 1));
}

std::optional<FactBuilder::RowPlace> FactBuilder::taken(std::uint32_t hash, const auto& id) const {
  if (const auto there = base_ != nullptr ? kept(id()) : std::nullopt) {
    const FactColumns& columns =
        there->is_edge ? static_cast<const FactColumns&>(base_->edges) : base_->nodes;
    return RowPlace{base_->provenances[columns.provenance[there->index]].table,
                    columns.line[there->index]};
  }
  const auto row = [&](const Columns& columns, std::uint32_t number) {
    return RowPlace{provenances_[columns.provenance[number]].table, columns.line[number]};
  };
  if (const auto node = node_ids_.find(hash, [&](auto n) { return id_of(NodeId(n)) == id(); }))
    return row(nodes_, *node);
  if (const auto edge = edge_ids_.find(hash, [&](auto n) { return edge_id(n) == id(); }))
    return row(edges_, *edge);
  return std::nullopt;
}

std::string FactBuilder::id_of(const EdgeRow& row) const {
  if (!row.id.empty()) return std::string(row.id);
  return derived_id(relation_names_[row.relation.index()], id_of(row.from), id_of(row.to),
                    row.validity.from);
}

void FactBuilder::add_node_key(KindId kind, TextId id) {
  const std::string_view text = texts_[id];
  node_keys_.push_back({texts_.start_of(id), static_cast<std::uint32_t>(text.size()), kind,
                        nodes_of_kind_[kind.index()]++});
}

std::optional<FactBuilder::RowPlace> FactBuilder::add_node(const NodeRow& row) {
  const std::uint32_t hash = hash_of(row.id);
  const auto there = taken(hash, [&] { return row.id; });
  if (!there) node_ids_.insert(hash, next_node().value());
  const TextId id = texts_.intern(row.id, hash);
  add_row(nodes_, row, row.kind.value(), id);
  add_node_key(row.kind, id);
  names_.push_back(texts_.intern(row.name));
  return there;
}

std::uint32_t FactBuilder::prefetch_edge(const EdgeRow& row) const {
  const std::uint32_t hash = hash_of(id_of(row));
  node_ids_.prefetch(hash);
  edge_ids_.prefetch(hash);
  return hash;
}

std::optional<FactBuilder::RowPlace> FactBuilder::add_edge(const EdgeRow& row, std::uint32_t hash) {
  const auto there = taken(hash, [&] { return id_of(row); });
  if (!there) edge_ids_.insert(hash, static_cast<std::uint32_t>(edges_.line.size()));
  from_.push_back(row.from);
  to_.push_back(row.to);
  add_row(edges_, row, row.relation.value(), row.id.empty() ? TextId() : texts_.append(row.id));
  return there;
}

std::optional<FactBuilder::RowPlace> FactBuilder::add_made_edge(NodeId node, RelationId relation,
                                                                NodeId to) {
  const std::size_t at = node.index();
  const Provenance from = provenances_[nodes_.provenance[at]];
  const std::vector<SourceId> sources(source_lists_.begin() + from.sources,
                                      source_lists_.begin() + from.sources + from.source_count);
  const Validity validity = validities_[nodes_.validity[at]].dates();
  std::string id;
  if (validity.from)
    id = derived_id(relation_names_[relation.index()], id_of(node), id_of(to), std::nullopt);
  return add_edge({{id, validity, from.confidence, sources, {}, from.table, nodes_.line[at], {}},
                   relation,
                   node,
                   to});
}

CellCode FactBuilder::code(NodeId node, std::size_t attribute) const {
  const NodeKey& key = node_keys_[node.index()];
  return nodes_.cells[key.kind.index()][attribute][key.row];
}

void FactBuilder::blank(NodeId node, std::size_t attribute) {
  const NodeKey& key = node_keys_[node.index()];
  nodes_.cells[key.kind.index()][attribute][key.row] = CellCode();
}

FactBuilder::NodeLookup FactBuilder::lookup(std::string_view id) const {
  const std::uint32_t hash = hash_of(id);
  node_ids_.prefetch(hash);
  return {id, hash, {}};
}

void FactBuilder::find_likely(NodeLookup& lookup) const {
  const auto found = node_ids_.find(lookup.hash, [](std::uint32_t) { return true; });
  if (!found) return;
  lookup.likely = NodeId(*found);
  __builtin_prefetch(&node_keys_[*found]);
}

void FactBuilder::prefetch_id(const NodeLookup& lookup) const {
  if (lookup.likely.valid()) __builtin_prefetch(id_of(lookup.likely).data());
}

std::optional<NodeId> FactBuilder::find_node(const NodeLookup& lookup) const {
  if (lookup.likely.valid() && id_of(lookup.likely) == lookup.id) return lookup.likely;
  const auto added = node_ids_.find(
      lookup.hash, [&](std::uint32_t number) { return id_of(NodeId(number)) == lookup.id; });
  if (added) return NodeId(*added);
  const auto place = kept(lookup.id);
  return place && !place->is_edge ? std::optional(node_places_[place->index]) : std::nullopt;
}

// ---- building

/// The ids of all facts, by their places in order; places that are empty are as they are.
HashSlots FactBuilder::ids(const std::vector<std::uint32_t>& node_places,
                           const std::vector<std::uint32_t>& edge_places) const {
  HashSlots all;
  all.reserve(node_keys_.size() + edges_.shape.size());
  const auto add = [&](std::uint32_t hash, std::uint32_t number, bool is_edge) {
    const std::vector<std::uint32_t>& places = is_edge ? edge_places : node_places;
    all.insert(hash, (places.empty() ? number : places[number]) * 2 + (is_edge ? 1 : 0));
  };
  const auto add_kept = [&](std::uint32_t hash, std::uint32_t number) {
    const bool is_edge = number % 2 == 1;
    const std::uint32_t index = number / 2;
    if ((is_edge ? kept_edges_ : kept_nodes_)[index])
      add(hash, is_edge ? edge_places_[index] : node_places_[index].value(), is_edge);
  };
  if (base_ != nullptr) HashSlots::for_each(base_->ids.all(), add_kept);
  node_ids_.for_each([&](auto hash, auto number) { add(hash, number, false); });
  edge_ids_.for_each([&](auto hash, auto number) { add(hash, number, true); });
  return all;
}

std::vector<std::uint32_t> FactBuilder::node_order() const {
  const auto less = [&](std::uint32_t a, std::uint32_t b) {
    return texts_[nodes_.id[a]] < texts_[nodes_.id[b]];
  };
  std::vector<std::uint32_t> order = counted(nodes_.line.size());
  if (std::is_sorted(order.begin(), order.end(), less)) return {};
  merge_runs(order, less);
  return order;
}

/// Of edges with the same ends. A coarser date comes first, as its text does.
bool FactBuilder::begins_before(std::uint32_t a, std::uint32_t b) const {
  const ValidityDays& x = validities_[edges_.validity[a]];
  const ValidityDays& y = validities_[edges_.validity[b]];
  if (x.from_first != y.from_first) return x.from_first < y.from_first;
  if (x.from_last != y.from_last) return x.from_last > y.from_last;
  const auto written = [&](std::uint32_t edge) {
    return edge < edges_.id.size() && edges_.id[edge].valid() ? texts_[edges_.id[edge]]
                                                              : std::string_view();
  };
  return written(a) < written(b);
}

std::vector<std::uint32_t> FactBuilder::edge_order(std::size_t nodes) const {
  const auto key = [&](std::uint32_t e) { return std::tuple(edges_.shape[e], from_[e], to_[e]); };
  std::vector<std::uint32_t> order = counted(edges_.line.size());
  const bool in_order =
      std::is_sorted(order.begin(), order.end(), [&](std::uint32_t a, std::uint32_t b) {
        const auto ka = key(a);
        const auto kb = key(b);
        return ka < kb || (ka == kb && begins_before(a, b));
      });
  if (in_order) return {};
  order = counting_order(order, nodes, [&](std::uint32_t e) { return to_[e].index(); });
  order = counting_order(order, nodes, [&](std::uint32_t e) { return from_[e].index(); });
  order = counting_order(order, relation_names_.size(),
                         [&](std::uint32_t e) { return edges_.shape[e]; });
  for (std::size_t first = 0, last = 0; first < order.size(); first = last) {
    while (last < order.size() && key(order[last]) == key(order[first])) ++last;
    if (last - first > 1)
      std::sort(order.begin() + static_cast<std::ptrdiff_t>(first),
                order.begin() + static_cast<std::ptrdiff_t>(last),
                [&](std::uint32_t a, std::uint32_t b) { return begins_before(a, b); });
  }
  return order;
}

void FactBuilder::put_in_order(Columns& from, const std::vector<std::uint32_t>& order,
                               FactColumns& into) {
  into.validity = ordered(std::move(from.validity), order);
  into.provenance = ordered(std::move(from.provenance), order);
  if (!from.id.empty()) from.id.resize(from.line.size());
  if (!from.note.empty()) from.note.resize(from.line.size());
  into.id = ordered(std::move(from.id), order);
  into.note = ordered(std::move(from.note), order);
  into.line = ordered(std::move(from.line), order);
  // By shape, the rows of its cells in their new order.
  std::vector<std::vector<std::uint32_t>> rows(from.cells.size());
  if (!order.empty()) {
    std::vector<std::uint32_t> row(order.size());
    std::vector<std::uint32_t> next(from.cells.size(), 0);
    for (std::size_t i = 0; i < order.size(); ++i) row[i] = next[from.shape[i]]++;
    for (const std::uint32_t i : order) rows[from.shape[i]].push_back(row[i]);
  }
  into.cells.resize(from.cells.size());
  for (std::size_t shape = 0; shape < from.cells.size(); ++shape)
    for (std::vector<CellCode>& column : from.cells[shape])
      into.cells[shape].push_back(ordered(std::move(column), rows[shape]));
}

void FactBuilder::build_nodes(const std::vector<std::uint32_t>& order, NodeColumns& into) {
  put_in_order(nodes_, order, into);
  into.name = ordered(std::move(names_), order);
  const std::vector<std::uint32_t> kinds = ordered(std::move(nodes_.shape), order);
  std::vector<KindId> kind;
  std::vector<std::uint32_t> row;
  std::vector<std::vector<NodeId>> of_kind(nodes_.cells.size());
  for (std::size_t i = 0; i < kinds.size(); ++i) {
    kind.emplace_back(kinds[i]);
    row.push_back(static_cast<std::uint32_t>(of_kind[kinds[i]].size()));
    of_kind[kinds[i]].emplace_back(i);
  }
  std::vector<NodeId> by_kind;
  into.kind_start = {0};
  for (const std::vector<NodeId>& nodes : of_kind) {
    by_kind.insert(by_kind.end(), nodes.begin(), nodes.end());
    into.kind_start.push_back(static_cast<std::uint32_t>(by_kind.size()));
  }
  into.kind = std::move(kind);
  into.row = std::move(row);
  into.of_kind = std::move(by_kind);
}

FactStore FactBuilder::build() && {
  FactStore store;
  std::vector<std::uint32_t> places[2];
  const auto places_of = [](const std::vector<std::uint32_t>& order) {
    std::vector<std::uint32_t> place(order.size());
    for (std::uint32_t i = 0; i < order.size(); ++i) place[order[i]] = i;
    return place;
  };
  {
    const std::vector<std::uint32_t> order = node_order();
    places[0] = places_of(order);
    build_nodes(order, store.nodes);
  }
  for (std::vector<NodeId>* ends : {&from_, &to_})
    for (NodeId& end : *ends)
      if (!places[0].empty()) end = NodeId(places[0][end.index()]);
  {
    const std::vector<std::uint32_t> order = edge_order(store.nodes.size());
    places[1] = places_of(order);
    put_in_order(edges_, order, store.edges);
    store.edges.from = ordered(std::move(from_), order);
    store.edges.to = ordered(std::move(to_), order);
  }
  store.edges.relation_start = {0};
  for (std::size_t relation = 0; relation < relation_names_.size(); ++relation)
    store.edges.relation_start.push_back(0);
  for (const std::uint32_t relation : edges_.shape) ++store.edges.relation_start[relation + 1];
  std::partial_sum(store.edges.relation_start.begin(), store.edges.relation_start.end(),
                   store.edges.relation_start.begin());
  store.ids = ids(places[0], places[1]).take();
  store.texts = std::move(texts_).build();
  store.validities = std::move(validities_);
  store.provenances = std::move(provenances_);
  store.source_lists = std::move(source_lists_);
  store.number_ranges = std::move(number_ranges_);
  store.share_ranges = std::move(share_ranges_);
  store.text_lists = std::move(text_lists_);
  store.relation_names = std::move(relation_names_);
  return store;
}

}  // namespace harbinger::pack
