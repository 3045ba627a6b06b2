// SPDX-License-Identifier: Apache-2.0
#include "batch/neighbours.hpp"

#include <rapidcheck.h>
#include <catch2/catch.hpp>

using namespace harbinger::batch;

TEST_CASE("Each task is handed out once, whoever asks when", "[neighbours][property]") {
  const bool holds = rc::check("each task once", [] {
    const auto tasks = *rc::gen::inRange<std::size_t>(0, 200);
    const auto workers = *rc::gen::inRange<std::size_t>(1, 9);
    Neighbours neighbours(tasks, workers);
    std::vector<int> given(tasks, 0);
    for (std::size_t left = tasks; left > 0; --left) {
      const auto task = neighbours.next(*rc::gen::inRange<std::size_t>(0, workers));
      RC_ASSERT(task.has_value());
      ++given[*task];
    }
    RC_ASSERT(std::all_of(given.begin(), given.end(), [](int n) { return n == 1; }));
    RC_ASSERT(!neighbours.next(0).has_value());
  });
  CHECK(holds);
}

TEST_CASE("A worker takes neighbours, and the back half of the longest run when it has none",
          "[neighbours]") {
  Neighbours neighbours(8, 2);  // 0-3 and 4-7
  CHECK(neighbours.next(0) == 0);
  CHECK(neighbours.next(1) == 4);
  CHECK(neighbours.next(1) == 5);
  CHECK(neighbours.next(1) == 6);
  CHECK(neighbours.next(1) == 7);
  CHECK(neighbours.next(1) == 2);  // of 1, 2, 3 the back half is 2, 3
  CHECK(neighbours.next(0) == 1);
  CHECK(neighbours.next(0) == 3);
  CHECK_FALSE(neighbours.next(1));
}
