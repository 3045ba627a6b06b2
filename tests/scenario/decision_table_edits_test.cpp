// SPDX-License-Identifier: Apache-2.0
// Edits of decision tables and their rows, over the bundled pack: what is made of the base is what a fresh run makes,
// and the written copy ranks the same.
#include <catch2/catch.hpp>

#include <algorithm>
#include <filesystem>

#include <unistd.h>

#include "base/files.hpp"
#include "ranking/same_assessment.hpp"
#include "scenario/counterfactual.hpp"
#include "scenario/loaded_inputs.hpp"

using namespace harbinger;
using namespace harbinger::tests;

namespace {

const std::string home = HARBINGER_SOURCE_DIR;

/// The bundled rules and the table of docs/decision-tables.md, from its CSV file.
struct TableInputs {
  graph::EntityGraph graph;
  rule::RuleSet rules;
  model::ModelText written;
  model::Model model;

  [[nodiscard]] scenario::BaseInputs base() const {
    return {graph, rules, written, model, graph.pack().date};
  }
};

TableInputs loaded(const std::string& pack, const std::vector<std::string>& rules,
                   const std::string& model) {
  Diagnostics diagnostics;
  graph::EntityGraph graph(pack::load_pack(pack, diagnostics).value());
  auto set = rule::RuleSet::load(rules, graph.schema(), diagnostics);
  INFO(lines_of(diagnostics));
  REQUIRE(set);
  auto written = model::read_model_text(*read_file(model), diagnostics).value();
  auto built = model::build_model(written, diagnostics).value();
  return {std::move(graph), *std::move(set), std::move(written), std::move(built)};
}

const TableInputs& inputs() {
  static const TableInputs loaded_once =
      loaded(home + "/data/scanners",
             {home + "/rules/scanners.yaml", home + "/data/decision_tables/fleet_csv.yaml"},
             home + "/models/exposure.yaml");
  return loaded_once;
}

const ranking::Assessment& before() {
  static const ranking::Assessment assessment(
      {inputs().graph, inputs().rules, inputs().model},
      graph::GraphView(inputs().graph, inputs().graph.pack().date), 2);
  return assessment;
}

scenario::Scenario quick(const std::vector<std::string>& sets,
                         const std::vector<std::string>& removes = {}) {
  Diagnostics diagnostics;
  auto made = scenario::quick_scenario(sets, removes, diagnostics);
  INFO(lines_of(diagnostics));
  REQUIRE_FALSE(diagnostics.has_errors());
  return made;
}

/// Edits of which each reaches the table otherwise.
std::vector<scenario::Scenario> edits_of_the_table() {
  return {quick({"rules[equipment.fleet.many].points=30"}),
          quick({"rules[equipment.fleet.none].enabled=false"}),
          quick({"rules[equipment.fleet.one].when={machines: \"[1..3)\"}"}),
          quick({"decision_tables[equipment.fleet].hit=collect",
                 "decision_tables[equipment.fleet].collect=max"}),
          quick({"decision_tables[equipment.fleet].enabled=false"}),
          quick({"params.control_threshold=0.25"}),
          quick({"signals[gifts].where=a.flow_type == 'loan'"}),
          quick({}, {inputs().graph.pack().edges[0].id()})};
}

scenario::EditedInputs edited(const scenario::Scenario& scenario) {
  Diagnostics diagnostics;
  auto made = scenario::edited_inputs(inputs().base(), scenario, diagnostics);
  INFO(lines_of(diagnostics));
  REQUIRE(made);
  return *std::move(made);
}

}  // namespace

TEST_CASE("A what-if on rows and tables is a fresh run on the edited inputs",
          "[scenario][decision_table]") {
  for (const scenario::Scenario& scenario : edits_of_the_table()) {
    const auto after = edited(scenario);
    const ranking::Assessment updated(before(), after.basis(), after.view, 2);
    const ranking::Assessment fresh(after.basis(), after.view, 2);
    CHECK(difference(updated, fresh) == "");
  }
}

TEST_CASE("Under first, the row behind one that is off takes its sites",
          "[scenario][decision_table]") {
  // By hand: a site with no deliveries is in the row `none`; without it, in the last row, with 12 + 2 * -5.
  const auto after = edited(quick({"rules[equipment.fleet.none].enabled=false"}));
  const ranking::Assessment fresh(after.basis(), after.view, 2);
  const auto none = inputs().rules.find("equipment.fleet.none")->index();
  const auto many = after.rules->find("equipment.fleet.many")->index();
  std::size_t moved = 0;
  for (std::size_t site = 0; site < before().sites(); ++site) {
    if (!before().outcomes.rules[none].fired[site]) continue;
    ++moved;
    CHECK(fresh.outcomes.rules[many].points[site] == 2 * rule::one_point);
  }
  CHECK(moved > 0);
}

TEST_CASE("A table from a CSV file is written out with its rows, and ranks the same",
          "[scenario][decision_table]") {
  const std::filesystem::path folder = std::filesystem::temp_directory_path() /
                                       ("harbinger_table_copy_" + std::to_string(::getpid()));
  const auto scenario = quick({"rules[equipment.fleet.some_given].points=\"3 * machines\""});
  Diagnostics diagnostics;
  const auto options =
      scenario::write_edited(inputs().base(), scenario, folder.string(), diagnostics);
  INFO(lines_of(diagnostics));
  REQUIRE(options);
  const TableInputs copy = loaded((folder / "pack").string(), {(folder / "rules.yaml").string()},
                                  (folder / "model.yaml").string());
  std::filesystem::remove_all(folder);
  const auto after = edited(scenario);
  const ranking::Assessment here(after.basis(), after.view, 2);
  const ranking::Assessment there({copy.graph, copy.rules, copy.model},
                                  graph::GraphView(copy.graph, after.view.as_of()), 2);
  CHECK(difference(here, there) == "");
  REQUIRE(copy.rules.decision_tables().size() == 1);
  CHECK(copy.rules.decision_tables()[0].rows.size() == 6);
  CHECK(copy.rules.texts().files.size() == 1);
}

TEST_CASE("What cannot be set of a table is told", "[scenario][decision_table][diagnostics]") {
  Diagnostics diagnostics;
  const auto scenario = scenario::quick_scenario(
      std::vector<std::string>{
          "rules[equipment.fleet.meny].points=3", "rules[equipment.fleet.many].id=x",
          "rules[equipment.fleet.many].poinst=3", "decision_tables[equipment.fleat].hit=any",
          "decision_tables[equipment.fleet].csv=x.csv", "decision_tables[equipment.fleet].hti=any"},
      std::vector<std::string>{}, diagnostics);
  (void)scenario::edited_inputs(inputs().base(), scenario, diagnostics);
  const std::string told = lines_of(diagnostics);
  using Catch::Matchers::Contains;
  CHECK_THAT(told, Contains("unknown rule 'equipment.fleet.meny'"));
  CHECK_THAT(told, Contains("did you mean 'equipment.fleet.many'?"));
  CHECK_THAT(told, Contains("the id of a row of a decision table stays as it is"));
  CHECK_THAT(told, Contains("unknown key 'poinst' in this row of a decision table"));
  CHECK_THAT(told, Contains("unknown decision table 'equipment.fleat'"));
  CHECK_THAT(told, Contains("the csv of a decision table stays as it is"));
  CHECK_THAT(told, Contains("unknown key 'hti' in this decision table"));
}

TEST_CASE("The points of a row are a knob that turns the order of two sites",
          "[scenario][decision_table][counterfactual]") {
  // Manila and Subic are close, and Subic is in the row `many`: more points there turn them.
  std::size_t manila = 0;
  std::size_t subic = 0;
  for (std::size_t row = 0; row < before().sites(); ++row) {
    if (before().site_id(row) == "port-of-manila") manila = row;
    if (before().site_id(row) == "port-of-subic") subic = row;
  }
  REQUIRE(before().ranking.rank[manila] < before().ranking.rank[subic]);
  scenario::Question question;
  question.site = subic;
  question.against = manila;
  question.facts = false;
  const auto found = scenario::counterfactual(inputs().base(), before(), question, 2);
  REQUIRE(found.swap);
  const auto& turns = found.swap->turns;
  CHECK(std::any_of(turns.begin(), turns.end(), [](const scenario::Turn& turn) {
    return turn.path == "rules[equipment.fleet.many].points";
  }));
}
