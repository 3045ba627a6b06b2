// SPDX-License-Identifier: Apache-2.0
#include "synth/detail/world_plan.hpp"

#include <algorithm>
#include <cmath>
#include <map>
#include <set>

#include "base/csv_quoting.hpp"

namespace harbinger::synth::detail {

namespace {

/// The kinds that are copied: not countries, not lists, and not the few of an institution.
std::vector<bool> copied_kinds(const ModelTables& model) {
  const pack::Roles& roles = model.schema.roles;
  std::vector<std::size_t> count(model.schema.kinds.size(), 0);
  for (const ModelNode& node : model.nodes) ++count[node.kind];
  std::vector<bool> copied(count.size());
  for (std::size_t kind = 0; kind < count.size(); ++kind)
    copied[kind] = 50 * count[kind] >= model.nodes.size();
  if (roles.country.valid()) copied[roles.country.index()] = false;
  if (roles.listed_on.valid())
    for (const pack::KindId list : model.schema.relations[roles.listed_on.index()].to_kinds)
      copied[list.index()] = false;
  copied[roles.site.index()] = true;
  return copied;
}

/// Thousandths of degrees; nothing for a range.
std::optional<std::int32_t> thousandths(std::string_view text) {
  const auto value = parse_decimal(text);
  if (!value) return std::nullopt;
  return static_cast<std::int32_t>(value->units / (Decimal::one / 1000));
}

class Planner {
 public:
  explicit Planner(const ModelTables& model)
      : model_(model), copied_(copied_kinds(model)), nodes_(model.nodes.size()) {}

  WorldPlan plan() {
    plan_nodes();
    for (std::size_t t = 0; t < model_.tables.size(); ++t)
      if (model_.tables[t].is_relation()) plan_edges(t);
    gather_kinds();
    return std::move(plan_);
  }

 private:
  [[nodiscard]] bool is_copied(std::uint32_t node) const {
    return copied_[model_.nodes[node].kind];
  }

  void plan_nodes() {
    for (std::uint32_t node = 0; node < model_.nodes.size(); ++node) {
      const ModelNode& of = model_.nodes[node];
      RowPlan row = plan_row(of.table, of.row, node);
      nodes_[node].node = node;
      if (is_copied(node)) {
        nodes_[node].row = std::move(row);
        continue;
      }
      ++plan_.kept_nodes;
      plan_.kept_edges += static_cast<std::uint64_t>(
          std::count_if(row.cells.begin(), row.cells.end(),
                        [](const CellPlan& cell) { return cell.makes_edge; }));
      plan_.kept.push_back(std::move(row));
    }
  }

  void plan_edges(std::size_t t) {
    const ModelTable& table = model_.tables[t];
    std::set<std::string_view> froms, tos;
    for (std::size_t row = 0; row < table.rows.rows(); ++row) {
      froms.insert(table.text(row, table.from));
      tos.insert(table.text(row, table.to));
    }
    const bool from_is_subject = froms.size() > tos.size();
    for (std::size_t row = 0; row < table.rows.rows(); ++row) {
      const std::uint32_t from = *model_.find(table.text(row, table.from));
      const std::uint32_t to = *model_.find(table.text(row, table.to));
      if (!is_copied(from) && !is_copied(to)) {
        ++plan_.kept_edges;
        plan_.kept.push_back(plan_row(t, row, from));
        continue;
      }
      const bool of_from = is_copied(from) && (from_is_subject || !is_copied(to));
      const std::uint32_t subject = of_from ? from : to;
      RowPlan edge = plan_row(t, row, subject);
      mark_stake(edge, row, subject, of_from ? to : from);
      nodes_[subject].edges.push_back(std::move(edge));
    }
  }

  /// A stake within a kind; whether it may close a cycle.
  void mark_stake(RowPlan& edge, std::size_t row, std::uint32_t subject, std::uint32_t other) {
    const ModelTable& table = model_.tables[edge.table];
    const pack::Roles& roles = model_.schema.roles;
    if (!roles.owns.valid() || !roles.share || !edge.end) return;
    const pack::Shape& owns = model_.schema.relations[roles.owns.index()];
    if (table.relation != owns.name || model_.nodes[subject].kind != model_.nodes[other].kind)
      return;
    edge.is_stake = table.columns[*edge.end].use == ColumnUse::from;
    const auto column = table.rows.find_column(owns.attributes[*roles.share].name);
    const auto share = column ? parse_decimal(table.text(row, *column)) : std::nullopt;
    edge.may_close = edge.is_stake && share && share->units < Decimal::one / 2;
  }

  RowPlan plan_row(std::size_t t, std::size_t row, std::uint32_t subject) {
    const ModelTable& table = model_.tables[t];
    RowPlan plan{t, {}, std::nullopt, false, false};
    bool whole_days = true;
    for (std::size_t column = 0; column < table.columns.size(); ++column) {
      plan.cells.push_back(plan_cell(table, row, column, subject));
      const ModelColumn& of = table.columns[column];
      const CellPlan& cell = plan.cells.back();
      if (of.use == ColumnUse::date && !cell.text.empty() && cell.action == CellAction::as_is)
        whole_days = false;
      if (cell.action == CellAction::other_end && of.use != ColumnUse::ref) plan.end = column;
    }
    // Part of a row moved against the rest could end before it begins.
    if (!whole_days)
      for (CellPlan& cell : plan.cells)
        if (cell.action == CellAction::day) cell.action = CellAction::as_is;
    return plan;
  }

  CellPlan plan_cell(const ModelTable& table, std::size_t row, std::size_t column,
                     std::uint32_t subject) {
    const ModelColumn& of = table.columns[column];
    const std::string_view text = table.text(row, column);
    CellPlan cell;
    cell.text = csv_quoted(text);
    cell.required = of.required;
    if (text.empty()) return cell;
    cell.makes_edge = of.use == ColumnUse::ref && of.makes_edge;
    if (of.use == ColumnUse::from || of.use == ColumnUse::to || of.use == ColumnUse::ref)
      return plan_end(std::move(cell), text, subject, of.use != ColumnUse::ref);
    if (is_copied(subject)) plan_copied(cell, table, of, text, subject);
    return cell;
  }

  CellPlan plan_end(CellPlan cell, std::string_view text, std::uint32_t subject, bool is_row_end) {
    const std::uint32_t named = *model_.find(text);
    if (!is_copied(named)) return cell;
    if (is_row_end && named == subject) {
      cell.action = CellAction::own_id;
      return cell;
    }
    cell.action = CellAction::other_end;
    cell.node = named;
    const auto kind = static_cast<std::uint32_t>(model_.nodes[subject].kind);
    const auto [urn, is_new] =
        urns_.try_emplace({named, kind}, static_cast<std::uint32_t>(urns_.size()));
    if (is_new) plan_.drawn_by.emplace_back();
    if (is_copied(subject) && drawers_.emplace(urn->second, subject).second)
      plan_.drawn_by[urn->second].push_back(kind);
    cell.urn = urn->second;
    return cell;
  }

  void plan_copied(CellPlan& cell, const ModelTable& table, const ModelColumn& of,
                   std::string_view text, std::uint32_t subject) {
    const auto length = static_cast<std::int32_t>(text.size());
    switch (of.use) {
      case ColumnUse::id:
        cell.action = table.is_relation() ? CellAction::own_edge_id : CellAction::own_id;
        std::replace_if(  // more is put behind it, which a quote would stop
            cell.text.begin(), cell.text.end(),
            [](char c) { return std::string_view(",\"\r\n").find(c) != std::string_view::npos; },
            '-');
        break;
      case ColumnUse::name: cell.action = CellAction::own_name; break;
      case ColumnUse::code: cell.action = CellAction::code, cell.value = length; break;
      case ColumnUse::text:
        if (names_copied(text))
          name_itself(cell, text, subject);
        else if (of.one_off)
          cell.action = CellAction::prose, cell.value = length;
        break;
      case ColumnUse::date:
        if (const auto day = parse_day(text))
          cell.action = CellAction::day, cell.value = day->number;
        break;
      case ColumnUse::degrees:
        if (const auto degrees = thousandths(text)) {
          cell.action = CellAction::degrees;
          cell.value = *degrees;
          cell.most = of.name == "lat" ? 90'000 : 180'000;
        }
        break;
      default: break;
    }
  }

  /// Whether a text, or one of several, is the id of a node that is copied.
  [[nodiscard]] bool names_copied(std::string_view text) const {
    for (std::size_t begin = 0; begin <= text.size();) {
      const std::size_t end = std::min(text.find('|', begin), text.size());
      const std::uint32_t* named = model_.find(text.substr(begin, end - begin));
      if (named != nullptr && is_copied(*named)) return true;
      begin = end + 1;
    }
    return false;
  }

  /// A copy names itself where its model does, and nobody where that names others.
  void name_itself(CellPlan& cell, std::string_view text, std::uint32_t subject) {
    const bool itself = text == model_.nodes[subject].id || cell.required;
    if (itself)
      cell.action = CellAction::own_id;
    else
      cell.text.clear();
  }

  void gather_kinds() {
    plan_.place_of.resize(nodes_.size());
    plan_.copied_kind.resize(copied_.size());
    const std::size_t site = model_.schema.roles.site.index();
    for (std::size_t i = 0; i < copied_.size(); ++i) {
      const std::size_t kind = i == 0 ? site : i <= site ? i - 1 : i;  // the sites first
      if (!copied_[kind]) continue;
      KindPlan of{kind, kind == site, {}};
      for (NodePlan& node : nodes_) {
        if (model_.nodes[node.node].kind != kind) continue;
        plan_.place_of[node.node] = static_cast<std::uint32_t>(of.nodes.size());
        of.nodes.push_back(std::move(node));
      }
      plan_.copied_kind[kind] = static_cast<std::uint32_t>(plan_.kinds.size());
      plan_.kinds.push_back(std::move(of));
    }
  }

  const ModelTables& model_;
  std::vector<bool> copied_;
  std::vector<NodePlan> nodes_;
  std::map<std::pair<std::uint32_t, std::uint32_t>, std::uint32_t> urns_;
  std::set<std::pair<std::uint32_t, std::uint32_t>> drawers_;  ///< Urn and subject.
  WorldPlan plan_;
};

}  // namespace

std::uint64_t NodePlan::facts() const {
  const auto refs = std::count_if(row.cells.begin(), row.cells.end(),
                                  [](const CellPlan& cell) { return cell.makes_edge; });
  return 1 + static_cast<std::uint64_t>(refs) + edges.size();
}

std::uint64_t KindPlan::facts() const {
  std::uint64_t sum = 0;
  for (const NodePlan& node : nodes) sum += node.facts();
  return sum;
}

std::uint64_t KindPlan::most_facts() const {
  std::uint64_t most = 0;
  for (const NodePlan& node : nodes) most = std::max(most, node.facts());
  return most;
}

WorldPlan world_plan(const ModelTables& model) { return Planner(model).plan(); }

}  // namespace harbinger::synth::detail
