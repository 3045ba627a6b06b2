// SPDX-License-Identifier: Apache-2.0
#include "cli/commands.hpp"
#include "ranking/explanation.hpp"
#include "report/explain_report.hpp"

namespace harbinger::cli {

int explain(const ExplainOptions& options, Context& context) {
  Diagnostics diagnostics;
  const auto inputs = load_inputs(options.inputs, context, diagnostics);
  tell(diagnostics, context);
  if (!inputs) return wrong_input;
  const ranking::Assessment assessment(inputs->basis(),
                                       graph::GraphView(inputs->world.graph, inputs->world.as_of),
                                       options.inputs.thread_count());
  const auto site = find_row(assessment, options.site);
  if (!site) return refuse(site.error(), context);
  const ranking::Explanation explanation = ranking::explanation(assessment, *site);
  report::TextStyle style = context.style;
  if (!options.output.empty()) style.colour = false;
  const std::string text =
      options.format == "json"
          ? report::explain_json(assessment, explanation, inputs->run)
          : report::explain_text(assessment, explanation, inputs->run, style, options.all);
  return deliver(text, options.output, context);
}

}  // namespace harbinger::cli
