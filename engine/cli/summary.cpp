// SPDX-License-Identifier: Apache-2.0
#include <algorithm>

#include "cli/commands.hpp"
#include "graph/ownership.hpp"
#include "report/summary_report.hpp"
#include "signal/figure.hpp"

namespace harbinger::cli {

namespace {

/// The published figures in their order, each with the pack's own where it declares one.
std::vector<report::FigureRow> figure_rows(const pack::Pack& pack, const signal::World& world,
                                           Diagnostics& diagnostics) {
  std::vector<report::FigureRow> rows;
  for (const pack::PublishedFigure& published : pack.published) {
    report::FigureRow row{published, false, expr::Unknown{}, "the pack declares no figure for it"};
    const auto declared =
        std::find_if(pack.figures.begin(), pack.figures.end(),
                     [&](const pack::Figure& f) { return f.published == published.id; });
    if (declared != pack.figures.end()) {
      row.why = declared->why;
      if (declared->match) {
        const auto figure = signal::Figure::check(*declared, pack.schema, diagnostics);
        row.asked = figure.has_value();
        if (figure) row.ours = figure->evaluate(world);
      }
    }
    rows.push_back(std::move(row));
  }
  return rows;
}

}  // namespace

int summary(const SummaryOptions& options, Context& context) {
  Diagnostics diagnostics;
  const auto world = load_world(options.inputs, context, diagnostics);
  if (!world) return tell(diagnostics, context), wrong_input;
  const graph::GraphView view(world->graph, world->as_of);
  const graph::Ownership ownership(view);
  report::Summary summary = report::counted(view);
  summary.figures = figure_rows(world->graph.pack(), {view, ownership}, diagnostics);
  tell(diagnostics, context);
  if (diagnostics.has_errors()) return wrong_input;
  const report::RunInfo run = run_info(*world, options.inputs.pack_folder(context));
  const report::TextStyle style = style_of(options.output, context);
  const std::string text = options.format == "json"  ? report::summary_json(summary, run)
                           : options.format == "csv" ? report::summary_csv(summary)
                           : options.format == "md"  ? report::summary_markdown(summary, run)
                                                     : report::summary_text(summary, run, style);
  return deliver(text, options.output, context);
}

}  // namespace harbinger::cli
