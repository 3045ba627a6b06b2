// SPDX-License-Identifier: Apache-2.0
#include <filesystem>
#include <ostream>

#include "cli/commands.hpp"
#include "graph/snapshot.hpp"

namespace harbinger::cli {

int snapshot(const SnapshotOptions& options, Context& context) {
  Diagnostics diagnostics;
  const auto world = load_world(options.inputs, context, diagnostics);
  tell(diagnostics, context);
  if (!world) return wrong_input;
  if (const auto written = graph::write_snapshot(world->graph, options.output); !written)
    return refuse(written.error(), context);
  std::error_code code;  // it may be gone already
  const auto bytes = std::filesystem::file_size(options.output, code);
  context.out << fmt::format("{}: snapshot of pack '{}', {} nodes, {} edges, {:.1f} MB\n",
                             options.output, world->graph.pack().id, world->graph.node_count(),
                             world->graph.edge_count(), code ? 0.0 : double(bytes) / 1e6)
              << std::flush;
  return done;
}

}  // namespace harbinger::cli
