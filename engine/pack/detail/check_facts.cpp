// SPDX-License-Identifier: Apache-2.0
#include "pack/detail/check_facts.hpp"

#include <algorithm>
#include <iterator>
#include <span>
#include <utility>

#include "base/counting_order.hpp"

namespace harbinger::pack::detail {

namespace {

/// The edges of a relation.
std::pair<std::uint32_t, std::uint32_t> edges_of(const Pack& pack, RelationId relation) {
  const auto& start = pack.facts().edges.relation_start;
  return {start[relation.index()], start[relation.index() + 1]};
}

/// A relation that must not come back to where it started (a place within itself): each cycle once.
void check_no_cycle(const Pack& pack, RelationId relation, Diagnostics& diagnostics) {
  if (!relation.valid()) return;
  const auto [begin, end] = edges_of(pack, relation);
  if (begin == end) return;
  const auto sources = pack.facts().edges.from.part(begin, end - begin);
  const auto targets = pack.facts().edges.to.part(begin, end - begin);
  // Edges of one source stand together.
  const auto first_of = [&](NodeId node) {
    return static_cast<std::size_t>(std::lower_bound(sources.begin(), sources.end(), node) -
                                    sources.begin());
  };
  enum class Mark : unsigned char { fresh, open, done };
  std::vector<Mark> marks(pack.nodes.size(), Mark::fresh);
  for (std::size_t at = 0; at < sources.size(); ++at) {
    if (marks[sources[at].index()] != Mark::fresh) continue;
    std::vector<std::pair<NodeId, std::size_t>> path{{sources[at], at}};
    marks[sources[at].index()] = Mark::open;
    while (!path.empty()) {
      auto& [node, next] = path.back();
      if (next == sources.size() || sources[next] != node) {
        marks[node.index()] = Mark::done;
        path.pop_back();
        continue;
      }
      const std::size_t edge = next++;
      const NodeId to = targets[edge];
      if (marks[to.index()] == Mark::open) {
        std::string cycle;
        auto from = std::find_if(path.begin(), path.end(),
                                 [&](const auto& step) { return step.first == to; });
        for (; from != path.end(); ++from)
          cycle.append(pack.nodes[from->first].id()).append(" -> ");
        diagnostics.error(place_of(pack, pack.edges[begin + edge]), "{} forms a cycle: {}{}",
                          pack.schema.relations[relation.index()].name, cycle, pack.nodes[to].id());
      } else if (marks[to.index()] == Mark::fresh) {
        marks[to.index()] = Mark::open;
        path.emplace_back(to, first_of(to));
      }
    }
  }
}

struct Stake {
  ValidityDays validity;
  Decimal low;
  std::uint32_t edge;
};

/// Shares by day, and the sum of those up to a day.
class SharesByDay {
 public:
  void add(Day day, Decimal share) { sums_.emplace_back(day, share); }
  void sum_up() {
    std::sort(sums_.begin(), sums_.end());
    for (std::size_t i = 1; i < sums_.size(); ++i)
      sums_[i].second = sums_[i - 1].second + sums_[i].second;
  }
  /// After sum_up.
  [[nodiscard]] Decimal up_to(Day day) const {
    const auto behind = std::upper_bound(sums_.begin(), sums_.end(), day,
                                         [](Day d, const auto& sum) { return d < sum.first; });
    return behind == sums_.begin() ? Decimal{} : std::prev(behind)->second;
  }

 private:
  std::vector<std::pair<Day, Decimal>> sums_;
};

/// The stakes in one entity, whose low ends are added on the first day of any of them. Cost: k log k for k stakes
/// that together are more than the whole.
void check_stakes(const Pack& pack, std::span<const Stake> stakes, Diagnostics& diagnostics) {
  Decimal all{};
  for (const Stake& stake : stakes) all = all + stake.low;
  if (all <= Decimal{Decimal::one}) return;
  const auto holds_at_all = [](const ValidityDays& days) {
    return days.from_first <= days.to_last;
  };
  SharesByDay begun, ended;
  for (const Stake& stake : stakes) {
    if (!holds_at_all(stake.validity)) continue;
    begun.add(stake.validity.from_first, stake.low);
    ended.add(stake.validity.to_last, stake.low);
  }
  begun.sum_up();
  ended.sum_up();
  for (const Stake& last : stakes) {
    // A stake that begins within a month or year may follow one that ends in it: the last day decides, on which
    // those that end are out, but for this one.
    const Day day = last.validity.from_last;
    Decimal sum = begun.up_to(day) - ended.up_to(day);
    if (last.validity.to_last == day && holds_at_all(last.validity)) sum = sum + last.low;
    if (sum <= Decimal{Decimal::one} || last.low == Decimal{}) continue;
    const EdgeFact edge = pack.edges[last.edge];
    diagnostics.error(
        place_of(pack, edge), "the stakes in '{}' add up to {} % {}", pack.nodes[edge.to()].id(),
        to_text(Decimal{sum.units * 100}),
        edge.validity().from ? "on " + to_text(day) : std::string("where they are undated"));
    return;
  }
}

/// No entity is held for more than 100 % on one day.
void check_shares(const Pack& pack, Diagnostics& diagnostics) {
  const Roles& roles = pack.schema.roles;
  if (!roles.owns.valid() || !roles.share) return;
  const auto [begin, end] = edges_of(pack, roles.owns);
  const auto targets = pack.facts().edges.to.part(begin, end - begin);
  const auto order = counting_order(counted(end - begin), pack.nodes.size(),
                                    [&](std::uint32_t i) { return targets[i].index(); });
  std::vector<Stake> stakes;
  for (std::size_t i = 0; i < order.size(); ++i) {
    const EdgeFact edge = pack.edges[begin + order[i]];
    const Cell cell = edge.cell(*roles.share);
    const auto* share = std::get_if<DecimalRange>(&cell);
    stakes.push_back(
        {edge.validity_days(), share != nullptr ? share->low : Decimal{}, begin + order[i]});
    if (i + 1 < order.size() && targets[order[i + 1]] == targets[order[i]]) continue;
    check_stakes(pack, stakes, diagnostics);
    stakes.clear();
  }
}

}  // namespace

TextPosition place_of(const Pack& pack, const Fact& fact) {
  TextPosition where = whole_file(pack.tables[fact.table()]);
  where.line = fact.line();
  where.column = 1;
  return where;
}

void check_facts(const Pack& pack, Diagnostics& diagnostics) {
  check_no_cycle(pack, pack.schema.roles.located_in, diagnostics);
  check_no_cycle(pack, pack.schema.roles.part_of, diagnostics);
  check_shares(pack, diagnostics);
}

}  // namespace harbinger::pack::detail
