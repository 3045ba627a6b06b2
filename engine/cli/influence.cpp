// SPDX-License-Identifier: Apache-2.0
#include "scenario/influence.hpp"
#include "cli/commands.hpp"
#include "cli/progress.hpp"
#include "report/influence_report.hpp"

namespace harbinger::cli {

namespace {

scenario::InfluenceBy by_of(const std::string& word) {
  using enum scenario::InfluenceBy;
  for (const auto by : {source, fact, rule, entity, signal})
    if (to_text(by) == word) return by;
  return source;
}

}  // namespace

int influence(const InfluenceOptions& options, Context& context) {
  Diagnostics diagnostics;
  const auto inputs = load_inputs(options.inputs, context, diagnostics);
  tell(diagnostics, context);
  if (!inputs) return wrong_input;
  const unsigned threads = options.inputs.thread_count();
  const ranking::Assessment base(
      inputs->basis(), graph::GraphView(inputs->world.graph, inputs->world.as_of), threads);
  std::optional<std::size_t> site;
  if (!options.site.empty()) {
    const auto found = find_row(base, options.site);
    if (!found) return refuse(found.error(), context);
    site = *found;
  }
  scenario::Influence result;
  {
    ProgressLine progress("left out in turn", context);
    result = scenario::influence(
        base, by_of(options.by), site, options.top, threads,
        [&](std::size_t so_far, std::size_t all) { progress.tell(so_far, all); });
  }
  const report::TextStyle style = style_of(options.output, context);
  const std::string text = options.format == "json"  ? report::influence_json(result, inputs->run)
                           : options.format == "csv" ? report::influence_csv(result)
                           : options.format == "md"
                               ? report::influence_markdown(result, inputs->run, options.show)
                               : report::influence_table(result, inputs->run, style, options.show);
  return deliver(text, options.output, context);
}

}  // namespace harbinger::cli
