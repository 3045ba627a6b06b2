// SPDX-License-Identifier: Apache-2.0
#include "signal/detail/kept_walks.hpp"

#include <algorithm>

#include "signal/detail/binding_row.hpp"
#include "signal/detail/evaluate_plan.hpp"
#include "signal/detail/terms.hpp"

namespace harbinger::signal::detail {

using expr::Value;
using graph::EdgeId;
using graph::FactRef;
using graph::NodeId;

namespace {

/// How surely the conditions hold.
Presence presence_of_walk(const Plan& plan, const World& world,
                          std::span<const std::uint32_t> slots) {
  Presence presence = Presence::yes;
  for (const Condition& condition : plan.conditions)
    presence =
        std::min(presence, presence_of(condition.program.evaluate(BindingRow(plan, world, slots))));
  return presence;
}

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

void KeptWalks::note_reads() {
  const auto add = [&](const Field& field, Attributes& to) {
    if (field.what != Field::What::attribute || field.of_edge) return;
    for (std::size_t kind = 0; kind < field.places.size(); ++kind)
      if (field.places[kind] >= 0)
        to.emplace_back(kind, static_cast<std::uint32_t>(field.places[kind]));
  };
  const auto add_all = [&](const expr::Program& program, Attributes& to) {
    for (const std::uint32_t slot : program.slots())
      if (plan_.slots[slot].what == SlotSource::What::field) add(plan_.slots[slot].field, to);
  };
  for (const Condition& condition : plan_.conditions) add_all(condition.program, asked_for_);
  for (const PatternNode& node : plan_.pattern.nodes)
    for (const Filter& filter : node.filters) add(filter.field, asked_for_);
  if (plan_.value) add_all(*plan_.value, valued_);
  std::sort(asked_for_.begin(), asked_for_.end());
  std::sort(valued_.begin(), valued_.end());
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

std::optional<Value> KeptWalks::value_without(std::uint32_t fact,
                                              const std::function<World()>& world_without) {
  const FactRef gone = numbers_.fact(fact);
  if (!told_ || gone == graph::fact_of(site_) || asked_.is_named(gone)) return std::nullopt;
  other_terms_.clear();
  if (reads_otherwise(cells_of(gone), world_without)) return std::nullopt;
  const std::vector<NodeId> touched = asked_.touched_by(gone);
  if (!touched.empty() && comes_back(touched, world_without())) return std::nullopt;
  walks_changed_.clear();
  for (const std::uint32_t walk : walks_with(fact)) walks_changed_.push_back({walk});
  if (!touched.empty()) ask_again(touched, world_without());
  find_changed_bindings();
  return value_of_rest();
}

Value KeptWalks::value_of_rest() {
  if (!other_terms_.empty()) return combined_afresh();
  if (bindings_changed_.empty()) return value_;
  const bool all_gone =
      std::all_of(bindings_changed_.begin(), bindings_changed_.end(),
                  [](const Changed& changed) { return changed.presence == Presence::no; });
  if (all_gone && bindings_changed_.size() < sum_of_.size()) return sum_of_rest();
  if (all_gone && !terms_of_text_.empty()) {
    const std::size_t lost = texts_lost();
    if (lost == 0) return value_;
    if (plan_.combine == Combine::count_distinct && lost < terms_of_text_.size())
      return static_cast<double>(terms_of_text_.size() - lost);
  }
  return combined_rest();
}

const std::map<NodeId, KeptWalks::AskedBy>& KeptWalks::asked_by() {
  if (asked_by_) return *asked_by_;
  asked_by_.emplace();
  std::set<NodeId> asked;
  const World asking{world_.view, world_.ownership, world_.places, &asked};
  for (std::uint32_t walk = 0; walk < walks_.size(); ++walk) {
    asked.clear();
    (void)presence_of_walk(plan_, asking, walks_.slots(walk));
    for (const NodeId node : asked) (*asked_by_)[node].walks.push_back(walk);
  }
  if (!plan_.value || plan_.value->host_calls().empty()) return *asked_by_;
  std::vector<Term> terms;
  for (std::uint32_t i = 0; i < walks_.bindings().size(); ++i) {
    asked.clear();
    add_terms(plan_, asking, walks_.slots_of_binding(i), Presence::yes, terms);
    for (const NodeId node : asked) (*asked_by_)[node].bindings.push_back(i);
  }
  return *asked_by_;
}

/// Whether a condition that turned a walk down, having asked about one of the nodes, does so no more.
bool KeptWalks::comes_back(std::span<const NodeId> about, const World& world) const {
  const TurnedDown& turned_down = walks_.turned_down();
  std::vector<bool> asked;
  for (const NodeId node : about)
    for (const std::uint32_t place : turned_down.about(node)) {
      if (place >= asked.size()) asked.resize(place + 1);
      if (asked[place]) continue;
      asked[place] = true;
      const TurnedDown::Answer& answer = turned_down[place];
      const BindingRow row(plan_, world, answer.binding);
      if (presence_of(answer.condition->program.evaluate(row)) != Presence::no) return true;
    }
  return false;
}

/// The walks and values that asked about some nodes, in a world in which the answers may be others.
void KeptWalks::ask_again(std::span<const NodeId> about, const World& world) {
  const auto by_walk = [](const Changed& a, const Changed& b) { return a.of < b.of; };
  for (const NodeId node : about) {
    const auto found = asked_by().find(node);
    if (found == asked_by().end()) continue;
    for (const std::uint32_t walk : found->second.walks) {
      const auto place =
          std::lower_bound(walks_changed_.begin(), walks_changed_.end(), Changed{walk}, by_walk);
      if (place != walks_changed_.end() && place->of == walk) continue;
      walks_changed_.insert(place, {walk, presence_of_walk(plan_, world, walks_.slots(walk))});
    }
    for (const std::uint32_t binding : found->second.bindings) ask_binding_again(binding, world);
  }
}

void KeptWalks::ask_binding_again(std::uint32_t binding, const World& world) {
  if (other_terms_.contains(binding)) return;
  const SiteWalks::Binding& before = walks_.bindings()[binding];
  std::vector<Term> terms;
  add_terms(plan_, world, walks_.slots_of_binding(binding), before.presence, terms);
  const auto is_same = [](const Term& a, const Term& b) { return same(a.value, b.value); };
  if (!std::equal(terms.begin(), terms.end(), before.terms.begin(), before.terms.end(), is_same))
    other_terms_.emplace(binding, std::move(terms));
}

std::span<const std::uint32_t> KeptWalks::walks_with(std::uint32_t fact) const {
  if (fact + 1 >= walk_starts_.size()) return {};  // numbered since
  return {walks_with_.data() + walk_starts_[fact], walk_starts_[fact + 1] - walk_starts_[fact]};
}

Presence KeptWalks::presence_now(std::uint32_t walk) const {
  const auto found = std::lower_bound(walks_changed_.begin(), walks_changed_.end(), walk,
                                      [](const Changed& c, std::uint32_t w) { return c.of < w; });
  return found != walks_changed_.end() && found->of == walk ? found->presence
                                                            : walks_.presence(walk);
}

/// By the surest of their walks.
void KeptWalks::find_changed_bindings() {
  bindings_changed_.clear();
  for (const Changed& walk : walks_changed_) bindings_changed_.push_back({binding_of_[walk.of]});
  const auto comes_before = [](const Changed& a, const Changed& b) { return a.of < b.of; };
  const auto is_same = [](const Changed& a, const Changed& b) { return a.of == b.of; };
  std::sort(bindings_changed_.begin(), bindings_changed_.end(), comes_before);
  bindings_changed_.erase(std::unique(bindings_changed_.begin(), bindings_changed_.end(), is_same),
                          bindings_changed_.end());
  for (Changed& changed : bindings_changed_) {
    const SiteWalks::Binding& binding = walks_.bindings()[changed.of];
    for (std::uint32_t at = binding.first; at < binding.last; ++at)
      changed.presence = std::max(changed.presence, presence_now(walks_.by_binding()[at]));
  }
  std::erase_if(bindings_changed_, [&](const Changed& changed) {
    return walks_.bindings()[changed.of].presence == changed.presence;
  });
}

/// In the order in which they are combined.
double KeptWalks::sum_of_rest() const {
  double sum = 0;
  auto next = bindings_changed_.begin();
  for (std::uint32_t i = 0; i < sum_of_.size(); ++i)
    if (next != bindings_changed_.end() && next->of == i)
      ++next;
    else
      sum += sum_of_[i];
  return sum;
}

/// How many texts only bindings have that are gone.
std::size_t KeptWalks::texts_lost() {
  std::vector<std::uint32_t> gone;
  for (const Changed& changed : bindings_changed_)
    for (std::uint32_t i = columns_.first(changed.of); i < columns_.last(changed.of); ++i)
      gone.push_back(columns_.code(i));
  std::size_t lost = 0;
  for (const std::uint32_t text : gone) lost += --terms_of_text_[text] == 0 ? 1 : 0;
  for (const std::uint32_t text : gone) ++terms_of_text_[text];
  return lost;
}

Value KeptWalks::combined_rest() {
  rest_.clear();
  auto next = bindings_changed_.begin();
  const auto bindings = walks_.bindings();
  for (std::uint32_t i = 0; i < bindings.size(); ++i) {
    const bool is_changed = next != bindings_changed_.end() && next->of == i;
    const Presence presence = is_changed ? (next++)->presence : bindings[i].presence;
    if (presence == Presence::no) continue;
    for (std::uint32_t term = columns_.first(i); term < columns_.last(i); ++term)
      rest_.push_back({term, presence});
  }
  return to_value(plan_, combiner_.of(rest_));
}

/// The same, where terms are others.
Value KeptWalks::combined_afresh() const {
  std::vector<Term> terms;
  auto next = bindings_changed_.begin();
  const auto bindings = walks_.bindings();
  for (std::uint32_t i = 0; i < bindings.size(); ++i) {
    const bool is_changed = next != bindings_changed_.end() && next->of == i;
    const Presence presence = is_changed ? (next++)->presence : bindings[i].presence;
    if (presence == Presence::no) continue;
    const auto other = other_terms_.find(i);
    for (const Term& term : other == other_terms_.end() ? bindings[i].terms : other->second)
      terms.push_back({term.value, presence});
  }
  return combined(plan_, terms);
}

/// The cells that say something else without a fact, but for its own: they go with it, as its walks do.
std::vector<graph::CellRef> KeptWalks::cells_of(FactRef fact) const {
  const graph::EntityGraph& graph = world_.view.graph();
  std::vector<graph::CellRef> cells;
  if (asked_for_.empty() && valued_.empty()) return cells;
  if (fact.is_edge) {
    if (const auto cell = graph.cell_of(EdgeId(fact.index))) cells.push_back(*cell);
    return cells;
  }
  for (const graph::CellRef cell : graph.cells_naming(NodeId(fact.index)))
    if (cell.node != NodeId(fact.index)) cells.push_back(cell);
  return cells;
}

/// Whether walks may go or come since conditions read one of the cells, or values of all walks may change, as it is the
/// site's. Where values of some walks read one, these are found again.
bool KeptWalks::reads_otherwise(std::span<const graph::CellRef> cells,
                                const std::function<World()>& world_without) {
  std::vector<std::uint32_t> bindings;
  for (const graph::CellRef cell : cells) {
    const std::pair<std::size_t, std::uint32_t> attribute(
        world_.view.graph().node(cell.node).kind().index(), cell.attribute);
    if (std::binary_search(asked_for_.begin(), asked_for_.end(), attribute)) return true;
    if (!std::binary_search(valued_.begin(), valued_.end(), attribute)) continue;
    if (cell.node == site_) return true;
    if (const auto number = numbers_.find(graph::fact_of(cell.node)))
      for (const std::uint32_t walk : walks_with(*number)) bindings.push_back(binding_of_[walk]);
  }
  for (const std::uint32_t binding : bindings) ask_binding_again(binding, world_without());
  return false;
}

}  // namespace harbinger::signal::detail
