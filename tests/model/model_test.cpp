// SPDX-License-Identifier: Apache-2.0
#include "model/model.hpp"

#include <catch2/catch.hpp>

#include <algorithm>
#include <cmath>

#include "base/files.hpp"
#include "model/score.hpp"

using namespace harbinger;
using namespace harbinger::model;

namespace {

struct Loaded {
  std::optional<Model> model;
  Diagnostics diagnostics;

  [[nodiscard]] std::string text() const {
    std::string result;
    for (const auto& d : diagnostics.all()) result += to_text(d) + "\n";
    return result;
  }
};

Loaded load(const std::string& yaml) {
  Loaded result;
  result.model = load_model(std::make_shared<const SourceText>("m.yaml", yaml), result.diagnostics);
  return result;
}

const std::string any_tier_text = "tiers: {bounds: [{tier: any, at_least: 0}]}\n";

/// The one error (or warning) of a model with this single dimension, and nothing besides.
void check_says(const std::string& dimensions, const std::string& message, bool loads = false) {
  const Loaded found = load("model: m\ndimensions:\n" + dimensions + any_tier_text);
  INFO(found.text());
  CHECK(found.model.has_value() == loads);
  REQUIRE(found.diagnostics.all().size() == 1);
  CHECK(found.diagnostics.all()[0].message.find(message) != std::string::npos);
  CHECK(found.diagnostics.all()[0].where.line > 2);
}

void check_tiers_say(const std::string& bounds, const std::string& message) {
  const Loaded found =
      load("model: m\ndimensions:\n  - {id: a, points: {}}\ntiers: {bounds: [" + bounds + "]}\n");
  INFO(found.text());
  CHECK_FALSE(found.model);
  REQUIRE(found.diagnostics.all().size() == 1);
  CHECK(found.diagnostics.all()[0].message.find(message) != std::string::npos);
}

}  // namespace

TEST_CASE("A model is a tree with the top first and dotted paths", "[model]") {
  const Loaded found = load(R"(
model: m
title: A model
top: {combine: harmonic, why: because}
dimensions:
  - id: a
    floor: 0.1
    children:
      - {id: x, weight: 0.4, why: reason, points: {full: 50}}
      - id: y
        indicators:
          - {signal: s, normalise: log, offset: 2, low: 0, high: 9, missing: drop, direction: falling, why: w}
  - {id: b, floor: 0.2, points: {}}
tiers: {by: percentile, bounds: [{tier: hot, at_least: 90, why: t}, {tier: cold, at_least: 0}]}
)");
  INFO(found.text());
  REQUIRE(found.model);
  const Model& m = *found.model;
  REQUIRE(m.dimensions.size() == 5);
  CHECK(m[Model::top].id == "total");
  CHECK(m[Model::top].combine.method == CombineMethod::harmonic);
  CHECK(m.find("a.x") == DimensionId(2u));
  CHECK(m.find("x") == std::nullopt);
  CHECK(m[DimensionId(2u)].points->full == 50);
  CHECK(m[DimensionId(2u)].parent == m.find("a"));
  const Indicator& s = m[*m.find("a.y")].indicators.at(0);
  CHECK(s.normalise.method == NormaliseMethod::log);
  CHECK((s.normalise.falling && s.missing == Missing::drop && s.normalise.offset == 2));
  CHECK(m[*m.find("b")].points->full == 100);
  CHECK(m.tiers.by == Tiers::By::percentile);
  CHECK(m.tiers.find("cold") == 1);
  CHECK(point_dimensions(m) == std::vector<std::string>{"a.x", "b"});
}

TEST_CASE("All that is wrong with a model is said in one run", "[model]") {
  const Loaded found = load(R"(
model: m
dimensions:
  - id: a
    weight: -1
    combine: geometrik
    childrn: []
    points: {full: 0}
  - {id: a, points: {}, floor: 1.5}
tiers: {bounds: [{tier: low, at_least: 5}]}
)");
  INFO(found.text());
  CHECK_FALSE(found.model);
  CHECK(found.diagnostics.error_count() == 7);
  for (const char* const said :
       {"m.yaml:5:", "weight must be a finite number, at least 0", "did you mean 'geometric'",
        "unknown key 'childrn'", "did you mean 'children'", "full must be above 0",
        "dimension 'a' is there twice", "floor must be between 0 and 1",
        "the last tier must be 'at_least: 0'"}) {
    INFO(said);
    CHECK(found.text().find(said) != std::string::npos);
  }
}

TEST_CASE("What cannot be meant is an error at its place", "[model]") {
  check_says("  - {id: A, points: {}}\n", "'A' is no name");
  check_says("  - {id: a.b, points: {}}\n", "'a.b' is no name");
  check_says("  - {id: total, points: {}}\n", "is there twice");
  check_says("  - {id: a}\n", "'a' takes nothing");
  check_says("  - {id: a, points: {}, children: [{id: b, points: {}}]}\n", "'a' has children");
  check_says("  - {id: a, points: {}, floor: 1}\n", "leaves no room");
  check_says("  - {id: a, points: {}, weight: .inf}\n", "expected a number");
  check_says("  - {id: a, points: {}, exponent: 2}\n", "'exponent' is for");
  check_says("  - {id: a, points: {}, combine: power_mean}\n", "needs an 'exponent'");
  check_says("  - {id: a, points: {}, combine: owa, order_weights: [1, 1]}\n",
             "owa needs 1 order_weights");
  check_says("  - {id: a, points: {}, combine: owa, order_weights: [0]}\n", "must not all be 0");
  check_says("  - {id: a, points: {weight: 2}, combine: noisy_or}\n", "at most 1");
  check_says("  - {id: a, points: {}, weights: entropi}\n", "unknown origin of weights");
}

TEST_CASE("An indicator takes the parameters of its normalisation, and those it needs", "[model]") {
  const auto indicator = [](const std::string& rest) {
    return "  - {id: a, indicators: [{signal: s, " + rest + "}]}\n";
  };
  check_says(indicator("normalise: min_max"), "unknown normalisation");
  check_says(indicator("missing: none"), "unknown treatment of missing values");
  check_says(indicator("normalise: minmax, low: 3"),
             "'low' means nothing to the normalisation minmax");
  check_says(indicator("normalise: goalposts, low: 3"), "goalposts need both");
  check_says(indicator("normalise: goalposts, low: 3, high: 3"), "'high' must be above 'low'");
  check_says(indicator("normalise: logistic, slope: 3"), "logistic needs");
  check_says(indicator("normalise: logistic, midpoint: 1, slope: 0"), "slope must be above 0");
  check_says(indicator("normalise: log, offset: 0, low: 0"), "must be above 0 to have a logarithm");
  check_says(indicator("winsorise: {lower: 0.9, upper: 0.1}"), "'lower' must not be above");
  check_says(indicator("winsorise: {lower: 0.1, points: 3}"), "not both");
  check_says(indicator("winsorise: {points: 1.5}"), "whole number");
  check_says("  - {id: a, indicators: [{signal: s}, {signal: s}]}\n", "takes the signal 's' twice");
  check_says("  - {id: a, weights: pca, indicators: [{signal: s}, {signal: t, missing: drop}]}\n",
             "need a value at every site");
}

TEST_CASE("Judgements are complete, about parts, and warned of when they contradict", "[model]") {
  const auto ahp = [](const std::string& judgements) {
    return "  - id: a\n    weights: ahp\n    children: [{id: x, points: {}}, {id: y, points: {}}, "
           "{id: z, points: {}}]\n"
           "    judgements: [" +
           judgements + "]\n";
  };
  const std::string xy = "{of: x, over: y, times: 2}", yz = "{of: y, over: z, times: 2}";
  check_says(ahp(xy + ", " + yz), "needs a judgement of 'x' over 'z'");
  check_says(ahp(xy + ", " + yz + ", {of: x, over: z, times: 4}, {of: z, over: x, times: 4}"),
             "judged twice");
  check_says(ahp(xy + ", " + yz + ", {of: x, over: z, times: 4}, {of: x, over: q, times: 4}"),
             "'a' has no part 'q'");
  check_says(ahp(xy + ", " + yz + ", {of: x, over: z, times: 0.125}"), "consistency ratio", true);
  const Loaded found = load("model: m\ndimensions:\n" +
                            ahp(xy + ", " + yz + ", {of: x, over: z, times: 4}") + any_tier_text);
  REQUIRE(found.model);
  CHECK(found.diagnostics.all().empty());
  const auto weights = score(*found.model, {1, {}, {}}, 1).weights[1];  // consistent: 4 : 2 : 1
  CHECK(std::abs(weights[0] - 4.0 / 7) < 1e-12);
  CHECK(std::abs(weights[2] - 1.0 / 7) < 1e-12);
}

TEST_CASE("Choices that are seldom meant are warned of", "[model]") {
  check_says(
      "  - {id: a, combine: geometric, children: [{id: x, floor: 0.1, points: {}}, {id: y, points: "
      "{}}]}\n",
      "without a floor, 'a.y' at 0 makes 'a' 0", true);
  check_says(
      "  - {id: a, combine: max, children: [{id: x, weight: 2, points: {}}, {id: y, points: "
      "{}}]}\n",
      "the weights of the parts of 'a' are not used", true);
  check_says(
      "  - {id: a, weights: equal, children: [{id: x, weight: 2, points: {}}, {id: y, points: "
      "{}}]}\n",
      "the weights of the parts of 'a' are not used", true);
}

TEST_CASE("A dimension that does not add has a bounded number of parts", "[model]") {
  std::string children;
  for (int i = 0; i < 17; ++i)
    children += (i > 0 ? ", {id: c" : "{id: c") + std::to_string(i) + ", points: {}}";
  check_says("  - {id: a, combine: max, children: [" + children + "]}\n",
             "'a' has 17 parts; at most 16");
  CHECK(load("model: m\ndimensions:\n  - {id: a, children: [" + children + "]}\n" + any_tier_text)
            .model);
}

TEST_CASE("Tiers go from the severest down to 0", "[model]") {
  check_tiers_say("", "at least one tier");
  check_tiers_say("{tier: a, at_least: 50}", "the last tier must be");
  check_tiers_say("{tier: a, at_least: 50}, {tier: b, at_least: 60}, {tier: c, at_least: 0}",
                  "must begin below tier 'a'");
  check_tiers_say("{tier: a, at_least: 50}, {tier: a, at_least: 0}", "is there twice");
  check_tiers_say("{tier: a, at_least: 101}, {tier: b, at_least: 0}", "between 0 and 100");
}

TEST_CASE("Files that are no model are errors, not faults", "[model]") {
  for (const char* const text :
       {"", "[]", "model: m", "a: [", "model: {}\ndimensions: 3\ntiers: 4\n",
        "model: m\ndimensions: [3, {}]\ntiers: {bounds: [{}, 4]}\n",
        "model: m\ndimensions: [{id: , points: }]\ntiers: {}\n"}) {
    const Loaded found = load(text);
    INFO(text << "\n" << found.text());
    CHECK_FALSE(found.model);
    CHECK(found.diagnostics.has_errors());
  }
}

TEST_CASE("A signal that does not exist is an error at the indicator", "[model]") {
  const Loaded found = load(
      "model: m\ndimensions:\n  - {id: a, indicators: [{signal: allied_cals}]}\n" + any_tier_text);
  REQUIRE(found.model);
  Diagnostics diagnostics;
  const std::vector<std::string> signals = {"allied_calls"};
  CHECK_FALSE(check_signals(*found.model, signals, diagnostics));
  REQUIRE(diagnostics.all().size() == 1);
  CHECK(to_text(diagnostics.all()[0]).find("m.yaml:3:") == 0);
  CHECK(diagnostics.all()[0].hint == "did you mean 'allied_calls'?");
}

TEST_CASE("The shipped model loads without a warning, and every number in it has its reason",
          "[model]") {
  const auto text = read_file(std::string(HARBINGER_SOURCE_DIR) + "/models/exposure.yaml");
  REQUIRE(text);
  Diagnostics diagnostics;
  const auto model = load_model(*text, diagnostics);
  for (const auto& d : diagnostics.all()) UNSCOPED_INFO(to_text(d));
  REQUIRE(model);
  CHECK(diagnostics.all().empty());
  CHECK(point_dimensions(*model) ==
        std::vector<std::string>{"influence.supplier", "influence.finance", "influence.equipment",
                                 "influence.port", "influence.country", "reliance.calls",
                                 "reliance.nearby", "reliance.alliance"});
  for (const Dimension& dimension : model->dimensions) {
    INFO(dimension.id);
    CHECK_FALSE(dimension.why.empty());
    if (dimension.points) CHECK_FALSE(dimension.points->why.empty());
  }
  for (const TierBound& bound : model->tiers.bounds) CHECK_FALSE(bound.why.empty());
  const Scores nothing = score(*model, {1, {}, {}}, 1);
  CHECK(std::abs(nothing.total[0] - 10) < 1e-12);
  CHECK(model->tiers.bounds[nothing.tier[0]].tier == "low");
}
