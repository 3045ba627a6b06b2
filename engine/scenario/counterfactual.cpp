// SPDX-License-Identifier: Apache-2.0
#include "scenario/counterfactual.hpp"

#include <algorithm>

#include "base/assert.hpp"
#include "ranking/local_change.hpp"
#include "scenario/detail/removal_search.hpp"
#include "scenario/detail/swap_search.hpp"
#include "signal/reach.hpp"

namespace harbinger::scenario {

namespace {

class Asked {
 public:
  Asked(const ranking::Assessment& base, const Question& question, unsigned threads,
        const Progress& progress)
      : base_(base),
        ranked_(*base.scores.total, base.ranking),
        question_(question),
        threads_(threads),
        progress_(progress) {}

  [[nodiscard]] bool reached(const ranking::Assessment& a) const {
    if (question_.top) return a.ranking.rank_of(question_.site) > *question_.top;
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
    const auto view = [&](std::span<const std::size_t> removed) {
      std::vector<graph::FactRef> gone;
      for (const std::size_t item : removed) gone.push_back(facts[item]);
      return base_.view.without(gone);
    };
    const auto inputs = [&](std::span<const std::size_t> removed) {
      return std::pair(base_.basis, view(removed));
    };
    const auto without = [&](std::span<const std::size_t> removed) {
      const graph::GraphView less = view(removed);
      const auto change = ranking::local_change(base_, less);
      return change ? trial(*change) : trial(ranking::Assessment(base_, base_.basis, less, 1));
    };
    const auto id = [&](std::size_t item) { return base_.basis.graph.fact(facts[item]).id(); };
    return removals(facts.size(), without, inputs, id);
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
    const auto without = [&](std::span<const std::size_t> removed) {
      const auto [basis, view] = inputs(removed);
      return trial(ranking::Assessment(base_, basis, view, 1));
    };
    const auto id = [&](std::size_t item) { return base_.basis.rules.rule(rules[item]).id; };
    Removals result = removals(rules.size(), without, inputs, id);
    result.of_rules = true;
    return result;
  }

 private:
  [[nodiscard]] detail::Trial trial(const ranking::Assessment& after) const {
    return {reached(after), after.scores.total[question_.site]};
  }

  /// The same from the few sites that moved. The site asked about is among those that stay: only edges go.
  [[nodiscard]] detail::Trial trial(const ranking::LocalChange& change) const {
    const auto site = static_cast<std::uint32_t>(question_.site);
    const double score = change.score_of(base_, site);
    if (!question_.top) return {change.tier_of(base_, site) > base_.scores.tier[site], score};
    return {*ranking::Reranked(ranked_, change.moved).rank(site) > *question_.top, score};
  }

  /// `without` tries to do without some items, `inputs` makes the basis and view without them.
  template <class Without, class Inputs, class IdOf>
  Removals removals(std::size_t items, const Without& without, const Inputs& inputs,
                    const IdOf& id_of) const {
    detail::RemovalProblem problem;
    problem.items = items;
    problem.score = base_.scores.total[question_.site];
    problem.most_tried = question_.most_tried;
    problem.without = without;
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
  ranking::RankedScores ranked_;
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
