// SPDX-License-Identifier: Apache-2.0
// Answers of counterfactuals on the bundled pack, run afresh, and what is no answer tried fact by fact.
#include "scenario/counterfactual.hpp"

#include <algorithm>
#include <set>

#include <catch2/catch.hpp>

#include "base/parallel.hpp"
#include "ranking/bundled.hpp"
#include "signal/reach.hpp"

using namespace harbinger;
using namespace harbinger::tests;
using scenario::Counterfactual;
using scenario::Question;
using scenario::Removals;

namespace {

using Ids = std::set<std::string>;

const model::ModelText& model_text() {
  static const model::ModelText text = [] {
    Diagnostics wrong;
    return model::read_model_text(
               *read_file(std::string(HARBINGER_SOURCE_DIR) + "/models/exposure.yaml"), wrong)
        .value();
  }();
  return text;
}

scenario::BaseInputs inputs() {
  return {bundled().graph, bundled().rules, model_text(), bundled().model, bundled().as_of()};
}

std::size_t row_of(const std::string& site) {
  const ranking::Assessment& a = bundled_assessment();
  for (std::size_t row = 0; row < a.sites(); ++row)
    if (a.site_id(row) == site) return row;
  throw std::out_of_range(site);
}

scenario::Standing standing(const ranking::Assessment& a, std::size_t row) {
  return {a.ranking.rank[row], a.scores.total[row], a.tier_of(row)};
}

/// The inputs that the command line would make, scored afresh.
struct Fresh {
  scenario::EditedInputs edited;
  ranking::Assessment assessment;

  Fresh(const std::vector<std::string>& sets, const std::vector<std::string>& removes)
      : edited(made(sets, removes)), assessment(edited.basis(), edited.view, 2) {}

 private:
  static scenario::EditedInputs made(const std::vector<std::string>& sets,
                                     const std::vector<std::string>& removes) {
    Diagnostics wrong;
    const auto quick = scenario::quick_scenario(sets, removes, wrong);
    auto made = scenario::edited_inputs(inputs(), quick, wrong);
    for (const Diagnostic& d : wrong.all()) UNSCOPED_INFO(to_text(d));
    REQUIRE(made);
    return *std::move(made);
  }
};

/// The site without some facts or rules, afresh.
scenario::Standing without(const std::vector<std::string>& ids, bool rules, std::size_t row) {
  if (!rules) return standing(Fresh({}, ids).assessment, row);
  ranking::Basis basis = bundled().basis();
  for (const std::string& id : ids) basis.rules_off.push_back(bundled().rules.find(id).value());
  return standing(ranking::Assessment(basis, bundled().view(), 2), row);
}

std::size_t place_of_tier(const std::string& tier) {
  return bundled().model.tiers.find(tier).value();
}

bool reached(const Question& question, const scenario::Standing& before,
             const scenario::Standing& after) {
  if (question.top) return after.rank > *question.top;
  return place_of_tier(after.tier) > place_of_tier(before.tier);
}

/// Each answer is one, and none could be shorter; a few of them run afresh.
void check_answers(const Question& question, const Removals& removals) {
  const scenario::Standing before = standing(bundled_assessment(), question.site);
  const auto& answers = removals.answers;
  for (std::size_t k = 0; k < answers.size(); k += std::max<std::size_t>(1, answers.size() / 3)) {
    const scenario::RemovalSet& answer = answers[k];
    INFO(answer.ids.front() << " and " << answer.ids.size() - 1 << " more");
    CHECK(std::is_sorted(answer.ids.begin(), answer.ids.end()));
    const scenario::Standing after = without(answer.ids, removals.of_rules, question.site);
    CHECK(after == answer.after);
    CHECK(reached(question, before, after));
    for (std::size_t i = 0; i < answer.ids.size() && answer.ids.size() > 1; ++i) {
      std::vector<std::string> less = answer.ids;
      less.erase(less.begin() + static_cast<std::ptrdiff_t>(i));
      CHECK_FALSE(reached(question, before, without(less, removals.of_rules, question.site)));
    }
  }
  for (std::size_t i = 1; i < answers.size(); ++i) {
    CHECK(answers[i - 1].after.score <= answers[i].after.score);
    CHECK(answers[i].ids.size() == answers[0].ids.size());
  }
  CHECK(answers.size() <= scenario::most_answers);
  if (removals.more > 0) CHECK(answers.size() == scenario::most_answers);
  if (answers.empty()) CHECK_FALSE(removals.smallest);
}

/// Answers of size 1.
Ids alone(const Removals& removals) {
  Ids ids;
  for (const scenario::RemovalSet& answer : removals.answers)
    if (answer.ids.size() == 1) ids.insert(answer.ids.front());
  return ids;
}

/// The last site of each tier but the lowest, and some in between.
std::vector<std::size_t> some_sites() {
  const ranking::Assessment& a = bundled_assessment();
  std::vector<std::size_t> rows;
  for (std::size_t i = 0; i < a.sites(); ++i) {
    const std::uint32_t row = a.ranking.order[i];
    if (a.scores.tier[row] + 1u == bundled().model.tiers.bounds.size()) break;
    const bool is_last = a.scores.tier[a.ranking.order[i + 1]] != a.scores.tier[row];
    if (is_last || i % 100 == 7) rows.push_back(row);
  }
  return rows;
}

}  // namespace

TEST_CASE("Every answer of a counterfactual, run afresh, takes the site a tier down",
          "[counterfactual][bundled][slow]") {
  std::size_t answers = 0;
  for (const std::size_t row : some_sites()) {
    Question question;
    question.site = row;
    question.most_tried = 700;
    const Counterfactual found =
        scenario::counterfactual(inputs(), bundled_assessment(), question, 2);
    INFO(found.site);
    CHECK(found.site == bundled_assessment().site_id(row));
    CHECK(found.before == standing(bundled_assessment(), row));
    CHECK(found.goal == "a tier below " + found.before.tier);
    REQUIRE(found.removals.size() == 2);
    CHECK_FALSE(found.removals[0].of_rules);
    CHECK(found.removals[1].of_rules);
    for (const Removals& removals : found.removals) {
      check_answers(question, removals);
      answers += removals.answers.size();
    }
  }
  CHECK(answers > 40);
}

TEST_CASE("What moves a site is in its reach, and no single fact lowers it that is no answer",
          "[counterfactual][bundled][slow]") {
  const ranking::Assessment& base = bundled_assessment();
  const graph::EntityGraph& graph = bundled().graph;
  // Each edge is taken out once, for all sites; and some nodes that are no sites.
  std::vector<graph::FactRef> facts;
  for (std::size_t i = 0; i < graph.edge_count(); ++i)
    facts.push_back(graph::fact_of(graph::EdgeId(i)));
  for (std::size_t i = 0; i < graph.node_count(); i += 7)
    if (graph.node(graph::NodeId(i)).kind() != graph.schema().roles.site)
      facts.push_back(graph::fact_of(graph::NodeId(i)));
  struct Effect {
    std::vector<std::size_t> moved;
    std::vector<std::size_t> lowered;
  };
  std::vector<Effect> effects(facts.size());
  parallel_for(facts.size(), 2, [&](std::size_t i) {
    const ranking::Assessment after(base, bundled().basis(),
                                    base.view.without(std::vector{facts[i]}), 1);
    for (std::size_t row = 0; row < base.sites(); ++row) {
      if (after.scores.total[row] != base.scores.total[row]) effects[i].moved.push_back(row);
      if (after.scores.tier[row] > base.scores.tier[row]) effects[i].lowered.push_back(row);
    }
  });
  std::vector<std::set<graph::FactRef>> reach(base.sites());
  for (std::size_t row = 0; row < base.sites(); row += 5) {
    const auto found =
        signal::facts_in_reach(bundled().rules.signals(), base.world(), base.site(row));
    reach[row] = {found.begin(), found.end()};
  }
  std::size_t moves = 0;
  std::vector<Ids> lowered_by(base.sites());
  for (std::size_t i = 0; i < facts.size(); ++i) {
    const std::string id = graph.fact(facts[i]).id();
    for (const std::size_t row : effects[i].moved) {
      if (row % 5 != 0) continue;
      ++moves;
      INFO(base.site_id(row) << " is moved by " << id);
      CHECK(reach[row].contains(facts[i]));
    }
    for (const std::size_t row : effects[i].lowered)
      if (facts[i].is_edge) lowered_by[row].insert(id);
  }
  CHECK(moves > 1000);
  std::size_t asked = 0;
  for (std::size_t row = 0; row < base.sites() && asked < 4; row += 3) {
    if (lowered_by[row].empty() || lowered_by[row].size() > scenario::most_answers) continue;
    ++asked;
    Question question;
    question.site = row;
    question.most_tried = 400;
    question.rules = false;
    const auto found = scenario::counterfactual(inputs(), base, question, 2);
    INFO(found.site);
    REQUIRE(found.removals.size() == 1);
    CHECK(alone(found.removals[0]) == lowered_by[row]);
  }
  CHECK(asked == 4);
}

TEST_CASE("No single rule lowers a site that is no answer", "[counterfactual][bundled]") {
  const ranking::Assessment& base = bundled_assessment();
  std::vector<Ids> lowered_by(base.sites());
  for (std::size_t i = 0; i < bundled().rules.rules().size(); ++i) {
    ranking::Basis basis = bundled().basis();
    basis.rules_off = {rule::RuleId(i)};
    const ranking::Assessment after(base, basis, base.view, 1);
    for (std::size_t row = 0; row < base.sites(); ++row)
      if (after.scores.tier[row] > base.scores.tier[row])
        lowered_by[row].insert(bundled().rules.rules()[i].id);
  }
  for (const std::size_t row : some_sites()) {
    Question question;
    question.site = row;
    question.most_tried = 100;
    question.facts = false;
    const auto found = scenario::counterfactual(inputs(), base, question, 2);
    INFO(found.site);
    REQUIRE(found.removals.size() == 1);
    CHECK(alone(found.removals[0]) == lowered_by[row]);
  }
}

TEST_CASE("Every answer to what takes a site out of the top does",
          "[counterfactual][bundled][slow]") {
  const ranking::Assessment& base = bundled_assessment();
  for (const std::size_t place : {4u, 9u}) {
    Question question;
    question.site = base.ranking.order[place];
    question.top = 10;
    question.most_tried = 700;
    const auto found = scenario::counterfactual(inputs(), base, question, 2);
    INFO(found.site);
    CHECK(found.goal == "out of the top 10");
    REQUIRE(found.removals.size() == 2);
    for (const Removals& removals : found.removals) check_answers(question, removals);
  }
}

TEST_CASE("A site that cannot fall is told so, and nothing is searched",
          "[counterfactual][bundled]") {
  const ranking::Assessment& base = bundled_assessment();
  Question question;
  question.site = base.ranking.order.back();
  const auto lowest = scenario::counterfactual(inputs(), base, question, 2);
  CHECK(lowest.before.tier == "low");
  CHECK(lowest.goal == "a tier below low: there is none");
  CHECK(lowest.removals.empty());
  CHECK_FALSE(lowest.swap);
  question.top = 10;
  const auto out = scenario::counterfactual(inputs(), base, question, 2);
  CHECK(out.goal == "out of the top 10: it is out already");
  CHECK(out.removals.empty());
}

TEST_CASE(
    "Every turn of a knob that is told turns two sites round, and half of a weight's does not",
    "[counterfactual][bundled][slow]") {
  const ranking::Assessment& base = bundled_assessment();
  std::size_t turns = 0;
  std::size_t halves = 0;
  for (const auto& [first, second] : {std::pair(5u, 6u), std::pair(20u, 23u)}) {
    Question question;
    // Asked of the lower one: the higher is first all the same.
    question.site = base.ranking.order[second];
    question.against = base.ranking.order[first];
    std::size_t last_done = 0;
    std::size_t of = 0;
    const auto found = scenario::counterfactual(inputs(), base, question, 2,
                                                [&](std::size_t done, std::size_t all) {
                                                  last_done = done;
                                                  of = all;
                                                });
    CHECK(found.removals.empty());
    REQUIRE(found.swap);
    const scenario::Swap& swap = *found.swap;
    CHECK(last_done == swap.knobs);
    CHECK(of == swap.knobs);
    CHECK(swap.first == base.site_id(base.ranking.order[first]));
    CHECK(swap.second == base.site_id(base.ranking.order[second]));
    const std::size_t high = row_of(swap.first);
    const std::size_t low = row_of(swap.second);
    CHECK(swap.first_before == standing(base, high));
    CHECK(swap.second_before == standing(base, low));
    CHECK(swap.turns.size() <= swap.knobs);
    for (std::size_t i = 0; i < swap.turns.size(); ++i) {
      const scenario::Turn& turn = swap.turns[i];
      INFO(swap.first << " and " << swap.second << ": " << turn.path << " from " << turn.from
                      << " to " << turn.to);
      if (i > 0) CHECK(swap.turns[i - 1].relative <= turn.relative);
      const Fresh fresh({turn.path + "=" + turn.to}, {});
      CHECK(turn.first_after == standing(fresh.assessment, high));
      CHECK(turn.second_after == standing(fresh.assessment, low));
      CHECK(turn.second_after.score > turn.first_after.score);
      ++turns;
      if (!turn.path.ends_with(".weight")) continue;
      const double from = std::stod(turn.from);
      const double to = std::stod(turn.to);
      CHECK_THAT(turn.relative, Catch::Matchers::WithinAbs(std::abs(to - from) / from, 1e-12));
      // Told with three digits: what is below the third may double a very small change.
      if (turn.relative < 0.02) continue;
      ++halves;
      const Fresh half({fmt::format("{}={}", turn.path, (from + to) / 2)}, {});
      CHECK(half.assessment.scores.total[high] >= half.assessment.scores.total[low]);
    }
  }
  CHECK(turns > 5);
  CHECK(halves > 2);
}
