// SPDX-License-Identifier: Apache-2.0
#include "signal/reached_rows.hpp"

#include <algorithm>

#include "signal/detail/evaluate_plan.hpp"
#include "signal/detail/reach.hpp"
#include "signal/detail/signal_row.hpp"

namespace harbinger::signal {

using detail::Plan;
using graph::NodeId;
using Rows = std::vector<std::uint32_t>;

namespace {

/// A signal where it is not what it was.
struct ChangedRows {
  Rows rows;            ///< Ascending.
  expr::Column values;  ///< One row for each.
};

class Reached {
 public:
  Reached(const Evaluated& before, const World& world, const graph::Changes& changes, double share)
      : before_(before),
        world_(world),
        sites_(before.world.view.sites()),
        reach_(before.world.view, *before.world.places, changes.before, changes.content,
               changes.came_or_went, share),
        changed_(before.set.size()) {}

  std::optional<ReachedRows> run() && {
    const SignalSet& set = before_.set;
    for (const SignalId id : set.order()) {
      const auto left_out = before_.left_out;
      if (std::find(left_out.begin(), left_out.end(), id) != left_out.end()) continue;
      const auto rows = reached(id);
      if (!rows) return std::nullopt;
      if (!rows->empty()) evaluate(id, *rows);
    }
    ReachedRows result;
    for (const ChangedRows& changed : changed_)
      result.rows.insert(result.rows.end(), changed.rows.begin(), changed.rows.end());
    make_distinct(result.rows);
    if (result.rows.empty()) return result;
    for (std::size_t i = 0; i < set.size(); ++i)
      result.columns.emplace_back(column(SignalId(i), result.rows));
    return result;
  }

 private:
  static void make_distinct(Rows& rows) {
    std::sort(rows.begin(), rows.end());
    rows.erase(std::unique(rows.begin(), rows.end()), rows.end());
  }

  /// The rows that a changed fact or a signal read can reach; nothing where they may be all.
  [[nodiscard]] std::optional<Rows> reached(SignalId id) const {
    const detail::ReachedSites found = reach_.sites(before_.set.plan(id));
    if (found.all) return std::nullopt;
    Rows rows;
    for (const NodeId site : found.sites) {
      const auto place = std::lower_bound(sites_.begin(), sites_.end(), site);
      const bool is_row = place != sites_.end() && *place == site;
      if (is_row && !world_.view.is_removed(graph::fact_of(site)))
        rows.push_back(static_cast<std::uint32_t>(place - sites_.begin()));
    }
    for (const SignalId read : before_.set[id].reads) {
      const Rows& more = changed_[read.index()].rows;
      rows.insert(rows.end(), more.begin(), more.end());
    }
    make_distinct(rows);
    return rows;
  }

  void evaluate(SignalId id, const Rows& rows) {
    const Plan& plan = before_.set.plan(id);
    const expr::Column fresh = expr::column_of(plan.kind, values(plan, rows));
    const expr::Column& column = *before_.columns[id.index()];
    Rows kept;  // places in `rows`
    ChangedRows& changed = changed_[id.index()];
    for (std::uint32_t i = 0; i < rows.size(); ++i) {
      if (expr::same_row(column, rows[i], fresh, i)) continue;
      kept.push_back(i);
      changed.rows.push_back(rows[i]);
    }
    if (!kept.empty()) changed.values = expr::gathered(fresh, kept);
  }

  [[nodiscard]] std::vector<expr::Value> values(const Plan& plan, const Rows& rows) const {
    std::vector<expr::Value> values;
    if (plan.derived) {
      for (const std::uint32_t row : rows)
        values.push_back(detail::derived_value(plan, world_, sites_[row],
                                               [&](SignalId read) { return value(read, row); }));
      return values;
    }
    std::vector<NodeId> sites;
    for (const std::uint32_t row : rows) sites.push_back(sites_[row]);
    return detail::values_by_search(plan, world_, sites);
  }

  /// A signal that was evaluated, at one site now.
  [[nodiscard]] expr::Value value(SignalId id, std::uint32_t row) const {
    const ChangedRows& changed = changed_[id.index()];
    const auto place = std::lower_bound(changed.rows.begin(), changed.rows.end(), row);
    return place != changed.rows.end() && *place == row
               ? changed.values.at(static_cast<std::size_t>(place - changed.rows.begin()))
               : before_.columns[id.index()]->at(row);
  }

  /// By value: what a column of texts shares with all sites is no smaller for a few of them.
  [[nodiscard]] expr::Column column(SignalId id, const Rows& rows) const {
    std::vector<expr::Value> values;
    for (const std::uint32_t row : rows) values.push_back(value(id, row));
    return expr::column_of(before_.columns[id.index()]->kind, values);
  }

  const Evaluated& before_;
  const World& world_;
  std::span<const NodeId> sites_;
  detail::Reach reach_;
  std::vector<ChangedRows> changed_;  ///< By SignalId.
};

}  // namespace

std::optional<ReachedRows> reached_rows(const Evaluated& before, const World& world,
                                        const graph::Changes& changes, double share) {
  return Reached(before, world, changes, share).run();
}

}  // namespace harbinger::signal
