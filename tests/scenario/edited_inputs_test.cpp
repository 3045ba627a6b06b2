// SPDX-License-Identifier: Apache-2.0
#include <catch2/catch.hpp>

#include <filesystem>
#include <fstream>

#include "base/files.hpp"
#include "pack/pack_folder.hpp"
#include "scenario/edited_inputs.hpp"

using namespace harbinger;
using harbinger::tests::PackFolder;

namespace {

constexpr const char* rules_text = R"yaml(title: Test rules
params:
  half: {value: 5, why: given}
  words: {value: [a, b], why: given}
tables:
  weight: {high: 2, low: {value: 1, why: less}}
signals:
  - id: stakes
    match: "(site)-[:PART_OF*0..1]->(p:Site)<-[o:OWNS]-(x)"
    value: "o.share"
    combine: sum
    missing: zero
  - {id: latitude, match: "(site)", value: "site.lat", combine: max}
groups:
  - {id: all, cap: 60, why: enough}
rules:
  - {id: owned, when: "stakes > 0.2", dimension: influence, points: 40, group: all, because: owned}
  - {id: north, when: "latitude > params.half", dimension: influence, points: 10, because: north}
)yaml";

constexpr const char* model_text = R"yaml(model: test
dimensions:
  - id: influence
    weight: 2
    points: {full: 100}
  - id: reliance
    indicators:
      - {signal: stakes, weight: 1, normalise: minmax, missing: drop}
tiers:
  bounds: [{tier: high, at_least: 30}, {tier: low, at_least: 0}]
)yaml";

/// A base in a folder of its own, and scenario files beside it.
struct Base {
  PackFolder folder;
  std::optional<graph::EntityGraph> graph;
  std::optional<rule::RuleSet> rules;
  std::optional<model::ModelText> written;
  std::optional<model::Model> model;

  Base() {
    folder.write("owns.csv",
                 "owner,owned,share,valid_from,valid_to,confidence,source\n"
                 "AAA,maker,0.5,2010,2020-06,high,s1\nmaker,port,0.3,2012,,high,s1\n");
    folder.write("rules.yaml", rules_text);
    folder.write("model.yaml", model_text);
    load(folder.path(), folder.path() + "/rules.yaml", folder.path() + "/model.yaml");
  }
  Base(const std::string& pack, const std::string& rule_file, const std::string& model_file) {
    load(pack, rule_file, model_file);
  }
  void load(const std::string& pack_folder, const std::string& rule_file,
            const std::string& model_file) {
    Diagnostics diagnostics;
    auto pack = pack::load_pack(pack_folder, diagnostics);
    for (const Diagnostic& d : diagnostics.all()) UNSCOPED_INFO(to_text(d));
    REQUIRE(pack);
    graph.emplace(std::move(*pack));
    rules = rule::RuleSet::load(std::vector{rule_file}, graph->schema(), diagnostics);
    written = model::read_model_text(*read_file(model_file), diagnostics);
    for (const Diagnostic& d : diagnostics.all()) UNSCOPED_INFO(to_text(d));
    REQUIRE(rules);
    REQUIRE(written);
    model = model::build_model(*written, diagnostics);
    REQUIRE(model);
  }
  [[nodiscard]] scenario::BaseInputs inputs() const {
    return {*graph, *rules, *written, *model, graph->pack().date};
  }
  [[nodiscard]] std::string path(const std::string& name) const {
    return folder.path() + "/" + name;
  }
};

std::string told(const Diagnostics& diagnostics) {
  std::string lines;
  for (const Diagnostic& d : diagnostics.all()) {
    const std::string name = d.where.text ? d.where.text->name() : "";
    lines += fmt::format("{}:{}:{} {}{}\n", name.substr(name.rfind('/') + 1), d.where.line,
                         d.where.column, d.message, d.hint.empty() ? "" : "; " + d.hint);
  }
  return lines;
}

std::vector<scenario::Scenario> scenarios_of(const Base& base, const std::string& yaml) {
  base.folder.write("s.yaml", yaml);
  Diagnostics diagnostics;
  auto scenarios = scenario::read_scenarios(std::vector{base.path("s.yaml")}, diagnostics);
  INFO(told(diagnostics));
  REQUIRE(scenarios);
  return *std::move(scenarios);
}

scenario::EditedInputs edited(const Base& base, const scenario::Scenario& scenario) {
  Diagnostics diagnostics;
  auto inputs = scenario::edited_inputs(base.inputs(), scenario, diagnostics);
  INFO(told(diagnostics));
  REQUIRE(inputs);
  return *std::move(inputs);
}

/// Scores by site id.
std::vector<std::pair<std::string, double>> scores(const ranking::Assessment& a) {
  std::vector<std::pair<std::string, double>> result;
  for (std::size_t i = 0; i < a.sites(); ++i) {
    const graph::NodeId site = a.basis.graph.sites()[i];
    if (a.view.has(site)) result.emplace_back(a.basis.graph.node(site).id(), a.scores.total[i]);
  }
  return result;
}

/// Every error of the scenarios of a text, those of reading and those of editing.
std::string errors_of(const Base& base, const std::string& yaml) {
  base.folder.write("s.yaml", yaml);
  Diagnostics diagnostics;
  for (const auto& scenario :
       scenario::readable_scenarios(std::vector{base.path("s.yaml")}, diagnostics))
    (void)scenario::edited_inputs(base.inputs(), scenario, diagnostics);
  return told(diagnostics);
}

constexpr const char* every_edit = R"yaml(scenarios:
  - name: first
    title: Another owner
    edits:
      - {set: "rules[owned].points", to: "45"}
      - {set: params.half, to: 1}
      - {set: "groups[all].cap", to: 50}
      - {set: "signals[stakes].missing", to: unknown}
      - {set: "tables[weight].high", to: 3}
      - {set: "model[influence].weight", to: 3}
      - {set: "model[influence].points.full", to: 80}
      - {set: "model[reliance].indicators[stakes].missing", to: zero}
      - {set: model.top.combine, to: geometric}
      - {set: "model.tiers[high].at_least", to: 20}
      - {set: model.tiers.by, to: percentile}
      - {remove: "LOCATED_IN:terminal:AAA"}
      - add: {table: owns.csv, owner: AAA, owned: terminal, share: 0.4, confidence: low, source: s1}
      - {change: maker, to: {staff: 4}}
      - add_rule: {id: more, when: "stakes > 0.1", dimension: influence, points: 5, because: more}
  - name: second
    extends: first
    as_of: 2013
    edits:
      - {remove: maker}
      - {remove_rule: owned}
      - {set: "rules[north].enabled", to: false, why: not now}
      - remove_all: {match: "(:Country)-[o:OWNS]->(:Site)", fact: o}
)yaml";

}  // namespace

TEST_CASE("What a scenario does not edit is the base's own object", "[scenario]") {
  const Base base;
  const auto scenarios = scenarios_of(base, R"yaml(scenarios:
  - {name: facts, edits: [{remove: terminal}]}
  - {name: rules, edits: [{set: params.half, to: 100}]}
)yaml");
  const auto facts = edited(base, scenarios[0]);
  CHECK(facts.graph.get() == &*base.graph);
  CHECK(facts.rules.get() == &*base.rules);
  CHECK(facts.model.get() == &*base.model);
  CHECK_FALSE(facts.view.has(*base.graph->find_node("terminal")));
  const auto rules = edited(base, scenarios[1]);
  CHECK(rules.graph.get() == &*base.graph);
  CHECK(rules.rules.get() != &*base.rules);
}

TEST_CASE("A scenario edits rules, model and facts, and one may extend another", "[scenario]") {
  const Base base;
  const auto scenarios = scenarios_of(base, every_edit);
  const auto first = edited(base, scenarios[0]);
  CHECK(first.rules->texts().rules.size() == 3);
  CHECK(first.rules->texts().rules[0].points->value == "45");
  CHECK(first.rules->groups()[0].cap == 50'000'000);
  CHECK(first.model->tiers.by == model::Tiers::By::percentile);
  CHECK(first.model->dimensions[1].weight == 3);
  CHECK(first.graph->find_fact("OWNS:AAA:terminal"));
  const auto second = edited(base, scenarios[1]);
  CHECK(to_text(second.view.as_of()) == "2013-12-31");
  CHECK(second.rules->texts().rules.size() == 2);
  CHECK(second.rules->rules()[0].reason == "not now");
  CHECK_FALSE(second.graph->find_fact("OWNS:AAA:terminal"));
  CHECK_FALSE(second.graph->find_node("maker"));
  CHECK(base.graph->find_node("maker"));
}

TEST_CASE("The written copy of a scenario ranks as the scenario does, bit for bit", "[scenario]") {
  const Base base;
  const auto scenarios =
      scenarios_of(base, std::string(every_edit) +
                             "  - {name: gone, edits: [{remove: [maker, terminal]}]}\n"
                             "  - {name: nothing}\n");
  for (const auto& scenario : scenarios) {
    const auto inputs = edited(base, scenario);
    const ranking::Assessment here(inputs.basis(), inputs.view, 1);
    const std::string folder = base.path("copy-" + scenario.name);
    Diagnostics diagnostics;
    const auto options = scenario::write_edited(base.inputs(), scenario, folder, diagnostics);
    INFO(told(diagnostics));
    REQUIRE(options);
    CHECK(options->at(1) == folder + "/pack");
    const Base copy(folder + "/pack", folder + "/rules.yaml", folder + "/model.yaml");
    const ranking::Assessment there({*copy.graph, *copy.rules, *copy.model},
                                    {*copy.graph, inputs.view.as_of()}, 1);
    CHECK(scores(here) == scores(there));
    // A folder that holds something is not written to.
    CHECK_FALSE(scenario::write_edited(base.inputs(), scenario, folder, diagnostics));
  }
}

TEST_CASE("The written copy of the bundled inputs ranks as they do with the edits", "[scenario]") {
  const std::string home = HARBINGER_SOURCE_DIR;
  const Base base(home + "/data/scanners", home + "/rules/scanners.yaml",
                  home + "/models/exposure.yaml");
  const std::string& rule = base.rules->texts().rules.front().id.value;
  const std::string edge = base.graph->pack().edges[0].id();
  const std::string country(base.graph->pack().nodes[0].id());
  const auto scenarios = scenarios_of(base, fmt::format(R"yaml(scenarios:
  - name: all
    as_of: 2020-06
    edits:
      - {{set: "rules[{}].points", to: 17}}
      - {{remove: "{}"}}
      - {{change: "{}", to: {{note: "changed, \"so\""}}}}
)yaml",
                                                        rule, edge, country));
  const auto inputs = edited(base, scenarios[0]);
  const ranking::Assessment here(inputs.basis(), inputs.view, 2);
  Diagnostics diagnostics;
  const std::string folder = base.path("copy");
  const auto options = scenario::write_edited(base.inputs(), scenarios[0], folder, diagnostics);
  INFO(told(diagnostics));
  REQUIRE(options);
  const Base copy(folder + "/pack", folder + "/rules.yaml", folder + "/model.yaml");
  const ranking::Assessment there({*copy.graph, *copy.rules, *copy.model},
                                  {*copy.graph, inputs.view.as_of()}, 2);
  CHECK(scores(here) == scores(there));
}

TEST_CASE("A scenario may use another rule set and another model", "[scenario]") {
  const Base base;
  base.folder.write("few.yaml",
                    "signals:\n  - {id: stakes, match: \"(site)<-[o:OWNS]-(x)\", value: o.share, "
                    "combine: max}\nrules:\n  - {id: only, when: stakes > 0, dimension: influence, "
                    "points: 1, because: x}\n");
  const auto scenarios = scenarios_of(base, R"yaml(scenarios:
  - name: few
    rules: few.yaml
    model: model.yaml
    edits: [{set: "rules[only].points", to: 7}]
)yaml");
  const auto inputs = edited(base, scenarios[0]);
  REQUIRE(inputs.rules->rules().size() == 1);
  CHECK(inputs.rules->texts().rules[0].points->value == "7");
}

TEST_CASE("Edits of the command line are a scenario", "[scenario]") {
  const Base base;
  Diagnostics diagnostics;
  (void)scenario::quick_scenario(
      std::vector<std::string>{"rules[owned].when=stakes >= 0.1 && latitude == 1.5",
                               "params.words=[c, d]", "params.half=\"x\"", "params.half"},
      std::vector<std::string>{"maker"}, diagnostics);
  CHECK(told(diagnostics) == "--set:1:1 expected PATH=VALUE, found 'params.half'\n");
  Diagnostics none;
  const auto good = scenario::quick_scenario(
      std::vector<std::string>{"rules[owned].when=stakes >= 0.1 && latitude == 1.5",
                               "params.words=[c, d]", "params.half=7"},
      std::vector<std::string>{"maker"}, none);
  const auto inputs = edited(base, good);
  CHECK(inputs.rules->texts().rules[0].when.value == "stakes >= 0.1 && latitude == 1.5");
  CHECK(inputs.rules->texts().params[1].second.value.items.size() == 2);
  CHECK_FALSE(inputs.view.has(*base.graph->find_node("maker")));
  const auto wrong = scenario::quick_scenario(
      std::vector<std::string>{"rules[ownd].points=4", "params.half=="}, {}, none);
  CHECK_FALSE(scenario::edited_inputs(base.inputs(), wrong, none));
  CHECK(told(none).starts_with("--set:1:7 unknown rule 'ownd'; did you mean 'owned'?\n"));
}

TEST_CASE("What a scenario gets wrong is told in one run, at its place", "[scenario]") {
  const Base base;
  const std::string file = base.path("s.yaml");
  const std::string contradictions = errors_of(base, R"yaml(scenarios:
  - name: Bad Name
  - name: verbs
    edits:
      - {why: nothing}
      - {set: params.half, to: 1, remove: maker}
      - {set: params.half}
      - {remove: maker, to: 1}
      - {set: param.half, to: 1}
      - {set: "rules[owned]", to: 1}
      - {set: "rules[owned].points", to: 1}
      - {set: "rules[owned].points", to: 2}
      - {remove: maker}
      - {change: maker, to: {staff: 1}}
      - {remove_rule: owned}
      - {add: {id: x}}
      - {add: x}
  - {name: verbs}
  - {name: a, extends: b}
  - {name: b, extends: a}
  - {name: c, extends: verb}
)yaml");
  const std::string verbs = "; set, remove, remove_all, add, change, add_rule or remove_rule\n";
  CHECK(contradictions ==
        "s.yaml:2:11 'Bad Name' is no name for a scenario; lower-case letters, digits and _\n"
        "s.yaml:5:9 an edit says one thing; this one says nothing" +
            verbs + "s.yaml:6:9 an edit says one thing; this one says set and remove" + verbs +
            "s.yaml:7:9 'set' needs the key 'to'\n"
            "s.yaml:8:9 'remove' takes no key 'to'\n"
            "s.yaml:9:15 'param.half' leads to nothing that can be set; did you mean 'params'?\n"
            "s.yaml:10:16 'rules[owned]' is no whole path; rules[ID].KEY, params.NAME, "
            "groups[ID].KEY, signals[ID].KEY, tables[NAME].ENTRY, decision_tables[ID].KEY, "
            "model[DIMENSION].KEY, "
            "model.top.KEY or model.tiers[TIER].at_least\n"
            "s.yaml:12:16 'rules[owned].points' is set twice; first at " +
            file +
            ":11:16\n"
            "s.yaml:14:18 'maker' is changed, and changed or removed already; first at " +
            file +
            ":13:18\n"
            "s.yaml:15:23 the rule 'owned' is removed, and removed or edited already; first at " +
            file +
            ":11:22\n"
            "s.yaml:16:15 a row needs the key 'table'; the name of a table, as pack.yaml has it\n"
            "s.yaml:17:15 expected a map of columns, found a text\n"
            "s.yaml:18:12 the scenario 'verbs' is there twice; first at " +
            file +
            ":3:11\n"
            "s.yaml:19:24 the scenario 'a' extends itself, by way of others\n"
            "s.yaml:20:24 the scenario 'b' extends itself, by way of others\n"
            "s.yaml:21:24 unknown scenario 'verb'; did you mean 'verbs'?\n");
  const std::string unknown = errors_of(base, R"yaml(scenarios:
  - name: ids
    rules: none.yaml
    edits:
      - {set: "rules[onwed].points", to: 1}
      - {set: "rules[owned].point", to: 1}
      - {set: "rules[owned].id", to: x}
      - {set: params.haf, to: 1}
      - {set: "groups[al].cap", to: 1}
      - {set: "groups[all].cap", to: many}
      - {set: "signals[stake].combine", to: max}
      - {set: "tables[weight].hih", to: 1}
      - {set: "model[influense].weight", to: 1}
      - {set: "model[influence].weigt", to: 1}
      - {set: "model[reliance].points.full", to: 1}
      - {set: "model[reliance].indicators[stake].weight", to: 1}
      - {set: "model.tiers[hih].at_least", to: 1}
      - {set: model.top.combin, to: max}
      - {remove_rule: owne}
      - {add_rule: {id: north, when: "true"}}
      - {remove: makr}
      - remove_all: {match: "(:Country)-[o:OWNS]->(:Site)", fact: o}
      - remove_all: {match: "(:Country)-[o:OWNS]->(:Company)", fact: p}
)yaml");
  CHECK(unknown ==
        "s.yaml:3:12 '" + base.path("none.yaml") +
            "': no such file\n"
            "s.yaml:5:22 unknown rule 'onwed'; did you mean 'owned'?\n"
            "s.yaml:6:29 unknown key 'point' in this rule; did you mean 'points'?\n"
            "s.yaml:7:29 the id of a rule stays as it is\n"
            "s.yaml:8:22 unknown parameter 'haf'; did you mean 'half'?\n"
            "s.yaml:9:23 unknown group 'al'; did you mean 'all'?\n"
            "s.yaml:10:38 expected a number, found 'many'\n"
            "s.yaml:11:24 unknown signal 'stake'; did you mean 'stakes'?\n"
            "s.yaml:12:31 unknown entry 'hih'; did you mean 'high'?\n"
            "s.yaml:13:22 unknown dimension 'influense'; did you mean 'influence'?\n"
            "s.yaml:14:33 unknown key 'weigt' in this dimension; did you mean 'weight'?\n"
            "s.yaml:15:16 the dimension 'reliance' takes no points\n"
            "s.yaml:16:43 unknown indicator 'stake'; did you mean 'stakes'?\n"
            "s.yaml:17:28 unknown tier 'hih'; did you mean 'high'?\n"
            "s.yaml:18:25 unknown key 'combin' in this top; did you mean 'combine'?\n"
            "s.yaml:19:23 unknown rule 'owne'; did you mean 'owned'?\n"
            "s.yaml:20:25 the rule 'north' is there already; set its keys, or remove it in a "
            "scenario that this one extends\n"
            "s.yaml:22:30 no fact matches on 2024-12-31\n"
            "s.yaml:23:70 the pattern has no variable 'p'; did you mean 'o'?\n"
            "s.yaml:21:18 unknown fact 'makr'; did you mean 'maker'?\n");
  CHECK(errors_of(base, "scenarios: []\n") == "s.yaml:1:1 the file holds no scenarios\n");
}
