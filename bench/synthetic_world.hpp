// SPDX-License-Identifier: Apache-2.0
// An invented world of any number of sites, ten facts for each (synth/synth.hpp), written to a temporary folder and
// loaded. Unlike the bundled pack grown larger it stays as dense as it was: a site has as many neighbours and calls.
#pragma once

#include <filesystem>
#include <stdexcept>
#include <string>

#include <fmt/format.h>
#include <unistd.h>

#include "bundled.hpp"
#include "graph/entity_graph.hpp"
#include "pack/pack.hpp"
#include "synth/synth.hpp"

namespace harbinger::bench {

inline graph::EntityGraph synthetic_graph(std::size_t sites) {
  const auto folder = std::filesystem::temp_directory_path() /
                      fmt::format("harbinger-synthetic-{}-{}", sites, ::getpid());
  Diagnostics diagnostics;
  const auto written = synth::write_world(
      home + "/data/scanners", {sites, 10 * sites, 1}, folder.string(),
      [](std::size_t, std::size_t) {}, diagnostics);
  auto pack = written ? pack::load_pack(folder.string(), diagnostics) : std::nullopt;
  std::filesystem::remove_all(folder);
  if (!pack) throw std::runtime_error(to_text(diagnostics.all().front()));
  return graph::EntityGraph(std::move(*pack));
}

}  // namespace harbinger::bench
