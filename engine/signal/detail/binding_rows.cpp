// SPDX-License-Identifier: Apache-2.0
#include "signal/detail/binding_rows.hpp"

#include <algorithm>
#include <array>
#include <numeric>

namespace harbinger::signal::detail {

namespace {

/// Rows of a fixed width are sorted in place, as arrays; the surest of those alike comes first.
template <std::size_t Width>
void sort_rows(std::vector<std::uint32_t>& cells) {
  using Row = std::array<std::uint32_t, Width>;
  const std::size_t count = cells.size() / Width;
  std::vector<Row> rows(count);
  for (std::size_t i = 0; i < count; ++i) {
    std::copy_n(cells.begin() + static_cast<std::ptrdiff_t>(i * Width), Width, rows[i].begin());
    rows[i][Width - 1] = ~rows[i][Width - 1];
  }
  std::sort(rows.begin(), rows.end());
  const auto alike = [](const Row& a, const Row& b) {
    return std::equal(a.begin(), a.end() - 1, b.begin());
  };
  rows.erase(std::unique(rows.begin(), rows.end(), alike), rows.end());
  cells.clear();
  for (Row& row : rows) {
    row[Width - 1] = ~row[Width - 1];
    cells.insert(cells.end(), row.begin(), row.end());
  }
}

void sort_wide_rows(BindingRows& rows) {
  const std::size_t width = rows.width();
  const auto key = [&](std::size_t i) { return rows.row(i).first(width - 1); };
  const auto order = [&](std::size_t a, std::size_t b) {
    const auto x = key(a);
    const auto y = key(b);
    const auto three_way =
        std::lexicographical_compare_three_way(x.begin(), x.end(), y.begin(), y.end());
    return three_way != 0 ? three_way < 0 : rows.presence(a) > rows.presence(b);
  };
  std::vector<std::size_t> places(rows.size());
  std::iota(places.begin(), places.end(), std::size_t{0});
  std::sort(places.begin(), places.end(), order);
  const auto alike = [&](std::size_t a, std::size_t b) {
    return std::equal(key(a).begin(), key(a).end(), key(b).begin());
  };
  places.erase(std::unique(places.begin(), places.end(), alike), places.end());
  std::vector<std::uint32_t> cells;
  cells.reserve(places.size() * width);
  for (const std::size_t place : places)
    cells.insert(cells.end(), rows.row(place).begin(), rows.row(place).end());
  rows.cells = std::move(cells);
}

}  // namespace

void sort_distinct(BindingRows& rows) {
  switch (rows.width()) {
    case 2: return sort_rows<2>(rows.cells);
    case 3: return sort_rows<3>(rows.cells);
    case 4: return sort_rows<4>(rows.cells);
    case 5: return sort_rows<5>(rows.cells);
    default: return sort_wide_rows(rows);
  }
}

}  // namespace harbinger::signal::detail
