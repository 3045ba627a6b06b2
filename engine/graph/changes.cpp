// SPDX-License-Identifier: Apache-2.0
#include "graph/changes.hpp"

#include <algorithm>
#include <iterator>

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
    if (result_.same_day) {
      // On one day, what is taken out of neither or of both is as it was.
      for (const FactRef fact : before_.removed_from_one(after_)) add(fact);
    } else {
      for (std::size_t i = 0; i < graph.node_count(); ++i) add(fact_of(NodeId(i)));
      for (std::size_t i = 0; i < graph.edge_count(); ++i) add(fact_of(EdgeId(i)));
    }
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
    const bool turns = !result_.same_day && turns_between(before_.graph().fact(fact).validity,
                                                          before_.as_of(), after_.as_of());
    if (!goes && !turns && before_.has(fact) == after_.has(fact)) return;
    result_.before.push_back(fact);
    if (goes && !fact.is_edge)
      result_.came_or_went.push_back(before_.graph().node(NodeId(fact.index)).id);
  }

  const GraphView& before_;
  const GraphView& after_;
  Changes result_;
};

bool same_validity(const pack::Validity& a, const pack::Validity& b) {
  return a.from == b.from && a.to == b.to;
}

class TwoGraphs {
 public:
  TwoGraphs(const GraphView& before, const GraphView& after) : before_(before), after_(after) {}

  Changes changes() {
    result_.same_graph = false;
    result_.same_day = before_.as_of() == after_.as_of();
    merge(before_.graph().node_count(), after_.graph().node_count(), false);
    merge(before_.graph().edge_count(), after_.graph().edge_count(), true);
    return std::move(result_);
  }

 private:
  /// Facts of both graphs in the order of their ids; one that was taken out of a view is not there.
  void merge(std::size_t count_before, std::size_t count_after, bool is_edge) {
    std::uint32_t a = 0;
    std::uint32_t b = 0;
    while (a < count_before || b < count_after) {
      const FactRef fa{is_edge, a};
      const FactRef fb{is_edge, b};
      const int order = a == count_before  ? 1
                        : b == count_after ? -1
                                           : id_of(before_, fa).compare(id_of(after_, fb));
      const bool has_before = order <= 0 && !before_.is_removed(fa);
      const bool has_after = order >= 0 && !after_.is_removed(fb);
      if (has_before != has_after && !is_edge)
        result_.came_or_went.push_back(id_of(has_before ? before_ : after_, has_before ? fa : fb));
      if (!(has_before && has_after && same(fa, fb))) {
        if (has_before) result_.before.push_back(fa);
        if (has_after) result_.after.push_back(fb);
      }
      a += order <= 0 ? 1 : 0;
      b += order >= 0 ? 1 : 0;
    }
  }

  static const std::string& id_of(const GraphView& view, FactRef fact) {
    return view.graph().fact(fact).id;
  }

  [[nodiscard]] bool same(FactRef a, FactRef b) const {
    const pack::Fact& fa = before_.graph().fact(a);
    const pack::Fact& fb = after_.graph().fact(b);
    if (!same_validity(fa.validity, fb.validity) || fa.confidence != fb.confidence) return false;
    if (before_.has(a) != after_.has(b)) return false;
    if (!result_.same_day && turns_between(fa.validity, before_.as_of(), after_.as_of()))
      return false;
    return a.is_edge ? same_edge(EdgeId(a.index), EdgeId(b.index))
                     : same_node(NodeId(a.index), NodeId(b.index));
  }

  [[nodiscard]] bool same_node(NodeId a, NodeId b) const {
    const pack::NodeFact& na = before_.graph().node(a);
    const pack::NodeFact& nb = after_.graph().node(b);
    if (na.kind != nb.kind || na.name != nb.name || na.cells.size() != nb.cells.size())
      return false;
    for (std::uint32_t i = 0; i < na.cells.size(); ++i)
      if (before_.cell({a, i}) != after_.cell({b, i})) return false;
    return true;
  }

  [[nodiscard]] bool same_edge(EdgeId a, EdgeId b) const {
    const pack::EdgeFact& ea = before_.graph().edge(a);
    const pack::EdgeFact& eb = after_.graph().edge(b);
    const auto id = [](const GraphView& view, std::uint32_t node) {
      return std::string_view(view.graph().node(NodeId(node)).id);
    };
    return ea.relation == eb.relation && ea.cells == eb.cells &&
           id(before_, ea.from) == id(after_, eb.from) && id(before_, ea.to) == id(after_, eb.to);
  }

  const GraphView& before_;
  const GraphView& after_;
  Changes result_;
};

}  // namespace

Changes changes_between(const GraphView& before, const GraphView& after) {
  return &before.graph() == &after.graph() ? SameGraph(before, after).changes()
                                           : TwoGraphs(before, after).changes();
}

}  // namespace harbinger::graph
