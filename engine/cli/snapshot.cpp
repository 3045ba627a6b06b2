// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <filesystem>
#include <ostream>

#include "cli/commands.hpp"
#include "graph/snapshot.hpp"

namespace harbinger::cli {

namespace {

/// Whether a file of the pack itself stands at the path.
bool is_of(const pack::Pack& pack, const std::string& path) {
  std::error_code code;
  return std::any_of(pack.files.begin(), pack.files.end(), [&](const pack::PackFile& file) {
    return std::filesystem::equivalent(file.path, path, code);
  });
}

}  // namespace

int snapshot(const SnapshotOptions& options, Context& context) {
  Diagnostics diagnostics;
  const auto world = load_world(options.inputs, context, diagnostics);
  tell(diagnostics, context);
  if (!world) return wrong_input;
  if (is_of(world->graph.pack(), options.output))
    return refuse({Severity::error, whole_file(options.output), "is a file of the pack itself",
                   "give -o another name"},
                  context);
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
