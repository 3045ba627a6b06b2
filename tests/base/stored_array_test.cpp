// SPDX-License-Identifier: Apache-2.0
#include "base/stored_array.hpp"

#include <catch2/catch.hpp>

#include <algorithm>
#include <numeric>

using namespace harbinger;

namespace {

struct Stake {
  std::uint32_t owner;
  std::uint32_t owned;
  std::uint32_t share;
  friend bool operator==(const Stake&, const Stake&) = default;
};

/// An array as a mapped file holds it, in memory, with a checksum for each block.
template <class T>
struct Mapped {
  std::vector<T> values;
  std::vector<std::uint64_t> checksums;

  explicit Mapped(std::vector<T> all) : values(std::move(all)) {
    const auto bytes = std::as_bytes(std::span(values));
    const std::size_t block = sizeof(T) << ArrayBlocks::elements_shift(sizeof(T));
    for (std::size_t begin = 0; begin < bytes.size(); begin += block)
      checksums.push_back(
          ArrayBlocks::checksum(bytes.subspan(begin, std::min(block, bytes.size() - begin))));
  }
  [[nodiscard]] StoredArray<T> array() const {
    return {values, std::make_shared<const ArrayBlocks>(std::as_bytes(std::span(values)), checksums,
                                                        sizeof(T), "all.snapshot", "x", nullptr)};
  }
};

}  // namespace

TEST_CASE("An array in its own memory outlives what made it", "[stored_array]") {
  StoredArray<std::uint32_t> copy;
  CHECK(copy.empty());
  {
    const StoredArray<std::uint32_t> array(std::vector<std::uint32_t>{3, 1, 2});
    copy = array;
  }
  CHECK(copy.size() == 3);
  CHECK(copy[2] == 2);
  CHECK(std::ranges::equal(copy.part(1, 2), std::vector<std::uint32_t>{1, 2}));
  CHECK(copy.part(3, 0).empty());
  CHECK(copy.all().size() == 3);
}

TEST_CASE("A block is a power of two of elements, so that none lies in two", "[stored_array]") {
  CHECK(ArrayBlocks::elements_shift(1) == 16);
  CHECK(ArrayBlocks::elements_shift(8) == 13);
  CHECK(ArrayBlocks::elements_shift(sizeof(Stake)) == 12);  // 4,096 * 12 bytes; 8,192 are too many
  CHECK(ArrayBlocks::elements_shift(1 << 16) == 0);
  CHECK(ArrayBlocks::elements_shift(1 << 20) == 0);
  CHECK(ArrayBlocks::count(0, 8) == 0);
  CHECK(ArrayBlocks::count(8192, 8) == 1);
  CHECK(ArrayBlocks::count(8193, 8) == 2);
}

TEST_CASE("A damaged block is found when it is first read, and others are read", "[stored_array]") {
  std::vector<Stake> stakes(10'000);
  for (std::uint32_t i = 0; i < stakes.size(); ++i) stakes[i] = {i, i + 1, i * 7};
  Mapped<Stake> mapped(stakes);
  REQUIRE(mapped.checksums.size() == 3);
  const StoredArray<Stake> whole = mapped.array();
  CHECK(std::ranges::equal(whole.all(), stakes));
  CHECK(whole[9'999] == stakes[9'999]);

  mapped.values[5'000].share ^= 1;  // in block 2 of 3
  const StoredArray<Stake> damaged = mapped.array();
  CHECK(damaged[0] == stakes[0]);
  CHECK(damaged[8'192] == stakes[8'192]);
  CHECK(damaged.part(0, 4'096).size() == 4'096);
  CHECK_THROWS_AS(damaged.part(0, 4'097), DamagedFile);
  CHECK_THROWS_WITH(
      damaged[4'096],
      "all.snapshot: error: is damaged: block 2 of 3 of the array 'x' is not as it was written\n"
      "  write the file anew");
  CHECK_THROWS_AS(damaged.all(), DamagedFile);
}
