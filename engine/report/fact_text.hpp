// SPDX-License-Identifier: Apache-2.0
// Facts as a reader sees them: what the fact says, when it holds, how sure, and where it was read.
#pragma once

#include <string>

#include "graph/entity_graph.hpp"

namespace harbinger::report {

/// `Maker Ltd —SUPPLIES→ Grant of 2018`; a node: its kind and name.
[[nodiscard]] std::string statement(const graph::EntityGraph& graph, graph::FactRef fact);
/// `since 2018`, `2019-12 to 2021-12`, `until 2014`, `undated`; a single day is itself.
[[nodiscard]] std::string validity_text(const pack::Validity& validity);
/// `medium, ap-2022-01`: the word of confidence and the ids of the sources.
[[nodiscard]] std::string provenance(const graph::EntityGraph& graph, const pack::Fact& fact);

}  // namespace harbinger::report
