// SPDX-License-Identifier: Apache-2.0
// The command line: names, help texts, and usage errors.
#include "cli/detail/command_line.hpp"

#include <algorithm>
#include <filesystem>
#include <ostream>

#include "base/utf8.hpp"
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

}  // namespace

CommandLine::CommandLine(Context& context) : context_(context), app_(about, "harbinger") {
  app_.require_subcommand(1);
  app_.set_version_flag("--version", engine_name());
  app_.footer(examples);
  app_.get_formatter()->column_width(34);
  add_rank(*this);
  add_explain(*this);
  add_whatif(*this);
  add_counterfactual(*this);
  add_influence(*this);
  add_sensitivity(*this);
  add_timeline(*this);
  add_owners(*this);
  add_summary(*this);
  add_snapshot(*this);
  add_validate(*this);
  add_rules(*this);
  add_test(*this);
  add_batch(*this);
  add_runs(*this);
  add_graph(*this);
  add_eval(*this);
  add_synth(*this);
  add_functions(*this);
  add_schema(*this);
}

int CommandLine::run(std::vector<std::string> arguments) {
  if (arguments.empty()) {
    context_.err << app_.help();
    return wrong_input;
  }
  for (const std::string& argument : arguments)
    if (first_invalid_utf8(argument))
      return refuse({Severity::error, {}, "an argument is not UTF-8", {}}, context_);
  if (const std::string& first = arguments.front(); !first.starts_with('-') && !is_command(first)) {
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

std::optional<Diagnostic> CommandLine::written_over(const std::string& output,
                                                    const std::vector<std::string>& paths) {
  namespace fs = std::filesystem;
  std::error_code ignored;  // what cannot be looked at is told by who reads or writes it
  if (output.empty() || !fs::is_regular_file(output, ignored)) return std::nullopt;
  const fs::path folder = fs::absolute(output, ignored).parent_path();
  for (const std::string& path : paths)
    if (fs::equivalent(output, path, ignored) ||
        (fs::is_directory(path, ignored) && fs::equivalent(folder, path, ignored)))
      return Diagnostic{
          Severity::error,
          {},
          fmt::format("'{}' would be written over, and belongs to what is read", output),
          "name another file with -o"};
  return std::nullopt;
}

std::vector<std::string> CommandLine::command_names() {
  std::vector<std::string> names;
  for (const CLI::App* app : app_.get_subcommands({})) names.push_back(app->get_name());
  return names;
}
bool CommandLine::is_command(const std::string& name) {
  const auto names = command_names();
  return std::find(names.begin(), names.end(), name) != names.end();
}

CLI::App* CommandLine::command(const std::string& name, const std::string& what,
                               const std::string& footer) {
  CLI::App* app = app_.add_subcommand(name, what);
  app->footer(footer);
  return app;
}

void CommandLine::on(CLI::App* app, int (*act)(Context&)) {
  app->callback([this, act] { chosen_ = [this, act] { return act(context_); }; });
}

void CommandLine::add_ledger_file(CLI::App* app) {
  app->add_option(
         "--ledger", context_.ledger,
         "The ledger (default: HARBINGER_LEDGER, or harbinger/runs.db in the user's data); "
         "none: do not keep this run")
      ->transform([](std::string path) { return path == "none" ? std::string() : path; })
      ->type_name("FILE");
}
void CommandLine::add_ledger(CLI::App* app) {
  add_ledger_file(app);
  app->add_flag_callback(
         "--no-ledger", [this] { context_.ledger.clear(); }, "Do not keep this run")
      ->excludes("--ledger");
}

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

void add_world(CLI::App* app, InputOptions& inputs) {
  app->add_option("--pack", inputs.pack,
                  "Folder of facts, or a snapshot (default: the bundled data/scanners)")
      ->type_name("DIR");
  app->add_option("--as-of", inputs.as_of, "The day looked at (default: the pack's own date)")
      ->type_name("DATE");
}

void add_inputs(CLI::App* app, InputOptions& inputs) {
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

int run(const std::vector<std::string>& arguments, Context& context) {
  return CommandLine(context).run(arguments);
}

}  // namespace harbinger::cli
