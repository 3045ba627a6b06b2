// SPDX-License-Identifier: Apache-2.0
#include "base/patched_column.hpp"

#include <catch2/catch.hpp>

#include <random>
#include <thread>
#include <vector>

using namespace harbinger;

namespace {

PatchedRows rows_of(std::size_t size, std::initializer_list<std::size_t> rows) {
  Bits bits(size);
  for (const std::size_t row : rows) bits.set(row);
  return std::make_shared<const RowSet>(std::move(bits));
}

PatchedColumn<int> ascending(std::size_t size) {
  LargeArray<int> column(size);
  for (std::size_t row = 0; row < size; ++row) column[row] = static_cast<int>(row);
  return column;
}

/// A column that is kept twice: patched, and written whole each time.
struct Twice {
  PatchedColumn<int> patched;
  std::vector<int> plain;

  [[nodiscard]] Twice with(std::span<const std::size_t> changed, std::mt19937& random) const {
    Twice next = *this;
    Bits rows(plain.size());
    for (const std::size_t row : changed) {
      next.plain[row] = static_cast<int>(random());
      rows.set(row);
    }
    Patch<int> patch(patched.rows_with(std::make_shared<const RowSet>(std::move(rows))));
    for (std::size_t place = 0; place < patch.values.size(); ++place) {
      const std::size_t row = patch.rows->list()[place];
      patch.values[place] = next.plain[row];
    }
    next.patched = {patched, std::move(patch)};
    return next;
  }
};

void check_same(const Twice& column) {
  const ColumnView view = column.patched;
  REQUIRE(view.size() == column.plain.size());
  std::vector<int> rows;
  std::vector<int> blocks;
  std::vector<int> buffer(128);
  for (std::size_t begin = 0; begin < view.size(); begin += 128) {
    const auto block = view.block(begin, std::min<std::size_t>(128, view.size() - begin), buffer);
    blocks.insert(blocks.end(), block.begin(), block.end());
  }
  for (std::size_t row = 0; row < view.size(); ++row) rows.push_back(column.patched[row]);
  CHECK(rows == column.plain);
  CHECK(blocks == column.plain);
}

void check_rows_apart(const Twice& a, const Twice& b) {
  const PatchedRows apart = ColumnView(a.patched).rows_apart(b.patched);
  for (std::size_t row = 0; apart && row < a.plain.size(); ++row)
    CHECK(((*apart)[row] || a.plain[row] == b.plain[row]));
}

}  // namespace

TEST_CASE("A patched column is the column before but for the rows of the patch",
          "[patched_column]") {
  const PatchedColumn<int> before = ascending(200);
  Patch<int> patch(rows_of(200, {3, 64, 199}));
  std::copy_n(std::vector{-3, -64, -199}.begin(), 3, patch.values.begin());
  const PatchedColumn<int> after(before, std::move(patch));
  CHECK(after[2] == 2);
  CHECK(after[3] == -3);
  CHECK(after[64] == -64);
  CHECK(after[199] == -199);
  CHECK(before[3] == 3);
  CHECK_FALSE(after == before);
  CHECK_FALSE(after.shares(before));
  CHECK((*after)[64] == -64);  // whole
  CHECK((*after)[65] == 65);
  CHECK(after->size() == 200);
}

TEST_CASE("Rows apart are told of a patch and its base, of patches of one base, and of no others",
          "[patched_column]") {
  const PatchedColumn<int> base = ascending(100);
  const PatchedColumn<int> one(base, Patch<int>(rows_of(100, {1, 2})));
  const PatchedColumn<int> two(base, Patch<int>(rows_of(100, {2, 7})));
  const auto apart = [](const PatchedColumn<int>& a, const PatchedColumn<int>& b) {
    const PatchedRows rows = ColumnView(a).rows_apart(b);
    return rows ? rows->bits().ascending() : std::vector<std::uint32_t>{};
  };
  CHECK(apart(one, base) == std::vector<std::uint32_t>{1, 2});
  CHECK(apart(base, one) == std::vector<std::uint32_t>{1, 2});
  CHECK(apart(one, two) == std::vector<std::uint32_t>{1, 2, 7});
  CHECK(ColumnView(one).rows_apart(ascending(100)) == nullptr);
}

TEST_CASE("Patches over patches are what is written whole each time",
          "[patched_column][property]") {
  std::mt19937 random(4);
  for (int round = 0; round < 60; ++round) {
    const std::size_t size = 1 + random() % 1000;
    Twice column{ascending(size), {}};
    column.plain.assign(column.patched->begin(), column.patched->end());
    for (int i = 0; i < 8; ++i) {
      std::vector<std::size_t> changed(random() % (i % 3 == 2 ? size : 1 + size / 20));
      for (std::size_t& row : changed) row = random() % size;
      const Twice next = column.with(changed, random);
      check_same(next);
      check_rows_apart(next, column);
      check_rows_apart(column, next);
      if (random() % 4 == 0) {
        CHECK(std::ranges::equal(*next.patched, next.plain));
        check_same(next);
      }
      column = next;
    }
  }
}

TEST_CASE("A column that several threads ask for whole is made once", "[patched_column]") {
  Patch<int> patch(rows_of(5000, {17, 4000}));
  patch.values = LargeArray<int>{1, 2};
  const PatchedColumn<int> column(ascending(5000), std::move(patch));
  std::vector<const int*> seen(8);
  std::vector<int> read(8);
  {
    std::vector<std::jthread> threads;
    for (std::size_t i = 0; i < seen.size(); ++i)
      threads.emplace_back([&, i] {
        read[i] = column[4000];
        seen[i] = column->data();
      });
  }
  CHECK(read == std::vector<int>(8, 2));
  CHECK(seen == std::vector<const int*>(8, column->data()));
}
