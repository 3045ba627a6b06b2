// SPDX-License-Identifier: Apache-2.0
// Command lines: the ledger.
#include "cli/runs.hpp"
#include "cli/commands.hpp"
#include "cli/detail/command_line.hpp"

namespace harbinger::cli {

namespace {

CLI::App* add_runs_command(CommandLine& line, CLI::App* group, const std::string& name,
                           const std::string& what, const std::string& footer) {
  CLI::App* app = group->add_subcommand(name, what);
  app->footer(footer);
  line.add_ledger_file(app);
  return app;
}

void add_runs_list(CommandLine& line, CLI::App* group) {
  auto& options = line.options<RunsListOptions>();
  CLI::App* app = add_runs_command(line, group, "list", "List the runs, newest first",
                                   "Examples:\n"
                                   "  harbinger runs list --top 5\n"
                                   "  harbinger runs list --command whatif --format csv");
  app->add_option("--command", options.command, "Only the runs of this command")
      ->check(CLI::IsMember({"rank", "whatif", "timeline", "sensitivity"}));
  app->add_option("--top,--limit", options.top, "Show the newest N")
      ->check(at_least_one())
      ->capture_default_str();
  add_output(app, options, {"table", "json", "csv"});
  line.on(app, options, runs_list);
}

void add_runs_show(CommandLine& line, CLI::App* group) {
  auto& options = line.options<RunsShowOptions>();
  CLI::App* app =
      add_runs_command(line, group, "show", "Show a run: inputs, options, and what came of it",
                       "Examples:\n"
                       "  harbinger runs show last\n"
                       "  harbinger runs show 17 --result -o ranking.csv");
  app->add_option("run", options.run, "The run")->required()->type_name("ID");
  app->add_flag("--result", options.result, "The result as it was written, byte for byte");
  add_output(app, options, {"table", "json"});
  line.on(app, options, runs_show);
}

void add_runs_rerun(CommandLine& line, CLI::App* group) {
  auto& options = line.options<RunsRerunOptions>();
  CLI::App* app = add_runs_command(
      line, group, "rerun", "Make a run again, and tell whether it comes out the same",
      "Its command is given again in its folder, and not kept. Exit code 0 where the result is "
      "the "
      "same,\n"
      "byte for byte; 1 where inputs, engine or result are not what they were, which is told.\n"
      "\nExamples:\n"
      "  harbinger runs rerun last\n"
      "  harbinger runs rerun 17-3fa9c2 --format json");
  app->add_option("run", options.run, "The run")->required()->type_name("ID");
  app->add_option("--top", options.top, "Tell who enters and leaves the first N")
      ->check(at_least_one())
      ->capture_default_str();
  app->add_option("--show", options.show, "Show the N sites that moved most (table)")
      ->check(at_least_one())
      ->capture_default_str();
  app->add_option("--format", options.format, "How the answer is written")
      ->check(CLI::IsMember({"table", "json"}))
      ->capture_default_str();
  line.on(app, options, runs_rerun);
}

void add_runs_diff(CommandLine& line, CLI::App* group) {
  auto& options = line.options<RunsDiffOptions>();
  CLI::App* app = add_runs_command(
      line, group, "diff", "Tell what differs between two runs, and which sites stand elsewhere",
      "Examples:\n"
      "  harbinger runs diff 16 17\n"
      "  harbinger runs diff 16 last --format json");
  app->add_option("before", options.before, "The one run")->required()->type_name("A");
  app->add_option("after", options.after, "The other")->required()->type_name("B");
  app->add_option("--top", options.top, "Tell who enters and leaves the first N")
      ->check(at_least_one())
      ->capture_default_str();
  app->add_option("--show", options.show, "Show the N sites that moved most (table)")
      ->check(at_least_one())
      ->capture_default_str();
  add_output(app, options, {"table", "json"});
  line.on(app, options, runs_diff);
}

void add_runs_export(CommandLine& line, CLI::App* group) {
  auto& options = line.options<RunsExportOptions>();
  CLI::App* app =
      add_runs_command(line, group, "export", "Write runs as JSON lines, whole, to hand them on",
                       "Examples:\n"
                       "  harbinger runs export 17 -o run.jsonl\n"
                       "  harbinger runs export | jq -r '[.run, .result.sha256] | @tsv'");
  app->add_option("runs", options.runs, "The runs (default: all, oldest first)")->type_name("ID");
  app->add_option("-o,--output", options.output, "File for the result (default: standard output)")
      ->type_name("FILE");
  line.on(app, options, runs_export);
}

}  // namespace

void add_runs(CommandLine& line) {
  CLI::App* group = line.command(
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
  add_runs_list(line, group);
  add_runs_show(line, group);
  add_runs_rerun(line, group);
  add_runs_diff(line, group);
  add_runs_export(line, group);
}

}  // namespace harbinger::cli
