// SPDX-License-Identifier: Apache-2.0
#include "signal/detail/kept_walks.hpp"

#include <algorithm>

#include "signal/detail/evaluate_plan.hpp"

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

KeptWalks::KeptWalks(const Plan& plan, const World& world, NodeId site, const SiteWalks& walks,
                     const FactNumbers& numbers)
    : plan_(plan),
      world_(world),
      site_(site),
      walks_(walks),
      numbers_(numbers),
      told_(walks.complete() && is_told_by_walks(plan) && !sites_summed(plan, world, site).empty()),
      asked_(plan, world.view, walks.asked()),
      columns_(plan),
      combiner_(plan, columns_) {
  if (!told_) return;
  index_facts();
  note_reads();
  note_terms();
  note_numbers();
  value_ = combined_rest();
}

/// Lists of walks by fact, by counting.
void KeptWalks::index_facts() {
  walk_starts_.assign(numbers_.size() + 1, 0);
  const auto walk_count = static_cast<std::uint32_t>(walks_.size());
  for (std::uint32_t walk = 0; walk < walk_count; ++walk)
    for (const std::uint32_t fact : walks_.facts(walk)) ++walk_starts_[fact];
  std::uint32_t end = 0;
  for (std::uint32_t& start : walk_starts_) end = start += end;
  walks_with_.resize(end);
  for (std::uint32_t walk = walk_count; walk-- > 0;)
    for (const std::uint32_t fact : walks_.facts(walk)) walks_with_[--walk_starts_[fact]] = walk;
  binding_of_.resize(walk_count);
  const auto bindings = walks_.bindings();
  for (std::uint32_t i = 0; i < bindings.size(); ++i)
    for (std::uint32_t at = bindings[i].first; at < bindings[i].last; ++at)
      binding_of_[walks_.by_binding()[at]] = i;
}

/// The attributes that an expression or a filter reads.
void KeptWalks::note_reads() {
  const auto add = [&](const Field& field) {
    if (field.what != Field::What::attribute || field.of_edge) return;
    for (std::size_t kind = 0; kind < field.places.size(); ++kind)
      if (field.places[kind] >= 0)
        reads_.emplace_back(kind, static_cast<std::uint32_t>(field.places[kind]));
  };
  for (const SlotSource& source : plan_.slots)
    if (source.what == SlotSource::What::field) add(source.field);
  for (const PatternNode& node : plan_.pattern.nodes)
    for (const Filter& filter : node.filters) add(filter.field);
  std::sort(reads_.begin(), reads_.end());
}

void KeptWalks::note_terms() {
  bool all_sure = true;
  for (const SiteWalks::Binding& binding : walks_.bindings()) {
    columns_.open_binding();
    for (const Term& term : binding.terms) columns_.add(term.value);
    all_sure = all_sure && (binding.terms.empty() || binding.presence == Presence::yes);
  }
  const bool is_of_texts =
      plan_.combine == Combine::count_distinct || plan_.combine == Combine::collect;
  for (std::uint32_t term = 0; all_sure && is_of_texts && term < columns_.size(); ++term) {
    all_sure = columns_.state(term) == Presence::yes;
    if (columns_.code(term) >= terms_of_text_.size())
      terms_of_text_.resize(columns_.code(term) + 1);
    ++terms_of_text_[columns_.code(term)];
  }
  if (!all_sure) terms_of_text_.clear();
}

void KeptWalks::note_numbers() {
  if (plan_.combine != Combine::sum) return;
  std::vector<double> numbers;
  for (const SiteWalks::Binding& binding : walks_.bindings()) {
    const bool is_one = binding.terms.size() == 1 && binding.presence == Presence::yes;
    const auto* number = is_one ? binding.terms[0].value.get_if<double>() : nullptr;
    if (number == nullptr) return;
    numbers.push_back(*number);
  }
  sum_of_ = std::move(numbers);
}

std::optional<Value> KeptWalks::value_without(std::uint32_t fact) {
  if (!told_ || acts_elsewhere(numbers_.fact(fact))) return std::nullopt;
  find_changed(fact);
  if (changed_.empty()) return value_;
  const bool all_gone = std::all_of(changed_.begin(), changed_.end(),
                                    [](const Changed& c) { return c.presence == Presence::no; });
  if (all_gone && changed_.size() < sum_of_.size()) return Value(sum_of_rest());
  if (all_gone && !terms_of_text_.empty()) {
    const std::size_t lost = texts_lost();
    if (lost == 0) return value_;
    if (plan_.combine == Combine::count_distinct && lost < terms_of_text_.size())
      return Value(static_cast<double>(terms_of_text_.size() - lost));
  }
  return combined_rest();
}

std::span<const std::uint32_t> KeptWalks::walks_with(std::uint32_t fact) const {
  if (fact + 1 >= walk_starts_.size()) return {};  // numbered since
  return {walks_with_.data() + walk_starts_[fact], walk_starts_[fact + 1] - walk_starts_[fact]};
}

/// The bindings that are less sure without the fact: by the surest of their other walks.
void KeptWalks::find_changed(std::uint32_t fact) {
  changed_.clear();
  const auto gone = walks_with(fact);
  for (const std::uint32_t walk : gone) changed_.push_back({binding_of_[walk]});
  const auto by_binding = [](const Changed& a, const Changed& b) { return a.binding < b.binding; };
  const auto is_same = [](const Changed& a, const Changed& b) { return a.binding == b.binding; };
  std::sort(changed_.begin(), changed_.end(), by_binding);
  changed_.erase(std::unique(changed_.begin(), changed_.end(), is_same), changed_.end());
  for (Changed& changed : changed_) {
    const SiteWalks::Binding& binding = walks_.bindings()[changed.binding];
    for (std::uint32_t at = binding.first; at < binding.last; ++at) {
      const std::uint32_t walk = walks_.by_binding()[at];
      if (changed.presence < walks_.presence(walk) &&
          !std::binary_search(gone.begin(), gone.end(), walk))
        changed.presence = walks_.presence(walk);
    }
  }
  std::erase_if(changed_, [&](const Changed& changed) {
    const SiteWalks::Binding& binding = walks_.bindings()[changed.binding];
    return binding.terms.empty() || binding.presence == changed.presence;
  });
}

/// In the order in which they are combined.
double KeptWalks::sum_of_rest() const {
  double sum = 0;
  auto next = changed_.begin();
  for (std::uint32_t i = 0; i < sum_of_.size(); ++i)
    if (next != changed_.end() && next->binding == i)
      ++next;
    else
      sum += sum_of_[i];
  return sum;
}

/// How many texts only bindings have that are gone.
std::size_t KeptWalks::texts_lost() {
  std::vector<std::uint32_t> gone;
  for (const Changed& changed : changed_)
    for (std::uint32_t i = columns_.first(changed.binding); i < columns_.last(changed.binding); ++i)
      gone.push_back(columns_.code(i));
  std::size_t lost = 0;
  for (const std::uint32_t text : gone) lost += --terms_of_text_[text] == 0 ? 1 : 0;
  for (const std::uint32_t text : gone) ++terms_of_text_[text];
  return lost;
}

Value KeptWalks::combined_rest() {
  rest_.clear();
  auto next = changed_.begin();
  const auto bindings = walks_.bindings();
  for (std::uint32_t i = 0; i < bindings.size(); ++i) {
    const bool is_changed = next != changed_.end() && next->binding == i;
    const Presence presence = is_changed ? (next++)->presence : bindings[i].presence;
    if (presence == Presence::no) continue;
    for (std::uint32_t term = columns_.first(i); term < columns_.last(i); ++term)
      rest_.push_back({term, presence});
  }
  return to_value(plan_, combiner_.of(rest_));
}

/// Whether a fact may do more than be on the walks.
bool KeptWalks::acts_elsewhere(FactRef fact) const {
  if (fact == graph::fact_of(site_) || asked_.rests_on(fact)) return true;
  if (reads_.empty()) return false;
  const graph::EntityGraph& graph = world_.view.graph();
  if (fact.is_edge) {
    const auto cell = graph.cell_of(EdgeId(fact.index));
    return cell && reads(*cell);
  }
  const auto cells = graph.cells_naming(NodeId(fact.index));
  return std::any_of(cells.begin(), cells.end(), [&](graph::CellRef cell) { return reads(cell); });
}

bool KeptWalks::reads(graph::CellRef cell) const {
  const std::size_t kind = world_.view.graph().node(cell.node).kind().index();
  return std::binary_search(reads_.begin(), reads_.end(), std::pair(kind, cell.attribute));
}

}  // namespace harbinger::signal::detail
