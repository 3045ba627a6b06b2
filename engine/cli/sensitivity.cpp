// SPDX-License-Identifier: Apache-2.0
#include "uncertainty/sensitivity.hpp"

#include <algorithm>

#include "cli/commands.hpp"
#include "cli/kept_run.hpp"
#include "cli/progress.hpp"
#include "report/sensitivity_report.hpp"

namespace harbinger::cli {

namespace {

/// Ranks that are held at a time, of shown sites in all draws: 400 MB.
constexpr std::size_t most_ranks = 100'000'000;

}  // namespace

int sensitivity(const SensitivityOptions& options, Context& context) {
  Diagnostics diagnostics;
  const auto inputs = load_inputs(options.inputs, context, diagnostics);
  tell(diagnostics, context);
  if (!inputs) return wrong_input;
  const unsigned threads = options.inputs.thread_count();
  const ranking::Assessment assessment(
      inputs->basis(), graph::GraphView(inputs->world.graph, inputs->world.as_of), threads);
  if (std::min<std::size_t>(options.top, assessment.sites()) * options.draws > most_ranks)
    return refuse({Severity::error,
                   {},
                   fmt::format("{} draws of the first {} sites are too many: at most {} ranks",
                               options.draws, options.top, most_ranks),
                   "fewer --draws, or a lower --top"},
                  context);
  const uncertainty::Doubts doubts{options.draws, options.seed, options.spread,
                                   options.what != "points", options.what != "weights"};
  uncertainty::Sensitivity result;
  {
    ProgressLine progress("draws ranked", context);
    result = uncertainty::sensitivity(
        uncertainty::base_of(assessment), doubts, options.top, threads,
        [&](std::size_t so_far, std::size_t all) { progress.tell(so_far, all); });
  }
  const report::TextStyle style = style_of(options.output, context);
  const std::string text =
      options.format == "json"  ? report::sensitivity_json(assessment, result, inputs->run)
      : options.format == "csv" ? report::sensitivity_csv(assessment, result)
                                : report::sensitivity_table(assessment, result, inputs->run, style);
  return deliver_kept(
      text, options.output, [&] { return run_of(options, *inputs, assessment, context); }, context);
}

}  // namespace harbinger::cli
