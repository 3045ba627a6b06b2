// SPDX-License-Identifier: Apache-2.0
#include "cli/runs.hpp"

#include "cli/ledger_file.hpp"
#include "report/runs_report.hpp"

namespace harbinger::cli {

Result<store::Ledger> ledger_to_read(const Context& context) {
  if (context.ledger.empty())
    return tl::make_unexpected(Diagnostic{Severity::error,
                                          {},
                                          "no ledger is kept",
                                          "name one with --ledger, or in HARBINGER_LEDGER"});
  return store::Ledger::to_read(context.ledger);
}

int runs_list(const RunsListOptions& options, Context& context) {
  const auto ledger = ledger_to_read(context);
  if (!ledger) return refuse(ledger.error(), context);
  const auto runs = ledger->newest(options.command, options.top);
  if (!runs) return refuse(runs.error(), context);
  const std::string text = options.format == "json" ? report::runs_json(*runs)
                           : options.format == "csv"
                               ? report::runs_csv(*runs)
                               : report::runs_table(*runs, style_of(options.output, context));
  return deliver(text, options.output, context);
}

int runs_show(const RunsShowOptions& options, Context& context) {
  const auto ledger = ledger_to_read(context);
  if (!ledger) return refuse(ledger.error(), context);
  const auto run = ledger->find(options.run);
  if (!run) return refuse(run.error(), context);
  if (options.result && !run->result.bytes)
    return refuse({Severity::error, whole_file(context.ledger),
                   fmt::format("the result of run {} was too large to be kept", options.run),
                   "harbinger runs rerun makes it again"},
                  context);
  return deliver(options.result ? *run->result.bytes
                 : options.format == "json"
                     ? report::run_json(*run)
                     : report::run_text(*run, style_of(options.output, context)),
                 options.output, context);
}

int runs_export(const RunsExportOptions& options, Context& context) {
  const auto ledger = ledger_to_read(context);
  if (!ledger) return refuse(ledger.error(), context);
  std::vector<std::string> names = options.runs;
  if (names.empty()) {
    const auto runs = ledger->newest("", 0);
    if (!runs) return refuse(runs.error(), context);
    for (auto run = runs->rbegin(); run != runs->rend(); ++run) names.push_back(to_text(run->name));
  }
  std::string lines;
  for (const std::string& name : names) {
    const auto run = ledger->find(name);
    if (!run) return refuse(run.error(), context);
    lines += report::run_line(*run);
  }
  return deliver(lines, options.output, context);
}

}  // namespace harbinger::cli
