// SPDX-License-Identifier: Apache-2.0
// `rank --format svg`: a map, on outlines of the land that are found in the home folder as the bundled rules are.
#pragma once

#include <optional>
#include <string>

#include "cli/context.hpp"
#include "ranking/selection.hpp"
#include "report/run_info.hpp"

namespace harbinger::cli {

/// The first `top` sites of a selection, by the condition `where` if there is one, on the map of the world; all where there is no `top`. Error: the outlines are not
/// there, or are none.
[[nodiscard]] Result<std::string> world_map(const ranking::Assessment& assessment,
                                            const ranking::Selection& selection,
                                            const std::optional<std::string>& where,
                                            std::optional<unsigned> top, const report::RunInfo& run,
                                            Context& context);

}  // namespace harbinger::cli
