// SPDX-License-Identifier: Apache-2.0
#include "signal/detail/binding_row.hpp"

#include "base/assert.hpp"
#include "signal/graph_functions.hpp"
#include "signal/places.hpp"

namespace harbinger::signal::detail {

using expr::Value;

Value BindingRow::slot(std::uint32_t slot) const {
  const SlotSource& source = plan_->slots[slot];
  const graph::EntityGraph& graph = world_->view.graph();
  switch (source.what) {
    case SlotSource::What::entity: {
      const bool is_edge = plan_->pattern.is_edge(source.variable);
      const std::uint32_t index = binding_[source.variable];
      return expr::Entity{index, is_edge, graph.fact({is_edge, index}).id()};
    }
    case SlotSource::What::field: return source.field.read(world_->view, binding_[source.variable]);
    case SlotSource::What::parameter: return source.parameter;
    case SlotSource::What::as_of: return Date{world_->view.as_of(), world_->view.as_of()};
    case SlotSource::What::distance: {
      const auto from = place_of(graph, graph::NodeId(binding_[0]));
      const auto to = place_of(graph, graph::NodeId(binding_[1]));
      return from && to ? Value(distance_km(*from, *to)) : Value();
    }
    case SlotSource::What::signal: break;
  }
  HARBINGER_ASSERT(false);
}

Value BindingRow::call(std::uint32_t function, std::span<const Value> arguments) const {
  return call_graph_function(function, arguments, *world_, used_);
}

}  // namespace harbinger::signal::detail
