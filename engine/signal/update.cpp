// SPDX-License-Identifier: Apache-2.0
#include "signal/update.hpp"

#include <algorithm>
#include <numeric>

#include "base/parallel.hpp"
#include "signal/detail/derived.hpp"
#include "signal/detail/evaluate_plan.hpp"
#include "signal/detail/reach.hpp"

namespace harbinger::signal {

using detail::Plan;
using detail::Reach;
using detail::ReachedSites;
using graph::NodeId;

namespace {

/// All sites at once cost about as much as the search from one site in so many.
constexpr std::size_t search_share = 16;

std::optional<std::uint32_t> row_of(std::span<const NodeId> sites, NodeId site) {
  const auto found = std::lower_bound(sites.begin(), sites.end(), site);
  if (found == sites.end() || *found != site) return std::nullopt;
  return static_cast<std::uint32_t>(found - sites.begin());
}

void set_all(Bits& bits) { bits = Bits(bits.size(), true); }

class Update {
 public:
  Update(const Evaluated& before, const SignalSet& set, const World& world,
         std::span<const SignalId> left_out, const graph::Changes& changes, const RowMap& rows,
         unsigned threads)
      : before_(before),
        set_(set),
        world_(world),
        left_out_(left_out),
        changes_(changes),
        rows_(rows),
        threads_(threads),
        sites_(world.view.sites()),
        reach_before_(before.world.view, *before.world.places, changes.before, changes.content,
                      changes.came_or_went, 1.0 / search_share),
        reach_after_(world.view, *world.places, changes.after, {}, changes.came_or_went,
                     1.0 / search_share),
        works_(set.size()) {
    result_.columns.resize(set.size());
    result_.changed.resize(set.size());
  }

  UpdatedColumns run() && {
    // Few sites leave nothing to share out within a signal, so signals are shared out instead.
    const bool few_sites = sites_.size() < threads_ * block_rows;
    parallel_for(set_.size(), few_sites ? threads_ : 1, [&](std::size_t i) {
      if (!set_.plan(SignalId(i)).derived) update(SignalId(i), few_sites ? 1 : threads_);
    });
    for (const SignalId id : set_.order())
      if (set_.plan(id).derived) update(id, threads_);
    for (const Work& work : works_) {
      result_.work.shared += work.shared;
      result_.work.in_part += work.in_part;
      result_.work.whole += work.whole;
      result_.work.rows += work.rows;
    }
    return std::move(result_);
  }

 private:
  static bool contains(std::span<const SignalId> ids, SignalId id) {
    return std::find(ids.begin(), ids.end(), id) != ids.end();
  }

  void update(SignalId id, unsigned threads) {
    const std::optional<SignalId> old = before_.set.find(set_.id(id));
    const bool comparable = old && before_.set[*old].kind == set_[id].kind;
    const bool left_out = contains(left_out_, id);
    if (!comparable) return keep(id, std::nullopt, whole(id, left_out, threads));
    const bool was_left_out = contains(before_.left_out, *old);
    Bits stale(sites_.size());
    if (left_out != was_left_out || !set_.says_the_same(id, before_.set, *old))
      set_all(stale);
    else if (!left_out)
      add_reached_rows(id, stale);
    if (!rows_.identical)
      for (std::uint32_t row = 0; row < sites_.size(); ++row)
        if (rows_.before[row] == expr::no_row) stale.set(row);
    const std::size_t count = stale.count();
    if (count * search_share > sites_.size())
      keep(id, old, whole(id, left_out, threads));
    else
      patch(id, *old, stale, left_out);
  }

  /// The rows that a changed fact, the day or a signal read can reach.
  void add_reached_rows(SignalId id, Bits& stale) const {
    const Plan& plan = set_.plan(id);
    if (!changes_.same_day && (plan.reads_day || plan.calls.day)) return set_all(stale);
    if (!changes_.before.empty()) add(reach_before_.sites(plan), before_.world.view, stale);
    if (!changes_.after.empty()) add(reach_after_.sites(plan), world_.view, stale);
    for (const SignalId read : set_[id].reads)
      if (const Bits& changed = result_.changed[read.index()]; changed.size() > 0) stale |= changed;
  }

  /// Sites of the graph of `view` as rows of the new world.
  void add(const ReachedSites& reached, const graph::GraphView& view, Bits& stale) const {
    if (reached.all) return set_all(stale);
    for (const NodeId site : reached.sites) {
      std::optional<NodeId> here = site;
      if (&view.graph() != &world_.view.graph())
        here = world_.view.graph().find_node(view.graph().node(site).id());
      if (!here) continue;
      if (const auto row = row_of(sites_, *here)) stale.set(*row);
    }
  }

  expr::Column whole(SignalId id, bool left_out, unsigned threads) {
    const Plan& plan = set_.plan(id);
    works_[id.index()] = {.whole = 1, .rows = sites_.size()};
    if (left_out) return expr::unknown_column(plan.kind, sites_.size());
    if (!plan.derived)
      return expr::column_of(plan.kind, detail::values_of_sites(plan, world_, threads));
    std::vector<std::uint32_t> all(sites_.size());
    std::iota(all.begin(), all.end(), 0u);
    return detail::derived_column(plan, world_, result_.columns, all, threads_);
  }

  /// A column computed for all rows; where it says what it said before, that one is kept.
  void keep(SignalId id, std::optional<SignalId> old, expr::Column column) {
    Bits changed(sites_.size(), !old.has_value());
    if (old)
      for (std::uint32_t row = 0; row < sites_.size(); ++row) {
        const std::uint32_t was = rows_.row_before(row);
        if (was == expr::no_row || !same_row(*before_.columns[old->index()], was, column, row))
          changed.set(row);
      }
    const bool same = rows_.identical && changed.count() == 0;
    result_.columns[id.index()] =
        same ? before_.columns[old->index()] : Shared<expr::Column>(std::move(column));
    if (changed.count() > 0) result_.changed[id.index()] = std::move(changed);
  }

  void patch(SignalId id, SignalId old, const Bits& stale, bool left_out) {
    const Shared<expr::Column>& column = before_.columns[old.index()];
    Shared<expr::Column>& result = result_.columns[id.index()];
    result = rows_.identical ? column : Shared<expr::Column>(expr::gathered(*column, rows_.before));
    const std::vector<std::uint32_t> rows = stale.ascending();
    if (rows.empty() || left_out) {
      works_[id.index()].shared = 1;
      return;
    }
    works_[id.index()] = {.in_part = 1, .rows = rows.size()};
    const expr::Column fresh = values(set_.plan(id), rows);
    Bits changed(sites_.size());
    for (std::size_t i = 0; i < rows.size(); ++i) {
      const std::uint32_t was = rows_.row_before(rows[i]);
      if (was == expr::no_row || !same_row(*column, was, fresh, i)) changed.set(rows[i]);
    }
    if (changed.count() == 0) return;
    result = expr::with_rows(*result, rows, fresh);
    result_.changed[id.index()] = std::move(changed);
  }

  expr::Column values(const Plan& plan, std::span<const std::uint32_t> rows) const {
    if (plan.derived) return detail::derived_column(plan, world_, result_.columns, rows, threads_);
    std::vector<NodeId> sites;
    for (const std::uint32_t row : rows) sites.push_back(sites_[row]);
    return expr::column_of(plan.kind, detail::values_by_search(plan, world_, sites));
  }

  const Evaluated& before_;
  const SignalSet& set_;
  const World& world_;
  std::span<const SignalId> left_out_;
  const graph::Changes& changes_;
  const RowMap& rows_;
  unsigned threads_;
  std::span<const NodeId> sites_;
  Reach reach_before_;
  Reach reach_after_;
  std::vector<Work> works_;
  UpdatedColumns result_;
};

}  // namespace

RowMap row_map(const graph::GraphView& before, const graph::GraphView& after) {
  const auto old_sites = before.sites();
  const auto new_sites = after.sites();
  const bool same_graph = &before.graph() == &after.graph();
  RowMap map;
  std::size_t old = 0;
  for (const NodeId site : new_sites) {
    const auto is_before = [&](NodeId other) {
      return same_graph ? other < site
                        : before.graph().node(other).id() < after.graph().node(site).id();
    };
    const auto is_same = [&](NodeId other) {
      return same_graph ? other == site
                        : before.graph().node(other).id() == after.graph().node(site).id();
    };
    while (old < old_sites.size() && is_before(old_sites[old])) ++old;
    const bool found = old < old_sites.size() && is_same(old_sites[old]);
    map.before.push_back(found ? static_cast<std::uint32_t>(old) : expr::no_row);
    map.identical = map.identical && found && old + 1 == map.before.size();
  }
  map.identical = map.identical && old_sites.size() == new_sites.size();
  if (map.identical) map.before.clear();
  return map;
}

UpdatedColumns updated(const Evaluated& before, const SignalSet& set, const World& world,
                       std::span<const SignalId> left_out, const graph::Changes& changes,
                       const RowMap& rows, unsigned threads) {
  return Update(before, set, world, left_out, changes, rows, threads).run();
}

}  // namespace harbinger::signal
