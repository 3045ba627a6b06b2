// SPDX-License-Identifier: Apache-2.0
#include "cli/commands.hpp"
#include "ranking/node_index.hpp"
#include "report/owners_report.hpp"

namespace harbinger::cli {

int owners(const OwnersOptions& options, Context& context) {
  Diagnostics diagnostics;
  const auto world = load_world(options.inputs, context, diagnostics);
  tell(diagnostics, context);
  if (!world) return wrong_input;
  std::vector<graph::NodeId> nodes;
  for (std::size_t i = 0; i < world->graph.node_count(); ++i) nodes.emplace_back(i);
  const ranking::NodeIndex index(world->graph, nodes);
  const auto entity = index.find(options.entity, "entity");
  if (!entity) return refuse(entity.error(), context);
  std::optional<graph::NodeId> holder;
  if (!options.holder.empty()) {
    const auto found = index.find(options.holder, "entity");
    if (!found) return refuse(found.error(), context);
    holder = *found;
  }
  const graph::GraphView view(world->graph, world->as_of);
  const graph::Ownership ownership(view);
  const report::OwnersReport report = report::owners_report(ownership, *entity, holder);
  const report::RunInfo run = run_info(*world, options.inputs.pack_folder(context));
  const report::TextStyle style = style_of(options.output, context);
  return deliver(options.format == "json" ? report::owners_json(ownership, report, run)
                                          : report::owners_text(ownership, report, run, style),
                 options.output, context);
}

}  // namespace harbinger::cli
