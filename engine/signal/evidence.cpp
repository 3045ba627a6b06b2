// SPDX-License-Identifier: Apache-2.0
#include "signal/evidence.hpp"

#include <algorithm>
#include <functional>
#include <map>
#include <optional>
#include <string>
#include <unordered_map>
#include <utility>

#include "graph/ownership.hpp"
#include "signal/detail/binding_row.hpp"
#include "signal/detail/evaluate_plan.hpp"
#include "signal/detail/kept_walks.hpp"
#include "signal/detail/signal_row.hpp"
#include "signal/detail/site_walks.hpp"

namespace harbinger::signal {

using detail::Combine;
using detail::Plan;
using expr::Value;
using graph::FactRef;

namespace {

bool asks(const expr::Program& program) { return !program.host_calls().empty(); }

/// Whether each fact is decisive, by its number.
using IsDecisive = std::function<bool(std::uint32_t)>;

/// The witnesses of one signal.
class Witnesses {
 public:
  Witnesses(const Plan& plan, const World& world, graph::NodeId site,
            const detail::SiteWalks& walks, detail::FactNumbers& numbers,
            const IsDecisive& is_decisive)
      : plan_(plan),
        world_(world),
        walks_(walks),
        numbers_(numbers),
        is_decisive_(is_decisive),
        site_(numbers.number(graph::fact_of(site))) {
    for (const detail::Condition& condition : plan.conditions)
      if (asks(condition.program)) asking_.push_back(&condition.program);
    if (plan.value && asks(*plan.value)) asking_.push_back(&*plan.value);
  }

  Witness of(std::uint32_t walk) {
    const auto path = walks_.facts(walk);
    Witness witness;
    witness.facts.reserve(path.size() + 1);
    ++witnesses_;
    mark(site_);  // never shown
    for (const std::uint32_t fact : path) add(fact, witness);
    add(numbers_.number(graph::fact_of(graph::NodeId(walks_.slots(walk)[0]))), witness);
    witness.path_facts = witness.facts.size();
    find_used(walk);
    witness.facts.reserve(witness.facts.size() + used_.size());
    for (const FactRef fact : used_) add(numbers_.number(fact), witness);
    return witness;
  }

 private:
  /// The facts that the conditions and the value rest on, besides the path.
  void find_used(std::uint32_t walk) {
    used_.clear();
    for (const expr::Program* program : asking_)
      (void)program->evaluate(detail::BindingRow(plan_, world_, walks_.slots(walk), &used_));
  }

  /// False where the fact is in the witness already.
  bool mark(std::uint32_t fact) {
    if (fact >= last_in_.size()) last_in_.resize(numbers_.size());
    return std::exchange(last_in_[fact], witnesses_) != witnesses_;
  }

  void add(std::uint32_t fact, Witness& witness) {
    if (mark(fact))
      witness.facts.push_back({numbers_.fact(fact), is_decisive_ && is_decisive_(fact)});
  }

  const Plan& plan_;
  const World& world_;
  const detail::SiteWalks& walks_;
  detail::FactNumbers& numbers_;
  const IsDecisive& is_decisive_;
  std::uint32_t site_;
  std::vector<const expr::Program*> asking_;  ///< Those that ask the functions of the graph.
  std::uint32_t witnesses_ = 0;
  std::vector<std::uint32_t> last_in_;  ///< By fact: the last witness that it is in.
  std::vector<FactRef> used_;
};

bool is_zero(const Value& value) { return value.is<double>() && value.get<double>() == 0; }

/// Whether a term has a part in the value: a sum has none of a zero, a maximum none of what is smaller.
bool shown(const Plan& plan, const Value& value, const detail::Term& term) {
  const bool is_sure = term.presence == detail::Presence::yes && !term.value.is<expr::Unknown>();
  const bool is_skipped = plan.missing == detail::Missing::lower_bound ||
                          (plan.missing == detail::Missing::zero && plan.combine != Combine::mean);
  if (!is_sure && is_skipped) return false;
  if (plan.combine == Combine::sum || plan.combine == Combine::noisy_or)
    return !is_zero(term.value);
  if (!is_attained(plan.combine)) return true;
  if (plan.combine == Combine::count_distinct || plan.combine == Combine::collect) return true;
  const bool doubtful =
      value.is<expr::Unknown>() || value.is<expr::Error>() || value.is<expr::Range>();
  if (doubtful)
    return !term.value.is<bool>() || term.presence != detail::Presence::yes ||
           term.value.get<bool>() == (plan.combine == Combine::any);
  if (plan.combine == Combine::all && value.get<bool>()) return false;
  if (plan.combine == Combine::any && !value.get<bool>()) return false;
  if (term.value.is<Date>()) return expr::to_text(term.value) == expr::to_text(value);
  const detail::Term alone[] = {term};
  return detail::same(detail::combined(plan, alone), value);
}

/// The supports of one signal, in the order of its bindings.
class Supports {
 public:
  Supports(const Plan& plan, const Value& value, const detail::SiteWalks& walks,
           Witnesses& witnesses)
      : plan_(plan), value_(value), walks_(walks), witnesses_(witnesses) {}

  void add_to(std::vector<Support>& supports) {
    first_ = supports.size();
    for (const detail::SiteWalks::Binding& binding : walks_.bindings())
      for (const detail::Term& term : binding.terms)
        if (shown(plan_, value_, term)) add(binding, term, supports);
  }

 private:
  void add(const detail::SiteWalks::Binding& binding, const detail::Term& term,
           std::vector<Support>& supports) {
    const bool is_sure = term.presence == detail::Presence::yes;
    Support& support = support_of(is_sure ? term.value : Value(), supports);
    support.complete = support.complete && walks_.complete();
    std::size_t added = 0;
    for (std::uint32_t i = binding.first; i < binding.last; ++i) {
      const std::uint32_t walk = walks_.by_binding()[i];
      if (walks_.presence(walk) < binding.presence) continue;  // others give the term more surely
      if (added++ == most_alternatives) {
        support.complete = false;
        break;
      }
      support.alternatives.push_back(witnesses_.of(walk));
    }
  }

  /// Where only the value attained counts, the one of the same term.
  Support& support_of(const Value& term, std::vector<Support>& supports) {
    const auto begin = supports.begin() + static_cast<std::ptrdiff_t>(first_);
    auto known = supports.end();
    if (const auto* text = term.get_if<std::string>(); is_attained(plan_.combine) && text) {
      const auto [entry, is_new] = by_text_.try_emplace(*text, supports.size());
      if (!is_new) return supports[entry->second];
    } else if (is_attained(plan_.combine)) {
      known = std::find_if(begin, supports.end(),
                           [&](const Support& s) { return detail::same(s.term, term); });
    }
    if (known != supports.end()) return *known;
    return supports.emplace_back(Support{term, {}});
  }

  const Plan& plan_;
  const Value& value_;
  const detail::SiteWalks& walks_;
  Witnesses& witnesses_;
  std::size_t first_ = 0;  ///< Those before are another signal's.
  std::unordered_map<std::string, std::size_t> by_text_;
};

/// A world without a fact, made when first asked for.
class WorldWithout {
 public:
  WorldWithout(const World& world, FactRef fact) : world_(world), fact_(fact) {}

  /// Who owns whom is left as it was where nobody asks.
  [[nodiscard]] World world(bool asks_ownership) {
    if (!view_) view_ = world_.view.without({&fact_, 1});
    if (asks_ownership && !ownership_)
      ownership_ = is_about_owners(fact_) ? graph::Ownership::above_few(*view_) : world_.ownership;
    return {*view_, ownership_ ? *ownership_ : world_.ownership, world_.places};
  }

 private:
  [[nodiscard]] bool is_about_owners(FactRef fact) const {
    const graph::EntityGraph& graph = world_.view.graph();
    const pack::Roles& roles = graph.schema().roles;
    const auto is_about = [&](graph::EdgeId edge) {
      const pack::RelationId relation = graph.edge(edge).relation();
      return relation == roles.owns || relation == roles.controls || relation == roles.listed_on;
    };
    if (fact.is_edge) return is_about(graph::EdgeId(fact.index));
    const graph::NodeId node(fact.index);
    const auto out = graph.out_edges(node);
    const auto in = graph.in_edges(node);
    return std::any_of(out.begin(), out.end(), is_about) ||
           std::any_of(in.begin(), in.end(), is_about);
  }

  const World& world_;
  FactRef fact_;
  std::optional<graph::GraphView> view_;
  std::optional<graph::Ownership> ownership_;
};

}  // namespace

/// What is found once for all signals of a site.
struct SiteEvidence::Found {
  graph::Ownership ownership;
  World world;  ///< That of `ownership`: a few entities are asked about.
  detail::FactNumbers numbers;
  std::map<SignalId, detail::SiteWalks> walks;
  std::map<SignalId, detail::KeptWalks> kept;
  std::map<std::uint32_t, WorldWithout> worlds;  ///< By the fact that is left out.

  explicit Found(const World& given)
      : ownership(graph::Ownership::above_few(given.view)),
        world{given.view, ownership, given.places, given.asked} {}
};

SiteEvidence::SiteEvidence(const SignalSet& set, const World& world, SiteId site,
                           const Columns* columns)
    : set_(set),
      columns_(columns),
      row_(site),
      site_(world.view.sites()[site.index()]),
      found_(std::make_unique<Found>(world)) {}
SiteEvidence::~SiteEvidence() = default;

/// What an error says is not in a column.
Value SiteEvidence::value_of(SignalId id) const {
  if (columns_ != nullptr)
    if (const expr::Column& column = *(*columns_)[id.index()]; !column.errors[row_.index()])
      return column.at(row_.index());
  return evaluate_one(set_, id, found_->world, site_);
}

/// What one signal is in the world without a fact. What each fact does is kept.
class SiteEvidence::Counterfactuals {
 public:
  Counterfactuals(const SignalSet& set, SignalId id, graph::NodeId site, const Value& value,
                  Found& found)
      : set_(set), id_(id), site_(site), value_(value), found_(found) {}

  bool is_decisive(std::uint32_t fact) {
    if (fact >= decisive_.size()) decisive_.resize(found_.numbers.size());
    std::optional<bool>& known = decisive_[fact];
    if (!known) known = !detail::same(value_without(fact, id_), value_);
    return *known;
  }

 private:
  Value value_without(std::uint32_t fact, SignalId id) {
    const Plan& plan = set_.plan(id);
    const auto world = [&] {
      const FactRef gone = found_.numbers.fact(fact);
      return found_.worlds.try_emplace(fact, found_.world, gone)
          .first->second.world(plan.calls.ownership);
    };
    if (plan.derived)
      return detail::derived_value(plan, world(), site_,
                                   [&](SignalId read) { return value_without(fact, read); });
    const auto kept =
        found_.kept.try_emplace(id, plan, found_.world, site_, found_.walks.at(id), found_.numbers);
    auto value = kept.first->second.value_without(fact, world);
    return value ? *std::move(value) : detail::value_by_search(plan, world(), site_);
  }

  const SignalSet& set_;
  SignalId id_;
  graph::NodeId site_;
  const Value& value_;
  Found& found_;
  std::vector<std::optional<bool>> decisive_;  ///< By fact.
};

/// The signals with a pattern that it rests on: itself, or for a derived signal those of all signals it reads.
std::vector<SignalId> SiteEvidence::patterns_of(SignalId id) const {
  if (!set_.plan(id).derived) return {id};
  std::vector<SignalId> all;
  for (const SignalId read : set_[id].reads)
    for (const SignalId pattern : patterns_of(read)) all.push_back(pattern);
  return all;
}

Evidence SiteEvidence::of(SignalId id) {
  Evidence result;
  result.value = value_of(id);
  const std::vector<SignalId> patterns = patterns_of(id);
  for (const SignalId pattern : patterns) {
    const auto walks = found_->walks.try_emplace(pattern, set_.plan(pattern), found_->world, site_,
                                                 found_->numbers);
    result.complete = result.complete && walks.first->second.complete();
  }
  Counterfactuals counterfactuals(set_, id, site_, result.value, *found_);
  IsDecisive is_decisive;
  if (result.complete)
    is_decisive = [&](std::uint32_t fact) { return counterfactuals.is_decisive(fact); };
  for (const SignalId pattern : patterns) {
    const Plan& plan = set_.plan(pattern);
    const detail::SiteWalks& walks = found_->walks.at(pattern);
    Witnesses witnesses(plan, found_->world, site_, walks, found_->numbers, is_decisive);
    Supports(plan, pattern == id ? result.value : value_of(pattern), walks, witnesses)
        .add_to(result.supports);
  }
  return result;
}

}  // namespace harbinger::signal
