// SPDX-License-Identifier: Apache-2.0
#include "ruletest/detail/expectations.hpp"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <map>

#include "ranking/node_index.hpp"

namespace harbinger::ruletest::detail {

namespace {

using What = Expectation::What;

class Reader {
 public:
  Reader(const scenario::EditedInputs& inputs, Diagnostics& diagnostics)
      : inputs_(inputs), diagnostics_(diagnostics) {
    for (const rule::Rule& rule : inputs.rules->rules()) rules_.push_back(rule.id);
    for (const std::string& dimension : inputs.rules->dimensions())
      dimensions_.push_back(dimension);
    for (const model::TierBound& bound : inputs.model->tiers.bounds) tiers_.push_back(bound.tier);
  }

  void read_rules(const ExpectText& text) {
    for (const WrittenText& id : text.fires.names) add_state(What::fires, id);
    for (const WrittenText& id : text.not_fires.names) add_state(What::not_fires, id);
    for (const WrittenText& id : text.not_evaluated.names) add_state(What::not_evaluated, id);
    if (text.fires_only) add_only(text.fires_only->names);
    for (const auto& [id, number] : text.points)
      if (is_one_of(id, "rule", rules_)) add_number(What::points, id.value, number);
    for (const auto& [name, number] : text.dimensions)
      if (is_one_of(name, "dimension", dimensions_))
        add_number(What::dimension, name.value, number);
  }

  void read_standing(const ExpectText& text) {
    if (text.tier && is_one_of(*text.tier, "tier", tiers_))
      all_.push_back({What::tier, text.tier->value, {}, {}, text.tier->where()});
    if (text.score) add_number(What::score, {}, *text.score);
    if (text.rank) add_rank(*text.rank);
    if (!text.rank_order.empty()) add_order(text.rank_order);
  }

  std::vector<Expectation> all() && { return std::move(all_); }

 private:
  bool is_one_of(const WrittenText& name, std::string_view what,
                 const std::vector<std::string>& names) {
    if (std::find(names.begin(), names.end(), name.value) != names.end()) return true;
    diagnostics_.error(name.where(), "unknown {} '{}'", what, name.value)
        .did_you_mean(name.value, names);
    return false;
  }

  void add_state(What what, const WrittenText& id) {
    if (!is_one_of(id, "rule", rules_)) return;
    if (!states_.emplace(id.value, what).second)
      return void(diagnostics_.error(
          id.where(), "what the rule '{}' does is expected twice in this test", id.value));
    all_.push_back({what, id.value, {}, {}, id.where()});
  }

  void add_only(const std::vector<WrittenText>& ids) {
    Expectation only{What::fires_only, {}, {}, {}, {}};
    for (const WrittenText& id : ids) {
      if (is_one_of(id, "rule", rules_)) only.names.push_back(id.value);
      if (!only.where.text) only.where = id.where();
    }
    all_.push_back(std::move(only));
  }

  void add_number(What what, std::string name, const WrittenText& text) {
    WrittenNumber number{text.value, 0, 0};
    const char* end = text.value.data() + text.value.size();
    const auto [stop, code] = std::from_chars(text.value.data(), end, number.value);
    if (code != std::errc() || stop != end || !std::isfinite(number.value))
      return void(diagnostics_.error(text.where(), "expected a number, found '{}'", text.value));
    const std::size_t point = text.value.find('.');
    const std::size_t exponent = std::min(text.value.find_first_of("eE"), text.value.size());
    if (point != std::string::npos && exponent > point)
      number.decimals = static_cast<int>(exponent - point) - 1;
    all_.push_back({what, std::move(name), {}, std::move(number), text.where()});
  }

  void add_rank(const WrittenText& text) {
    const bool whole = !text.value.empty() && text.value.size() < 10 &&
                       text.value.find_first_not_of("0123456789") == std::string::npos;
    if (whole && text.value != "0") return add_number(What::rank, {}, text);
    diagnostics_.error(text.where(), "a rank is a whole number from 1 on, found '{}'", text.value);
  }

  void add_order(const std::vector<WrittenText>& sites) {
    Expectation order{What::rank_order, {}, {}, {}, sites.front().where()};
    for (const WrittenText& site : sites)
      order.names.push_back(site_id(inputs_, site, diagnostics_));
    if (sites.size() < 2)
      diagnostics_.error(sites.front().where(), "an order has at least two sites");
    all_.push_back(std::move(order));
  }

  const scenario::EditedInputs& inputs_;
  Diagnostics& diagnostics_;
  std::vector<std::string> rules_;
  std::vector<std::string> dimensions_;
  std::vector<std::string> tiers_;
  std::map<std::string, What> states_;
  std::vector<Expectation> all_;
};

/// Only a ranking knows tiers, scores and ranks.
void tell_no_ranking(const ExpectText& text, Diagnostics& diagnostics) {
  const auto tell = [&](const WrittenText& written, std::string_view what) {
    diagnostics.error(written.where(), "a {} is known only where the test has a site", what)
        .with_hint("give `site:` in place of `given:`");
  };
  if (text.tier) tell(*text.tier, "tier");
  if (text.score) tell(*text.score, "score");
  if (text.rank) tell(*text.rank, "rank");
  if (!text.rank_order.empty()) tell(text.rank_order.front(), "rank order");
}

bool is_empty(const ExpectText& text) {
  return text.fires.names.empty() && text.not_fires.names.empty() &&
         text.not_evaluated.names.empty() && !text.fires_only && text.points.empty() &&
         text.dimensions.empty() && !text.tier && !text.score && !text.rank &&
         text.rank_order.empty();
}

}  // namespace

std::string site_id(const scenario::EditedInputs& inputs, const WrittenText& site,
                    Diagnostics& diagnostics) {
  const auto found =
      ranking::NodeIndex(*inputs.graph, inputs.view.sites()).find(site.value, "site");
  if (found) return std::string(inputs.graph->node(*found).id());
  Diagnostic error = found.error();
  error.where = site.where();
  diagnostics.add(std::move(error));
  return {};
}

std::vector<Expectation> expectations_of(const TestText& test, const scenario::EditedInputs& inputs,
                                         bool has_site, Diagnostics& diagnostics) {
  const std::size_t errors = diagnostics.error_count();
  Reader reader(inputs, diagnostics);
  reader.read_rules(test.expect);
  if (has_site)
    reader.read_standing(test.expect);
  else
    tell_no_ranking(test.expect, diagnostics);
  if (is_empty(test.expect) && diagnostics.error_count() == errors)
    diagnostics.error(test.name.where(), "the test '{}' expects nothing", test.name.value)
        .with_hint("fires, not_fires, points, tier, ...");
  auto all = std::move(reader).all();
  for (Expectation& expectation : all)
    if (!expectation.where.text) expectation.where = test.name.where();  // fires_only: []
  return all;
}

}  // namespace harbinger::ruletest::detail
