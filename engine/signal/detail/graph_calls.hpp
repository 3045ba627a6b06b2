// SPDX-License-Identifier: Apache-2.0
// What a plan asks the functions of the graph, so that it is known which facts can change the answers.
#pragma once

#include <string>
#include <vector>

namespace harbinger::signal::detail {

struct Plan;

struct GraphCalls {
  bool any = false;
  bool ownership = false;  ///< Some answer depends on who owns whom.
  bool day = false;        ///< Some answer depends on the day by itself, as the law changes.
  /// Ids of nodes that are named by a text: `controlled_by(x, params.state)`.
  std::vector<std::string> named;
  bool names_any = false;  ///< Some text is read from the row and may be the id of any node.
};

[[nodiscard]] GraphCalls graph_calls(const Plan& plan);

}  // namespace harbinger::signal::detail
