// SPDX-License-Identifier: Apache-2.0
#include "signal/detail/cut_fold.hpp"

#include <algorithm>
#include <cmath>
#include <numeric>

#include "signal/detail/shares.hpp"

namespace harbinger::signal::detail {

namespace {

using Slots = std::vector<std::uint32_t>;

Slots slots_behind(const Plan& plan) {
  Slots slots = plan.term_variables;
  std::erase(slots, 0u);
  return slots;
}

/// The plan with the root and the way to the cut taken out of its terms.
Plan unweighed(Plan plan) {
  plan.term_variables = slots_behind(plan);
  if (plan.near) plan.near->decay_km.reset();
  return plan;
}

bool reads_root(const Plan& plan) {
  const auto slots = plan.value->slots();
  return std::any_of(slots.begin(), slots.end(), [&](std::uint32_t slot) {
    using enum SlotSource::What;
    const SlotSource& source = plan.slots[slot];
    return source.what == distance ||
           ((source.what == entity || source.what == field) && source.variable == 0);
  });
}

/// A sum is added up in the order of its terms: those of one cut node must follow each other.
bool is_told_by_nodes(const Plan& plan, std::uint32_t cut) {
  if (!plan.value || plan.allocated || reads_root(plan)) return false;
  if (!plan.lookup && !expr::is_number(plan.value->type().kind)) return false;
  const Slots slots = slots_behind(plan);
  if (plan.combine == Combine::sum) return !slots.empty() && slots.front() == cut;
  return (plan.combine == Combine::max || plan.combine == Combine::min) && !slots.empty();
}

/// The rows [begin, end) ordered by what they bind these slots to.
Slots in_order(const BindingRows& rows, const Slots& slots, std::size_t begin, std::size_t end) {
  Slots columns;
  for (std::size_t k = 0; k < rows.slots.size(); ++k)
    if (std::binary_search(slots.begin(), slots.end(), rows.slots[k]))
      columns.push_back(static_cast<std::uint32_t>(k + 1));
  Slots order(end - begin);
  std::iota(order.begin(), order.end(), static_cast<std::uint32_t>(begin));
  std::sort(order.begin(), order.end(), [&](std::uint32_t a, std::uint32_t b) {
    for (const std::uint32_t k : columns)
      if (rows.row(a)[k] != rows.row(b)[k]) return rows.row(a)[k] < rows.row(b)[k];
    return a < b;
  });
  return order;
}

}  // namespace

std::optional<CutFold> CutFold::of(const Plan& plan, const World& world, const SetProgram& program,
                                   std::span<const graph::NodeId> roots, const BindingRows& behind,
                                   std::span<const std::uint32_t> first, unsigned threads) {
  if (!program.joins_root() || !is_told_by_nodes(plan, program.cut_slot())) return std::nullopt;
  auto classes = RootClasses::of(plan, program.joined_conditions(), roots, behind);
  if (!classes) return std::nullopt;
  CutFold fold(plan, roots, std::move(*classes));
  const Plan of_terms = unweighed(plan);
  const SharedTerms terms(of_terms, world, {}, threads);
  const auto nodes = program.cut_nodes();
  std::vector<Behind> parts(share_count(nodes.size(), threads));
  for_each_share(nodes.size(), threads, [&](std::size_t i, std::size_t begin, std::size_t end) {
    parts[i] = fold.behind_nodes(terms, behind, first, begin, end);
  });
  for (Behind& part : parts) {
    fold.append(part);
    part = {};
  }
  if (!plan.near || !plan.near->decay_km) return fold;
  fold.graph_ = &world.view.graph();
  for (const graph::NodeId node : nodes) fold.places_.push_back(place_of(*fold.graph_, node));
  return fold;
}

CutFold::Behind CutFold::behind_nodes(const SharedTerms& terms, const BindingRows& rows,
                                      std::span<const std::uint32_t> first, std::size_t begin,
                                      std::size_t end) const {
  Behind result;
  BindingRows distinct{slots_behind(plan_), {}};
  Slots binding(plan_.pattern.slots());
  for (std::size_t i = begin; i < end; ++i) {
    Node& node = result.nodes.emplace_back();
    node.first_row = static_cast<std::uint32_t>(result.rows.size());
    node.first_term = static_cast<std::uint32_t>(distinct.size());
    for (const std::uint32_t row : in_order(rows, distinct.slots, first[i], first[i + 1])) {
      rows.unpack(row, binding);
      distinct.add(static_cast<std::uint32_t>(i), binding, Presence::yes);
      const std::size_t last = distinct.size() - 1;
      if (last > node.first_term && std::ranges::equal(distinct.row(last - 1), distinct.row(last)))
        distinct.cells.resize(last * distinct.width());
      node.sure = node.sure && rows.presence(row) == Presence::yes;
      const std::uint32_t class_of_row = classes_.class_of_row(row);
      node.classes |= RootClasses::bit(class_of_row);
      result.rows.push_back({static_cast<std::uint32_t>(distinct.size() - 1), class_of_row});
    }
    node.last_row = static_cast<std::uint32_t>(result.rows.size());
    node.last_term = static_cast<std::uint32_t>(distinct.size());
  }
  const RowTerms of_rows = terms.of(distinct);
  const TermColumns& columns = of_rows.columns();
  for (Node& node : result.nodes) {
    Total extreme;
    for (std::uint32_t i = node.first_term; i < node.last_term; ++i) {
      const std::uint32_t term = columns.first(of_rows.bindings[i]);
      const bool is_one = columns.last(of_rows.bindings[i]) == term + 1;
      node.sure = node.sure && is_one && columns.state(term) == Presence::yes &&
                  columns.low(term) == columns.high(term);
      result.terms.push_back(node.sure ? columns.low(term) : 0);
      fold(result.terms.back(), extreme);
    }
    node.extreme = extreme.value;
  }
  return result;
}

void CutFold::append(const Behind& part) {
  const auto rows = static_cast<std::uint32_t>(behind_.rows.size());
  const auto terms = static_cast<std::uint32_t>(behind_.terms.size());
  for (Node node : part.nodes) {
    node.first_row += rows, node.last_row += rows;
    node.first_term += terms, node.last_term += terms;
    behind_.nodes.push_back(node);
  }
  for (const Row& row : part.rows) behind_.rows.push_back({row.term + terms, row.class_of_row});
  behind_.terms.insert(behind_.terms.end(), part.terms.begin(), part.terms.end());
}

double CutFold::weight(const std::optional<Place>& root, std::uint32_t node) const {
  if (places_.empty()) return 1;
  const std::optional<Place>& place = places_[node];
  return root && place ? std::exp(-distance_km(*root, *place) / *plan_.near->decay_km) : 0.0;
}

void CutFold::fold(double term, Total& total) const {
  if (plan_.combine == Combine::sum)
    total.value += term;
  else if (!total.any)
    total.value = term;
  else
    total.value =
        plan_.combine == Combine::max ? std::max(total.value, term) : std::min(total.value, term);
  total.any = true;
}

std::optional<CutFold::Taken> CutFold::taken(std::uint32_t class_of_root, std::uint32_t node,
                                             std::vector<double>& room) const {
  const Node& at = behind_.nodes[node];
  if (!at.sure) return std::nullopt;
  if ((at.classes & classes_.turned_down(class_of_root)) == 0)
    return Taken{std::span(behind_.terms).subspan(at.first_term, at.last_term - at.first_term),
                 at.extreme};
  room.clear();
  Total extreme;
  std::optional<std::uint32_t> last;
  for (std::uint32_t i = at.first_row; i < at.last_row; ++i) {
    const Row& row = behind_.rows[i];
    const Presence presence = classes_.presence(class_of_root, row.class_of_row);
    if (presence == Presence::unknown || presence == Presence::error) return std::nullopt;
    if (presence == Presence::no || last == row.term) continue;
    room.push_back(behind_.terms[row.term]);
    fold(room.back(), extreme);
    last = row.term;
  }
  return Taken{room, extreme.value};
}

/// Of the rows [begin, end), which are those of one root; nothing where it is not told so.
std::optional<CutFold::Total> CutFold::total(const BindingRows& to_cut, std::size_t begin,
                                             std::size_t end, std::vector<double>& room) const {
  const std::uint32_t root = to_cut.group(begin);
  const auto place = places_.empty() ? std::nullopt : place_of(*graph_, roots_[root]);
  Total total;
  for (std::size_t i = begin; i < end; ++i) {
    const std::uint32_t node = to_cut.row(i)[1];
    const auto terms = taken(classes_.class_of_root(root), node, room);
    if (to_cut.presence(i) != Presence::yes || !terms) return std::nullopt;
    if (terms->terms.empty()) continue;
    const double weighs = weight(place, node);
    if (plan_.combine != Combine::sum)
      fold(terms->extreme * weighs, total);
    else
      for (const double term : terms->terms) fold(term * weighs, total);
  }
  return total;
}

GroupValues CutFold::take(BindingRows& to_cut) const {
  GroupValues told;
  std::vector<double> values;
  std::vector<double> room;
  BindingRows left{to_cut.slots, {}};
  for (std::size_t i = 0, end = 0; i < to_cut.size(); i = end) {
    const std::uint32_t root = to_cut.group(i);
    for (end = i; end < to_cut.size() && to_cut.group(end) == root;) ++end;
    if (const auto found = total(to_cut, i, end, room); !found) {
      for (std::size_t row = i; row < end; ++row)
        left.cells.insert(left.cells.end(), to_cut.row(row).begin(), to_cut.row(row).end());
    } else if (found->any) {
      told.groups.push_back(root);
      values.push_back(found->value);
    }
  }
  to_cut = std::move(left);
  told.values = column_of_known(std::move(values));
  return told;
}

}  // namespace harbinger::signal::detail
