// SPDX-License-Identifier: Apache-2.0
// The bundled pack, and the same grown to 100,000 sites, each assessed once for the benchmarks that run on them.
#pragma once

#include "bundled.hpp"
#include "grown_pack.hpp"
#include "scenario/edited_inputs.hpp"

namespace harbinger::bench {

/// A base and its assessment.
struct World {
  graph::EntityGraph graph;
  const rule::RuleSet& rules;
  model::ModelText written;
  model::Model model;
  ranking::Assessment assessment;

  explicit World(pack::Pack pack)
      : graph(std::move(pack)),
        rules(inputs().rules),
        written(model_text()),
        model(built(written)),
        assessment({graph, rules, model}, {graph, graph.pack().date}, 2) {}

  [[nodiscard]] scenario::BaseInputs base() const {
    return {graph, rules, written, model, graph.pack().date};
  }

 private:
  static model::ModelText model_text() {
    Diagnostics diagnostics;
    return *model::read_model_text(*read_file(home + "/models/exposure.yaml"), diagnostics);
  }
  static model::Model built(const model::ModelText& text) {
    Diagnostics diagnostics;
    return *model::build_model(text, diagnostics);
  }
};

inline const World& bundled() {
  static const World world(inputs().world.graph.pack());
  return world;
}
inline const World& grown() {
  static const World world(GrownPack(inputs().world.graph.pack()).grown(100'000));
  return world;
}

}  // namespace harbinger::bench
