// SPDX-License-Identifier: Apache-2.0
// The bundled inputs, loaded once for the benchmarks that run on them.
#pragma once

#include <iostream>
#include <memory>
#include <stdexcept>
#include <string>

#include "cli/inputs.hpp"

namespace harbinger::bench {

inline const std::string home = HARBINGER_SOURCE_DIR;

inline std::unique_ptr<cli::Inputs> load() {
  cli::InputOptions options;
  options.pack = home + "/data/scanners";
  options.rules = {home + "/rules/scanners.yaml"};
  options.model = home + "/models/exposure.yaml";
  const cli::Context context{std::cout, std::cerr, home, {}, false};
  Diagnostics diagnostics;
  auto inputs = cli::load_inputs(options, context, diagnostics);
  if (!inputs) throw std::runtime_error("the bundled inputs do not load");
  return inputs;
}

inline const cli::Inputs& inputs() {
  static const auto loaded = load();
  return *loaded;
}

inline graph::GraphView view() { return {inputs().world.graph, inputs().world.as_of}; }

}  // namespace harbinger::bench
