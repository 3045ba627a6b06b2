// SPDX-License-Identifier: Apache-2.0
#include "graph/changes.hpp"

#include <algorithm>
#include <compare>
#include <iterator>
#include <string_view>
#include <tuple>

namespace harbinger::graph {

namespace {

/// Whether a validity begins or ends between two days, so that something may tell them apart. What began and
/// ended between them counts too: it held on an earlier day, seen from the later one (held_on).
bool turns_between(const pack::Validity& validity, Day a, Day b) {
  const auto [first, last] = std::minmax(a, b);
  const bool begins = validity.from && validity.from->first > first && validity.from->first <= last;
  const bool ends = validity.to && validity.to->last >= first && validity.to->last < last;
  return begins || ends;
}

void make_distinct(std::vector<FactRef>& facts) {
  std::sort(facts.begin(), facts.end());
  facts.erase(std::unique(facts.begin(), facts.end()), facts.end());
}

class SameGraph {
 public:
  SameGraph(const GraphView& before, const GraphView& after) : before_(before), after_(after) {}

  Changes changes() {
    const EntityGraph& graph = before_.graph();
    result_.same_day = before_.as_of() == after_.as_of();
    for (std::size_t i = 0; i < graph.node_count(); ++i) add(fact_of(NodeId(i)));
    for (std::size_t i = 0; i < graph.edge_count(); ++i) add(fact_of(EdgeId(i)));
    std::vector<CellRef> blank;
    std::set_symmetric_difference(before_.blank_cells().begin(), before_.blank_cells().end(),
                                  after_.blank_cells().begin(), after_.blank_cells().end(),
                                  std::back_inserter(blank));
    const std::vector<FactRef> holding = result_.before;
    for (const CellRef cell : blank) {
      const FactRef node = fact_of(cell.node);
      if (!std::binary_search(holding.begin(), holding.end(), node)) {
        result_.before.push_back(node);
        result_.content.push_back(node);
      }
    }
    make_distinct(result_.before);
    make_distinct(result_.content);
    std::sort(result_.came_or_went.begin(), result_.came_or_went.end());
    return std::move(result_);
  }

 private:
  void add(FactRef fact) {
    const bool goes = before_.is_removed(fact) != after_.is_removed(fact);
    if (!goes && result_.same_day && before_.has(fact) == after_.has(fact)) return;
    const bool turns = !result_.same_day && turns_between(before_.graph().fact(fact).validity(),
                                                          before_.as_of(), after_.as_of());
    if (!goes && !turns && before_.has(fact) == after_.has(fact)) return;
    result_.before.push_back(fact);
    if (goes && !fact.is_edge)
      result_.came_or_went.emplace_back(before_.graph().node(NodeId(fact.index)).id());
  }

  const GraphView& before_;
  const GraphView& after_;
  Changes result_;
};

class TwoGraphs {
 public:
  TwoGraphs(const GraphView& before, const GraphView& after) : before_(before), after_(after) {}

  Changes changes() {
    result_.same_graph = false;
    result_.same_day = before_.as_of() == after_.as_of();
    merge_nodes();
    merge_edges();
    return std::move(result_);
  }

 private:
  using Order = std::strong_ordering;

  /// Facts of both graphs in their order; one that was taken out of a view is not there. `order` holds a fact of
  /// one graph against one of the other; equal is the same fact.
  void merge(std::size_t count_before, std::size_t count_after, bool is_edge, const auto& order,
             const auto& visit) {
    std::uint32_t a = 0;
    std::uint32_t b = 0;
    while (a < count_before || b < count_after) {
      const Order ab = a == count_before  ? Order::greater
                       : b == count_after ? Order::less
                                          : order(a, b);
      const FactRef fa{is_edge, a};
      const FactRef fb{is_edge, b};
      const bool has_before = ab <= 0 && !before_.is_removed(fa);
      const bool has_after = ab >= 0 && !after_.is_removed(fb);
      visit(ab, a, b, has_before, has_after);
      if (!(has_before && has_after && same(fa, fb))) {
        if (has_before) result_.before.push_back(fa);
        if (has_after) result_.after.push_back(fb);
      }
      a += ab <= 0 ? 1 : 0;
      b += ab >= 0 ? 1 : 0;
    }
  }

  /// Both are ordered by id, and so is each node against those of the other graph: `rank_` counts both.
  void merge_nodes() {
    const std::size_t before = before_.graph().node_count();
    const std::size_t after = after_.graph().node_count();
    rank_before_.resize(before);
    rank_after_.resize(after);
    std::uint32_t rank = 0;
    merge(
        before, after, false,
        [&](std::uint32_t a, std::uint32_t b) {
          return id_of(before_, NodeId(a)) <=> id_of(after_, NodeId(b));
        },
        [&](Order order, std::uint32_t a, std::uint32_t b, bool has_before, bool has_after) {
          if (order <= 0) rank_before_[a] = rank;
          if (order >= 0) rank_after_[b] = rank;
          ++rank;
          if (has_before != has_after)
            result_.came_or_went.emplace_back(has_before ? id_of(before_, NodeId(a))
                                                         : id_of(after_, NodeId(b)));
        });
  }

  /// Both are ordered by relation, ends, beginning and written id.
  void merge_edges() {
    const auto key = [](const GraphView& view, const std::vector<std::uint32_t>& rank,
                        std::uint32_t i) {
      const pack::EdgeFact edge = view.graph().edge(EdgeId(i));
      const pack::ValidityDays validity = edge.validity_days();
      return std::tuple(edge.relation(), rank[edge.from().index()], rank[edge.to().index()],
                        validity.from_first, -std::int64_t{validity.from_last.number},
                        edge.written_id());
    };
    merge(
        before_.graph().edge_count(), after_.graph().edge_count(), true,
        [&](std::uint32_t a, std::uint32_t b) {
          return key(before_, rank_before_, a) <=> key(after_, rank_after_, b);
        },
        [](Order, std::uint32_t, std::uint32_t, bool, bool) {});
  }

  static std::string_view id_of(const GraphView& view, NodeId node) {
    return view.graph().node(node).id();
  }

  [[nodiscard]] bool same(FactRef a, FactRef b) const {
    const pack::Fact fa = before_.graph().fact(a);
    const pack::Fact fb = after_.graph().fact(b);
    if (fa.validity_days() != fb.validity_days() || fa.confidence() != fb.confidence())
      return false;
    if (before_.has(a) != after_.has(b)) return false;
    if (!result_.same_day && turns_between(fa.validity(), before_.as_of(), after_.as_of()))
      return false;
    return a.is_edge ? same_edge(EdgeId(a.index), EdgeId(b.index))
                     : same_node(NodeId(a.index), NodeId(b.index));
  }

  [[nodiscard]] bool same_node(NodeId a, NodeId b) const {
    const pack::NodeFact na = before_.graph().node(a);
    const pack::NodeFact nb = after_.graph().node(b);
    if (na.kind() != nb.kind() || na.name() != nb.name()) return false;
    for (std::uint32_t i = 0; i < na.cell_count(); ++i)
      if (before_.cell({a, i}) != after_.cell({b, i})) return false;
    return true;
  }

  /// Their relation and ends are the same, since they were found to be one.
  [[nodiscard]] bool same_edge(EdgeId a, EdgeId b) const {
    return same_cells(before_.graph().edge(a), after_.graph().edge(b));
  }

  const GraphView& before_;
  const GraphView& after_;
  std::vector<std::uint32_t> rank_before_;  ///< By node: its place among those of both graphs.
  std::vector<std::uint32_t> rank_after_;
  Changes result_;
};

}  // namespace

Changes changes_between(const GraphView& before, const GraphView& after) {
  return &before.graph() == &after.graph() ? SameGraph(before, after).changes()
                                           : TwoGraphs(before, after).changes();
}

}  // namespace harbinger::graph
