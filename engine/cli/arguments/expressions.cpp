// SPDX-License-Identifier: Apache-2.0
// Command lines: what tries expressions.
#include "cli/commands.hpp"
#include "cli/detail/command_line.hpp"

namespace harbinger::cli {

void add_eval(CommandLine& line) {
  auto& options = line.options<EvalOptions>();
  CLI::App* app = line.command(
      "eval", "Evaluate an expression in strict CEL",
      "Examples:\n"
      "  harbinger eval '1 + 2 * 3'\n"
      "  harbinger eval 'size(ports) > 1' --var 'ports=[\"a\", \"b\"]'\n"
      "  harbinger eval 'm.?depth.orValue(0)' --var 'm={\"depth\": 12}'\n"
      "  echo '{\"expr\": \"x * 2\", \"vars\": {\"x\": 21}}' | harbinger eval --jsonl");
  app->add_option("expression", options.expression,
                  "The expression, or - for standard input; with --jsonl, the file of lines")
      ->type_name("CEL");
  CLI::Option* variables =
      app->add_option("--var", options.variables,
                      "A variable and its value as JSON; may be given several times")
          ->type_name("NAME=JSON")
          ->take_all();
  app->add_flag("--jsonl", options.lines,
                "Answer one object a line, {\"expr\": ..., \"vars\": {...}, \"container\": ...}, "
                "each with a line "
                "{\"value\": ..., \"type\": ...} or {\"error\": ..., \"at\": column}")
      ->excludes(variables);
  app->add_option("--threads", options.threads,
                  "Threads for --jsonl (default: as many as the machine has)")
      ->check(CLI::PositiveNumber);
  line.on(app, options, eval);
}

void add_functions(CommandLine& line) {
  CLI::App* app = line.command("functions", "List the functions of expressions",
                               "Example:\n  harbinger functions");
  line.on(app, functions);
}

}  // namespace harbinger::cli
