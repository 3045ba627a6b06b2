// SPDX-License-Identifier: Apache-2.0
// What a scenario moved, against a plain recount; causes against what must be true of them, and by hand.
#include "scenario/comparison.hpp"

#include <algorithm>
#include <array>
#include <map>
#include <set>

#include <catch2/catch.hpp>

#include "pack/pack_folder.hpp"
#include "ranking/bundled.hpp"
#include "ranking/fact_dice.hpp"
#include "ranking/rank_correlation.hpp"
#include "scenario/edited_inputs.hpp"

using namespace harbinger;
using namespace harbinger::tests;
using Catch::Matchers::WithinAbs;
using scenario::Comparison;
using scenario::Move;

namespace {

using Ids = std::vector<std::string>;

std::string told(const Diagnostics& diagnostics) {
  std::string lines;
  for (const Diagnostic& d : diagnostics.all()) lines += to_text(d) + "\n";
  return lines;
}

std::map<std::string, std::size_t> rows_by_id(const ranking::Assessment& a) {
  std::map<std::string, std::size_t> rows;
  for (std::size_t row = 0; row < a.sites(); ++row) rows[a.site_id(row)] = row;
  return rows;
}

scenario::Standing standing(const ranking::Assessment& a, std::size_t row) {
  return {a.ranking.rank[row], a.scores.total[row], a.tier_of(row)};
}

/// What each rule did at a site, and to which leaf; nothing of one that did nothing.
using DoneBy = std::map<std::string, std::pair<std::string, rule::Points>>;
DoneBy done_by_rules(const ranking::Assessment& a, std::size_t row) {
  DoneBy done;
  for (std::size_t i = 0; i < a.outcomes.rules.size(); ++i) {
    const rule::Rule& rule = a.basis.rules.rules()[i];
    const rule::Points points = a.outcomes.rules[i].effective[row];
    if (points != 0) done[rule.id] = {a.basis.rules.dimensions()[rule.dimension.index()], points};
  }
  return done;
}

/// Causes add up, are of what changed, and come largest first.
void check_causes(const ranking::Assessment& before, const ranking::Assessment& after,
                  const Comparison& comparison, bool may_be_the_model) {
  const auto was = rows_by_id(before);
  const auto now = rows_by_id(after);
  for (const Move& move : comparison.moved) {
    INFO(move.site);
    if (!move.before || !move.after || move.change() == 0) {
      REQUIRE(move.causes.empty());
      continue;
    }
    double sum = 0;
    for (const scenario::Cause& cause : move.causes) sum += cause.value;
    REQUIRE_THAT(sum, WithinAbs(move.change(), 1e-9));
    DoneBy done_before = done_by_rules(before, was.at(move.site));
    DoneBy done_after = done_by_rules(after, now.at(move.site));
    std::set<std::string> seen;
    for (std::size_t i = 0; i < move.causes.size(); ++i) {
      const scenario::Cause& cause = move.causes[i];
      INFO(cause.of);
      REQUIRE(seen.insert(cause.of).second);
      REQUIRE(cause.value != 0);
      if (i > 0) REQUIRE(std::abs(move.causes[i - 1].value) >= std::abs(cause.value));
      REQUIRE(std::is_sorted(cause.facts.begin(), cause.facts.end()));
      if (cause.of == "model") REQUIRE(may_be_the_model);
      if (!cause.of.starts_with("rule:")) continue;
      const std::string rule = cause.of.substr(5);
      REQUIRE(done_before[rule] != done_after[rule]);
    }
  }
}

/// The moves of two rankings, found site by site.
void check_moves(const ranking::Assessment& before, const ranking::Assessment& after,
                 const Comparison& comparison, std::size_t top) {
  const auto was = rows_by_id(before);
  const auto now = rows_by_id(after);
  std::set<std::string> all;
  for (const auto& [id, row] : was) all.insert(id);
  for (const auto& [id, row] : now) all.insert(id);
  std::map<std::string, std::pair<double, double>> moved;  // how far: score, places
  std::vector<std::pair<std::uint32_t, std::string>> entered;
  std::vector<std::pair<std::uint32_t, std::string>> left;
  std::vector<double> scores_before;
  std::vector<double> scores_after;
  std::size_t rescored = 0;
  for (const std::string& id : all) {
    const bool had = was.contains(id);
    const bool has = now.contains(id);
    const auto old = had ? standing(before, was.at(id)) : scenario::Standing{};
    const auto fresh = has ? standing(after, now.at(id)) : scenario::Standing{};
    if (has && fresh.rank <= top && !(had && old.rank <= top)) entered.emplace_back(fresh.rank, id);
    if (had && old.rank <= top && !(has && fresh.rank <= top)) left.emplace_back(old.rank, id);
    if (had && has) {
      scores_before.push_back(old.score);
      scores_after.push_back(fresh.score);
    }
    if (had && has && old == fresh) continue;
    rescored += !had || !has || old.score != fresh.score ? 1u : 0u;
    moved[id] = {had && has ? std::abs(fresh.score - old.score) : old.score + fresh.score,
                 had && has ? std::abs(double(fresh.rank) - double(old.rank)) : 0};
  }
  REQUIRE(comparison.moved.size() == moved.size());
  REQUIRE(comparison.rescored == rescored);
  for (std::size_t i = 0; i < moved.size(); ++i) {
    const Move& move = comparison.moved[i];
    INFO(move.site);
    REQUIRE(moved.contains(move.site));
    REQUIRE(move.before.has_value() == was.contains(move.site));
    REQUIRE(move.after.has_value() == now.contains(move.site));
    if (move.before) REQUIRE(*move.before == standing(before, was.at(move.site)));
    if (move.after) REQUIRE(*move.after == standing(after, now.at(move.site)));
    if (i == 0) continue;
    const std::string& above = comparison.moved[i - 1].site;
    REQUIRE(moved[above] >= moved[move.site]);
    if (moved[above] == moved[move.site]) REQUIRE(above < move.site);
  }
  const auto ids = [](auto ranked) {
    std::sort(ranked.begin(), ranked.end());
    Ids result;
    for (const auto& [rank, id] : ranked) result.push_back(id);
    return result;
  };
  REQUIRE(comparison.entered == ids(entered));
  REQUIRE(comparison.left == ids(left));
  REQUIRE(comparison.kendall == ranking::kendall_tau_b(scores_before, scores_after));
  REQUIRE(comparison.spearman == ranking::spearman_rho(scores_before, scores_after));
}

/// Edits of all kinds, by chance.
class WhatIfDice {
 public:
  explicit WhatIfDice(std::uint32_t seed) : dice_(bundled().graph, seed) {}

  std::size_t below(std::size_t n) { return dice_.below(n); }
  double unit() { return static_cast<double>(below(1001)) / 1000; }

  graph::GraphView view(const graph::GraphView& base) {
    return base.without(dice_.facts(1 + below(below(4) == 0 ? 40 : 3)));
  }
  /// From 2005 to 2025.
  Day day() { return {12784 + static_cast<std::int32_t>(below(7300))}; }

  /// Points, leaves, switches, caps of groups and parameters.
  rule::RuleSet rules() {
    rule::RuleTexts texts = bundled().rules.texts();
    for (std::size_t i = 0; i < 1 + below(3); ++i) {
      rule::RuleText& text = texts.rules[below(texts.rules.size())];
      auto& amount = text.points     ? text.points
                     : text.multiply ? text.multiply
                     : text.floor    ? text.floor
                                     : text.cap;
      if (amount && below(3) != 0)
        amount = written_argument(
            "points",
            fmt::format("{} * ({})", 0.25 * static_cast<double>(below(9)), amount->value));
      else
        text.enabled = {!text.enabled.value, "tried", {}};
      if (text.dimension && !text.group && below(3) == 0)
        text.dimension = written_argument("dimension", "reliance.nearby");
    }
    if (!texts.groups.empty() && below(3) == 0)
      texts.groups[below(texts.groups.size())].cap = static_cast<double>(1 + below(60));
    rule::Overrides overrides;
    if (below(3) == 0)
      overrides.emplace_back("call_half_life",
                             written_argument("call_half_life", fmt::format("{}", 1 + below(9))));
    Diagnostics wrong;
    auto rules = rule::RuleSet::check(std::move(texts), bundled().graph.schema(), wrong, overrides,
                                      &bundled().rules);
    INFO(told(wrong));
    REQUIRE(rules);
    return *std::move(rules);
  }

  /// Weights, floors, fulls and methods.
  void edit(model::Model& model) {
    for (std::size_t i = 0; i < 1 + below(2); ++i) {
      model::Dimension& dimension = model.dimensions[below(model.dimensions.size())];
      const std::size_t what = below(4);
      if (what == 0) dimension.weight = 0.05 + unit();
      if (what == 1 && dimension.parent.valid()) dimension.floor = unit() / 2;
      if (what == 2 && dimension.points)
        dimension.points->full = static_cast<double>(40 + below(90));
      if (what == 3) choose_method(dimension);
    }
  }

  /// The leaves of rules, joined in other ways, with indicators beside the points, and leaves of indicators
  /// alone, which another such model may not have.
  model::Model with_indicators() {
    model::Model model = bundled().model;
    for (model::Dimension& dimension : model.dimensions) {
      choose_method(dimension);
      if (!dimension.is_leaf()) continue;
      for (std::size_t i = below(3); i > 0; --i) add_indicator(dimension);
    }
    for (std::size_t i = below(3); i > 0; --i) {
      const model::DimensionId parent(std::size_t{1});
      model::Dimension leaf;
      leaf.id = model[parent].id + ".extra" + std::to_string(i);
      leaf.parent = parent;
      leaf.weight = 0.05 + unit();
      add_indicator(leaf);
      model.dimensions[parent.index()].children.emplace_back(model.dimensions.size());
      model.dimensions.push_back(std::move(leaf));
    }
    return model;
  }

 private:
  void choose_method(model::Dimension& dimension) {
    using model::CombineMethod;
    using model::WeightMethod;
    constexpr std::array methods = {CombineMethod::arithmetic, CombineMethod::geometric,
                                    CombineMethod::harmonic,   CombineMethod::noisy_or,
                                    CombineMethod::max,        CombineMethod::min,
                                    CombineMethod::power_mean};
    dimension.combine = {methods[below(methods.size())], static_cast<double>(below(7)) - 3, {}};
    dimension.weights = below(2) == 0 ? WeightMethod::given : WeightMethod::equal;
    if (dimension.combine.method == CombineMethod::noisy_or)
      dimension.weights = WeightMethod::equal;
  }

  void add_indicator(model::Dimension& leaf) {
    static constexpr std::array signals = {"allied_calls",  "maker_state_share", "units",
                                           "deliveries",    "nearby_calls",      "treaty_points",
                                           "last_call_age", "recency",           "state_stake"};
    model::Indicator indicator;
    indicator.signal = signals[below(signals.size())];
    for (const model::Indicator& other : leaf.indicators)
      if (other.signal == indicator.signal) return;
    indicator.weight = 0.05 + unit();
    indicator.missing = static_cast<model::Missing>(below(4));
    indicator.normalise.method = static_cast<model::NormaliseMethod>(below(8));
    indicator.normalise.low = 0;
    indicator.normalise.high = 5;
    indicator.normalise.falling = below(4) == 0;
    leaf.indicators.push_back(std::move(indicator));
  }

  FactDice dice_;
};

/// A small pack whose sites score what their latitude is: one leaf, 100 full.
struct ByLatitude {
  PackFolder folder;
  std::optional<graph::EntityGraph> graph;
  std::optional<rule::RuleSet> rules;
  std::optional<model::ModelText> written;
  std::optional<model::Model> model;

  explicit ByLatitude(const std::string& sites) {
    folder.write("sites.csv", "id,name,country,part_of,lat,confidence,source\n" + sites);
    folder.write("owns.csv", "owner,owned,share,valid_from,valid_to,confidence,source\n");
    folder.write("rules.yaml", R"yaml(signals:
  - {id: latitude, match: "(site)", value: "site.lat", combine: max}
rules:
  - {id: north, when: "latitude > 0", dimension: place, points: latitude, because: north}
)yaml");
    folder.write("model.yaml", R"(model: latitude
dimensions: [{id: place, points: {full: 100}}]
tiers: {bounds: [{tier: high, at_least: 30}, {tier: low, at_least: 0}]}
)");
    Diagnostics wrong;
    auto pack = pack::load_pack(folder.path(), wrong);
    INFO(told(wrong));
    REQUIRE(pack);
    graph.emplace(std::move(*pack));
    rules = rule::RuleSet::load(std::vector{folder.path() + "/rules.yaml"}, graph->schema(), wrong);
    written = model::read_model_text(*read_file(folder.path() + "/model.yaml"), wrong);
    REQUIRE(rules);
    REQUIRE(written);
    model = model::build_model(*written, wrong);
    REQUIRE(model);
  }
  [[nodiscard]] ranking::Assessment assessed() const {
    return {{*graph, *rules, *model}, {*graph, graph->pack().date}, 1};
  }
  [[nodiscard]] scenario::EditedInputs edited(const std::string& edits) const {
    folder.write("s.yaml", "scenarios:\n  - name: s\n    edits:\n" + edits);
    Diagnostics wrong;
    const auto scenarios = scenario::read_scenarios(std::vector{folder.path() + "/s.yaml"}, wrong);
    auto inputs =
        scenarios ? scenario::edited_inputs({*graph, *rules, *written, *model, graph->pack().date},
                                            scenarios->front(), wrong)
                  : std::nullopt;
    INFO(told(wrong));
    REQUIRE(inputs);
    return *std::move(inputs);
  }
};

/// One site whose leaves are filled by parameters.
class ByParameters {
 public:
  ByParameters() {
    Diagnostics wrong;
    folder_.write("sites.csv",
                  "id,name,country,part_of,lat,confidence,source\nport,Port,AAA,,1.5,high,s1\n");
    auto pack = pack::load_pack(folder_.path(), wrong);
    REQUIRE(pack);
    graph_.emplace(std::move(*pack));
  }
  [[nodiscard]] const pack::Schema& schema() const { return graph_->schema(); }
  [[nodiscard]] rule::RuleSet rules(const std::string& text) const {
    Diagnostics wrong;
    auto rules = rule::RuleSet::load(std::make_shared<const SourceText>("rules.yaml", text),
                                     graph_->schema(), wrong);
    INFO(told(wrong));
    REQUIRE(rules);
    return *std::move(rules);
  }
  [[nodiscard]] static model::Model model(const std::string& text) {
    Diagnostics wrong;
    auto model = model::load_model(std::make_shared<const SourceText>("model.yaml", text), wrong);
    INFO(told(wrong));
    REQUIRE(model);
    return *std::move(model);
  }
  [[nodiscard]] ranking::Assessment assessed(const rule::RuleSet& rules,
                                             const model::Model& model) const {
    return {{*graph_, rules, model}, {*graph_, graph_->pack().date}, 1};
  }

 private:
  PackFolder folder_;
  std::optional<graph::EntityGraph> graph_;
};

std::map<std::string, double> values(const Move& move) {
  std::map<std::string, double> result;
  for (const scenario::Cause& cause : move.causes) result[cause.of] = cause.value;
  return result;
}

}  // namespace

TEST_CASE("Whatever a scenario edits, causes add up and moves are those of a recount",
          "[comparison][property][bundled][long]") {
  const ranking::Assessment& base = bundled_assessment();
  WhatIfDice dice(11);
  std::size_t moved = 0;
  for (int i = 0; i < 160; ++i) {
    graph::GraphView view = base.view;
    std::optional<rule::RuleSet> rules;
    std::optional<model::Model> model;
    const std::size_t kinds = 1 + dice.below(15);  // some of four, at least one
    const bool rare = i % 8 == 0;                  // those that move all sites take long
    if ((kinds & 1) != 0) view = dice.view(view);
    if ((kinds & 2) != 0) rules = dice.rules();
    if ((kinds & 4) != 0 && rare) dice.edit(model.emplace(bundled().model));
    if ((kinds & 8) != 0 && rare) view = view.on(dice.day());
    const ranking::Basis basis{bundled().graph, rules ? *rules : bundled().rules,
                               model ? *model : bundled().model};
    const ranking::Assessment after(base, basis, view, 2);
    INFO("what-if " << i);
    const std::size_t top = 1 + dice.below(30);
    const Comparison comparison = scenario::compared(base, after, top);
    check_causes(base, after, comparison, model.has_value());
    check_moves(base, after, comparison, top);
    moved += comparison.moved.size();
    // And the way back.
    const Comparison back = scenario::compared(after, base, top);
    CHECK(back.moved.size() == comparison.moved.size());
    CHECK(back.entered == comparison.left);
    if (i % 4 == 0) check_causes(after, base, back, model.has_value());
  }
  CHECK(moved > 4000);
}

TEST_CASE("Causes add up under models of any method with indicators, dropped ones too",
          "[comparison][property][bundled][long]") {
  WhatIfDice dice(12);
  std::size_t by_signal = 0;
  for (int i = 0; i < 24; ++i) {
    const model::Model first = dice.with_indicators();
    const ranking::Basis basis{bundled().graph, bundled().rules, first};
    const ranking::Assessment before(bundled_assessment(), basis, bundled().view(), 2);
    std::optional<model::Model> second;
    if (i % 4 == 0) second = dice.with_indicators();
    const bool another_day = i % 4 == 1;
    const graph::GraphView view = another_day ? before.view.on(dice.day()) : dice.view(before.view);
    const ranking::Assessment after(
        before, {bundled().graph, bundled().rules, second ? *second : first}, view, 2);
    INFO("models " << i);
    const Comparison comparison = scenario::compared(before, after, 10);
    check_causes(before, after, comparison, second.has_value());
    check_moves(before, after, comparison, 10);
    for (const Move& move : comparison.moved)
      for (const scenario::Cause& cause : move.causes)
        by_signal += cause.of.starts_with("signal:") ? 1u : 0u;
  }
  CHECK(by_signal > 100);
}

TEST_CASE("Three leaves under a geometric top share a change as over all orders in which they come",
          "[comparison]") {
  // One site; a, b and c are filled to 1/8, 1/64 and 1/64 before, and to 1, 1 and 1/8 after. Under a
  // geometric top of equal weights the score is 100 times the cube roots, 1/2 * 1/4 * 1/4 before: 3.125.
  const std::string rules_text = R"(params:
  a: {value: 12.5, why: given}
  b: {value: 1.5625, why: given}
  c: {value: 1.5625, why: given}
rules:
  - {id: a, when: "true", dimension: a, points: params.a, because: a}
  - {id: b, when: "true", dimension: b, points: params.b, because: b}
  - {id: c, when: "true", dimension: c, points: params.c, because: c}
)";
  const ByParameters site;
  const rule::RuleSet rules = site.rules(rules_text);
  const model::Model model = ByParameters::model(R"(model: three
top: {combine: geometric}
dimensions:
  - {id: a, points: {full: 100}}
  - {id: b, points: {full: 100}}
  - {id: c, points: {full: 100}}
tiers: {bounds: [{tier: any, at_least: 0}]}
)");
  Diagnostics wrong;
  const auto edited = rule::RuleSet::check(rules.texts(), site.schema(), wrong,
                                           {{"a", written_argument("a", "100")},
                                            {"b", written_argument("b", "100")},
                                            {"c", written_argument("c", "12.5")}});
  INFO(told(wrong));
  REQUIRE(edited);
  const ranking::Assessment before = site.assessed(rules, model);
  const ranking::Assessment after = site.assessed(*edited, model);
  const Comparison comparison = scenario::compared(before, after, 1);
  REQUIRE(comparison.moved.size() == 1);
  CHECK_THAT(comparison.moved[0].before->score, WithinAbs(3.125, 1e-9));
  CHECK_THAT(comparison.moved[0].after->score, WithinAbs(50, 1e-9));
  const auto shares = values(comparison.moved[0]);
  REQUIRE(shares.size() == 3);
  // By hand: a doubles the score, b makes it four times as high, c doubles it. What a adds is 3.125 alone
  // (two of six orders), 12.5 after b, 6.25 after c, 25 after both (two of six): 75 / 6. b: 9.375, 18.75 after
  // either, 37.5 after both: 131.25 / 6.
  CHECK_THAT(shares.at("rule:a"), WithinAbs(75.0 / 6, 1e-9));
  CHECK_THAT(shares.at("rule:b"), WithinAbs(131.25 / 6, 1e-9));
  CHECK_THAT(shares.at("rule:c"), WithinAbs(75.0 / 6, 1e-9));
  // And counted out, over the six orders.
  const std::array<double, 3> factors = {2, 4, 2};
  std::array<double, 3> sums = {};
  std::array<std::size_t, 3> order = {0, 1, 2};
  do {
    double score = 3.125;
    for (const std::size_t leaf : order) {
      sums[leaf] += score * (factors[leaf] - 1);
      score *= factors[leaf];
    }
  } while (std::next_permutation(order.begin(), order.end()));
  CHECK_THAT(shares.at("rule:a"), WithinAbs(sums[0] / 6, 1e-9));
  CHECK_THAT(shares.at("rule:b"), WithinAbs(sums[1] / 6, 1e-9));
  CHECK(comparison.moved[0].causes[0].of == "rule:b");  // largest first
}

TEST_CASE("Rules of one leaf share what it did in proportion to their change of points",
          "[comparison]") {
  const ByParameters site;
  const std::string text = R"(params:
  up: {value: 10, why: given}
  down: {value: 20, why: given}
rules:
  - {id: up, when: "true", dimension: a, points: params.up, because: a}
  - {id: down, when: "true", dimension: a, points: params.down, because: a}
  - {id: same, when: "true", dimension: a, points: 5, because: a}
)";
  const rule::RuleSet rules = site.rules(text);
  const model::Model model = ByParameters::model(
      "model: one\ndimensions: [{id: a, points: {full: 100}}]\n"
      "tiers: {bounds: [{tier: any, at_least: 0}]}\n");
  const ranking::Assessment before = site.assessed(rules, model);
  const auto compared_to = [&](const std::string& up, const std::string& down,
                               const model::Model& other) {
    Diagnostics wrong;
    const auto edited = rule::RuleSet::check(
        rules.texts(), site.schema(), wrong,
        {{"up", written_argument("up", up)}, {"down", written_argument("down", down)}});
    REQUIRE(edited);
    return scenario::compared(before, site.assessed(*edited, other), 1);
  };
  // By hand: 35 points before. 40 more and 8 less: 67.
  const Comparison both = compared_to("50", "12", model);
  REQUIRE(both.moved.size() == 1);
  CHECK_THAT(values(both.moved[0]).at("rule:up"), WithinAbs(40, 1e-9));
  CHECK_THAT(values(both.moved[0]).at("rule:down"), WithinAbs(-8, 1e-9));
  CHECK(both.moved[0].causes.size() == 2);
  // Beyond full: 125 points are 100, so that 65 is shared as 90 to 0.
  const Comparison full = compared_to("100", "20", model);
  CHECK_THAT(values(full.moved[0]).at("rule:up"), WithinAbs(65, 1e-9));
  // What cancels moves nothing.
  CHECK(compared_to("15", "15", model).moved.empty());
  // What cancels within the leaf is no cause where the model moves the site: full 50 doubles its 35 points.
  model::Model half = model;
  half.dimensions[1].points->full = 50;
  const Comparison by_model = compared_to("15", "15", half);
  REQUIRE(by_model.moved.size() == 1);
  REQUIRE(by_model.moved[0].causes.size() == 1);
  CHECK_THAT(values(by_model.moved[0]).at("model"), WithinAbs(35, 1e-9));
  // Both: 35 of 100 before, 45 of 50 after. The model adds 35 first or 45 last, the rule 10 or 20.
  const Comparison mixed = compared_to("20", "20", half);
  CHECK_THAT(values(mixed.moved[0]).at("model"), WithinAbs(40, 1e-9));
  CHECK_THAT(values(mixed.moved[0]).at("rule:up"), WithinAbs(15, 1e-9));
}

TEST_CASE("However many leaves change, their causes add up", "[comparison]") {
  // Eight groups of ten leaves, more than a word has bits; each leaf of weight 1/80;
  // those of the first six groups rise by 30 points of 100, the others by 10.
  const ByParameters site;
  std::string rules = "params: {x: {value: 10, why: given}, y: {value: 10, why: given}}\nrules:\n";
  std::string leaves;
  for (int i = 0; i < 80; ++i) {
    rules += fmt::format(
        "  - {{id: r{1}{0}, when: \"true\", dimension: g{1}.d{0}, points: params.{2}, because: "
        "x}}\n",
        i % 10, i / 10, i < 60 ? 'x' : 'y');
    if (i % 10 == 0) leaves += fmt::format("  - id: g{}\n    children:\n", i / 10);
    leaves += fmt::format("      - {{id: d{}, points: {{full: 100}}}}\n", i % 10);
  }
  const rule::RuleSet few = site.rules(rules);
  Diagnostics wrong;
  const auto more = rule::RuleSet::check(
      few.texts(), site.schema(), wrong,
      {{"x", written_argument("x", "40")}, {"y", written_argument("y", "20")}});
  REQUIRE(more);
  for (const std::string top : {"arithmetic", "geometric"}) {
    const model::Model model =
        ByParameters::model("model: many\ntop: {combine: " + top + "}\ndimensions:\n" + leaves +
                            "tiers: {bounds: [{tier: any, at_least: 0}]}\n");
    const ranking::Assessment before = site.assessed(few, model);
    const ranking::Assessment after = site.assessed(*more, model);
    const Comparison comparison = scenario::compared(before, after, 1);
    check_causes(before, after, comparison, false);
    REQUIRE(comparison.moved.size() == 1);
    CHECK(comparison.moved[0].causes.size() == 80);
    if (top == "arithmetic")
      for (const auto& cause : comparison.moved[0].causes)
        CHECK_THAT(cause.value, WithinAbs((cause.of < "rule:r6" ? 30.0 : 10.0) / 80, 1e-9));
  }
}

TEST_CASE("Behind a cause stand the facts that went and reach it, and no others",
          "[comparison][bundled]") {
  const ranking::Assessment& base = bundled_assessment();
  const graph::EntityGraph& graph = bundled().graph;
  const auto calls = graph.edges_of(graph.schema().relation("CALLS_AT"));
  std::map<std::string, std::string> call_of_site;  // the first call that moves it
  std::vector<graph::FactRef> removed;
  for (std::size_t i = 0; i < calls.size() && removed.size() < 12; i += 37) {
    const graph::FactRef call = graph::fact_of(calls[i]);
    const std::string id = graph.fact(call).id();
    const ranking::Assessment after(base, bundled().basis(), base.view.without(std::vector{call}),
                                    2);
    const Comparison comparison = scenario::compared(base, after, 10);
    bool is_new = !comparison.moved.empty();
    for (const Move& move : comparison.moved) {
      if (move.change() == 0) continue;
      INFO(id << " at " << move.site);
      REQUIRE_FALSE(move.causes.empty());
      for (const scenario::Cause& cause : move.causes) CHECK(cause.facts == Ids{id});
      is_new = is_new && !call_of_site.contains(move.site);
    }
    if (!is_new) continue;  // keep calls that move different sites
    removed.push_back(call);
    for (const Move& move : comparison.moved)
      if (move.change() != 0) call_of_site[move.site] = id;
  }
  REQUIRE(removed.size() >= 4);
  // All of them at once: each site names its own, nearby ones at most besides.
  const ranking::Assessment after(base, bundled().basis(), base.view.without(removed), 2);
  for (const Move& move : scenario::compared(base, after, 10).moved) {
    if (move.change() == 0) continue;
    INFO(move.site);
    for (const scenario::Cause& cause : move.causes)
      CHECK(cause.facts == Ids{call_of_site.at(move.site)});
  }
}

TEST_CASE("An edit of rules or model has no facts behind it", "[comparison][bundled]") {
  const ranking::Assessment& base = bundled_assessment();
  WhatIfDice dice(13);
  const rule::RuleSet rules = dice.rules();
  const ranking::Assessment after(base, {bundled().graph, rules, bundled().model}, base.view, 2);
  const Comparison comparison = scenario::compared(base, after, 10);
  REQUIRE_FALSE(comparison.moved.empty());
  for (const Move& move : comparison.moved)
    for (const scenario::Cause& cause : move.causes) CHECK(cause.facts.empty());
}

TEST_CASE("Sites that come and go are told, and places of the others counted", "[comparison]") {
  const ByLatitude base(
      "a,A,AAA,,50,high,s1\nb,B,AAA,,40,high,s1\nc,C,AAA,,30,high,s1\nd,D,AAA,,20,high,s1\n"
      "e,E,AAA,,10,high,s1\n");
  const auto inputs = base.edited(
      "      - {remove: b}\n"
      "      - add: {table: sites.csv, id: f, name: F, country: AAA, lat: 45, confidence: high, "
      "source: s1}\n"
      "      - {change: c, to: {lat: 5}}\n");
  const ranking::Assessment before = base.assessed();
  const ranking::Assessment after(inputs.basis(), inputs.view, 1);
  const Comparison comparison = scenario::compared(before, after, 3);
  // By hand: a 50, b 40, c 30, d 20, e 10 before; a 50, f 45, d 20, e 10, c 5 after.
  CHECK(comparison.sites_before == 5);
  CHECK(comparison.sites_after == 5);
  CHECK(comparison.rescored == 3);  // f came, b went, c fell
  REQUIRE(comparison.moved.size() == 5);
  const auto& moved = comparison.moved;
  CHECK(moved[0].site == "f");
  CHECK(moved[0].name == "F");
  CHECK(moved[0].country == "AAA");
  CHECK_FALSE(moved[0].before);
  CHECK(moved[0].after == scenario::Standing{2, 45, "high"});
  CHECK(moved[0].causes.empty());
  CHECK(moved[0].change() == 0);
  CHECK(moved[1].site == "b");
  CHECK(moved[1].before == scenario::Standing{2, 40, "high"});
  CHECK_FALSE(moved[1].after);
  CHECK(moved[1].causes.empty());
  CHECK(moved[2].site == "c");
  CHECK(moved[2].before == scenario::Standing{3, 30, "high"});
  CHECK(moved[2].after == scenario::Standing{5, 5, "low"});
  REQUIRE(moved[2].causes.size() == 1);
  CHECK(moved[2].causes[0].of == "rule:north");
  CHECK_THAT(moved[2].causes[0].value, WithinAbs(-25, 1e-12));
  CHECK(moved[2].causes[0].facts == Ids{"c"});
  CHECK(moved[3].site == "d");  // one place up each, no score
  CHECK(moved[4].site == "e");
  CHECK(moved[3].causes.empty());
  CHECK(comparison.entered == Ids{"f", "d"});
  CHECK(comparison.left == Ids{"b", "c"});
  // a, c, d, e are in both: 50, 30, 20, 10 and 50, 5, 20, 10. Two of six pairs turn: (4 - 2) / 6. Ranks 1, 2, 3,
  // 4 and 1, 4, 2, 3: 1 - 6 (4 + 1 + 1) / (4 * 15).
  CHECK_THAT(comparison.kendall, WithinAbs(1.0 / 3, 1e-12));
  CHECK_THAT(comparison.spearman, WithinAbs(0.4, 1e-12));
  check_moves(before, after, comparison, 3);
  check_causes(before, after, comparison, false);
}

TEST_CASE("Equal worlds move nothing", "[comparison]") {
  const ranking::Assessment& base = bundled_assessment();
  const ranking::Assessment again(bundled().basis(), bundled().view(), 2);
  const Comparison comparison = scenario::compared(base, again, 10);
  CHECK(comparison.moved.empty());
  CHECK(comparison.rescored == 0);
  CHECK(comparison.entered.empty());
  CHECK(comparison.left.empty());
  CHECK(comparison.kendall == 1);
  CHECK(comparison.spearman == 1);
}

TEST_CASE("A tie at the last place of the top is in it", "[comparison]") {
  const ByLatitude base(
      "a,A,AAA,,50,high,s1\nb,B,AAA,,40,high,s1\nc,C,AAA,,30,high,s1\nd,D,AAA,,20,high,s1\n");
  const auto inputs = base.edited("      - {change: c, to: {lat: 40}}\n");
  const Comparison comparison =
      scenario::compared(base.assessed(), {inputs.basis(), inputs.view, 1}, 2);
  // By hand: b and c share rank 2.
  CHECK(comparison.entered == Ids{"c"});
  CHECK(comparison.left.empty());
}
