// SPDX-License-Identifier: Apache-2.0
#include "pack/detail/check_facts.hpp"

#include <algorithm>
#include <numeric>

namespace harbinger::pack::detail {

namespace {

/// Sorts what is not in order yet behind what is, and joins the two.
template <class Iterator, class Less>
void sort_tail(Iterator begin, Iterator end, Less less) {
  const Iterator tail = std::is_sorted_until(begin, end, less);
  std::sort(tail, end, less);
  std::inplace_merge(begin, tail, end, less);
}

/// A relation that must not come back to where it started (a place within itself): each cycle once.
void check_no_cycle(const Pack& pack, RelationId relation, Diagnostics& diagnostics) {
  if (!relation.valid()) return;
  std::vector<std::vector<const EdgeFact*>> out(pack.nodes.size());
  for (const EdgeFact& edge : pack.edges)
    if (edge.relation == relation) out[edge.from].push_back(&edge);
  enum class Mark : unsigned char { fresh, open, done };
  std::vector<Mark> marks(pack.nodes.size(), Mark::fresh);
  for (std::uint32_t start = 0; start < pack.nodes.size(); ++start) {
    if (marks[start] != Mark::fresh || out[start].empty()) continue;
    std::vector<std::pair<std::uint32_t, std::size_t>> path{{start, 0}};
    marks[start] = Mark::open;
    while (!path.empty()) {
      auto& [node, next] = path.back();
      if (next == out[node].size()) {
        marks[node] = Mark::done;
        path.pop_back();
        continue;
      }
      const EdgeFact& edge = *out[node][next++];
      if (marks[edge.to] == Mark::open) {
        std::string cycle;
        auto from = std::find_if(path.begin(), path.end(),
                                 [&](const auto& step) { return step.first == edge.to; });
        for (; from != path.end(); ++from) cycle += pack.nodes[from->first].id + " -> ";
        diagnostics.error(place_of(pack, edge), "{} forms a cycle: {}{}",
                          pack.schema.relations[relation.index()].name, cycle,
                          pack.nodes[edge.to].id);
      } else if (marks[edge.to] == Mark::fresh) {
        marks[edge.to] = Mark::open;
        path.emplace_back(edge.to, 0);
      }
    }
  }
}

/// No entity is held for more than 100 % on one day: the low ends of the stakes that hold on the first day of
/// any of them are added.
void check_shares(const Pack& pack, Diagnostics& diagnostics) {
  const Roles& roles = pack.schema.roles;
  if (!roles.owns.valid() || !roles.share) return;
  const auto low_share = [&](const EdgeFact& edge) {
    const auto* share = std::get_if<DecimalRange>(&edge.cells[*roles.share]);
    return share != nullptr ? share->low : Decimal{};
  };
  std::vector<std::vector<const EdgeFact*>> stakes(pack.nodes.size());
  for (const EdgeFact& edge : pack.edges)
    if (edge.relation == roles.owns) stakes[edge.to].push_back(&edge);
  for (const auto& held : stakes)
    for (const EdgeFact* last : held) {
      // A stake that begins within a month or year may follow one that ends in it: the last day decides.
      const Day day = last->validity.from ? last->validity.from->last
                                          : Day{std::numeric_limits<std::int32_t>::min()};
      Decimal sum{};
      for (const EdgeFact* stake : held)
        if (stake->validity.holds_on(day) &&
            !(stake != last && stake->validity.to && stake->validity.to->last == day))
          sum = sum + low_share(*stake);
      if (sum <= Decimal{Decimal::one} || low_share(*last) == Decimal{}) continue;
      diagnostics.error(
          place_of(pack, *last), "the stakes in '{}' add up to {} % {}", pack.nodes[last->to].id,
          to_text(Decimal{sum.units * 100}),
          last->validity.from ? "on " + to_text(day) : std::string("where they are undated"));
      break;
    }
}

}  // namespace

void order_by_id(Pack& pack) {
  std::vector<std::uint32_t> order(pack.nodes.size());
  std::iota(order.begin(), order.end(), 0u);
  sort_tail(order.begin(), order.end(),
            [&](auto a, auto b) { return pack.nodes[a].id < pack.nodes[b].id; });
  std::vector<std::uint32_t> place(order.size());
  std::vector<NodeFact> nodes;
  nodes.reserve(order.size());
  for (std::size_t i = 0; i < order.size(); ++i) {
    place[order[i]] = static_cast<std::uint32_t>(i);
    nodes.push_back(std::move(pack.nodes[order[i]]));
  }
  pack.nodes = std::move(nodes);
  for (EdgeFact& edge : pack.edges) edge.from = place[edge.from], edge.to = place[edge.to];
  sort_tail(pack.edges.begin(), pack.edges.end(),
            [](const EdgeFact& a, const EdgeFact& b) { return a.id < b.id; });
  std::sort(pack.files.begin(), pack.files.end(),
            [](const PackFile& a, const PackFile& b) { return a.path < b.path; });
}

TextPosition place_of(const Pack& pack, const Fact& fact) {
  TextPosition where = whole_file(pack.tables[fact.table]);
  where.line = fact.line;
  where.column = 1;
  return where;
}

void check_facts(const Pack& pack, Diagnostics& diagnostics) {
  check_no_cycle(pack, pack.schema.roles.located_in, diagnostics);
  check_no_cycle(pack, pack.schema.roles.part_of, diagnostics);
  check_shares(pack, diagnostics);
}

}  // namespace harbinger::pack::detail
