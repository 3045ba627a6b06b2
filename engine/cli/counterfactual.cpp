// SPDX-License-Identifier: Apache-2.0
#include "scenario/counterfactual.hpp"
#include "cli/commands.hpp"
#include "cli/progress.hpp"
#include "report/counterfactual_report.hpp"

namespace harbinger::cli {

int counterfactual(const CounterfactualOptions& options, Context& context) {
  Diagnostics diagnostics;
  const auto inputs = load_inputs(options.inputs, context, diagnostics);
  const auto model_text = inputs ? load_model_text(options.inputs, context) : std::nullopt;
  tell(diagnostics, context);
  if (!model_text) return wrong_input;
  const unsigned threads = options.inputs.thread_count();
  const ranking::Assessment base(
      inputs->basis(), graph::GraphView(inputs->world.graph, inputs->world.as_of), threads);
  scenario::Question question;
  question.top = options.top;
  question.facts = options.by != "rule";
  question.rules = options.by != "fact";
  question.most_tried = options.limit;
  const auto site = find_row(base, options.site);
  if (!site) return refuse(site.error(), context);
  question.site = *site;
  if (!options.against.empty()) {
    const auto against = find_row(base, options.against);
    if (!against) return refuse(against.error(), context);
    if (*against == *site)
      return refuse({Severity::error, {}, "a site cannot change places with itself", {}}, context);
    question.against = *against;
  }
  const scenario::BaseInputs all{inputs->world.graph, inputs->rules, *model_text, inputs->model,
                                 inputs->world.as_of};
  scenario::Counterfactual result;
  {
    ProgressLine progress(question.against ? "knobs" : "worlds", context);
    result = scenario::counterfactual(
        all, base, question, threads,
        [&](std::size_t so_far, std::size_t most) { progress.tell(so_far, most); });
  }
  const report::TextStyle style = style_of(options.output, context);
  const std::string text =
      options.format == "json" ? report::counterfactual_json(result, inputs->run)
      : options.format == "md" ? report::counterfactual_markdown(result, inputs->run)
                               : report::counterfactual_table(result, inputs->run, style);
  return deliver(text, options.output, context);
}

}  // namespace harbinger::cli
