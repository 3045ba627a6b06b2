// SPDX-License-Identifier: Apache-2.0
// The command line: names, help texts with examples, and usage errors.
#include <algorithm>
#include <functional>
#include <ostream>

#include <CLI/CLI.hpp>

#include "base/utf8.hpp"
#include "batch/job_list.hpp"
#include "cli/commands.hpp"
#include "cli/runs.hpp"

namespace harbinger::cli {

namespace {

constexpr const char* about =
    "Ranks sites (seaports, airports, border crossings, rail and customs posts) by security "
    "exposure, and\n"
    "shows why: each score opens into rules, each rule into facts, each fact into a source.";

constexpr const char* examples =
    "Examples:\n"
    "  harbinger rank\n"
    "  harbinger rank --where 'type == \"seaport\" && score > 40' --top 5\n"
    "  harbinger rank --as-of 2016-06-30 --format csv -o ranking.csv\n"
    "  harbinger explain 'Port of X'\n"
    "  harbinger whatif --set 'rules[some.rule].points=45'\n"
    "  harbinger influence --by source\n"
    "  harbinger sensitivity --spread 0.5\n"
    "  harbinger timeline --from 2000\n"
    "  harbinger owners COMPANY\n"
    "  harbinger summary\n"
    "  harbinger test rules/scanners.test.yaml\n"
    "  harbinger batch jobs.yaml -o out\n"
    "  harbinger runs list\n"
    "\n"
    "Exit codes: 0 done, 1 the answer is 'no', 2 wrong usage or input, 3 an internal fault.\n"
    "Every command tells its options and examples with --help.";

/// A whole number from `least`, 0 or 1, to as many nines as `digits`.
CLI::Validator whole_number(std::size_t least, std::size_t digits, const std::string& name) {
  return CLI::Validator(
      [=](std::string& text) {
        const bool is_number =
            !text.empty() && text.find_first_not_of("0123456789") == std::string::npos;
        const bool is_zero = text.find_first_not_of('0') == std::string::npos;
        return is_number && text.size() <= digits && !(is_zero && least > 0)
                   ? std::string()
                   : fmt::format("expected a whole number from {} to {}, found '{}'", least,
                                 std::string(digits, '9'), text);
      },
      name);
}
CLI::Validator at_least_one() { return whole_number(1, 9, "N"); }
CLI::Validator seed() { return whole_number(0, 18, ""); }

/// `2/3`.
CLI::Validator part_of_all() {
  return CLI::Validator(
      [](std::string& text) {
        return batch::parse_shard(text)
                   ? std::string()
                   : "expected a part of all, as 2/3, from 1 to the last, found '" + text + "'";
      },
      "I/N");
}

/// A number from 0 to less than 1.
CLI::Validator fraction_below_one() {
  return CLI::Validator(
      [](std::string& text) {
        double value = -1;
        const bool read = CLI::detail::lexical_cast(text, value);
        return read && value >= 0 && value < 1
                   ? std::string()
                   : "expected a number from 0 to less than 1, found '" + text + "'";
      },
      "X");
}

class CommandLine {
 public:
  explicit CommandLine(Context& context) : context_(context), app_(about, "harbinger") {
    app_.require_subcommand(1);
    app_.set_version_flag("--version", engine_name());
    app_.footer(examples);
    app_.get_formatter()->column_width(34);
    add_rank();
    add_explain();
    add_whatif();
    add_counterfactual();
    add_influence();
    add_sensitivity();
    add_timeline();
    add_owners();
    add_summary();
    add_snapshot();
    add_validate();
    add_rules();
    add_test();
    add_batch();
    add_runs();
    add_graph();
    add_eval();
    add_synth();
    add_functions();
    add_schema();
  }

  int run(std::vector<std::string> arguments) {
    if (arguments.empty()) {
      context_.err << app_.help();
      return wrong_input;
    }
    for (const std::string& argument : arguments)
      if (first_invalid_utf8(argument))
        return refuse({Severity::error, {}, "an argument is not UTF-8", {}}, context_);
    if (const std::string& first = arguments.front();
        !first.starts_with('-') && !is_command(first)) {
      Diagnostic unknown{Severity::error, {}, fmt::format("unknown command '{}'", first), {}};
      unknown.did_you_mean(first, command_names());
      return refuse(
          unknown.hint.empty() ? unknown.with_hint("harbinger --help lists the commands") : unknown,
          context_);
    }
    std::reverse(arguments.begin(), arguments.end());  // as CLI11 takes a vector
    try {
      app_.parse(std::move(arguments));
    } catch (const CLI::ParseError& error) {
      const int code = app_.exit(error, context_.out, context_.err);
      context_.out << std::flush;
      return code == 0 ? done : wrong_input;
    }
    return chosen_();
  }

 private:
  std::vector<std::string> command_names() {
    std::vector<std::string> names;
    for (const CLI::App* app : app_.get_subcommands({})) names.push_back(app->get_name());
    return names;
  }
  bool is_command(const std::string& name) {
    const auto names = command_names();
    return std::find(names.begin(), names.end(), name) != names.end();
  }

  CLI::App* command(const std::string& name, const std::string& what, const std::string& footer) {
    CLI::App* app = app_.add_subcommand(name, what);
    app->footer(footer);
    return app;
  }

  static void add_world(CLI::App* app, InputOptions& inputs) {
    app->add_option("--pack", inputs.pack,
                    "Folder of facts, or a snapshot (default: the bundled data/scanners)")
        ->type_name("DIR");
    app->add_option("--as-of", inputs.as_of, "The day looked at (default: the pack's own date)")
        ->type_name("DATE");
  }

  static void add_inputs(CLI::App* app, InputOptions& inputs) {
    add_world(app, inputs);
    app->add_option("--rules", inputs.rules,
                    "Rule file; may be given several times (default: rules/scanners.yaml)")
        ->type_name("FILE");
    app->add_option("--model", inputs.model, "Scoring model (default: models/exposure.yaml)")
        ->type_name("FILE");
    app->add_option("--threads", inputs.threads,
                    "Threads (default: all); the result does not depend on it")
        ->check(at_least_one());
  }

  void add_ledger_file(CLI::App* app) {
    app->add_option(
           "--ledger", context_.ledger,
           "The ledger (default: HARBINGER_LEDGER, or harbinger/runs.db in the user's data)")
        ->type_name("FILE");
  }

  /// For commands whose runs are kept.
  void add_ledger(CLI::App* app) {
    add_ledger_file(app);
    app->add_flag_callback(
           "--no-ledger", [this] { context_.ledger.clear(); }, "Do not keep this run")
        ->excludes("--ledger");
  }

  template <class Options>
  static void add_output(CLI::App* app, Options& options, const std::vector<std::string>& formats) {
    app->add_option("--format", options.format, "How the result is written")
        ->check(CLI::IsMember(formats))
        ->capture_default_str();
    app->add_option("-o,--output", options.output, "File for the result (default: standard output)")
        ->type_name("FILE");
  }

  template <class Options>
  static void add_details(CLI::App* app, Options& options) {
    app->add_option("--details", options.details,
                    "Explain the first N sites on the page (html); 0: none")
        ->check(whole_number(0, 9, "N"))
        ->capture_default_str();
  }

  void add_rank() {
    CLI::App* app = command(
        "rank", "Rank the sites",
        "--where is CEL over the site (country, type, ...), its id, name, rank, score, tier, the\n"
        "top dimensions and every signal; ranks stay those of all sites.\n"
        "\nExamples:\n"
        "  harbinger rank --top 50\n"
        "  harbinger rank --where 'type == \"airport\" && score > 30'\n"
        "  harbinger rank --format json | jq '.sites[0].rules'\n"
        "  harbinger rank --format html -o report.html\n"
        "  harbinger rank --format svg -o map.svg\n"
        "  harbinger rank --rules my-rules.yaml --watch");
    add_inputs(app, rank_.inputs);
    app->add_option("--where", rank_.where, "Show only sites for which this is true (CEL)")
        ->type_name("CEL");
    app->add_option("--top", rank_.top, "Show the first N (default: 20 in table and md, else all)")
        ->check(at_least_one());
    add_details(app, rank_);
    add_output(app, rank_, {"table", "csv", "json", "jsonl", "geojson", "md", "html", "svg"});
    app->add_flag("--watch", rank_.watch,
                  "Rank again when a file of the pack, the rules or the model is saved, and show "
                  "what moved; Ctrl-C ends")
        ->excludes("--output");
    add_ledger(app);
    app->callback([this] { chosen_ = [this] { return rank(rank_, context_); }; });
  }

  void add_explain() {
    CLI::App* app = command("explain", "Explain the score of a site",
                            "A site is named by id, name, alias, UN/LOCODE or IATA code.\n"
                            "\nExamples:\n"
                            "  harbinger explain 'Port of X'\n"
                            "  harbinger explain XXPOX --all\n"
                            "  harbinger explain XXPOX --rule some.rule --rule other.rule\n"
                            "  harbinger explain port-of-x --format json\n"
                            "  harbinger explain port-of-x --format svg -o port-of-x.svg");
    add_inputs(app, explain_.inputs);
    app->add_option("site", explain_.site, "The site")->required()->type_name("SITE");
    app->add_flag("--all", explain_.all,
                  "Every chain of evidence, not the first few of each signal");
    app->add_option("--rule", explain_.rules,
                    "Only this rule, every clause with value read, threshold and margin; several "
                    "times")
        ->type_name("ID")
        ->take_all()
        ->allow_extra_args(false);
    add_output(app, explain_, {"table", "json", "html", "svg"});
    app->callback([this] { chosen_ = [this] { return explain(explain_, context_); }; });
  }

  void add_whatif() {
    CLI::App* app = command(
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
    add_inputs(app, whatif_.inputs);
    app->add_option("files", whatif_.files, "Scenario files")->type_name("FILE");
    app->add_option("--scenario", whatif_.scenarios,
                    "Only this scenario of the files; may be given several times")
        ->type_name("NAME")
        ->take_all()
        ->allow_extra_args(false);
    app->add_option("--set", whatif_.sets, "One value of rules or model; several times")
        ->type_name("PATH=VALUE")
        ->take_all()
        ->allow_extra_args(false);
    app->add_option("--remove", whatif_.removes,
                    "A fact by its id (explain shows them); several times")
        ->type_name("FACT")
        ->take_all()
        ->allow_extra_args(false);
    app->add_option("--top", whatif_.top, "Tell who enters and leaves the first N")
        ->check(at_least_one())
        ->capture_default_str();
    app->add_option("--show", whatif_.show, "Show the N sites that moved most (table and svg)")
        ->check(at_least_one())
        ->capture_default_str();
    app->add_flag("--profile", whatif_.profile, "Tell what was computed again, and what was not");
    app->add_option("--write", whatif_.write,
                    "Write the edited inputs into this folder, new or empty")
        ->type_name("DIR");
    add_details(app, whatif_);
    add_output(app, whatif_, {"table", "csv", "json", "md", "html", "svg"});
    add_ledger(app);
    app->callback([this] { chosen_ = [this] { return whatif(whatif_, context_); }; });
  }

  void add_counterfactual() {
    CLI::App* app = command(
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
    add_inputs(app, counterfactual_.inputs);
    app->add_option("site", counterfactual_.site, "The site")->required()->type_name("SITE");
    CLI::Option* by = app->add_option("--by", counterfactual_.by, "What is taken away")
                          ->check(CLI::IsMember({"fact", "rule", "both"}))
                          ->capture_default_str();
    CLI::Option* top =
        app->add_option("--top", counterfactual_.top, "Out of the first N, not into a lower tier")
            ->check(at_least_one());
    app->add_option("--against", counterfactual_.against, "Another site, to change places with")
        ->type_name("SITE")
        ->excludes(by)
        ->excludes(top);
    app->add_option("--limit", counterfactual_.limit,
                    "Worlds to score, for each kind, before it settles (a millisecond each)")
        ->check(at_least_one())
        ->capture_default_str();
    add_output(app, counterfactual_, {"table", "json", "md"});
    app->callback(
        [this] { chosen_ = [this] { return counterfactual(counterfactual_, context_); }; });
  }

  void add_influence() {
    CLI::App* app = command(
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
    add_inputs(app, influence_.inputs);
    app->add_option("site", influence_.site, "Order by the change at this site (default: any)")
        ->type_name("SITE");
    app->add_option("--by", influence_.by, "What is left out")
        ->check(CLI::IsMember({"source", "fact", "rule", "entity", "signal"}))
        ->capture_default_str();
    app->add_option("--top", influence_.top, "Count who enters and leaves the first N")
        ->check(at_least_one())
        ->capture_default_str();
    app->add_option("--show", influence_.show, "Show the first N (table and md)")
        ->check(at_least_one())
        ->capture_default_str();
    add_output(app, influence_, {"table", "csv", "json", "md"});
    app->callback([this] { chosen_ = [this] { return influence(influence_, context_); }; });
  }

  void add_sensitivity() {
    CLI::App* app = command(
        "sensitivity", "Show how sure ranks are under other weights and points",
        "In each draw every weight, or what each rule gives, is multiplied by a factor between\n"
        "1 - spread and 1 + spread, the weights of siblings are rescaled to one, and the world is\n"
        "ranked again. Told of each site: the median of its ranks, the interval that holds nine "
        "in\n"
        "ten of them, and the share of draws in which it is among the first N.\n"
        "\nExamples:\n"
        "  harbinger sensitivity\n"
        "  harbinger sensitivity --spread 0.5 --top 50\n"
        "  harbinger sensitivity --what both --draws 10000 --seed 7 --format csv -o ranks.csv");
    add_inputs(app, sensitivity_.inputs);
    app->add_option("--draws", sensitivity_.draws, "How many variants are drawn")
        ->check(at_least_one())
        ->capture_default_str();
    app->add_option("--seed", sensitivity_.seed, "The same seed draws the same variants")
        ->check(seed())
        ->type_name("S")
        ->capture_default_str();
    app->add_option("--spread", sensitivity_.spread,
                    "How far a factor is from 1 at most, from 0 to less than 1")
        ->check(fraction_below_one())
        ->capture_default_str();
    app->add_option("--top", sensitivity_.top, "Show the first N")
        ->check(at_least_one())
        ->capture_default_str();
    app->add_option("--what", sensitivity_.what, "What is drawn")
        ->check(CLI::IsMember({"weights", "points", "both"}))
        ->capture_default_str();
    add_output(app, sensitivity_, {"table", "json", "csv"});
    add_ledger(app);
    app->callback([this] { chosen_ = [this] { return sensitivity(sensitivity_, context_); }; });
  }

  void add_timeline() {
    CLI::App* app =
        command("timeline", "Score the world as of one day after another",
                "A year or month stands for its last day. Facts are those known to the pack now.\n"
                "\nExamples:\n"
                "  harbinger timeline\n"
                "  harbinger timeline 'Port of X' 'Port of Y' --from 2010 --to 2024-06 --step 6m\n"
                "  harbinger timeline --format svg -o timeline.svg");
    add_inputs(app, timeline_.inputs);
    app->add_option("sites", timeline_.sites, "Sites to follow (default: the best on the last day)")
        ->type_name("SITE");
    app->add_option("--from", timeline_.from, "First day")
        ->type_name("DATE")
        ->capture_default_str();
    app->add_option("--to", timeline_.to, "Last day (default: --as-of, or the pack's own date)")
        ->type_name("DATE");
    app->add_option("--step", timeline_.step, "Years, months or days: 1y, 6m, 30d")
        ->type_name("STEP")
        ->capture_default_str();
    app->add_option("--top", timeline_.top, "How many sites, where none are named")
        ->check(at_least_one())
        ->capture_default_str();
    add_details(app, timeline_);
    add_output(app, timeline_, {"table", "csv", "json", "svg", "html"});
    add_ledger(app);
    app->callback([this] { chosen_ = [this] { return timeline(timeline_, context_); }; });
  }

  void add_owners() {
    CLI::App* app = command(
        "owners", "Show who owns an entity, in three readings",
        "Look-through shares, control, and the legal tests of the pack, each with its chain of\n"
        "facts and dates.\n"
        "\nExamples:\n"
        "  harbinger owners COMPANY\n"
        "  harbinger owners COMPANY --as-of 2018-06-30\n"
        "  harbinger owners COMPANY --holder STATE --format json");
    add_world(app, owners_.inputs);
    app->add_option("entity", owners_.entity, "The entity, by id, name or alias")
        ->required()
        ->type_name("ENTITY");
    app->add_option("--holder", owners_.holder, "Only this holder (default: all ultimate holders)")
        ->type_name("ENTITY");
    add_output(app, owners_, {"table", "json"});
    app->callback([this] { chosen_ = [this] { return owners(owners_, context_); }; });
  }

  void add_summary() {
    CLI::App* app = command("summary", "Count what is in a pack, beside published figures",
                            "Nothing is adjusted to fit; each difference is told with its reason.\n"
                            "\nExamples:\n"
                            "  harbinger summary\n"
                            "  harbinger summary --format json");
    add_world(app, summary_.inputs);
    add_output(app, summary_, {"table", "json", "csv", "md"});
    app->callback([this] { chosen_ = [this] { return summary(summary_, context_); }; });
  }

  void add_snapshot() {
    CLI::App* app = command("snapshot", "Freeze a pack to one file that opens at once",
                            "The file is given with --pack wherever a folder is. Nothing of it is "
                            "loaded: a part is read, and\n"
                            "checked against its checksum, when it is needed; `harbinger validate "
                            "FILE` checks all of it.\n"
                            "\nExamples:\n"
                            "  harbinger snapshot -o scanners.snapshot\n"
                            "  harbinger snapshot --pack my-pack -o my-pack.snapshot\n"
                            "  harbinger rank --pack my-pack.snapshot --top 10");
    app->add_option("--pack", snapshot_.inputs.pack,
                    "Folder of facts (default: the bundled data/scanners)")
        ->type_name("DIR");
    app->add_option("-o,--output", snapshot_.output, "The file to write")
        ->required()
        ->type_name("FILE");
    app->callback([this] { chosen_ = [this] { return snapshot(snapshot_, context_); }; });
  }

  void add_validate() {
    CLI::App* app = command(
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
    add_inputs(app, validate_.inputs);
    app->add_option(
           "files", validate_.files,
           "Folders or snapshots of packs, rule files, models, scenarios, tests, job files")
        ->required()
        ->type_name("FILE");
    app->callback([this] { chosen_ = [this] { return validate(validate_, context_); }; });
  }

  void add_rules() {
    CLI::App* group = command("rules", "Compare rule files",
                              "Example:\n  harbinger rules diff old.yaml new.yaml");
    group->require_subcommand(1);
    CLI::App* app = group->add_subcommand(
        "diff",
        "Tell the difference of two rule files in meaning, and what it does to the ranking");
    app->footer(
        "Layout, comments, parentheses and the order of rules and clauses are no difference. A "
        "rule\n"
        "that says the same under another id is renamed. Titles, reasons and sources are counted;\n"
        "--all shows them. The ranking is that of --pack and --model under either file.\n"
        "\nExamples:\n"
        "  harbinger rules diff old.yaml new.yaml\n"
        "  harbinger rules diff old.yaml new.yaml --format md -o review.md\n"
        "  harbinger rules diff old.yaml new.yaml --no-ranking --exit-code");
    add_world(app, rules_diff_.inputs);
    app->add_option("--model", rules_diff_.inputs.model,
                    "Scoring model (default: models/exposure.yaml)")
        ->type_name("FILE");
    app->add_option("--threads", rules_diff_.inputs.threads,
                    "Threads (default: all); the result does not depend on it")
        ->check(at_least_one());
    app->add_option("before", rules_diff_.before, "The rule file as it was")
        ->required()
        ->type_name("A");
    app->add_option("after", rules_diff_.after, "The rule file as it is")
        ->required()
        ->type_name("B");
    app->add_flag("--all", rules_diff_.all, "Show titles, reasons and sources that differ, too");
    app->add_flag("--no-ranking", rules_diff_.no_ranking, "Only the rules: no model is needed");
    app->add_flag("--exit-code", rules_diff_.exit_code, "Exit with 1 where they differ");
    app->add_option("--top", rules_diff_.top, "Tell who enters and leaves the first N")
        ->check(at_least_one())
        ->capture_default_str();
    app->add_option("--show", rules_diff_.show, "Show the N sites that moved most (table)")
        ->check(at_least_one())
        ->capture_default_str();
    add_output(app, rules_diff_, {"table", "json", "md"});
    app->callback([this] { chosen_ = [this] { return rules_diff(rules_diff_, context_); }; });
  }

  void add_test() {
    CLI::App* app = command(
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
    add_inputs(app, test_.inputs);
    // Here the defaults are what the tests name.
    app->get_option("--pack")->description("Folder of facts, in place of that of the tests");
    app->get_option("--rules")->description("Rule files, in place of those of the tests");
    app->get_option("--model")->description("Scoring model, in place of that of the tests");
    app->get_option("--as-of")->description("The day of tests that name none of their own");
    app->add_option("files", test_.files, "Rule files, and files of tests")
        ->required()
        ->type_name("FILE");
    app->add_option("--filter", test_.filter, "Only tests with this in their names")
        ->type_name("TEXT");
    app->add_flag("--verbose", test_.verbose, "Tell what passed too (text)");
    app->add_flag("--coverage", test_.coverage,
                  "Tell which rules no test has seen fire and not fire, which clauses true and "
                  "false");
    app->add_option("--fail-under", test_.fail_under,
                    "Exit with 1 where less than N per cent of rules or of clauses are covered")
        ->check(CLI::Range(0.0, 100.0))
        ->type_name("N");
    add_output(app, test_, {"text", "json", "junit"});
    app->callback([this] { chosen_ = [this] { return test(test_, context_); }; });
  }

  void add_batch() {
    CLI::App* app = command(
        "batch", "Run the jobs of a job file: packs x rules x models x scenarios x dates",
        "All inputs are checked before the first job begins. Each job writes a folder of its own "
        "below -o,\n"
        "whole or not at all: what `rank` gives, and for a scenario what `whatif` gives, with a "
        "receipt\n"
        "(job.json). The manifest has a line for each finished job (docs/batch.md). A job that "
        "fails does\n"
        "not stop the others; exit code 1 tells of it.\n"
        "\nExamples:\n"
        "  harbinger batch jobs.yaml --dry-run\n"
        "  harbinger batch jobs.yaml -o out\n"
        "  harbinger batch jobs.yaml -o out --resume\n"
        "  harbinger batch jobs.yaml -o out --shard 2/3 --jobs 8 --memory 12G");
    app->add_option("file", batch_.file, "The job file")->required()->type_name("JOBS");
    app->add_option("-o,--output", batch_.output,
                    "Folder for the outputs (default: the one that the file names)")
        ->type_name("DIR");
    app->add_flag("--resume", batch_.resume,
                  "Go on in a folder with outputs: jobs that are done, of the same inputs, options "
                  "and engine, are left as they are");
    app->add_flag("--dry-run", batch_.dry_run,
                  "Check everything, and list the jobs; with --resume those to do");
    app->add_flag("--fail-fast", batch_.fail_fast, "Stop at the first job that fails");
    app->add_option("--jobs", batch_.jobs, "Workers (default: one for each processor)")
        ->check(at_least_one());
    app->add_option("--threads", batch_.threads,
                    "Threads of each worker (default: the processors, shared out)")
        ->check(at_least_one());
    app->add_option("--shard", batch_.shard,
                    "Only this part of the jobs: 1/N to N/N do each job once")
        ->check(part_of_all());
    app->add_option("--memory", batch_.memory,
                    "Bound for all workers together, as 800M or 12G; a job that needs more fails")
        ->transform(CLI::AsSizeValue(false))
        ->type_name("SIZE");
    app->callback([this] { chosen_ = [this] { return batch(batch_, context_); }; });
  }

  CLI::App* add_runs_command(CLI::App* group, const std::string& name, const std::string& what,
                             const std::string& footer) {
    CLI::App* app = group->add_subcommand(name, what);
    app->footer(footer);
    add_ledger_file(app);
    return app;
  }

  void add_runs() {
    CLI::App* group = command(
        "runs", "Look at the runs that were kept, and make them again",
        "Each run of rank, whatif, timeline and sensitivity is kept in a ledger, with its options, "
        "the\n"
        "hashes of its inputs, its result and its ranking (docs/runs.md). A run is named by its "
        "number,\n"
        "with or without its hash (17-3fa9c2), or as `last`.\n"
        "\nExamples:\n"
        "  harbinger runs list\n"
        "  harbinger runs show 17-3fa9c2\n"
        "  harbinger runs rerun last\n"
        "  harbinger runs diff 16 17\n"
        "  harbinger runs export 16 17 -o runs.jsonl");
    group->require_subcommand(1);
    add_runs_list(group);
    add_runs_show(group);
    add_runs_rerun(group);
    add_runs_diff(group);
    add_runs_export(group);
  }

  void add_runs_list(CLI::App* group) {
    CLI::App* app = add_runs_command(group, "list", "List the runs, newest first",
                                     "Examples:\n"
                                     "  harbinger runs list --top 5\n"
                                     "  harbinger runs list --command whatif --format csv");
    app->add_option("--command", runs_list_.command, "Only the runs of this command")
        ->check(CLI::IsMember({"rank", "whatif", "timeline", "sensitivity"}));
    app->add_option("--top,--limit", runs_list_.top, "Show the newest N")
        ->check(at_least_one())
        ->capture_default_str();
    add_output(app, runs_list_, {"table", "json", "csv"});
    app->callback([this] { chosen_ = [this] { return runs_list(runs_list_, context_); }; });
  }

  void add_runs_show(CLI::App* group) {
    CLI::App* app =
        add_runs_command(group, "show", "Show a run: inputs, options, and what came of it",
                         "Examples:\n"
                         "  harbinger runs show last\n"
                         "  harbinger runs show 17 --result -o ranking.csv");
    app->add_option("run", runs_show_.run, "The run")->required()->type_name("ID");
    app->add_flag("--result", runs_show_.result, "The result as it was written, byte for byte");
    add_output(app, runs_show_, {"table", "json"});
    app->callback([this] { chosen_ = [this] { return runs_show(runs_show_, context_); }; });
  }

  void add_runs_rerun(CLI::App* group) {
    CLI::App* app = add_runs_command(
        group, "rerun", "Make a run again, and tell whether it comes out the same",
        "Its command is given again in its folder, and not kept. Exit code 0 where the result is "
        "the "
        "same,\n"
        "byte for byte; 1 where inputs, engine or result are not what they were, which is told.\n"
        "\nExamples:\n"
        "  harbinger runs rerun last\n"
        "  harbinger runs rerun 17-3fa9c2 --format json");
    app->add_option("run", runs_rerun_.run, "The run")->required()->type_name("ID");
    app->add_option("--top", runs_rerun_.top, "Tell who enters and leaves the first N")
        ->check(at_least_one())
        ->capture_default_str();
    app->add_option("--show", runs_rerun_.show, "Show the N sites that moved most (table)")
        ->check(at_least_one())
        ->capture_default_str();
    app->add_option("--format", runs_rerun_.format, "How the answer is written")
        ->check(CLI::IsMember({"table", "json"}))
        ->capture_default_str();
    app->callback([this] { chosen_ = [this] { return runs_rerun(runs_rerun_, context_); }; });
  }

  void add_runs_diff(CLI::App* group) {
    CLI::App* app = add_runs_command(
        group, "diff", "Tell what differs between two runs, and which sites stand elsewhere",
        "Examples:\n"
        "  harbinger runs diff 16 17\n"
        "  harbinger runs diff 16 last --format json");
    app->add_option("before", runs_diff_.before, "The one run")->required()->type_name("A");
    app->add_option("after", runs_diff_.after, "The other")->required()->type_name("B");
    app->add_option("--top", runs_diff_.top, "Tell who enters and leaves the first N")
        ->check(at_least_one())
        ->capture_default_str();
    app->add_option("--show", runs_diff_.show, "Show the N sites that moved most (table)")
        ->check(at_least_one())
        ->capture_default_str();
    add_output(app, runs_diff_, {"table", "json"});
    app->callback([this] { chosen_ = [this] { return runs_diff(runs_diff_, context_); }; });
  }

  void add_runs_export(CLI::App* group) {
    CLI::App* app =
        add_runs_command(group, "export", "Write runs as JSON lines, whole, to hand them on",
                         "Examples:\n"
                         "  harbinger runs export 17 -o run.jsonl\n"
                         "  harbinger runs export | jq -r '[.run, .result.sha256] | @tsv'");
    app->add_option("runs", runs_export_.runs, "The runs (default: all, oldest first)")
        ->type_name("ID");
    app->add_option("-o,--output", runs_export_.output,
                    "File for the result (default: standard output)")
        ->type_name("FILE");
    app->callback([this] { chosen_ = [this] { return runs_export(runs_export_, context_); }; });
  }

  void add_graph() {
    CLI::App* app = command("graph", "Draw the neighbourhood of a site",
                            "Examples:\n"
                            "  harbinger graph port-of-x | dot -Tsvg -o port-of-x.svg\n"
                            "  harbinger graph 'Port of X' --depth 1 --format json");
    add_world(app, graph_.inputs);
    app->add_option("site", graph_.site, "The site, or any entity by its id or name")
        ->required()
        ->type_name("SITE");
    app->add_option("--depth", graph_.depth, "How many steps away")
        ->check(CLI::Range(1, 6))
        ->capture_default_str();
    add_output(app, graph_, {"dot", "json"});
    app->callback([this] { chosen_ = [this] { return graph_of(graph_, context_); }; });
  }

  void add_eval() {
    CLI::App* app =
        command("eval", "Evaluate an expression in strict CEL",
                "Examples:\n"
                "  harbinger eval '1 + 2 * 3'\n"
                "  harbinger eval 'size(ports) > 1' --var 'ports=[\"a\", \"b\"]'\n"
                "  harbinger eval 'm.?depth.orValue(0)' --var 'm={\"depth\": 12}'\n"
                "  echo '{\"expr\": \"x * 2\", \"vars\": {\"x\": 21}}' | harbinger eval --jsonl");
    app->add_option("expression", eval_.expression,
                    "The expression, or - for standard input; with --jsonl, the file of lines")
        ->type_name("CEL");
    CLI::Option* variables =
        app->add_option("--var", eval_.variables,
                        "A variable and its value as JSON; may be given several times")
            ->type_name("NAME=JSON")
            ->take_all();
    app->add_flag("--jsonl", eval_.lines,
                  "Answer one object a line, {\"expr\": ..., \"vars\": {...}, \"container\": ...}, "
                  "each with a line "
                  "{\"value\": ..., \"type\": ...} or {\"error\": ..., \"at\": column}")
        ->excludes(variables);
    app->add_option("--threads", eval_.threads,
                    "Threads for --jsonl (default: as many as the machine has)")
        ->check(CLI::PositiveNumber);
    app->callback([this] { chosen_ = [this] { return eval(eval_, context_); }; });
  }

  void add_synth() {
    CLI::App* app = command(
        "synth", "Write an invented pack of any size, for tests and benchmarks",
        "The world is made like another pack: its schema, countries, lists and small kinds are\n"
        "carried over, all else is copied as often as the size asks for, with invented names and\n"
        "drawn edges (docs/synth.md). Same seed, same bytes.\n"
        "\nExamples:\n"
        "  harbinger synth --sites 1000 --facts 10000 -o world\n"
        "  harbinger rank --pack world\n"
        "  harbinger synth --sites 1000000 --facts 10000000 --seed 7 --like my-pack -o large");
    app->add_option("--sites", synth_.sites, "How many sites")->required()->check(at_least_one());
    app->add_option("--facts", synth_.facts, "How many nodes and edges in all, met exactly")
        ->required()
        ->check(at_least_one());
    app->add_option("--seed", synth_.seed, "Another number gives another world")
        ->check(seed())
        ->capture_default_str()
        ->type_name("N");
    app->add_option("--like", synth_.like, "The pack it is made like (default: data/scanners)")
        ->type_name("DIR");
    app->add_option("-o,--output", synth_.output, "Folder to write, new or empty")
        ->required()
        ->type_name("DIR");
    app->callback([this] { chosen_ = [this] { return synth(synth_, context_); }; });
  }

  void add_functions() {
    CLI::App* app = command("functions", "List the functions of expressions",
                            "Example:\n  harbinger functions");
    app->callback([this] { chosen_ = [this] { return functions(context_); }; });
  }

  void add_schema() {
    CLI::App* app = command("schema", "Write the JSON Schema of a kind of file, for editors",
                            "Examples:\n"
                            "  harbinger schema rules -o rules.schema.json\n"
                            "  harbinger schema scenario");
    app->add_option("kind", schema_.kind, "The kind of file")
        ->required()
        ->check(CLI::IsMember({"rules", "model", "pack", "scenario", "jobs", "tests"}));
    app->add_option("-o,--output", schema_.output, "File for the result (default: standard output)")
        ->type_name("FILE");
    app->callback([this] { chosen_ = [this] { return schema(schema_, context_); }; });
  }

  Context& context_;
  CLI::App app_;
  RankOptions rank_;
  ExplainOptions explain_;
  WhatifOptions whatif_;
  CounterfactualOptions counterfactual_;
  InfluenceOptions influence_;
  SensitivityOptions sensitivity_;
  TimelineOptions timeline_;
  OwnersOptions owners_;
  SummaryOptions summary_;
  SnapshotOptions snapshot_;
  ValidateOptions validate_;
  RulesDiffOptions rules_diff_;
  RunsListOptions runs_list_;
  RunsShowOptions runs_show_;
  RunsRerunOptions runs_rerun_;
  RunsDiffOptions runs_diff_;
  RunsExportOptions runs_export_;
  TestOptions test_;
  BatchOptions batch_;
  GraphOptions graph_;
  EvalOptions eval_;
  SchemaOptions schema_;
  SynthOptions synth_;
  std::function<int()> chosen_;
};

}  // namespace

int run(const std::vector<std::string>& arguments, Context& context) {
  return CommandLine(context).run(arguments);
}

}  // namespace harbinger::cli
