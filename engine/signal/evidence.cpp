// SPDX-License-Identifier: Apache-2.0
#include "signal/evidence.hpp"

#include <algorithm>
#include <map>
#include <memory>

#include "graph/ownership.hpp"
#include "signal/detail/binding_row.hpp"
#include "signal/detail/evaluate_plan.hpp"
#include "signal/detail/search.hpp"
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
using BindingsByTerm = std::map<std::vector<std::uint32_t>, TermBindings>;

void add_facts(Witness& witness, std::span<const FactRef> facts, FactRef site) {
  for (const FactRef fact : facts) {
    const auto is_same = [&](const WitnessFact& known) { return known.fact == fact; };
    if (fact != site && std::none_of(witness.facts.begin(), witness.facts.end(), is_same))
      witness.facts.push_back({fact});
  }
}

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
  BindingsByTerm terms;
  std::size_t passed_over = 0;  // a dense graph has more walks than there is time for
  const auto visit = [&](const detail::Found& found) {
    std::vector<std::uint32_t> key;
    for (const std::uint32_t slot : plan.term_variables) key.push_back(found.binding[slot]);
    TermBindings& term = terms[key];
    if (found.presence < term.presence) return false;  // others give the term more surely
    if (found.presence > term.presence) term.alternatives.clear();
    term.binding.assign(found.binding.begin(), found.binding.end());
    term.presence = found.presence;
    term.complete = term.alternatives.size() < most_alternatives;
    if (!term.complete) return ++passed_over > most_alternatives;
    Witness& witness = term.alternatives.emplace_back();
    add_facts(witness, found.facts, own);
    const FactRef start = graph::fact_of(graph::NodeId(found.binding[0]));
    add_facts(witness, {&start, 1}, own);
    witness.path_facts = witness.facts.size();
    add_facts(witness, facts_used(plan, world, found.binding), own);
    return false;
  };
  for (const graph::NodeId member : detail::sites_summed(plan, world, site))
    detail::search(plan, world, member, detail::Walks::all, visit);
  if (passed_over > most_alternatives)
    for (auto& [key, term] : terms) term.complete = false;
  return terms;
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

std::vector<Support> supports_of_plan(const Plan& plan, const World& world, graph::NodeId site) {
  std::vector<std::pair<detail::Term, Support>> all;
  std::vector<detail::Term> terms;
  for (auto& [key, bindings] : bindings_by_term(plan, world, site)) {
    const std::size_t before = terms.size();
    detail::add_terms(plan, world, bindings.binding, bindings.presence, terms);
    for (std::size_t i = before; i < terms.size(); ++i) {
      const bool sure = terms[i].presence == detail::Presence::yes;
      all.push_back(
          {terms[i],
           {sure ? terms[i].value : Value(), bindings.alternatives, false, bindings.complete}});
    }
  }
  const Value value = detail::value_by_search(plan, world, site);
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
  return supports;
}

/// Those of the plan, or for a derived signal of all signals it reads.
std::vector<Support> supports_of(const SignalSet& set, SignalId id, const World& world,
                                 graph::NodeId site) {
  if (!set.plan(id).derived) return supports_of_plan(set.plan(id), world, site);
  std::vector<Support> supports;
  for (const SignalId read : set[id].reads)
    for (Support& support : supports_of(set, read, world, site))
      supports.push_back(std::move(support));
  return supports;
}

bool asks_ownership(const SignalSet& set, SignalId id) {
  const auto reads = set[id].reads;
  return set.plan(id).calls.ownership ||
         std::any_of(reads.begin(), reads.end(),
                     [&](SignalId read) { return asks_ownership(set, read); });
}

/// The signal evaluated in the world without some facts. What each fact does is kept.
class Counterfactuals {
 public:
  Counterfactuals(const SignalSet& set, SignalId id, const World& world, graph::NodeId site)
      : set_(set),
        id_(id),
        world_(world),
        site_(site),
        asks_ownership_(asks_ownership(set, id)),
        value_(evaluate_one(set, id, world, site)) {}

  [[nodiscard]] const Value& value() const { return value_; }

  bool is_decisive(FactRef fact) {
    const auto known = decisive_.find(fact);
    if (known != decisive_.end()) return known->second;
    return decisive_[fact] = changes_without({&fact, 1});
  }

  bool changes_without(std::span<const FactRef> facts) const {
    const graph::GraphView view = world_.view.without(facts);
    std::unique_ptr<graph::Ownership> ownership;
    const bool matters =
        asks_ownership_ && std::any_of(facts.begin(), facts.end(),
                                       [&](FactRef fact) { return is_about_owners(fact); });
    if (matters) ownership = std::make_unique<graph::Ownership>(view);
    const World world{view, ownership ? *ownership : world_.ownership, world_.places};
    return !detail::same(evaluate_one(set_, id_, world, site_), value_);
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

  const SignalSet& set_;
  SignalId id_;
  const World& world_;
  graph::NodeId site_;
  bool asks_ownership_;
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

Evidence evidence(const SignalSet& set, SignalId id, const World& world, SiteId site_id) {
  const graph::NodeId site = world.view.sites()[site_id.index()];
  Counterfactuals counterfactuals(set, id, world, site);
  Evidence result{counterfactuals.value(), supports_of(set, id, world, site)};
  for (Support& support : result.supports) {
    for (Witness& witness : support.alternatives)
      for (WitnessFact& fact : witness.facts)
        fact.decisive = counterfactuals.is_decisive(fact.fact);
    support.decisive = counterfactuals.changes_without(path_facts(support));
  }
  return result;
}

}  // namespace harbinger::signal
