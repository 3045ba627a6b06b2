// SPDX-License-Identifier: Apache-2.0
// Command lines: what checks and compares what people write.
#include "cli/commands.hpp"
#include "cli/detail/command_line.hpp"

namespace harbinger::cli {

void add_validate(CommandLine& line) {
  auto& options = line.options<ValidateOptions>();
  CLI::App* app = line.command(
      "validate", "Check packs, rule files, models, scenarios, tests and job files",
      "Tells every mistake of every file in one run. Rule files are checked against --pack,\n"
      "scenarios against --pack, --rules and --model, tests and job files against what they "
      "name.\n"
      "Warns of what rules say in vain: conditions that are always or never true, duplicate and\n"
      "shadowed rules, what nothing reads; with a model beside the rules, of signals and\n"
      "dimensions without use, too (docs/rules.md).\n"
      "\nExamples:\n"
      "  harbinger validate data/scanners rules/scanners.yaml models/exposure.yaml\n"
      "  harbinger validate --pack my-pack my-rules.yaml\n"
      "  harbinger validate my-scenarios.yaml");
  add_inputs(app, options.inputs);
  app->add_option("files", options.files,
                  "Folders or snapshots of packs, rule files, models, scenarios, tests, job files")
      ->required()
      ->type_name("FILE");
  line.on(app, options, validate);
}

void add_rules(CommandLine& line) {
  auto& options = line.options<RulesDiffOptions>();
  CLI::App* group = line.command("rules", "Compare rule files",
                                 "Example:\n  harbinger rules diff old.yaml new.yaml");
  group->require_subcommand(1);
  CLI::App* app = group->add_subcommand(
      "diff", "Tell the difference of two rule files in meaning, and what it does to the ranking");
  app->footer(
      "Layout, comments, parentheses and the order of rules and clauses are no difference. A "
      "rule\n"
      "that says the same under another id is renamed. Titles, reasons and sources are counted;\n"
      "--all shows them. The ranking is that of --pack and --model under either file.\n"
      "\nExamples:\n"
      "  harbinger rules diff old.yaml new.yaml\n"
      "  harbinger rules diff old.yaml new.yaml --format md -o review.md\n"
      "  harbinger rules diff old.yaml new.yaml --no-ranking --exit-code");
  add_world(app, options.inputs);
  app->add_option("--model", options.inputs.model, "Scoring model (default: models/exposure.yaml)")
      ->type_name("FILE");
  app->add_option("--threads", options.inputs.threads,
                  "Threads (default: all); the result does not depend on it")
      ->check(at_least_one());
  app->add_option("before", options.before, "The rule file as it was")->required()->type_name("A");
  app->add_option("after", options.after, "The rule file as it is")->required()->type_name("B");
  app->add_flag("--all", options.all, "Show titles, reasons and sources that differ, too");
  app->add_flag("--no-ranking", options.no_ranking, "Only the rules: no model is needed");
  app->add_flag("--exit-code", options.exit_code, "Exit with 1 where they differ");
  app->add_option("--top", options.top, "Tell who enters and leaves the first N")
      ->check(at_least_one())
      ->capture_default_str();
  app->add_option("--show", options.show, "Show the N sites that moved most (table)")
      ->check(at_least_one())
      ->capture_default_str();
  add_output(app, options, {"table", "json", "md"});
  line.on(app, options, rules_diff);
}

void add_test(CommandLine& line) {
  auto& options = line.options<TestOptions>();
  CLI::App* app = line.command(
      "test", "Run the tests of rules",
      "Tests stand under `tests:` of a rule file, or in NAME.test.yaml, which names its rules\n"
      "(docs/rule-tests.md). --rules, --pack, --model and --as-of come before what a file "
      "names.\n"
      "Exit code 1 where a test fails.\n"
      "\nExamples:\n"
      "  harbinger test rules/scanners.test.yaml\n"
      "  harbinger test my-rules.yaml --filter 'after its listing' --verbose\n"
      "  harbinger test my-rules.test.yaml --coverage --fail-under 100\n"
      "  harbinger test my-rules.test.yaml --format junit -o results.xml");
  add_inputs(app, options.inputs);
  // Here the defaults are what the tests name.
  app->get_option("--pack")->description("Folder of facts, in place of that of the tests");
  app->get_option("--rules")->description("Rule files, in place of those of the tests");
  app->get_option("--model")->description("Scoring model, in place of that of the tests");
  app->get_option("--as-of")->description("The day of tests that name none of their own");
  app->add_option("files", options.files, "Rule files, and files of tests")
      ->required()
      ->type_name("FILE");
  app->add_option("--filter", options.filter, "Only tests with this in their names")
      ->type_name("TEXT");
  app->add_flag("--verbose", options.verbose, "Tell what passed too (text)");
  app->add_flag("--coverage", options.coverage,
                "Tell which rules no test has seen fire and not fire, which clauses true and "
                "false");
  app->add_option("--fail-under", options.fail_under,
                  "Exit with 1 where less than N per cent of rules or of clauses are covered")
      ->check(CLI::Range(0.0, 100.0))
      ->type_name("N");
  add_output(app, options, {"text", "json", "junit"});
  line.on(app, options, test);
}

void add_schema(CommandLine& line) {
  auto& options = line.options<SchemaOptions>();
  CLI::App* app = line.command("schema", "Write the JSON Schema of a kind of file, for editors",
                               "Examples:\n"
                               "  harbinger schema rules -o rules.schema.json\n"
                               "  harbinger schema scenario");
  app->add_option("kind", options.kind, "The kind of file")
      ->required()
      ->check(CLI::IsMember({"rules", "model", "pack", "scenario", "jobs", "tests"}));
  app->add_option("-o,--output", options.output, "File for the result (default: standard output)")
      ->type_name("FILE");
  line.on(app, options, schema);
}

}  // namespace harbinger::cli
