// SPDX-License-Identifier: Apache-2.0
// The sentence that the table and the chart of a timeline share.
#pragma once

#include <string>

#include "scenario/timeline.hpp"

namespace harbinger::report::detail {

/// How many sites had any evidence on the first and on the last day: a low score may be a lack of reports.
/// Without a full stop; the timeline has a day.
[[nodiscard]] std::string evidence_words(const scenario::Timeline& timeline);

}  // namespace harbinger::report::detail
