// SPDX-License-Identifier: Apache-2.0
#include "scenario/influence.hpp"

#include <algorithm>
#include <cmath>
#include <memory>
#include <mutex>

#include <fmt/core.h>

#include "base/parallel.hpp"
#include "ranking/rank_correlation.hpp"

namespace harbinger::scenario {

namespace {

using graph::FactRef;

/// One thing to leave out, and what the row says of it before anything is known.
struct Unit {
  InfluenceRow row;
  std::vector<FactRef> facts;
  std::optional<rule::RuleId> rule;
  std::optional<signal::SignalId> signal;
};

std::string title_of(const graph::EntityGraph& graph, FactRef fact) {
  if (!fact.is_edge) return std::string(graph.node(graph::NodeId(fact.index)).name());
  const pack::EdgeFact edge = graph.edge(graph::EdgeId(fact.index));
  return fmt::format("{} —{}→ {}", graph.node(edge.from()).name(),
                     graph.schema().relations[edge.relation().index()].name,
                     graph.node(edge.to()).name());
}

/// All facts that the view has or may have on another day: not those that were taken out of it.
std::vector<FactRef> facts_of(const graph::GraphView& view) {
  std::vector<FactRef> facts;
  for (std::size_t i = 0; i < view.graph().node_count(); ++i)
    facts.push_back(graph::fact_of(graph::NodeId(i)));
  for (std::size_t i = 0; i < view.graph().edge_count(); ++i)
    facts.push_back(graph::fact_of(graph::EdgeId(i)));
  std::erase_if(facts, [&](FactRef fact) { return view.is_removed(fact); });
  return facts;
}

Unit unit_of(const graph::EntityGraph& graph, FactRef fact) {
  Unit unit;
  unit.row.id = graph.fact(fact).id();
  unit.row.title = title_of(graph, fact);
  unit.facts = {fact};
  return unit;
}

std::vector<Unit> units_by_source(const graph::GraphView& view) {
  const graph::EntityGraph& graph = view.graph();
  const auto& sources = graph.pack().sources;
  std::vector<Unit> by_source(sources.size());
  std::vector<Unit> units;
  for (const FactRef fact : facts_of(view)) {
    const auto cited = graph.fact(fact).sources();
    if (cited.size() != 1) continue;  // it would still stand
    const pack::Source& source = sources[cited.front().index()];
    if (source.collection) {
      units.push_back(unit_of(graph, fact));
      units.back().row.source = source.id;
    } else {
      by_source[cited.front().index()].facts.push_back(fact);
    }
  }
  for (std::size_t i = 0; i < sources.size(); ++i) {
    if (by_source[i].facts.empty()) continue;
    by_source[i].row.id = sources[i].id;
    by_source[i].row.title = sources[i].title;
    units.push_back(std::move(by_source[i]));
  }
  return units;
}

std::vector<Unit> units(const ranking::Assessment& base, InfluenceBy by) {
  std::vector<Unit> all;
  switch (by) {
    case InfluenceBy::source: return units_by_source(base.view);
    case InfluenceBy::fact:
    case InfluenceBy::entity:
      for (const FactRef fact : facts_of(base.view))
        if (by == InfluenceBy::fact || !fact.is_edge)
          all.push_back(unit_of(base.basis.graph, fact));
      break;
    case InfluenceBy::rule:
      for (std::size_t i = 0; i < base.basis.rules.rules().size(); ++i) {
        const rule::Rule& rule = base.basis.rules.rules()[i];
        if (!rule.applies_on(base.view.as_of())) continue;
        all.emplace_back().rule = rule::RuleId(i);
        all.back().row.id = rule.id;
        all.back().row.title = rule.title;
      }
      break;
    case InfluenceBy::signal:
      for (std::size_t i = 0; i < base.basis.rules.signals().size(); ++i) {
        all.emplace_back().signal = signal::SignalId(i);
        all.back().row.id = base.basis.rules.signals().signals()[i].id;
        all.back().row.title = base.basis.rules.signals().signals()[i].title;
      }
      break;
  }
  return all;
}

/// Measures one ranking against the base.
class Measure {
 public:
  Measure(const ranking::Assessment& base, std::optional<std::size_t> site, std::size_t top)
      : base_(base), site_(site), top_(top) {}

  void operator()(const ranking::Assessment& after, InfluenceRow& row) const {
    const signal::RowMap rows = signal::row_map(base_.view, after.view);
    std::vector<double> were;
    std::vector<double> are;
    std::size_t stayed_in = 0;
    for (std::uint32_t now = 0; now < after.sites(); ++now) {
      const std::uint32_t was = rows.row_before(now);
      if (was == expr::no_row) continue;
      const double change = after.scores.total[now] - base_.scores.total[was];
      const double places = static_cast<double>(after.ranking.rank[now]) -
                            static_cast<double>(base_.ranking.rank[was]);
      row.moved += change != 0 ? 1u : 0u;
      enlarge(row.score, base_.site_id(was), change);
      enlarge(row.rank, base_.site_id(was), places);
      were.push_back(base_.scores.total[was]);
      are.push_back(after.scores.total[now]);
      const bool is_in = after.ranking.rank[now] <= top_;
      const bool was_in = base_.ranking.rank[was] <= top_;
      row.entered += is_in && !was_in ? 1u : 0u;
      stayed_in += is_in && was_in ? 1u : 0u;
      if (site_ && was == *site_) {
        row.here = change;
        row.here_rank = places;
      }
    }
    row.left = in_top(base_) - stayed_in;
    row.kendall = row.moved == 0 ? 1 : ranking::kendall_tau_b(were, are);
  }

 private:
  [[nodiscard]] std::size_t in_top(const ranking::Assessment& a) const {
    std::size_t count = 0;
    while (count < a.sites() && a.ranking.rank[a.ranking.order[count]] <= top_) ++count;
    return count;
  }
  static void enlarge(LargestMove& largest, const std::string& site, double change) {
    if (std::abs(change) > std::abs(largest.change)) largest = {site, change};
  }

  const ranking::Assessment& base_;
  std::optional<std::size_t> site_;
  std::size_t top_;
};

void measure(const ranking::Assessment& base, const Unit& unit, const Measure& measured,
             InfluenceRow& row) {
  const graph::GraphView view = unit.facts.empty() ? base.view : base.view.without(unit.facts);
  ranking::Basis basis = base.basis;
  if (unit.signal) basis.left_out.push_back(*unit.signal);
  if (unit.rule) basis.rules_off.push_back(*unit.rule);
  measured(ranking::Assessment(base, basis, view, 1), row);
}

double weight(const InfluenceRow& row, bool here) {
  return std::abs(here ? row.here.value_or(0) : row.score.change);
}

}  // namespace

std::string_view to_text(InfluenceBy by) {
  switch (by) {
    case InfluenceBy::source: return "source";
    case InfluenceBy::fact: return "fact";
    case InfluenceBy::rule: return "rule";
    case InfluenceBy::entity: return "entity";
    case InfluenceBy::signal: break;
  }
  return "signal";
}

Influence influence(const ranking::Assessment& base, InfluenceBy by,
                    std::optional<std::size_t> site, std::size_t top, unsigned threads,
                    const Progress& progress) {
  Influence result;
  result.by = by;
  result.top = top;
  if (site) result.site = base.site_id(*site);
  const std::vector<Unit> all = units(base, by);
  result.rows.resize(all.size());
  const Measure measured(base, site, top);
  std::mutex telling;
  std::size_t done = 0;
  parallel_for(all.size(), threads, [&](std::size_t i) {
    InfluenceRow row = all[i].row;
    row.facts = all[i].facts.size();
    measure(base, all[i], measured, row);
    result.rows[i] = std::move(row);
    if (!progress) return;
    const std::scoped_lock lock(telling);
    progress(++done, all.size());
  });
  const bool here = site.has_value();
  std::sort(result.rows.begin(), result.rows.end(),
            [&](const InfluenceRow& a, const InfluenceRow& b) {
              if (weight(a, here) != weight(b, here)) return weight(a, here) > weight(b, here);
              if (a.moved != b.moved) return a.moved > b.moved;
              return a.id < b.id;
            });
  return result;
}

}  // namespace harbinger::scenario
