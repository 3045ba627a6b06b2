// SPDX-License-Identifier: Apache-2.0
#include "signal/possible_values.hpp"

#include <rapidcheck.h>

#include "expr/held_by.hpp"
#include "naive_twin.hpp"

namespace harbinger::signal {

TEST_CASE("No signal has a value outside what its text and the schema allow",
          "[signal][property]") {
  std::size_t bounded = 0;
  REQUIRE(rc::check("columns lie within what is possible", [&](std::uint32_t seed) {
    Dice dice(seed);
    const graph::EntityGraph graph = random_graph(dice, 4, 1.5);
    const TestWorld world(graph, "2024-06-30");
    for (int i = 0; i < 20; ++i) {
      const std::string yaml = yaml_of(draw_signal(dice));
      const CheckedSignals checked_set = checked(yaml, graph.schema());
      if (!checked_set.set) RC_FAIL(yaml + checked_set.told);
      const expr::Possible possible = possible_values(*checked_set.set, graph.schema())[0];
      bounded +=
          possible.numbers && (possible.numbers->low > -1e300 || possible.numbers->high < 1e300);
      const expr::Column column = evaluate(*checked_set.set, world.world(), 1)[0];
      for (std::size_t row = 0; row < column.size(); ++row)
        if (!expr::testing::holds(possible, column.at(row)))
          RC_FAIL(fmt::format("{}row {}: {}", yaml, row, expr::to_text(column.at(row))));
    }
  }));
  CHECK(bounded > 200);
}

}  // namespace harbinger::signal
