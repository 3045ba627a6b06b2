// SPDX-License-Identifier: Apache-2.0
// Parts of an explanation as JSON, for `explain` and for the page.
#pragma once

#include <vector>

#include "report/detail/json.hpp"

namespace harbinger::report::detail {

/// [{"of", "dimension", "value"}], largest first: they add up to the score.
[[nodiscard]] Json json_of(const std::vector<ranking::Contribution>& contributions);
/// {"rule", "reason" where there is one, "clauses"}.
[[nodiscard]] Json json_of(const ranking::Assessment& assessment, const ranking::SilentRule& rule);
[[nodiscard]] Json json_of(const ranking::Assessment& assessment,
                           const std::vector<ranking::SilentRule>& rules);
/// {"valid_from", "valid_to", "confidence", "sources"} of a fact; an open end is null, sources are ids.
[[nodiscard]] Json provenance_json(const graph::EntityGraph& graph, graph::FactRef fact);
/// {"title", "publisher", "date", "address", "collection"}.
[[nodiscard]] Json json_of(const pack::Source& source);
/// The facts of a witness from the far end to the site. Those that functions used (a chain of control) lie beyond the
/// far end of the path: they come first.
[[nodiscard]] std::vector<signal::WitnessFact> chain_of(const signal::Witness& witness);

}  // namespace harbinger::report::detail
