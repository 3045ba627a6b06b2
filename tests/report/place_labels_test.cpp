// SPDX-License-Identifier: Apache-2.0
#include "report/detail/place_labels.hpp"

#include <rapidcheck.h>
#include <catch2/catch.hpp>

using namespace harbinger::report::detail;

TEST_CASE("A label stands at the right of its point, and at the left where there is no room",
          "[map]") {
  const Box within{0, 0, 200, 100};
  const std::vector<PointLabel> labels{{50, 50, 60}, {180, 50, 60}};
  const auto placed = placed_labels(labels, 10, within, {});
  CHECK(placed[0]->x == 61);  // 11 beside the point
  CHECK(placed[0]->y == 45);
  CHECK(placed[1]->x + placed[1]->width == Approx(180).margin(12));
  CHECK(placed[1]->x < 180);
}

TEST_CASE("Where there is no room a label is left out", "[map]") {
  const std::vector<PointLabel> labels{{10, 5, 60}};
  CHECK_FALSE(placed_labels(labels, 10, {0, 0, 20, 10}, {})[0]);
}

TEST_CASE("Drawn labels never overlap each other or what is taken, and stay within", "[map]") {
  const bool holds = rc::check("labels apart", [] {
    const auto coordinate = [](int most) { return *rc::gen::inRange(0, most); };
    std::vector<PointLabel> labels;
    for (int i = *rc::gen::inRange(0, 25); i > 0; --i)
      labels.push_back(
          {double(coordinate(400)), double(coordinate(200)), double(10 + coordinate(120))});
    std::vector<Box> taken;
    for (int i = *rc::gen::inRange(0, 10); i > 0; --i)
      taken.push_back({double(coordinate(400)), double(coordinate(200)), 16, 16});
    const Box within{0, 0, 400, 200};
    const auto placed = placed_labels(labels, 14, within, taken);
    RC_ASSERT(placed.size() == labels.size());
    for (std::size_t i = 0; i < placed.size(); ++i) {
      if (!placed[i]) continue;
      const Box& box = *placed[i];
      RC_ASSERT(box.x >= 0 && box.y >= 0 && box.x + box.width <= 400 && box.y + box.height <= 200);
      for (const Box& other : taken) RC_ASSERT(!overlap(box, other));
      for (std::size_t k = 0; k < i; ++k)
        if (placed[k]) RC_ASSERT(!overlap(box, *placed[k]));
    }
  });
  CHECK(holds);
}
