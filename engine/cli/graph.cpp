// SPDX-License-Identifier: Apache-2.0
#include <ostream>

#include "cli/commands.hpp"
#include "ranking/node_index.hpp"
#include "report/graph_report.hpp"

namespace harbinger::cli {

namespace {

/// A site of this name, or else any node of it.
Result<graph::NodeId> named(const graph::EntityGraph& graph, const std::string& name) {
  if (const auto site = ranking::NodeIndex(graph, graph.sites()).find(name, "site")) return *site;
  std::vector<graph::NodeId> all;
  for (std::size_t i = 0; i < graph.node_count(); ++i) all.emplace_back(i);
  return ranking::NodeIndex(graph, all).find(name, "site or entity");
}

}  // namespace

int graph_of(const GraphOptions& options, Context& context) {
  Diagnostics diagnostics;
  const auto world = load_world(options.inputs, context, diagnostics);
  tell(diagnostics, context);
  if (!world) return wrong_input;
  const auto centre = named(world->graph, options.site);
  if (!centre) return refuse(centre.error(), context);
  const graph::GraphView view(world->graph, world->as_of);
  const report::Neighbourhood shown = report::neighbourhood(view, *centre, options.depth);
  if (shown.crowded > 0)
    context.err << fmt::format("note: {} nodes with very many edges are shown and not followed\n",
                               shown.crowded);
  const std::string text =
      options.format == "json"
          ? report::graph_json(view, shown, run_info(*world, options.inputs.pack_folder(context)))
          : report::graph_dot(view, shown);
  return deliver(text, options.output, context);
}

}  // namespace harbinger::cli
