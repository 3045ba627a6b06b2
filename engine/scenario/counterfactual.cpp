// SPDX-License-Identifier: Apache-2.0
#include "scenario/counterfactual.hpp"

#include <algorithm>

#include "base/assert.hpp"
#include "scenario/detail/removal_search.hpp"
#include "scenario/detail/swap_search.hpp"
#include "signal/reach.hpp"

namespace harbinger::scenario {

namespace {

class Asked {
 public:
  Asked(const ranking::Assessment& base, const Question& question, unsigned threads,
        const Progress& progress)
      : base_(base), question_(question), threads_(threads), progress_(progress) {}

  [[nodiscard]] bool reached(const ranking::Assessment& a) const {
    if (question_.top) return a.ranking.rank[question_.site] > *question_.top;
    return a.scores.tier[question_.site] > base_.scores.tier[question_.site];
  }

  [[nodiscard]] std::string goal() const {
    const std::string& tier = base_.tier_of(question_.site);
    if (question_.top && *question_.top >= base_.sites())
      return fmt::format("out of the top {}: there are no more sites", *question_.top);
    if (question_.top)
      return reached(base_) ? fmt::format("out of the top {}: it is out already", *question_.top)
                            : fmt::format("out of the top {}", *question_.top);
    const bool lowest =
        base_.scores.tier[question_.site] + 1u == base_.basis.model.tiers.bounds.size();
    return lowest ? fmt::format("a tier below {}: there is none", tier)
                  : fmt::format("a tier below {}", tier);
  }

  [[nodiscard]] bool can_be_reached() const {
    return question_.top
               ? !reached(base_)
               : base_.scores.tier[question_.site] + 1u < base_.basis.model.tiers.bounds.size();
  }

  Removals of_facts() const {
    std::vector<graph::FactRef> facts;
    const auto reach = signal::facts_in_reach(base_.basis.rules.signals(), base_.world(),
                                              base_.site(question_.site));
    for (const graph::FactRef fact : reach)
      if (fact.is_edge && !base_.view.is_removed(fact)) facts.push_back(fact);
    const auto inputs = [&](std::span<const std::size_t> removed) {
      std::vector<graph::FactRef> gone;
      for (const std::size_t item : removed) gone.push_back(facts[item]);
      return std::pair(base_.basis, base_.view.without(gone));
    };
    const auto id = [&](std::size_t item) { return base_.basis.graph.fact(facts[item]).id(); };
    return removals(facts.size(), inputs, id);
  }

  Removals of_rules() const {
    std::vector<rule::RuleId> rules;
    for (std::size_t i = 0; i < base_.outcomes.rules.size(); ++i)
      if (base_.outcomes.rules[i].fired[question_.site]) rules.emplace_back(i);
    const auto inputs = [&](std::span<const std::size_t> removed) {
      ranking::Basis basis = base_.basis;
      for (const std::size_t item : removed) basis.rules_off.push_back(rules[item]);
      return std::pair(basis, base_.view);
    };
    const auto id = [&](std::size_t item) { return base_.basis.rules.rule(rules[item]).id; };
    Removals result = removals(rules.size(), inputs, id);
    result.of_rules = true;
    return result;
  }

 private:
  /// `inputs` makes the basis and view without some items.
  template <class Inputs, class IdOf>
  Removals removals(std::size_t items, const Inputs& inputs, const IdOf& id_of) const {
    detail::RemovalProblem problem;
    problem.items = items;
    problem.score = base_.scores.total[question_.site];
    problem.most_tried = question_.most_tried;
    problem.without = [&](std::span<const std::size_t> removed) {
      const auto [basis, view] = inputs(removed);
      const ranking::Assessment after(base_, basis, view, 1);
      return detail::Trial{reached(after), after.scores.total[question_.site]};
    };
    if (progress_)
      problem.progress = [&](std::size_t tried) { progress_(tried, question_.most_tried); };
    const detail::FoundRemovals found = detail::smallest_removals(problem, threads_);
    Removals result;
    result.candidates = items;
    result.tried = found.tried;
    result.searched_size = found.searched_size;
    result.smallest = found.smallest;
    result.note = found.note;
    for (const detail::ItemSet& set : found.sets) {
      RemovalSet& answer = result.answers.emplace_back();
      for (const std::size_t item : set) answer.ids.push_back(id_of(item));
      std::sort(answer.ids.begin(), answer.ids.end());
      const auto [basis, view] = inputs(set);
      const ranking::Assessment fresh(basis, view, threads_);
      HARBINGER_ASSERT(reached(fresh));
      answer.after = standing_of(fresh, question_.site);
    }
    std::sort(
        result.answers.begin(), result.answers.end(), [](const RemovalSet& a, const RemovalSet& b) {
          return a.after.score != b.after.score ? a.after.score < b.after.score : a.ids < b.ids;
        });
    if (result.answers.size() > most_answers) {
      result.more = result.answers.size() - most_answers;
      result.answers.resize(most_answers);
    }
    return result;
  }

  const ranking::Assessment& base_;
  const Question& question_;
  unsigned threads_;
  const Progress& progress_;
};

}  // namespace

Counterfactual counterfactual(const BaseInputs& inputs, const ranking::Assessment& base,
                              const Question& question, unsigned threads,
                              const Progress& progress) {
  Counterfactual result;
  result.site = base.site_id(question.site);
  result.name = std::string(base.basis.graph.node(base.site(question.site)).name());
  result.before = standing_of(base, question.site);
  if (question.against) {
    const bool is_above = base.scores.total[question.site] >= base.scores.total[*question.against];
    result.goal = fmt::format("to change places with {}", base.site_id(*question.against));
    result.swap =
        detail::swap_search(inputs, base, is_above ? question.site : *question.against,
                            is_above ? *question.against : question.site, threads, progress);
    return result;
  }
  const Asked asked(base, question, threads, progress);
  result.goal = asked.goal();
  if (!asked.can_be_reached()) return result;
  if (question.facts) result.removals.push_back(asked.of_facts());
  if (question.rules) result.removals.push_back(asked.of_rules());
  return result;
}

}  // namespace harbinger::scenario
