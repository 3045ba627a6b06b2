// SPDX-License-Identifier: Apache-2.0
#include "signal/detail/pattern.hpp"

#include <algorithm>

namespace harbinger::signal::detail {

using expr::Value;

namespace {

bool equals(const Value& value, const Value& literal) {
  if (const auto* list = value.get_if<expr::List>())
    return std::any_of(list->items->begin(), list->items->end(),
                       [&](const Value& item) { return equals(item, literal); });
  if (const auto* text = value.get_if<std::string>())
    return literal.is<std::string>() && *text == literal.get<std::string>();
  if (const auto* number = value.get_if<double>())
    return literal.is<double>() && *number == literal.get<double>();
  if (const auto* truth = value.get_if<bool>())
    return literal.is<bool>() && *truth == literal.get<bool>();
  if (const auto* date = value.get_if<Date>())
    return literal.is<Date>() && *date == literal.get<Date>();
  return false;
}

template <class Thing>
bool all_match(const Thing& thing, const graph::GraphView& view, std::uint32_t index) {
  return std::all_of(thing.filters.begin(), thing.filters.end(),
                     [&](const Filter& filter) { return filter.matches(view, index); });
}

Step step_from(const PatternEdge& edge, std::uint32_t index, bool from_left) {
  const bool rightward = edge.direction != Direction::left;
  const bool leftward = edge.direction != Direction::right;
  return {.edge = index,
          .start = from_left ? edge.from : edge.to,
          .end = from_left ? edge.to : edge.from,
          .out = from_left ? rightward : leftward,
          .in = from_left ? leftward : rightward};
}

}  // namespace

bool Filter::matches(const graph::GraphView& view, std::uint32_t index) const {
  return equals(field.read(view, index), literal);
}

bool PatternNode::takes(const graph::GraphView& view, graph::NodeId node) const {
  return takes_of_kind(view, node) && kinds[view.graph().node(node).kind().index()];
}

bool PatternNode::all_match(const graph::GraphView& view, graph::NodeId node) const {
  return detail::all_match(*this, view, node.value());
}

bool PatternEdge::all_match(const graph::GraphView& view, graph::EdgeId edge) const {
  return detail::all_match(*this, view, edge.value());
}

std::optional<std::uint32_t> Pattern::find(std::string_view variable) const {
  for (std::size_t i = 0; i < nodes.size(); ++i)
    if (nodes[i].name == variable) return static_cast<std::uint32_t>(i);
  for (std::size_t i = 0; i < edges.size(); ++i)
    if (edges[i].name == variable) return edge_slot(i);
  return std::nullopt;
}

std::optional<std::vector<Step>> walking_order(const Pattern& pattern,
                                               std::span<const std::uint32_t> bound) {
  std::vector<bool> is_bound(pattern.nodes.size(), false);
  for (const std::uint32_t node : bound) is_bound[node] = true;
  std::vector<bool> walked(pattern.edges.size(), false);
  std::vector<Step> steps;
  while (steps.size() < pattern.edges.size()) {
    std::uint32_t next = 0;
    const auto waits = [&](std::uint32_t i) {
      return walked[i] || !(is_bound[pattern.edges[i].from] || is_bound[pattern.edges[i].to]);
    };
    while (next < pattern.edges.size() && waits(next)) ++next;
    if (next == pattern.edges.size()) return std::nullopt;
    const PatternEdge& edge = pattern.edges[next];
    steps.push_back(step_from(edge, next, is_bound[edge.from]));
    steps.back().closes = is_bound[edge.from] && is_bound[edge.to];
    walked[next] = is_bound[edge.from] = is_bound[edge.to] = true;
  }
  if (!std::all_of(is_bound.begin(), is_bound.end(), [](bool b) { return b; })) return std::nullopt;
  return steps;
}

}  // namespace harbinger::signal::detail
