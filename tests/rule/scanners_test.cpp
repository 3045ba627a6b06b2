// SPDX-License-Identifier: Apache-2.0
// The shipped rule set on the shipped pack: not which site gets how much, but that every rule earns its
// place and says why.
#include <catch2/catch.hpp>

#include "graph/ownership.hpp"
#include "pack/pack.hpp"
#include "rule/day_program.hpp"
#include "rule/evaluate.hpp"
#include "signal/signal_set.hpp"

using namespace harbinger;
using namespace harbinger::rule;

namespace {

const std::string source_folder = HARBINGER_SOURCE_DIR;

struct Shipped {
  Shipped() {
    Diagnostics diagnostics;
    auto pack = pack::load_pack(source_folder + "/data/scanners", diagnostics);
    REQUIRE(pack.has_value());
    const Day as_of = pack->date;
    graph.emplace(*std::move(pack));
    const std::vector<std::string> paths = {source_folder + "/rules/scanners.yaml"};
    set = RuleSet::load(paths, graph->schema(), diagnostics);
    for (const Diagnostic& diagnostic : diagnostics.all()) UNSCOPED_INFO(to_text(diagnostic));
    REQUIRE(set.has_value());
    const graph::GraphView view(*graph, as_of);
    const graph::Ownership ownership(view);
    columns = signal::evaluate(set->signals(), {view, ownership}, 2);
    outcomes = evaluate(*set, columns, sites(), as_of, 2);
  }
  [[nodiscard]] std::size_t sites() const { return graph->sites().size(); }

  std::optional<graph::EntityGraph> graph;
  std::optional<RuleSet> set;
  signal::Columns columns;
  Outcomes outcomes;
};

}  // namespace

TEST_CASE("Each shipped rule that is on tells sites apart", "[scanners]") {
  const Shipped shipped;
  std::size_t enabled = 0;
  for (std::size_t i = 0; i < shipped.outcomes.rules.size(); ++i) {
    const Rule& rule = shipped.set->rules()[i];
    INFO(rule.id);
    const std::size_t fired = shipped.outcomes.rules[i].fired->count();
    CHECK((fired > 0) == rule.enabled);
    CHECK(fired < shipped.sites());
    enabled += rule.enabled ? 1 : 0;
  }
  CHECK(enabled >= 25);
}

TEST_CASE("Each shipped rule says why, and what it found", "[scanners]") {
  const Shipped shipped;
  for (const Rule& rule : shipped.set->rules()) {
    INFO(rule.id);
    CHECK_FALSE(rule.title.empty());
    CHECK_FALSE(rule.why.empty());
    CHECK_FALSE(rule.because.empty());
  }
  for (const Group& group : shipped.set->groups()) CHECK_FALSE(group.why.empty());
}

TEST_CASE("Each shipped signal is read, and every rule runs on whole columns", "[scanners]") {
  const Shipped shipped;
  for (const signal::SignalId id : shipped.set->unused_signals())
    FAIL_CHECK("unused: " << shipped.set->signals().id(id));
  for (const Rule& rule : shipped.set->rules()) {
    INFO(rule.id);
    CHECK(why_not_columnar(*shipped.set, rule).empty());
  }
}

TEST_CASE("On the shipped pack too, effective points add up to the totals", "[scanners]") {
  const Shipped shipped;
  for (std::size_t d = 0; d < shipped.outcomes.dimensions.size(); ++d)
    for (std::size_t site = 0; site < shipped.sites(); ++site) {
      Points sum = 0;
      for (std::size_t i = 0; i < shipped.set->rules().size(); ++i)
        if (shipped.set->rules()[i].dimension == DimensionId(d))
          sum += shipped.outcomes.effective(RuleId(i), site);
      REQUIRE(sum == shipped.outcomes.dimensions[d].total[site]);
    }
}
