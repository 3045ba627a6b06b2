// SPDX-License-Identifier: Apache-2.0
// What differs between two runs, for a terminal and as JSON.
//
//     option     top        20 → 50
//     input      rules.yaml 3fa9c2… → 77b01e…
//     result     differs from line 3 on
//
//     ranking: Harbour of X falls from rank 2 to 7 ...
#pragma once

#include <cstddef>
#include <string>

#include "report/text_table.hpp"
#include "store/run_difference.hpp"

namespace harbinger::report {

/// The differences, one a line, then what moved in each ranking, at most `shown` sites.
[[nodiscard]] std::string run_difference_text(const store::RunDifference& difference,
                                              const TextStyle& style, std::size_t shown);
/// {before, after, options: [{what, before, after}], inputs: [the same], engine, same_result, first_line: {line, before,
/// after}, rankings: [scenario objects of `whatif`, without causes], not_compared}; `engine` and `first_line` are
/// null where there is nothing to tell.
[[nodiscard]] std::string run_difference_json(const store::RunName& before,
                                              const store::RunName& after,
                                              const store::RunDifference& difference);

}  // namespace harbinger::report
