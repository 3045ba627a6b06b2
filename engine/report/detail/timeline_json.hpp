// SPDX-License-Identifier: Apache-2.0
// Scores over time as JSON: what `timeline` and the page share.
#pragma once

#include "report/detail/json.hpp"
#include "scenario/timeline.hpp"

namespace harbinger::report::detail {

/// {"days", "all_sites", "highest", "with_evidence", "sites": [{"id", "name", "country", "at": [...]}]}.
[[nodiscard]] Json json_of(const scenario::Timeline& timeline);

}  // namespace harbinger::report::detail
