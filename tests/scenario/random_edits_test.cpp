// SPDX-License-Identifier: Apache-2.0
// An assessment of edited inputs, made from another, is bit for bit the one made afresh of a new pack with all the
// edits: random sequences of edits, forward and back, on the bundled inputs and on random worlds.
#include <catch2/catch.hpp>

#include <fstream>

#include "pack/pack_folder.hpp"
#include "scenario/edit_walk.hpp"
#include "scenario/random_world.hpp"

using namespace harbinger;
using namespace harbinger::tests;

namespace {

/// The bundled model with signals beside the points, so that there is something to normalise and to weigh by.
std::string bundled_model_with_indicators() {
  std::string model = content_of(std::string(HARBINGER_SOURCE_DIR) + "/models/exposure.yaml");
  const std::string before = "      - id: country\n";
  const auto at = model.find(before);
  if (at == std::string::npos) throw std::runtime_error("the model has no 'country'");
  model.insert(at, R"(      - id: spread
        weight: 0.1
        points: {full: 100, weight: 1}
        indicators:
          - {signal: deliveries, weight: 1, normalise: minmax, missing: zero}
          - {signal: nearby_calls, weight: 0.5, normalise: zscore, missing: mean}
          - {signal: maker_state_share, weight: 0.5, normalise: rank, missing: drop}
          - {signal: last_call_age, weight: 0.3, normalise: percentile, direction: falling, missing: unknown}
      - id: weighed
        weight: 0.1
        weights: entropy
        indicators:
          - {signal: equipped_sites, normalise: minmax, missing: zero}
          - {signal: allied_calls, normalise: minmax, missing: mean}
          - {signal: units, normalise: rank, missing: zero}
)");
  return model;
}

const LoadedInputs& bundled_inputs() {
  static const std::unique_ptr<LoadedInputs> loaded = [] {
    const std::string home = HARBINGER_SOURCE_DIR;
    Diagnostics diagnostics;
    auto inputs = loaded_inputs(home + "/data/scanners", content_of(home + "/rules/scanners.yaml"),
                                bundled_model_with_indicators(), diagnostics);
    if (!inputs) throw std::runtime_error(lines_of(diagnostics));
    return inputs;
  }();
  return *loaded;
}

/// Walks of ten steps, by seed, until each kind of edit was made so often.
EditCounts walked(std::size_t at_least) {
  const PackFolder folder;
  EditCounts counts;
  for (std::uint32_t seed = 1; counts.least() < at_least; ++seed) {
    if (seed > 3 * at_least) {
      UNSCOPED_INFO(counts.text());
      FAIL("some kind of edit is hardly ever made");
    }
    EditWalk walk(bundled_inputs(), seed, folder.path() + "/s.yaml", {}, counts);
    for (int i = 0; i < 10; ++i) walk.step();
  }
  return counts;
}

/// Walks through worlds of a seed each.
EditCounts walked_through_worlds(std::uint32_t first, std::size_t worlds, std::size_t steps,
                                 std::size_t (*ports_of)(std::uint32_t)) {
  EditCounts counts;
  for (std::uint32_t seed = first; seed < first + worlds; ++seed) {
    const RandomWorld world(seed, ports_of(seed));
    INFO(world.rules_text << world.model_text);
    // In half of the worlds rules and model stay, so that few sites are reached.
    const WalkOptions options =
        seed % 2 == 0 ? WalkOptions{.single = 0.6} : WalkOptions{fact_edit_kinds, 0.9};
    EditWalk walk(*world.inputs, seed, world.scenario_file(), options, counts);
    for (std::size_t i = 0; i < steps; ++i) walk.step();
  }
  return counts;
}

/// A few rows of many are computed alone; where there are few sites, one is many.
std::size_t many_or_few_ports(std::uint32_t seed) {
  return seed % 5 == 0 ? 4 + seed % 30 : 60 + seed % 200;
}
std::size_t several_blocks(std::uint32_t seed) { return 1100 + 97 * (seed % 10); }

}  // namespace

TEST_CASE("However the bundled inputs are edited, what is not computed again is as if it were",
          "[scenario][update][property][long]") {
  const EditCounts counts = walked(100);
  WARN(counts.text());
  CHECK(counts.patched * 2 > counts.steps);
}

TEST_CASE("However a random world is edited, what is not computed again is as if it were",
          "[scenario][update][property][long]") {
  const EditCounts counts = walked_through_worlds(1, 500, 6, many_or_few_ports);
  WARN(counts.text());
  CHECK(counts.least() >= 100);
}

TEST_CASE("However a world of several blocks is edited, the same", "[scenario][update][property]") {
  WARN(walked_through_worlds(1, 10, 4, several_blocks).text());
}

TEST_CASE("The same, ten times as often", "[.][slow]") {
  WARN(walked(1000).text());
  WARN(walked_through_worlds(1000, 5000, 6, many_or_few_ports).text());
  WARN(walked_through_worlds(1000, 100, 4, several_blocks).text());
}
