// SPDX-License-Identifier: Apache-2.0
#include "signal/detail/binding_rows.hpp"

#include <algorithm>
#include <compare>
#include <numeric>

namespace harbinger::signal::detail {

namespace {

/// What tells rows of one group apart.
std::span<const std::uint32_t> key(const BindingRows& rows, std::size_t i) {
  return rows.row(i).subspan(1, rows.slots.size());
}

std::strong_ordering order_of(std::span<const std::uint32_t> a, std::span<const std::uint32_t> b) {
  return std::lexicographical_compare_three_way(a.begin(), a.end(), b.begin(), b.end());
}

bool is_ascending(const BindingRows& rows, std::size_t begin) {
  for (std::size_t i = begin + 1; i < rows.size(); ++i)
    if (order_of(key(rows, i - 1), key(rows, i)) >= 0) return false;
  return true;
}

}  // namespace

void RowSorter::make_distinct(BindingRows& rows, std::size_t begin) {
  if (is_ascending(rows, begin)) return;
  rows.slots.size() <= narrow ? sort_narrow(rows, begin) : sort_wide(rows, begin);
}

/// As arrays of one width, so that they are sorted in place: the slots, then how unsure the row is.
void RowSorter::sort_narrow(BindingRows& rows, std::size_t begin) {
  const std::size_t slots = rows.slots.size();
  rows_.assign(rows.size() - begin, {});
  for (std::size_t i = 0; i < rows_.size(); ++i) {
    std::copy_n(key(rows, begin + i).begin(), slots, rows_[i].begin());
    rows_[i][narrow] = ~static_cast<std::uint32_t>(rows.presence(begin + i));
  }
  std::sort(rows_.begin(), rows_.end());
  const auto alike = [](const auto& a, const auto& b) {
    return std::equal(a.begin(), a.begin() + narrow, b.begin());
  };
  rows_.erase(std::unique(rows_.begin(), rows_.end(), alike), rows_.end());
  const std::uint32_t group = rows.group(begin);
  rows.cells.resize(begin * rows.width());
  for (const auto& row : rows_) {
    rows.cells.push_back(group);
    rows.cells.insert(rows.cells.end(), row.begin(),
                      row.begin() + static_cast<std::ptrdiff_t>(slots));
    rows.cells.push_back(~row[narrow]);
  }
}

void RowSorter::sort_wide(BindingRows& rows, std::size_t begin) {
  places_.resize(rows.size() - begin);
  std::iota(places_.begin(), places_.end(), static_cast<std::uint32_t>(begin));
  std::sort(places_.begin(), places_.end(), [&](std::uint32_t a, std::uint32_t b) {
    const auto order = order_of(key(rows, a), key(rows, b));
    return order != 0 ? order < 0 : rows.presence(a) > rows.presence(b);
  });
  const auto alike = [&](std::uint32_t a, std::uint32_t b) {
    return order_of(key(rows, a), key(rows, b)) == 0;
  };
  places_.erase(std::unique(places_.begin(), places_.end(), alike), places_.end());
  cells_.clear();
  for (const std::uint32_t place : places_)
    cells_.insert(cells_.end(), rows.row(place).begin(), rows.row(place).end());
  rows.cells.resize(begin * rows.width());
  rows.cells.insert(rows.cells.end(), cells_.begin(), cells_.end());
}

BindingRows projected(BindingRows rows, const std::vector<std::uint32_t>& slots, Alike alike) {
  if (rows.slots == slots) return rows;
  std::vector<std::uint32_t> binding(rows.slots.empty() ? 0 : rows.slots.back() + 1);
  RowSorter sorter;
  BindingRows out{slots, {}};
  for (std::size_t i = 0; i < rows.size();) {
    const std::size_t begin = out.size();
    const std::uint32_t group = rows.group(i);
    for (; i < rows.size() && rows.group(i) == group; ++i) {
      rows.unpack(i, binding);
      out.add(group, binding, rows.presence(i));
    }
    if (alike == Alike::become_one) sorter.make_distinct(out, begin);
  }
  return out;
}

void sort_distinct(BindingRows& rows) {
  std::vector<std::uint32_t> places(rows.size());
  std::iota(places.begin(), places.end(), 0u);
  std::stable_sort(places.begin(), places.end(),
                   [&](std::uint32_t a, std::uint32_t b) { return rows.group(a) < rows.group(b); });
  RowSorter sorter;
  BindingRows sorted{rows.slots, {}};
  sorted.cells.reserve(rows.cells.size());
  for (std::size_t i = 0; i < places.size();) {
    const std::size_t begin = sorted.size();
    const std::uint32_t group = rows.group(places[i]);
    for (; i < places.size() && rows.group(places[i]) == group; ++i)
      sorted.cells.insert(sorted.cells.end(), rows.row(places[i]).begin(),
                          rows.row(places[i]).end());
    sorter.make_distinct(sorted, begin);
  }
  rows = std::move(sorted);
}

}  // namespace harbinger::signal::detail
