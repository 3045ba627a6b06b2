// SPDX-License-Identifier: Apache-2.0
#include "pack/pack.hpp"

namespace harbinger::pack {

void Pack::set_facts(FactStore facts) {
  const auto shared = std::make_shared<const FactStore>(std::move(facts));
  nodes = FactList<NodeFact>(shared);
  edges = FactList<EdgeFact>(shared);
}

std::optional<FactPlace> Pack::find_fact(std::string_view fact_id) const {
  return facts().find(fact_id);
}

std::optional<NodeId> Pack::find_node(std::string_view node_id) const {
  const auto found = find_fact(node_id);
  return found && !found->is_edge ? std::optional(NodeId(found->index)) : std::nullopt;
}

}  // namespace harbinger::pack
