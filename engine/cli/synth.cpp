// SPDX-License-Identifier: Apache-2.0
#include <ostream>

#include "cli/commands.hpp"
#include "cli/progress.hpp"
#include "synth/synth.hpp"

namespace harbinger::cli {

int synth(const SynthOptions& options, Context& context) {
  InputOptions model;
  model.pack = options.like;
  Diagnostics diagnostics;
  const synth::WorldSize size{options.sites, options.facts, options.seed};
  ProgressLine line("facts", context);
  const auto written = synth::write_world(
      model.pack_folder(context), size, options.output,
      [&](std::size_t facts, std::size_t all) { line.tell(facts, all); }, diagnostics);
  tell(diagnostics, context);
  if (!written) return wrong_input;
  std::uint64_t bytes = 0;
  for (const synth::WrittenFile& file : written->files) {
    bytes += file.bytes;
    const std::string rows = file.rows ? fmt::format("{} rows", *file.rows) : std::string();
    context.out << fmt::format("{:<24} {:>13} {:>12} bytes\n", file.name, rows, file.bytes);
  }
  context.out << fmt::format("{}: {} sites, {} nodes, {} edges, {} bytes\n", options.output,
                             options.sites, written->nodes, written->edges, bytes);
  return done;
}

}  // namespace harbinger::cli
