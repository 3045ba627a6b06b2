// SPDX-License-Identifier: Apache-2.0
#include "pack/edits.hpp"

#include <algorithm>
#include <map>
#include <set>
#include <unordered_set>

#include <fmt/format.h>

#include "base/assert.hpp"
#include "base/text_place.hpp"
#include "pack/detail/check_facts.hpp"
#include "pack/detail/fact_reader.hpp"
#include "pack/detail/row_text.hpp"

namespace harbinger::pack {

namespace {

using detail::TablePlan;

/// Beyond so many ids, no near one is looked for.
constexpr std::size_t most_ids_searched = 200'000;

/// The attribute of a node whose cell makes this edge; nothing for an edge with a row of its own.
std::optional<std::size_t> making_attribute(const Pack& pack, const EdgeFact& edge) {
  if (pack.plan->of(edge).is_relation) return std::nullopt;
  const NodeFact node = pack.nodes[edge.from()];
  const auto& attributes = pack.schema.kinds[node.kind().index()].attributes;
  for (std::size_t i = 0; i < attributes.size(); ++i)
    if (attributes[i].ref_relation == edge.relation() &&
        node.cell(i) == Cell(pack.nodes[edge.to()].id()))
      return i;
  return std::nullopt;
}

/// A removal, and what was written for it.
struct Removed {
  FactPlace place;
  const WrittenText* id;
};

std::vector<Removed> found_removals(const Pack& pack, std::span<const WrittenText> ids,
                                    Diagnostics& diagnostics) {
  std::vector<Removed> found;
  std::map<FactPlace, const WrittenText*> first;
  for (const WrittenText& id : ids) {
    const auto place = find_fact(pack, id, diagnostics);
    if (!place) continue;
    if (const auto [at, is_new] = first.emplace(*place, &id); !is_new)
      diagnostics.error(id.where(), "'{}' is removed twice", id.value)
          .with_hint("first at " + to_text(at->second->where()));
    else
      found.push_back({*place, &id});
  }
  return found;
}

/// A cell that must not be empty keeps what it names; `skips` says which nodes are written anew anyway.
template <class Skips>
void check_required(const Pack& pack, std::span<const Removed> removals, Skips skips,
                    Diagnostics& diagnostics) {
  std::map<std::string_view, const WrittenText*> gone;
  std::vector<bool> node_gone(pack.nodes.size(), false);
  for (const auto& [place, id] : removals) {
    if (!place.is_edge) {
      gone.emplace(pack.nodes[place.index].id(), id);
      node_gone[place.index] = true;
      continue;
    }
    const EdgeFact edge = pack.edges[place.index];
    const NodeFact node = pack.nodes[edge.from()];
    const auto attribute = making_attribute(pack, edge);
    if (!attribute || skips(edge.from().value())) continue;
    const Attribute& spec = pack.schema.kinds[node.kind().index()].attributes[*attribute];
    if (spec.required)
      diagnostics.error(id->where(), "'{}' cannot go: the column '{}' of '{}' must not be empty",
                        id->value, spec.name, node.id());
  }
  if (gone.empty()) return;
  for (std::uint32_t i = 0; i < pack.nodes.size(); ++i) {
    const NodeFact node = pack.nodes[i];
    const auto& attributes = pack.schema.kinds[node.kind().index()].attributes;
    if (node_gone[i] || skips(i)) continue;
    for (std::size_t a = 0; a < attributes.size(); ++a) {
      if (!attributes[a].required || attributes[a].type != AttributeType::ref) continue;
      const Cell cell = node.cell(a);
      const auto* named = std::get_if<std::string_view>(&cell);
      const auto found = named != nullptr ? gone.find(*named) : gone.end();
      if (found != gone.end())
        diagnostics.error(found->second->where(),
                          "'{}' cannot go: the column '{}' of '{}' names it and must not be empty",
                          found->second->value, attributes[a].name, node.id());
    }
  }
}

/// A legal test asks for its lists, and a ranking for sites.
void check_kept(const Pack& pack, const auto& is_there, const TextPosition& where,
                Diagnostics& diagnostics) {
  for (const LegalTest& test : pack.legal_tests)
    for (const std::string& list : test.lists)
      if (!is_there(list))
        diagnostics.error(where, "the legal test '{}' asks for the list '{}', which is removed",
                          test.id, list);
}

bool holds_site(const Pack& pack, const auto& is_kept) {
  const NodeColumns& nodes = pack.facts().nodes;
  const std::size_t site = pack.schema.roles.site.index();
  const std::uint32_t first = nodes.kind_start[site];
  const auto sites = nodes.of_kind.part(first, nodes.kind_start[site + 1] - first);
  return std::any_of(sites.begin(), sites.end(), is_kept);
}

constexpr const char* no_sites = "no site is left: there would be nothing to rank";

/// One run of `edited`.
class Editor {
 public:
  Editor(const Pack& base, const FactEdits& edits, Diagnostics& diagnostics)
      : base_(base), edits_(edits), diagnostics_(diagnostics) {}

  std::optional<Pack> run() {
    const std::size_t errors = diagnostics_.error_count();
    HARBINGER_ASSERT(base_.plan != nullptr);
    find_removed();
    find_changed();
    check_required(
        base_, removals_, [&](std::uint32_t i) { return changed_nodes_.contains(i); },
        diagnostics_);
    copy_shared();
    pack_.set_facts(edited_facts());
    if (diagnostics_.error_count() == errors) check_result();
    if (diagnostics_.error_count() > errors) return std::nullopt;
    pack_.plan = std::make_shared<const detail::PackPlan>(std::move(plan_));
    return std::move(pack_);
  }

 private:
  enum class Fate : unsigned char { kept, removed, changed };

  void find_removed() {
    node_fate_.assign(base_.nodes.size(), Fate::kept);
    edge_fate_.assign(base_.edges.size(), Fate::kept);
    removals_ = found_removals(base_, edits_.removed, diagnostics_);
    for (const auto& [place, id] : removals_) {
      (place.is_edge ? edge_fate_ : node_fate_)[place.index] = Fate::removed;
      if (!place.is_edge) {
        removed_ids_.emplace(base_.nodes[place.index].id());
        continue;
      }
      const EdgeFact edge = base_.edges[place.index];
      if (const auto attribute = making_attribute(base_, edge))
        blanked_[edge.from().value()].push_back(*attribute);
    }
  }

  void find_changed() {
    for (const ChangedRow& row : edits_.changed) {
      const auto place = find_fact(base_, row.id, diagnostics_);
      if (!place) continue;
      Fate& fate = (place->is_edge ? edge_fate_ : node_fate_)[place->index];
      if (fate == Fate::removed) {
        diagnostics_.error(row.id.where(), "'{}' is removed and changed", row.id.value);
      } else if (fate == Fate::changed) {
        diagnostics_.error(row.id.where(), "'{}' is changed twice", row.id.value);
      } else if (place->is_edge && !base_.plan->of(base_.edges[place->index]).is_relation) {
        tell_made_edge(base_.edges[place->index], row.id);
      } else {
        fate = Fate::changed;
        (place->is_edge ? changed_edges_ : changed_nodes_).emplace(place->index, &row);
      }
    }
  }

  void tell_made_edge(const EdgeFact& edge, const WrittenText& id) {
    const NodeFact node = base_.nodes[edge.from()];
    const auto attribute = making_attribute(base_, edge);
    HARBINGER_ASSERT(attribute.has_value());
    const std::string& column = base_.schema.kinds[node.kind().index()].attributes[*attribute].name;
    diagnostics_
        .error(id.where(), "'{}' has no row of its own: the column '{}' of '{}' makes it", id.value,
               column, node.id())
        .with_hint(fmt::format("change the column '{}' of '{}'", column, node.id()));
  }

  bool is_kept(const EdgeFact& edge) const {
    const auto fate = [&](NodeId node) { return node_fate_[node.index()]; };
    if (edge_fate_[edge.place().index] != Fate::kept) return false;
    if (fate(edge.from()) == Fate::removed || fate(edge.to()) == Fate::removed) return false;
    // The row of a changed node makes its edges anew.
    return fate(edge.from()) == Fate::kept || base_.plan->of(edge).is_relation;
  }

  /// What facts do not change.
  void copy_shared() {
    pack_.id = base_.id;
    pack_.title = base_.title;
    pack_.date = base_.date;
    pack_.schema = base_.schema;
    pack_.sources = base_.sources;
    pack_.legal_tests = base_.legal_tests;
    pack_.published = base_.published;
    pack_.figures = base_.figures;
    pack_.tables = base_.tables;
    pack_.files = base_.files;
    plan_ = *base_.plan;
  }

  FactBuilder kept_facts() const {
    std::vector<bool> nodes(base_.nodes.size());
    std::vector<bool> edges(base_.edges.size());
    for (std::size_t i = 0; i < nodes.size(); ++i) nodes[i] = node_fate_[i] == Fate::kept;
    for (std::size_t i = 0; i < edges.size(); ++i) edges[i] = is_kept(base_.edges[i]);
    return FactBuilder(pack_.schema, base_.facts(), std::move(nodes), std::move(edges));
  }

  /// Calls blank(node, attribute) for each cell that names what is gone.
  void for_each_blank(const auto& blank) const {
    for (std::uint32_t i = 0; i < base_.nodes.size() && !removed_ids_.empty(); ++i) {
      const NodeFact node = base_.nodes[i];
      const auto& attributes = base_.schema.kinds[node.kind().index()].attributes;
      for (std::size_t a = 0; a < attributes.size(); ++a) {
        if (attributes[a].type != AttributeType::ref) continue;
        const Cell cell = node.cell(a);
        const auto* named = std::get_if<std::string_view>(&cell);
        if (named != nullptr && removed_ids_.contains(std::string(*named))) blank(i, a);
      }
    }
    for (const auto& [node, attributes] : blanked_)
      for (const std::size_t attribute : attributes) blank(node, attribute);
  }

  /// Rows of nodes, then the kept edges, then rows of edges, then what cells make.
  FactStore edited_facts() {
    FactBuilder facts = kept_facts();
    std::set<std::pair<std::uint32_t, std::size_t>> blank_cells;  // of changed nodes
    for_each_blank([&](std::uint32_t node, std::size_t attribute) {
      if (node_fate_[node] == Fate::kept) facts.blank(facts.place_of(NodeId(node)), attribute);
      if (node_fate_[node] == Fate::changed) blank_cells.emplace(node, attribute);
    });
    detail::FactReader reader(pack_, facts, diagnostics_);
    for (const auto& [index, row] : changed_nodes_) {
      const NodeFact node = base_.nodes[index];
      const TablePlan& plan = base_.plan->of(node);
      const CsvTable table = changed_row(plan, *row, [&](const detail::ColumnUse& column) {
        const bool is_blank =
            column.role == detail::ColumnRole::attribute &&
            blank_cells.contains({node.place().index, column.attribute->attribute});
        return is_blank ? std::string() : detail::text_of(base_, node, column);
      });
      facts.replace(NodeId(index));
      reader.read_nodes(plan, table, place_of_table(plan, table));
    }
    std::vector<std::pair<const TablePlan*, const AddedRow*>> edge_rows;
    for (const AddedRow& row : edits_.added) {
      const TablePlan* plan = find_table(row.table);
      if (plan == nullptr) continue;
      if (plan->is_relation) {
        edge_rows.emplace_back(plan, &row);
        continue;
      }
      const CsvTable table = added_row(*plan, row);
      reader.read_nodes(*plan, table, place_of_table(*plan, table));
    }
    facts.keep_edges();
    for (const auto& [index, row] : changed_edges_) {
      const EdgeFact edge = base_.edges[index];
      const TablePlan& plan = base_.plan->of(edge);
      const CsvTable table = changed_row(plan, *row, [&](const detail::ColumnUse& column) {
        return detail::text_of(base_, edge, column);
      });
      reader.read_edges(plan, table, place_of_table(plan, table));
    }
    for (const auto& [plan, row] : edge_rows) {
      const CsvTable table = added_row(*plan, *row);
      reader.read_edges(*plan, table, place_of_table(*plan, table));
    }
    reader.resolve_refs();
    return std::move(facts).build();
  }

  const TablePlan* find_table(const WrittenText& name) {
    std::vector<std::string> names;
    for (const TablePlan& plan : base_.plan->tables) {
      if (plan.file.value == name.value) return &plan;
      names.push_back(plan.file.value);
    }
    diagnostics_.error(name.where(), "the pack has no table '{}'", name.value)
        .did_you_mean(name.value, names);
    return nullptr;
  }

  /// The place in Pack::tables of the rows that a text has for a table.
  std::uint32_t place_of_table(const TablePlan& plan, const CsvTable& table) {
    const auto index = static_cast<std::uint32_t>(&plan - base_.plan->tables.data());
    const auto [found, is_new] = tables_.try_emplace(
        {index, table.text()->name()}, static_cast<std::uint32_t>(pack_.tables.size()));
    if (is_new) {
      pack_.tables.push_back(table.text()->name());
      plan_.of_table.emplace_back(index);
    }
    return found->second;
  }

  CsvTable changed_row(const TablePlan& plan, const ChangedRow& row, const auto& text_before) {
    Named<YamlNode> cells;
    for (const auto& cell : row.cells)
      if (cell.first.value != "id")
        cells.push_back(cell);
      else
        diagnostics_.error(cell.first.where(), "the id of a fact stays as it is")
            .with_hint("remove the fact and add another");
    return written_row(plan, row.id, cells, text_before);
  }
  CsvTable added_row(const TablePlan& plan, const AddedRow& row) {
    return written_row(plan, row.table, row.cells,
                       [](const detail::ColumnUse&) { return std::string(); });
  }

  /// A row of all columns: the cells given, where they stand, and the others at `where`.
  CsvTable written_row(const TablePlan& plan, const WrittenText& where,
                       const Named<YamlNode>& given, const auto& text_before) {
    const auto columns = detail::columns_of(plan);
    std::vector<std::string> names;
    for (const auto& column : columns) names.push_back(column.name);
    std::vector<CsvTable::WrittenCell> cells;
    for (const auto& [name, node] : given) {
      const auto column = std::find(names.begin(), names.end(), name.value);
      if (column == names.end()) {
        diagnostics_
            .error(name.where(), "the table '{}' has no column '{}'", plan.file.value, name.value)
            .did_you_mean(name.value, names);
        continue;
      }
      const auto& use = columns[static_cast<std::size_t>(column - names.begin())];
      CsvTable::WrittenCell cell = span_of(node.kind == YamlKind::scalar ? node.scalar : name);
      cell.column = name.value;
      cell.text = text_in(node, use);
      cells.push_back(std::move(cell));
    }
    for (const auto& column : columns) {
      const bool is_given = std::any_of(cells.begin(), cells.end(),
                                        [&](const auto& c) { return c.column == column.name; });
      if (is_given) continue;
      CsvTable::WrittenCell cell = span_of(where);
      cell.column = column.name;
      cell.text = text_before(column);
      cells.push_back(std::move(cell));
    }
    HARBINGER_ASSERT(where.text != nullptr);
    return CsvTable::of_row(where.text, cells);
  }

  static CsvTable::WrittenCell span_of(const WrittenText& text) {
    if (text.offsets.empty()) return {};
    return {{}, {}, text.offsets.front(), std::max(1u, text.offsets.back() - text.offsets.front())};
  }

  /// YAML has words of its own for the yes and no of a table.
  static std::string scalar_in(const YamlNode& node, const detail::ColumnUse& column) {
    const std::string& text = node.scalar.value;
    const bool is_truth = column.role == detail::ColumnRole::attribute &&
                          column.attribute->spec.type == AttributeType::truth;
    if (!is_truth || !node.plain || (text != "true" && text != "false")) return text;
    return text == "true" ? "yes" : "no";
  }

  /// A value in YAML as the text of a cell.
  std::string text_in(const YamlNode& node, const detail::ColumnUse& column) {
    if (node.kind == YamlKind::null) return {};
    if (node.kind == YamlKind::scalar && node.tag.empty()) return scalar_in(node, column);
    const AttributeType type = column.role == detail::ColumnRole::attribute
                                   ? column.attribute->spec.type
                                   : AttributeType::text;
    const bool takes_range = type == AttributeType::integer || type == AttributeType::number ||
                             type == AttributeType::share;
    const bool takes_list =
        type == AttributeType::texts || column.role == detail::ColumnRole::source;
    if (node.kind != YamlKind::sequence || !(takes_range || takes_list)) {
      (void)expected(node, "a text", diagnostics_);
      return {};
    }
    std::vector<std::string> parts;
    (void)read_value(node, parts, diagnostics_);
    return takes_range ? fmt::format("[{}]", fmt::join(parts, ", "))
                       : fmt::format("{}", fmt::join(parts, "|"));
  }

  void check_result() {
    detail::check_facts(pack_, diagnostics_);
    TextPosition where;
    if (!edits_.removed.empty())
      where = edits_.removed.back().where();
    else if (!edits_.added.empty())
      where = edits_.added.back().table.where();
    check_kept(
        pack_, [&](const std::string& id) { return pack_.find_node(id).has_value(); }, where,
        diagnostics_);
    if (!holds_site(pack_, [](NodeId) { return true; })) diagnostics_.error(where, "{}", no_sites);
    for (const auto& [index, row] : changed_nodes_) {
      const NodeFact before = base_.nodes[index];
      const auto after = pack_.find_node(before.id());
      if (after && pack_.nodes[*after].kind() != before.kind()) check_kind(*after, row->id);
    }
  }

  /// A node of another kind must be one that its edges and the cells that name it may have.
  void check_kind(NodeId node, const WrittenText& id) {
    const KindId kind = pack_.nodes[node].kind();
    const auto takes = [&](const std::vector<KindId>& kinds) {
      return std::find(kinds.begin(), kinds.end(), kind) != kinds.end();
    };
    const auto refuse = [&](std::string_view fact) {
      diagnostics_.error(id.where(), "'{}' cannot be a {}, which '{}' does not take", id.value,
                         pack_.schema.kinds[kind.index()].name, fact);
    };
    for (const EdgeFact edge : pack_.edges) {
      if (edge.from() != node && edge.to() != node) continue;
      const TablePlan& plan = plan_.of(edge);
      if (plan.is_relation && ((edge.from() == node && !takes(plan.from_kinds)) ||
                               (edge.to() == node && !takes(plan.to_kinds))))
        refuse(edge.id());
    }
    for (const NodeFact other : pack_.nodes) {
      const auto& attributes = pack_.schema.kinds[other.kind().index()].attributes;
      for (std::size_t a = 0; a < attributes.size(); ++a)
        if (attributes[a].type == AttributeType::ref &&
            other.cell(a) == Cell(pack_.nodes[node].id()) && !takes(attributes[a].ref_kinds))
          refuse(other.id());
    }
  }

  const Pack& base_;
  const FactEdits& edits_;
  Diagnostics& diagnostics_;
  Pack pack_;
  detail::PackPlan plan_;
  std::vector<Removed> removals_;
  std::unordered_set<std::string> removed_ids_;                ///< Of nodes.
  std::map<std::uint32_t, std::vector<std::size_t>> blanked_;  ///< By node: attributes.
  std::map<std::uint32_t, const ChangedRow*> changed_nodes_;
  std::map<std::uint32_t, const ChangedRow*> changed_edges_;
  std::vector<Fate> node_fate_;
  std::vector<Fate> edge_fate_;
  std::map<std::pair<std::uint32_t, std::string>, std::uint32_t> tables_;
};

}  // namespace

std::optional<FactPlace> find_fact(const Pack& pack, const WrittenText& id,
                                   Diagnostics& diagnostics) {
  if (const auto place = pack.find_fact(id.value)) return place;
  std::vector<std::string> ids;
  if (pack.nodes.size() + pack.edges.size() <= most_ids_searched) {
    for (const NodeFact fact : pack.nodes) ids.emplace_back(fact.id());
    for (const EdgeFact fact : pack.edges) ids.push_back(fact.id());
  }
  diagnostics.error(id.where(), "unknown fact '{}'", id.value).did_you_mean(id.value, ids);
  return std::nullopt;
}

std::optional<std::vector<FactPlace>> removable(const Pack& pack, std::span<const WrittenText> ids,
                                                Diagnostics& diagnostics) {
  const std::size_t errors = diagnostics.error_count();
  const auto removals = found_removals(pack, ids, diagnostics);
  check_required(
      pack, removals, [](std::uint32_t) { return false; }, diagnostics);
  std::vector<bool> gone(pack.nodes.size(), false);
  std::vector<FactPlace> places;
  for (const auto& [place, id] : removals) {
    places.push_back(place);
    if (!place.is_edge) gone[place.index] = true;
  }
  if (!removals.empty()) {
    const TextPosition where = removals.back().id->where();
    check_kept(
        pack,
        [&](const std::string& id) {
          const auto node = pack.find_node(id);
          return !node || !gone[node->index()];
        },
        where, diagnostics);
    if (!holds_site(pack, [&](NodeId site) { return !gone[site.index()]; }))
      diagnostics.error(where, "{}", no_sites);
  }
  if (diagnostics.error_count() > errors) return std::nullopt;
  return places;
}

std::optional<Pack> edited(const Pack& base, const FactEdits& edits, Diagnostics& diagnostics) {
  return Editor(base, edits, diagnostics).run();
}

}  // namespace harbinger::pack
