// SPDX-License-Identifier: Apache-2.0
#include "signal/detail/kept_walks.hpp"

#include <algorithm>

#include "signal/detail/evaluate_plan.hpp"
#include "signal/detail/search.hpp"
#include "signal/detail/terms.hpp"

namespace harbinger::signal::detail {

using expr::Value;
using graph::EdgeId;
using graph::FactRef;
using graph::NodeId;

namespace {

/// Whether all that a fact does to the plan can lie on its walks.
bool is_told_by_walks(const Plan& plan) {
  return !plan.derived && plan.without.empty() && !plan.over && !plan.allocated;
}

}  // namespace

std::size_t most_walks(const Plan& plan) {
  const bool is_late = is_attained(plan.combine) && plan.combine != Combine::count_distinct &&
                       plan.combine != Combine::collect;
  return is_late ? 10'000 : 1000;
}

KeptWalks::KeptWalks(const Plan& plan, const World& world, NodeId site)
    : plan_(plan),
      world_(world),
      site_(site),
      told_(is_told_by_walks(plan) && !sites_summed(plan, world, site).empty()) {
  if (told_) find_walks();
}

void KeptWalks::find_walks() {
  std::map<std::vector<std::uint32_t>, std::vector<std::uint32_t>> by_binding;
  std::map<std::vector<std::uint32_t>, std::vector<std::uint32_t>> bound;
  const auto visit = [&](const Found& found) {
    std::vector<std::uint32_t> key;
    for (const std::uint32_t slot : plan_.term_variables) key.push_back(found.binding[slot]);
    const auto walk = static_cast<std::uint32_t>(walks_.size());
    walks_.push_back({0, found.presence});
    for (const FactRef fact : found.facts) walks_of_[fact].push_back(walk);
    bound.try_emplace(key, found.binding.begin(), found.binding.end());
    by_binding[std::move(key)].push_back(walk);
    told_ = walks_.size() <= most_walks(plan_);
    return !told_;
  };
  const World asking{world_.view, world_.ownership, world_.places, &asked_};
  search(plan_, asking, site_, Walks::all, visit);
  std::vector<Term> all;
  for (auto& [key, walks] : by_binding) {
    for (const std::uint32_t walk : walks)
      walks_[walk].binding = static_cast<std::uint32_t>(bindings_.size());
    Binding& binding = bindings_.emplace_back(Binding{{}, std::move(walks)});
    add_terms(plan_, asking, bound[key], surest(binding, std::vector<bool>(walks_.size())),
              binding.terms);
    all.insert(all.end(), binding.terms.begin(), binding.terms.end());
  }
  value_ = combined(plan_, all);
  count_terms();
  note_numbers();
}

void KeptWalks::note_numbers() {
  if (plan_.combine != Combine::sum || plan_.allocated) return;
  std::vector<double> numbers;
  for (const Binding& binding : bindings_) {
    const bool is_one = binding.terms.size() == 1 && binding.terms[0].presence == Presence::yes;
    const auto* number = is_one ? binding.terms[0].value.get_if<double>() : nullptr;
    if (number == nullptr) return;
    numbers.push_back(*number);
  }
  numbers_ = std::move(numbers);
}

/// In the order in which they are combined.
double KeptWalks::sum_without(const std::map<std::uint32_t, Presence>& gone) const {
  double sum = 0;
  auto next = gone.begin();
  for (std::uint32_t i = 0; i < numbers_.size(); ++i)
    if (next != gone.end() && next->first == i)
      ++next;
    else
      sum += numbers_[i];
  return sum;
}

void KeptWalks::count_terms() {
  if (plan_.combine != Combine::count_distinct || plan_.allocated) return;
  std::map<std::string, std::size_t> counts;
  for (const Binding& binding : bindings_)
    for (const Term& term : binding.terms) {
      const auto* text = term.value.get_if<std::string>();
      if (text == nullptr || term.presence != Presence::yes) return;
      ++counts[*text];
    }
  bindings_of_term_ = std::move(counts);
}

/// How many of the terms that are counted have only bindings that are gone.
std::size_t KeptWalks::terms_lost(const std::map<std::uint32_t, Presence>& changed) const {
  std::map<std::string_view, std::size_t> gone;
  for (const auto& [binding, presence] : changed)
    for (const Term& term : bindings_[binding].terms) ++gone[*term.value.get_if<std::string>()];
  return static_cast<std::size_t>(std::count_if(gone.begin(), gone.end(), [&](const auto& entry) {
    return bindings_of_term_.find(std::string(entry.first))->second == entry.second;
  }));
}

/// The surest of a binding's walks; `no` where all are gone.
Presence KeptWalks::surest(const Binding& binding, const std::vector<bool>& gone) const {
  Presence presence = Presence::no;
  for (const std::uint32_t walk : binding.walks)
    if (!gone[walk]) presence = std::max(presence, walks_[walk].presence);
  return presence;
}

std::optional<Value> KeptWalks::value_without(std::span<const FactRef> facts) const {
  if (!told_ ||
      std::any_of(facts.begin(), facts.end(), [&](FactRef fact) { return acts_elsewhere(fact); }))
    return std::nullopt;
  std::vector<bool> gone(walks_.size());
  std::map<std::uint32_t, Presence> changed;  // bindings, as sure as they are without the facts
  for (const FactRef fact : facts)
    if (const auto found = walks_of_.find(fact); found != walks_of_.end())
      for (const std::uint32_t walk : found->second) {
        gone[walk] = true;
        changed[walks_[walk].binding] = Presence::no;
      }
  for (auto& [binding, presence] : changed) presence = surest(bindings_[binding], gone);
  std::erase_if(changed, [&](const auto& entry) {
    const auto& terms = bindings_[entry.first].terms;
    return terms.empty() || terms.front().presence == entry.second;
  });
  if (changed.empty()) return value_;
  const bool all_gone = std::all_of(changed.begin(), changed.end(),
                                    [](const auto& entry) { return entry.second == Presence::no; });
  if (all_gone && changed.size() < numbers_.size()) return Value(sum_without(changed));
  if (all_gone && !bindings_of_term_.empty())
    if (const std::size_t lost = terms_lost(changed); lost < bindings_of_term_.size())
      return Value(static_cast<double>(bindings_of_term_.size() - lost));
  std::vector<Term> terms;
  for (std::uint32_t i = 0; i < bindings_.size(); ++i) {
    const auto found = changed.find(i);
    if (found != changed.end() && found->second == Presence::no) continue;
    for (const Term& term : bindings_[i].terms)
      terms.push_back({term.value, found == changed.end() ? term.presence : found->second});
  }
  return combined(plan_, terms);
}

/// Whether a fact may do more than be on the walks.
bool KeptWalks::acts_elsewhere(FactRef fact) const {
  const graph::EntityGraph& graph = world_.view.graph();
  if (fact == graph::fact_of(site_) || (plan_.calls.any && answers_rest_on(fact))) return true;
  if (fact.is_edge) {
    const auto cell = graph.cell_of(EdgeId(fact.index));
    return cell && reads(*cell);
  }
  const auto cells = graph.cells_naming(NodeId(fact.index));
  return std::any_of(cells.begin(), cells.end(), [&](graph::CellRef cell) { return reads(cell); });
}

/// Whether the functions of the graph may answer something else without it.
bool KeptWalks::answers_rest_on(FactRef fact) const {
  const graph::EntityGraph& graph = world_.view.graph();
  if (fact.is_edge) return answers_rest_on(EdgeId(fact.index), std::nullopt);
  const NodeId node(fact.index);
  const auto& named = plan_.calls.named;
  if (plan_.calls.names_any ||
      std::find(named.begin(), named.end(), graph.node(node).id()) != named.end())
    return true;
  const auto is_felt = [&](EdgeId edge) { return answers_rest_on(edge, node); };
  const auto out = graph.out_edges(node);
  const auto in = graph.in_edges(node);
  return std::any_of(out.begin(), out.end(), is_felt) || std::any_of(in.begin(), in.end(), is_felt);
}

/// The same of an edge, with which a node may be `gone`: what was asked about the node itself lay on its walks.
bool KeptWalks::answers_rest_on(EdgeId edge, std::optional<NodeId> gone) const {
  const graph::EntityGraph& graph = world_.view.graph();
  const pack::Roles& roles = graph.schema().roles;
  const pack::RelationId relation = graph.edge(edge).relation();
  if (relation == roles.owns || relation == roles.controls)
    return is_asked_below(graph.target(edge));
  if (relation == roles.listed_on) return is_asked_below(graph.source(edge));
  if (relation != roles.allied_with) return false;
  const auto is_felt = [&](NodeId country) {
    return country != gone && asked_.contains(country) && !is_ally_without(edge, country, gone);
  };
  return is_felt(graph.source(edge)) || is_felt(graph.target(edge));
}

/// Whether the country is allied, on every day that an alliance covers, without it too: by another one that covers all
/// of these days.
bool KeptWalks::is_ally_without(EdgeId edge, NodeId country, std::optional<NodeId> gone) const {
  const graph::EntityGraph& graph = world_.view.graph();
  const auto stands = [&](NodeId node) {
    const pack::Validity validity = graph.node(node).validity();
    return node != gone && !validity.from && !validity.to &&
           !world_.view.is_removed(graph::fact_of(node));
  };
  const auto covers = [&](EdgeId other) {
    if (other == edge || world_.view.is_removed(graph::fact_of(other))) return false;
    const pack::Validity a = graph.edge(other).validity();
    const pack::Validity b = graph.edge(edge).validity();
    const bool begins = !a.from || (b.from && a.from->first <= b.from->first);
    const bool ends = !a.to || (b.to && a.to->last >= b.to->last);
    return begins && ends && stands(graph.source(other)) && stands(graph.target(other));
  };
  const pack::RelationId relation = graph.schema().roles.allied_with;
  const auto out = graph.out_edges(country, relation);
  const auto in = graph.in_edges(country, relation);
  return std::any_of(out.begin(), out.end(), covers) || std::any_of(in.begin(), in.end(), covers);
}

/// Whether something was asked about a node or what it holds, through others or not.
bool KeptWalks::is_asked_below(NodeId holder) const {
  const graph::EntityGraph& graph = world_.view.graph();
  const pack::Roles& roles = graph.schema().roles;
  std::set<NodeId> seen{holder};
  std::vector<NodeId> open{holder};
  while (!open.empty()) {
    const NodeId node = open.back();
    open.pop_back();
    if (asked_.contains(node)) return true;
    for (const pack::RelationId relation : {roles.owns, roles.controls})
      if (relation.valid())
        for (const EdgeId edge : graph.out_edges(node, relation))
          if (seen.insert(graph.target(edge)).second) open.push_back(graph.target(edge));
  }
  return false;
}

/// Whether an expression or a filter reads the attribute of such a cell.
bool KeptWalks::reads(graph::CellRef cell) const {
  const std::size_t kind = world_.view.graph().node(cell.node).kind().index();
  const auto is_it = [&](const Field& field) {
    return field.what == Field::What::attribute && !field.of_edge &&
           field.places[kind] == static_cast<std::int32_t>(cell.attribute);
  };
  const auto is_read = [&](const SlotSource& source) {
    return source.what == SlotSource::What::field && is_it(source.field);
  };
  const auto is_filtered = [&](const PatternNode& node) {
    return std::any_of(node.filters.begin(), node.filters.end(),
                       [&](const Filter& filter) { return is_it(filter.field); });
  };
  return std::any_of(plan_.slots.begin(), plan_.slots.end(), is_read) ||
         std::any_of(plan_.pattern.nodes.begin(), plan_.pattern.nodes.end(), is_filtered);
}

}  // namespace harbinger::signal::detail
