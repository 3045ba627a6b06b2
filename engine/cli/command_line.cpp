// SPDX-License-Identifier: Apache-2.0
// The command line: names, help texts with examples, and usage errors.
#include <algorithm>
#include <functional>
#include <ostream>

#include <CLI/CLI.hpp>

#include "cli/commands.hpp"

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
    "  harbinger owners COMPANY\n"
    "  harbinger summary\n"
    "\n"
    "Exit codes: 0 done, 1 the answer is 'no', 2 wrong usage or input, 3 an internal fault.\n"
    "Every command tells its options and examples with --help.";

/// A count that must be at least 1.
CLI::Validator at_least_one() {
  return CLI::Validator(
      [](std::string& text) {
        const bool digits =
            !text.empty() && text.find_first_not_of("0123456789") == std::string::npos;
        const bool fits =
            digits && text.size() <= 9 && text.find_first_not_of('0') != std::string::npos;
        return fits ? std::string()
                    : "expected a whole number from 1 to 999999999, found '" + text + "'";
      },
      "N");
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
    add_owners();
    add_summary();
    add_validate();
    add_graph();
    add_eval();
    add_functions();
    add_schema();
  }

  int run(std::vector<std::string> arguments) {
    if (arguments.empty()) {
      context_.err << app_.help();
      return wrong_input;
    }
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
    app->add_option("--pack", inputs.pack, "Folder of facts (default: the bundled data/scanners)")
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

  template <class Options>
  static void add_output(CLI::App* app, Options& options, const std::vector<std::string>& formats) {
    app->add_option("--format", options.format, "How the result is written")
        ->check(CLI::IsMember(formats))
        ->capture_default_str();
    app->add_option("-o,--output", options.output, "File for the result (default: standard output)")
        ->type_name("FILE");
  }

  void add_rank() {
    CLI::App* app = command(
        "rank", "Rank the sites",
        "--where is CEL over the site (country, type, ...), its id, name, rank, score, tier, the\n"
        "top dimensions and every signal; ranks stay those of all sites.\n"
        "\nExamples:\n"
        "  harbinger rank --top 50\n"
        "  harbinger rank --where 'type == \"airport\" && score > 30'\n"
        "  harbinger rank --format json | jq '.sites[0].rules'");
    add_inputs(app, rank_.inputs);
    app->add_option("--where", rank_.where, "Show only sites for which this is true (CEL)")
        ->type_name("CEL");
    app->add_option("--top", rank_.top, "Show the first N (default: 20 in table and md, else all)")
        ->check(at_least_one());
    add_output(app, rank_, {"table", "csv", "json", "jsonl", "geojson", "md"});
    app->callback([this] { chosen_ = [this] { return rank(rank_, context_); }; });
  }

  void add_explain() {
    CLI::App* app = command("explain", "Explain the score of a site",
                            "A site is named by id, name, alias, UN/LOCODE or IATA code.\n"
                            "\nExamples:\n"
                            "  harbinger explain 'Port of X'\n"
                            "  harbinger explain XXPOX --all\n"
                            "  harbinger explain port-of-x --format json");
    add_inputs(app, explain_.inputs);
    app->add_option("site", explain_.site, "The site")->required()->type_name("SITE");
    app->add_flag("--all", explain_.all,
                  "Every chain of evidence, not the first few of each signal");
    add_output(app, explain_, {"table", "json"});
    app->callback([this] { chosen_ = [this] { return explain(explain_, context_); }; });
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

  void add_validate() {
    CLI::App* app = command(
        "validate", "Check packs, rule files, models and scenarios",
        "Tells every mistake of every file in one run. Rule files are checked against --pack,\n"
        "scenarios against --pack, --rules and --model.\n"
        "\nExamples:\n"
        "  harbinger validate data/scanners rules/scanners.yaml models/exposure.yaml\n"
        "  harbinger validate --pack my-pack my-rules.yaml\n"
        "  harbinger validate my-scenarios.yaml");
    add_inputs(app, validate_.inputs);
    app->add_option("files", validate_.files, "Folders of packs, rule files, models, scenarios")
        ->required()
        ->type_name("FILE");
    app->callback([this] { chosen_ = [this] { return validate(validate_, context_); }; });
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
    CLI::App* app = command("eval", "Evaluate an expression in strict CEL",
                            "Examples:\n"
                            "  harbinger eval '1 + 2 * 3'\n"
                            "  harbinger eval 'size(ports) > 1' --var 'ports=[\"a\", \"b\"]'");
    app->add_option("expression", eval_.expression, "The expression; - reads standard input")
        ->required()
        ->type_name("CEL");
    app->add_option("--var", eval_.variables,
                    "A variable and its value as JSON; may be given several times")
        ->type_name("NAME=JSON")
        ->take_all();
    app->callback([this] { chosen_ = [this] { return eval(eval_, context_); }; });
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
        ->check(CLI::IsMember({"rules", "model", "pack", "scenario"}));
    app->add_option("-o,--output", schema_.output, "File for the result (default: standard output)")
        ->type_name("FILE");
    app->callback([this] { chosen_ = [this] { return schema(schema_, context_); }; });
  }

  Context& context_;
  CLI::App app_;
  RankOptions rank_;
  ExplainOptions explain_;
  OwnersOptions owners_;
  SummaryOptions summary_;
  ValidateOptions validate_;
  GraphOptions graph_;
  EvalOptions eval_;
  SchemaOptions schema_;
  std::function<int()> chosen_;
};

}  // namespace

int run(const std::vector<std::string>& arguments, Context& context) {
  return CommandLine(context).run(arguments);
}

}  // namespace harbinger::cli
