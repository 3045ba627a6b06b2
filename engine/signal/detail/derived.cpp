// SPDX-License-Identifier: Apache-2.0
#include "signal/detail/derived.hpp"

#include <algorithm>

#include "base/parallel.hpp"
#include "signal/detail/combine.hpp"
#include "signal/detail/on_day.hpp"
#include "signal/detail/signal_row.hpp"

namespace harbinger::signal::detail {

namespace {

using expr::Column;
using expr::ColumnKind;
using expr::Value;
using Rows = std::span<const std::uint32_t>;

class Derived {
 public:
  Derived(const Plan& plan, const World& world, const Columns& columns)
      : plan_(plan), world_(world), columns_(columns), program_(on_day(plan, world, *plan.value)) {}

  [[nodiscard]] Column at(Rows rows) const {
    if (!program_.is_columnar()) return by_row(rows);
    std::vector<std::uint32_t> there;
    std::vector<std::uint32_t> places;
    for (const std::uint32_t row : rows) {
      const bool in_view = world_.view.has(site(row));
      places.push_back(in_view ? static_cast<std::uint32_t>(there.size()) : expr::no_row);
      if (in_view) there.push_back(row);
    }
    Column values = with_zero(values_at(there));
    return there.size() == rows.size() ? values : expr::gathered(values, places);
  }

 private:
  [[nodiscard]] graph::NodeId site(std::uint32_t row) const { return world_.view.sites()[row]; }

  [[nodiscard]] Column values_at(Rows rows) const {
    const auto slots = program_.slots();
    std::vector<Column> columns;
    columns.reserve(slots.size());  // by_slot points into it
    std::vector<const Column*> by_slot(plan_.slots.size(), nullptr);
    for (const std::uint32_t slot : slots) {
      columns.push_back(column_of(plan_.slots[slot], rows));
      by_slot[slot] = &columns.back();
    }
    return program_.evaluate(by_slot, rows.size());
  }

  [[nodiscard]] Column column_of(const SlotSource& source, Rows rows) const {
    if (source.what == SlotSource::What::signal)
      return expr::gathered(*columns_[source.variable], rows);
    std::vector<std::uint32_t> sites;
    for (const std::uint32_t row : rows) sites.push_back(site(row).value());
    return source.field.column(world_.view, sites);
  }

  /// `missing: zero`.
  [[nodiscard]] Column with_zero(Column column) const {
    if (plan_.missing != Missing::zero) return column;
    std::vector<std::uint32_t> unknown;
    for (std::uint32_t i = 0; i < column.size(); ++i)
      if (!column.known[i] && !column.errors[i]) unknown.push_back(i);
    const std::vector<Value> zeros(unknown.size(), zero_of(plan_.kind));
    return expr::with_rows(std::move(column), unknown, expr::column_of(plan_.kind, zeros));
  }

  [[nodiscard]] Column by_row(Rows rows) const {
    std::vector<Value> values;
    for (const std::uint32_t row : rows)
      values.push_back(derived_value(plan_, world_, site(row),
                                     [&](SignalId id) { return columns_[id.index()]->at(row); }));
    return expr::column_of(plan_.kind, values);
  }

  const Plan& plan_;
  const World& world_;
  const Columns& columns_;
  expr::Program program_;
};

}  // namespace

Column derived_column(const Plan& plan, const World& world, const Columns& columns, Rows rows,
                      unsigned threads) {
  const Derived derived(plan, world, columns);
  std::vector<Column> blocks((rows.size() + block_rows - 1) / block_rows);
  for_each_block(rows.size(), threads, [&](std::size_t begin, std::size_t end) {
    blocks[begin / block_rows] = derived.at(rows.subspan(begin, end - begin));
  });
  return expr::concatenated(plan.kind, blocks);
}

}  // namespace harbinger::signal::detail
