// SPDX-License-Identifier: Apache-2.0
#include "signal/evidence.hpp"

#include <algorithm>
#include <functional>
#include <map>
#include <optional>

#include "graph/ownership.hpp"
#include "signal/detail/binding_row.hpp"
#include "signal/detail/evaluate_plan.hpp"
#include "signal/detail/kept_walks.hpp"
#include "signal/detail/search.hpp"
#include "signal/detail/signal_row.hpp"
#include "signal/detail/terms.hpp"

namespace harbinger::signal {

using detail::Combine;
using detail::Plan;
using expr::Value;
using graph::FactRef;

namespace {

/// The bindings that give one distinct term, each with its facts.
struct TermBindings {
  std::vector<std::uint32_t> binding;
  detail::Presence presence = detail::Presence::no;
  std::vector<Witness> alternatives;
  bool complete = true;
};

/// By the slots that tell terms apart: in their order, terms are combined.
struct BindingsByTerm {
  std::map<std::vector<std::uint32_t>, TermBindings> terms;
  bool complete = true;  ///< Whether all walks were looked at.
};

struct Supports {
  std::vector<Support> supports;
  bool complete = true;
};

/// Adds facts to witnesses, each once.
class Adding {
 public:
  Adding(Witness& witness, FactRef site) : witness_(witness), seen_{site} {}

  void add(std::span<const FactRef> facts) {
    for (const FactRef fact : facts) {
      const auto place = std::lower_bound(seen_.begin(), seen_.end(), fact);
      if (place != seen_.end() && *place == fact) continue;
      seen_.insert(place, fact);
      witness_.facts.push_back({fact});
    }
  }

 private:
  Witness& witness_;
  std::vector<FactRef> seen_;  ///< Ordered; the site itself is never shown.
};

/// The facts that the conditions and the value of a binding rest on, besides its path.
std::vector<FactRef> facts_used(const Plan& plan, const World& world,
                                std::span<const std::uint32_t> binding) {
  std::vector<FactRef> used;
  for (const detail::Condition& condition : plan.conditions)
    (void)condition.program.evaluate(detail::BindingRow(plan, world, binding, &used));
  std::vector<detail::Term> unread;
  detail::add_terms(plan, world, binding, detail::Presence::yes, unread, &used);
  return used;
}

BindingsByTerm bindings_by_term(const Plan& plan, const World& world, graph::NodeId site) {
  const FactRef own = graph::fact_of(site);
  BindingsByTerm found_terms;
  std::size_t left = detail::most_walks(plan);
  const auto visit = [&](const detail::Found& found) {
    std::vector<std::uint32_t> key;
    for (const std::uint32_t slot : plan.term_variables) key.push_back(found.binding[slot]);
    if (left == 0) {
      found_terms.complete = false;
      return true;
    }
    --left;
    TermBindings& term = found_terms.terms[key];
    if (found.presence < term.presence) return false;  // others give the term more surely
    if (found.presence > term.presence) term.alternatives.clear();
    term.binding.assign(found.binding.begin(), found.binding.end());
    term.presence = found.presence;
    term.complete = term.alternatives.size() < most_alternatives;
    if (!term.complete) return false;
    Witness& witness = term.alternatives.emplace_back();
    Adding adding(witness, own);
    adding.add(found.facts);
    const FactRef start = graph::fact_of(graph::NodeId(found.binding[0]));
    adding.add({&start, 1});
    witness.path_facts = witness.facts.size();
    adding.add(facts_used(plan, world, found.binding));
    return false;
  };
  for (const graph::NodeId member : detail::sites_summed(plan, world, site))
    if (found_terms.complete) detail::search(plan, world, member, detail::Walks::all, visit);
  if (!found_terms.complete)
    for (auto& [key, term] : found_terms.terms) term.complete = false;
  return found_terms;
}

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

void merge(Support& into, Support&& from) {
  for (Witness& witness : from.alternatives) into.alternatives.push_back(std::move(witness));
  into.complete = into.complete && from.complete;
}

Supports supports_of_plan(const Plan& plan, const World& world, graph::NodeId site,
                          const Value& value) {
  std::vector<std::pair<detail::Term, Support>> all;
  std::vector<detail::Term> terms;
  const BindingsByTerm found = bindings_by_term(plan, world, site);
  for (const auto& [key, bindings] : found.terms) {
    const std::size_t before = terms.size();
    detail::add_terms(plan, world, bindings.binding, bindings.presence, terms);
    for (std::size_t i = before; i < terms.size(); ++i) {
      const bool sure = terms[i].presence == detail::Presence::yes;
      all.push_back(
          {terms[i],
           {sure ? terms[i].value : Value(), bindings.alternatives, false, bindings.complete}});
    }
  }
  std::vector<Support> supports;
  for (auto& [term, support] : all) {
    if (!shown(plan, value, term)) continue;
    const auto is_same = [&wanted = support.term](const Support& s) {
      return detail::same(s.term, wanted);
    };
    const auto known = is_attained(plan.combine)
                           ? std::find_if(supports.begin(), supports.end(), is_same)
                           : supports.end();
    if (known == supports.end())
      supports.push_back(std::move(support));
    else
      merge(*known, std::move(support));
  }
  return {std::move(supports), found.complete};
}

/// Those of the plan, or for a derived signal of all signals it reads.
Supports supports_of(const SignalSet& set, SignalId id, const World& world, graph::NodeId site,
                     const std::function<Value(SignalId)>& value_of) {
  if (!set.plan(id).derived) return supports_of_plan(set.plan(id), world, site, value_of(id));
  Supports all;
  for (const SignalId read : set[id].reads) {
    Supports some = supports_of(set, read, world, site, value_of);
    all.complete = all.complete && some.complete;
    for (Support& support : some.supports) all.supports.push_back(std::move(support));
  }
  return all;
}

/// A world without some facts, made when first asked for.
class WorldWithout {
 public:
  WorldWithout(const World& world, std::vector<FactRef> facts)
      : world_(world), facts_(std::move(facts)) {}

  [[nodiscard]] std::span<const FactRef> facts() const { return facts_; }
  /// Who owns whom is left as it was where nobody asks.
  [[nodiscard]] World world(bool asks_ownership) {
    if (!view_) view_ = world_.view.without(facts_);
    if (asks_ownership && !ownership_)
      ownership_ = std::any_of(facts_.begin(), facts_.end(),
                               [&](FactRef fact) { return is_about_owners(fact); })
                       ? graph::Ownership::above_few(*view_)
                       : world_.ownership;
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
  std::vector<FactRef> facts_;
  std::optional<graph::GraphView> view_;
  std::optional<graph::Ownership> ownership_;
};

}  // namespace

/// What is found once for all signals of a site.
struct SiteEvidence::Found {
  graph::Ownership ownership;
  World world;  ///< That of `ownership`: a few entities are asked about.
  std::map<SignalId, detail::KeptWalks> walks;
  std::map<std::vector<FactRef>, WorldWithout> worlds;  ///< By the facts that are left out.

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

namespace {

/// What one signal is in the world without some facts. What each fact does is kept.
class Counterfactuals {
 public:
  using Walks = std::map<SignalId, detail::KeptWalks>;
  using Worlds = std::map<std::vector<FactRef>, WorldWithout>;

  Counterfactuals(const SignalSet& set, SignalId id, const World& world, graph::NodeId site,
                  Value value, Walks& walks, Worlds& worlds)
      : set_(set),
        id_(id),
        world_(world),
        site_(site),
        walks_(walks),
        worlds_(worlds),
        value_(std::move(value)) {}

  bool is_decisive(FactRef fact) {
    const auto known = decisive_.find(fact);
    if (known != decisive_.end()) return known->second;
    return decisive_[fact] = changes_without({fact});
  }

  bool changes_without(const std::vector<FactRef>& facts) {
    WorldWithout& less = worlds_.try_emplace(facts, world_, facts).first->second;
    return !detail::same(value_in(less, id_), value_);
  }

 private:
  Value value_in(WorldWithout& less, SignalId id) {
    const Plan& plan = set_.plan(id);
    if (plan.derived)
      return detail::derived_value(plan, less.world(plan.calls.ownership), site_,
                                   [&](SignalId read) { return value_in(less, read); });
    const auto walks = walks_.try_emplace(id, plan, world_, site_).first;
    const auto value = walks->second.value_without(less.facts());
    return value ? *value : detail::value_by_search(plan, less.world(plan.calls.ownership), site_);
  }

  const SignalSet& set_;
  SignalId id_;
  const World& world_;
  graph::NodeId site_;
  Walks& walks_;
  Worlds& worlds_;
  Value value_;
  std::map<FactRef, bool> decisive_;
};

/// All facts of the paths of a support.
std::vector<FactRef> path_facts(const Support& support) {
  std::vector<FactRef> facts;
  for (const Witness& witness : support.alternatives)
    for (std::size_t i = 0; i < witness.path_facts; ++i) facts.push_back(witness.facts[i].fact);
  std::sort(facts.begin(), facts.end());
  facts.erase(std::unique(facts.begin(), facts.end()), facts.end());
  return facts;
}

}  // namespace

Evidence SiteEvidence::of(SignalId id) {
  const Value value = value_of(id);
  Supports supports =
      supports_of(set_, id, found_->world, site_, [&](SignalId read) { return value_of(read); });
  Evidence result{value, supports.complete, std::move(supports.supports)};
  if (!result.complete) return result;
  Counterfactuals counterfactuals(set_, id, found_->world, site_, value, found_->walks,
                                  found_->worlds);
  for (Support& support : result.supports) {
    for (Witness& witness : support.alternatives)
      for (WitnessFact& fact : witness.facts)
        fact.decisive = counterfactuals.is_decisive(fact.fact);
    support.decisive = counterfactuals.changes_without(path_facts(support));
  }
  return result;
}

}  // namespace harbinger::signal
