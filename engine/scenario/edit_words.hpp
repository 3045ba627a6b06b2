// SPDX-License-Identifier: Apache-2.0
// The edits of a scenario as texts for people, one an edit, as `whatif --set` and `--remove` have them where these can
// say it: what a result was made of is told with it.
//
//     params.concessional=20
//     remove CONTROLS:holder:company
//     add supplies.csv {supplier: other, to: activity}
#pragma once

#include <span>
#include <string>
#include <vector>

#include "scenario/scenario.hpp"

namespace harbinger::scenario {

/// In the order in which they are made. The texts are as written: whoever shows them makes them printable.
[[nodiscard]] std::vector<std::string> edit_words(std::span<const Edit> edits);

}  // namespace harbinger::scenario
