// SPDX-License-Identifier: Apache-2.0
#include <algorithm>

#include "cli/commands.hpp"
#include "ranking/explanation.hpp"
#include "ranking/node_index.hpp"
#include "report/explain_report.hpp"

namespace harbinger::cli {

int explain(const ExplainOptions& options, Context& context) {
  Diagnostics diagnostics;
  const auto inputs = load_inputs(options.inputs, context, diagnostics);
  tell(diagnostics, context);
  if (!inputs) return wrong_input;
  const graph::EntityGraph& graph = inputs->world.graph;
  const auto found = ranking::NodeIndex(graph, graph.sites()).find(options.site, "site");
  if (!found) return refuse(found.error(), context);
  const auto sites = graph.sites();
  const auto site = static_cast<std::size_t>(std::lower_bound(sites.begin(), sites.end(), *found) -
                                             sites.begin());

  const ranking::Assessment assessment(
      inputs->basis(), graph::GraphView(graph, inputs->world.as_of), options.inputs.thread_count());
  const ranking::Explanation explanation = ranking::explanation(assessment, site);
  report::TextStyle style = context.style;
  if (!options.output.empty()) style.colour = false;
  const std::string text =
      options.format == "json"
          ? report::explain_json(assessment, explanation, inputs->run)
          : report::explain_text(assessment, explanation, inputs->run, style, options.all);
  return deliver(text, options.output, context);
}

}  // namespace harbinger::cli
