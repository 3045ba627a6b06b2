// SPDX-License-Identifier: Apache-2.0
#include "cli/kept_run.hpp"

#include <algorithm>
#include <filesystem>
#include <ostream>

#include <fmt/format.h>

#include "store/ledger.hpp"

namespace harbinger::cli {

namespace {

/// How long a run waits for others to be added before it is given up.
constexpr std::chrono::seconds patience{5};

/// The name of the one ranking of a run, and of that before scenarios.
constexpr const char* base_ranking = "ranking";

bool keeps_runs(const Context& context) { return context.on_run || !context.ledger.empty(); }

/// Adds to the ledger; says why not on one line.
void keep(store::Run run, Context& context) {
  if (context.on_run) return context.on_run(run);
  auto ledger = store::Ledger::to_write(context.ledger, patience);
  const auto name = ledger ? ledger->add(std::move(run)) : tl::make_unexpected(ledger.error());
  if (name) return;
  Diagnostic warning = name.error();
  warning.severity = Severity::warning;
  warning.message = "this run is not kept: the ledger " + warning.message;
  context.err << to_text(warning) << "\n";
}

class Options {
 public:
  void add(const std::string& name, const std::string& value) { list_.push_back({name, value}); }
  void add(const std::string& name, unsigned value) { add(name, fmt::format("{}", value)); }
  void add(const std::string& name, const std::optional<std::string>& value) {
    if (value) add(name, *value);
  }
  void add(const std::string& name, const std::vector<std::string>& values) {
    for (const std::string& value : values) add(name, value);
  }
  std::vector<store::Option> list() && { return std::move(list_); }

 private:
  std::vector<store::Option> list_;
};

/// Those of the inputs, with their defaults.
Options options_of(const InputOptions& options, const Inputs& inputs, const Context& context) {
  Options list;
  list.add("pack", options.pack_folder(context));
  list.add("rules", options.rule_files(context));
  list.add("model", options.model_file(context));
  list.add("as-of", to_text(inputs.world.as_of));
  return list;
}

/// What all runs have; result and clock are deliver_kept's.
template <class CommandOptions>
store::Run run_with(const char* command, const CommandOptions& options, Options list,
                    const Inputs& inputs, const Context& context) {
  store::Run run;
  run.command = command;
  list.add("format", options.format);
  // What a page is made with, and nothing else.
  if constexpr (requires { options.details; })
    if (options.format == "html") list.add("details", options.details);
  run.options = std::move(list).list();
  run.engine = inputs.run.engine;
  run.as_of = inputs.world.as_of;
  run.inputs = inputs.run.inputs;
  for (const auto& text : context.bundled) add_input(*text, run.inputs);
  std::error_code code;
  run.folder = std::filesystem::current_path(code).string();
  run.output = options.output == "-" ? "" : options.output;
  run.colour = context.style.colour && options.output.empty();
  return run;
}

}  // namespace

int deliver_kept(const std::string& text, const std::string& output,
                 const std::function<store::Run()>& run, Context& context) {
  const int code = deliver(text, output, context);
  if (code != done || !keeps_runs(context)) return code;
  const std::chrono::duration<double> taken = std::chrono::steady_clock::now() - context.began;
  try {
    store::Run finished = run();
    finished.started = store::utc_text(context.started);
    finished.seconds = taken.count();
    finished.result = store::result_of(text);
    keep(std::move(finished), context);
  } catch (const std::bad_alloc&) {
    context.err << "warning: this run is not kept: out of memory\n";
  }
  return code;
}

KeptScenarios::KeptScenarios(const ranking::Assessment& before, const Context& context)
    : is_kept_(keeps_runs(context)) {
  if (is_kept_) rankings.push_back(store::ranking_of(base_ranking, before));
}

void KeptScenarios::add(const scenario::Scenario& scenario, const ranking::Assessment& after) {
  if (!is_kept_) return;
  rankings.push_back(store::ranking_of(scenario.name, after));
}

store::Run run_of(const RankOptions& options, const Inputs& inputs,
                  const ranking::Assessment& assessment, const Context& context) {
  Options list = options_of(options.inputs, inputs, context);
  list.add("where", options.where);
  if (options.top) list.add("top", *options.top);
  store::Run run = run_with("rank", options, std::move(list), inputs, context);
  run.rankings.push_back(store::ranking_of(base_ranking, assessment));
  return run;
}

store::Run run_of(const WhatifOptions& options, const Inputs& inputs, KeptScenarios scenarios,
                  const Context& context) {
  Options list = options_of(options.inputs, inputs, context);
  list.add("", options.files);
  list.add("scenario", options.scenarios);
  list.add("set", options.sets);
  list.add("remove", options.removes);
  list.add("top", options.top);
  list.add("show", options.show);
  store::Run run = run_with("whatif", options, std::move(list), inputs, context);
  run.rankings = std::move(scenarios.rankings);
  return run;
}

store::Run run_of(const TimelineOptions& options, const Inputs& inputs, Day last,
                  const Context& context) {
  Options list = options_of(options.inputs, inputs, context);
  list.add("", options.sites);
  list.add("from", options.from);
  list.add("to", options.to);
  list.add("step", options.step);
  list.add("top", options.top);
  store::Run run = run_with("timeline", options, std::move(list), inputs, context);
  run.as_of = last;
  return run;
}

store::Run run_of(const SensitivityOptions& options, const Inputs& inputs,
                  const ranking::Assessment& assessment, const Context& context) {
  Options list = options_of(options.inputs, inputs, context);
  list.add("draws", options.draws);
  list.add("seed", fmt::format("{}", options.seed));
  list.add("spread", fmt::format("{}", options.spread));
  list.add("top", options.top);
  list.add("what", options.what);
  store::Run run = run_with("sensitivity", options, std::move(list), inputs, context);
  run.rankings.push_back(store::ranking_of(base_ranking, assessment));
  return run;
}

}  // namespace harbinger::cli
