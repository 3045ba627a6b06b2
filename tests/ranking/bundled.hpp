// SPDX-License-Identifier: Apache-2.0
// The bundled pack, rules and model, loaded once for the tests that run on them.
#pragma once

#include <memory>
#include <stdexcept>
#include <string>

#include "base/files.hpp"
#include "ranking/assessment.hpp"

namespace harbinger::tests {

struct Bundled {
  graph::EntityGraph graph;
  rule::RuleSet rules;
  model::Model model;

  [[nodiscard]] ranking::Basis basis() const { return {graph, rules, model}; }
  [[nodiscard]] Day as_of() const { return graph.pack().date; }
  [[nodiscard]] graph::GraphView view() const { return {graph, as_of()}; }
  [[nodiscard]] std::string site_id(std::size_t site) const {
    return std::string(graph.node(graph.sites()[site]).id());
  }
};

inline const Bundled& bundled() {
  static const std::unique_ptr<Bundled> loaded = [] {
    const std::string home = HARBINGER_SOURCE_DIR;
    Diagnostics diagnostics;
    auto pack = pack::load_pack(home + "/data/scanners", diagnostics);
    if (!pack) throw std::runtime_error(to_text(diagnostics.all().front()));
    graph::EntityGraph graph(std::move(*pack));
    auto rules = rule::RuleSet::load(std::vector{home + "/rules/scanners.yaml"}, graph.schema(),
                                     diagnostics);
    auto model = model::load_model(*read_file(home + "/models/exposure.yaml"), diagnostics);
    if (!rules || !model || !ranking::check_basis(*rules, *model, diagnostics))
      throw std::runtime_error(to_text(diagnostics.all().front()));
    return std::make_unique<Bundled>(
        Bundled{std::move(graph), std::move(*rules), std::move(*model)});
  }();
  return *loaded;
}

/// The bundled ranking on the pack's own day.
inline const ranking::Assessment& bundled_assessment() {
  static const ranking::Assessment assessment(bundled().basis(), bundled().view(), 2);
  return assessment;
}

}  // namespace harbinger::tests
