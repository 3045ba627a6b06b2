// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <filesystem>
#include <memory>
#include <ostream>
#include <span>

#include <fmt/format.h>

#include "base/files.hpp"
#include "cli/commands.hpp"
#include "cli/kept_run.hpp"
#include "cli/page.hpp"
#include "cli/progress.hpp"
#include "cli/result_text.hpp"
#include "scenario/comparison.hpp"
#include "scenario/edit_words.hpp"
#include "scenario/edited_inputs.hpp"

namespace harbinger::cli {

namespace {

using scenario::Scenario;

/// The scenarios of the files, or those of them that are named, then that of --set and --remove.
std::vector<Scenario> asked_scenarios(std::vector<Scenario> all, const WhatifOptions& options,
                                      Diagnostics& diagnostics) {
  if (!options.scenarios.empty()) {
    std::vector<std::string> names;
    for (const Scenario& scenario : all) names.push_back(scenario.name);
    for (const std::string& name : options.scenarios)
      if (std::find(names.begin(), names.end(), name) == names.end()) {
        Diagnostic& unknown =
            diagnostics
                .error(written_argument("--scenario", name).where(), "unknown scenario '{}'", name)
                .did_you_mean(name, names);
        if (unknown.hint.empty() && !names.empty())
          unknown.with_hint(fmt::format("the files have {}", fmt::join(names, ", ")));
      }
    std::erase_if(all, [&](const Scenario& scenario) {
      return std::find(options.scenarios.begin(), options.scenarios.end(), scenario.name) ==
             options.scenarios.end();
    });
  }
  if (!options.sets.empty() || !options.removes.empty())
    all.push_back(scenario::quick_scenario(options.sets, options.removes, diagnostics));
  return all;
}

/// The run of the base with the files that scenarios are written in, and those that they read.
report::RunInfo run_with(report::RunInfo run, std::span<const Scenario> written,
                         std::span<const Scenario> asked,
                         std::span<const scenario::EditedInputs> edited) {
  for (const Scenario& scenario : written) add_input(*scenario.where.text, run.inputs);
  for (std::size_t i = 0; i < edited.size(); ++i) {
    for (const auto& file : edited[i].rules->texts().files) add_input(*file, run.inputs);
    for (const scenario::Edit& edit : asked[i].edits)
      if (const auto* use = std::get_if<scenario::UseModel>(&edit.what))
        if (const auto text = read_file(use->file.value)) add_input(**text, run.inputs);
  }
  return run;
}

/// On stderr: how much of each step was computed again for a scenario.
void tell_profile(const std::string& name, const ranking::Assessment& after, Context& context) {
  const ranking::Recomputed& r = after.recomputed;
  const auto line = [&](const char* what, const signal::Work& work) {
    context.err << fmt::format("  {:<12} {} shared, {} in part, {} whole; {} rows of {}\n", what,
                               work.shared, work.in_part, work.whole, work.rows,
                               (work.shared + work.in_part + work.whole) * after.sites());
  };
  context.err << fmt::format("profile of {}: {} facts changed, ownership {}\n", name,
                             r.changed_facts, r.ownership ? "made anew" : "shared");
  line("signals", r.signals);
  line("rules", r.rules);
  line("points", r.totals);
  context.err << fmt::format("  {:<12} {} of {} computed\n", "dimensions", r.dimensions,
                             r.all_dimensions);
}

/// Writes the edited inputs of each scenario: into the folder, or where there are several into one below it.
int write_copies(const WhatifOptions& options, const scenario::BaseInputs& base,
                 const std::vector<Scenario>& scenarios, Context& context) {
  std::error_code code;
  if (std::filesystem::exists(options.write, code) &&
      !std::filesystem::is_empty(options.write, code))
    return refuse({Severity::error, whole_file(options.write), "is there and not empty", {}},
                  context);
  for (const Scenario& scenario : scenarios) {
    const std::filesystem::path folder = scenarios.size() == 1
                                             ? std::filesystem::path(options.write)
                                             : std::filesystem::path(options.write) / scenario.name;
    Diagnostics diagnostics;
    const auto arguments = scenario::write_edited(base, scenario, folder.string(), diagnostics);
    tell(diagnostics, context);
    if (!arguments) return wrong_input;
    std::string command = "harbinger rank";
    for (const std::string& argument : *arguments) command += " " + store::shell_word(argument);
    context.err << fmt::format("note: the inputs of '{}' are written; to rank them: {}\n",
                               scenario.name, command);
  }
  return done;
}

}  // namespace

int whatif(const WhatifOptions& options, Context& context) {
  Diagnostics diagnostics;
  if (options.files.empty() && options.sets.empty() && options.removes.empty())
    return refuse({Severity::error,
                   {},
                   "nothing to change: name a scenario file, --set or --remove",
                   "harbinger whatif --help shows examples"},
                  context);
  // The base first: it is not loaded past mistakes, while edits are checked past those of others.
  const auto inputs = load_inputs(options.inputs, context, diagnostics);
  const auto written = scenario::readable_scenarios(options.files, diagnostics);
  const auto scenarios = asked_scenarios(written, options, diagnostics);
  const auto model_text = inputs ? load_model_text(options.inputs, context) : std::nullopt;
  std::vector<scenario::EditedInputs> edited;
  std::optional<scenario::BaseInputs> base;
  if (inputs && model_text) {
    base.emplace(scenario::BaseInputs{inputs->world.graph, inputs->rules, *model_text,
                                      inputs->model, inputs->world.as_of});
    for (const Scenario& scenario : scenarios)
      if (auto one = scenario::edited_inputs(*base, scenario, diagnostics))
        edited.push_back(*std::move(one));
  }
  tell(diagnostics, context);
  if (!base || diagnostics.has_errors()) return wrong_input;

  inputs->run = run_with(std::move(inputs->run), written, scenarios, edited);
  const unsigned threads = options.inputs.thread_count();
  const ranking::Assessment before(
      inputs->basis(), graph::GraphView(inputs->world.graph, inputs->world.as_of), threads);
  std::vector<scenario::Comparison> comparisons;
  KeptScenarios kept(before, context);
  ProgressLine progress("scenarios", context);
  for (std::size_t i = 0; i < edited.size(); ++i) {
    const ranking::Assessment after(before, edited[i].basis(), edited[i].view, threads);
    kept.add(scenarios[i], after);
    comparisons.push_back(scenario::compared(before, after, options.top));
    comparisons.back().name = scenarios[i].name;
    comparisons.back().title = scenarios[i].title;
    comparisons.back().edits = scenario::edit_words(scenarios[i].edits);
    if (const auto note = whatif_note(comparisons.back())) context.err << "note: " << *note << "\n";
    if (options.profile) tell_profile(scenarios[i].name, after, context);
    progress.tell(i + 1, edited.size());
  }
  if (!options.write.empty())
    if (const int code = write_copies(options, *base, scenarios, context); code != done)
      return code;
  const report::TextStyle style = style_of(options.output, context);
  const Result<std::string> text =
      options.format == "html"
          ? whatif_page(before, comparisons, inputs->run, page_options(options, context), context)
          : whatif_text(comparisons, options.show, inputs->run, options.format, style);
  if (!text) return refuse(text.error(), context);
  return deliver_kept(
      *text, options.output, [&] { return run_of(options, *inputs, std::move(kept), context); },
      context);
}

}  // namespace harbinger::cli
