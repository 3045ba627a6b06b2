// SPDX-License-Identifier: Apache-2.0
#include "base/parallel.hpp"

#include <catch2/catch.hpp>

#include <atomic>
#include <stdexcept>
#include <vector>

using namespace harbinger;

TEST_CASE("Each row is visited once, whatever the number of threads", "[parallel][threads]") {
  for (const unsigned threads : {0u, 1u, 2u, 8u}) {
    std::vector<std::atomic<int>> visits(10 * block_rows + 7);
    for_each_block(visits.size(), threads, [&](std::size_t begin, std::size_t end) {
      for (std::size_t i = begin; i < end; ++i) ++visits[i];
    });
    bool once = true;
    for (const auto& v : visits) once = once && v == 1;
    CHECK(once);
  }
}

TEST_CASE("An exception of one task reaches the caller", "[parallel][threads]") {
  const auto work = [](std::size_t i) {
    if (i == 500) throw std::runtime_error("no");
  };
  CHECK_THROWS_WITH(parallel_for(1000, 4, work), "no");
}
