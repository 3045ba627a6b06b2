// SPDX-License-Identifier: Apache-2.0
// Command lines: what asks how a ranking would move.
#include "cli/commands.hpp"
#include "cli/detail/command_line.hpp"

namespace harbinger::cli {

void add_whatif(CommandLine& line) {
  auto& options = line.options<WhatifOptions>();
  CLI::App* app = line.command(
      "whatif", "Show what a change of rules, model, facts or day moves, and why",
      "A scenario file holds named lists of edits (docs/scenarios.md); --set and --remove make "
      "one\n"
      "on the spot. The base is never changed; only what an edit reaches is computed again.\n"
      "\nPaths of --set: rules[ID].KEY  params.NAME  groups[ID].KEY  signals[ID].KEY\n"
      "  tables[NAME].ENTRY  decision_tables[ID].KEY  rules[TABLE.ROW].KEY  "
      "model[DIMENSION].KEY\n"
      "  model[DIMENSION].indicators[SIGNAL].KEY  model.top.KEY  model.tiers[TIER].at_least\n"
      "\nExamples:\n"
      "  harbinger whatif scenarios.yaml\n"
      "  harbinger whatif scenarios.yaml --scenario one --scenario other --format md\n"
      "  harbinger whatif --set 'rules[some.rule].points=45' --set params.some_threshold=0.25\n"
      "  harbinger whatif --remove 'CALLS_AT:ship:port:2019-11' --profile\n"
      "  harbinger whatif scenarios.yaml --scenario one --write edited");
  add_inputs(app, options.inputs);
  app->add_option("files", options.files, "Scenario files")->type_name("FILE");
  app->add_option("--scenario", options.scenarios,
                  "Only this scenario of the files; may be given several times")
      ->type_name("NAME")
      ->take_all()
      ->allow_extra_args(false);
  app->add_option("--set", options.sets, "One value of rules or model; several times")
      ->type_name("PATH=VALUE")
      ->take_all()
      ->allow_extra_args(false);
  app->add_option("--remove", options.removes,
                  "A fact by its id (explain shows them); several times")
      ->type_name("FACT")
      ->take_all()
      ->allow_extra_args(false);
  app->add_option("--top", options.top, "Tell who enters and leaves the first N")
      ->check(at_least_one())
      ->capture_default_str();
  app->add_option("--show", options.show, "Show the N sites that moved most (table and svg)")
      ->check(at_least_one())
      ->capture_default_str();
  app->add_flag("--profile", options.profile, "Tell what was computed again, and what was not");
  app->add_option("--write", options.write,
                  "Write the edited inputs into this folder, new or empty")
      ->type_name("DIR");
  add_details(app, options);
  add_output(app, options, {"table", "csv", "json", "md", "html", "svg"});
  line.add_ledger(app);
  line.on(app, options, whatif);
}

void add_counterfactual(CommandLine& line) {
  auto& options = line.options<CounterfactualOptions>();
  CLI::App* app = line.command(
      "counterfactual", "Find the smallest changes that would lower a site, or swap two",
      "Without --against: the smallest sets of facts, and of rules, without which the site "
      "stands in\n"
      "a lower tier, or with --top N not among the first N. With --against: the smallest "
      "relative\n"
      "change of one weight, parameter or rule's points that turns the order of the two sites.\n"
      "Facts are edges that reach the site (without an entity: influence --by entity), rules "
      "those\n"
      "that fired there. Every answer is confirmed by a fresh run.\n"
      "\nExamples:\n"
      "  harbinger counterfactual 'Port of X'\n"
      "  harbinger counterfactual XXPOX --top 10 --by rule\n"
      "  harbinger counterfactual port-of-x --against port-of-y --format json");
  add_inputs(app, options.inputs);
  app->add_option("site", options.site, "The site")->required()->type_name("SITE");
  CLI::Option* by = app->add_option("--by", options.by, "What is taken away")
                        ->check(CLI::IsMember({"fact", "rule", "both"}))
                        ->capture_default_str();
  CLI::Option* top =
      app->add_option("--top", options.top, "Out of the first N, not into a lower tier")
          ->check(at_least_one());
  app->add_option("--against", options.against, "Another site, to change places with")
      ->type_name("SITE")
      ->excludes(by)
      ->excludes(top);
  app->add_option("--limit", options.limit,
                  "Worlds to score, for each kind, before it settles (a millisecond each)")
      ->check(at_least_one())
      ->capture_default_str();
  add_output(app, options, {"table", "json", "md"});
  line.on(app, options, counterfactual);
}

void add_influence(CommandLine& line) {
  auto& options = line.options<InfluenceOptions>();
  CLI::App* app = line.command(
      "influence", "Show what the ranking hangs on",
      "Each source, fact, rule, entity or signal is left out in turn and the world ranked again. "
      "A\n"
      "source takes with it the facts that rest on it alone; one that stands for several reports "
      "is\n"
      "shown fact by fact. An entity goes with its edges; a signal is unknown everywhere.\n"
      "\nExamples:\n"
      "  harbinger influence\n"
      "  harbinger influence --by rule --top 10\n"
      "  harbinger influence --by fact 'Port of X'\n"
      "  harbinger influence --by signal --format csv -o influence.csv");
  add_inputs(app, options.inputs);
  app->add_option("site", options.site, "Order by the change at this site (default: any)")
      ->type_name("SITE");
  app->add_option("--by", options.by, "What is left out")
      ->check(CLI::IsMember({"source", "fact", "rule", "entity", "signal"}))
      ->capture_default_str();
  app->add_option("--top", options.top, "Count who enters and leaves the first N")
      ->check(at_least_one())
      ->capture_default_str();
  app->add_option("--show", options.show, "Show the first N (table and md)")
      ->check(at_least_one())
      ->capture_default_str();
  add_output(app, options, {"table", "csv", "json", "md"});
  line.on(app, options, influence);
}

}  // namespace harbinger::cli
