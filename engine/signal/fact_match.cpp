// SPDX-License-Identifier: Apache-2.0
#include "signal/fact_match.hpp"

#include <algorithm>

#include "signal/detail/plan_builder.hpp"
#include "signal/detail/search.hpp"

namespace harbinger::signal {

namespace {

std::vector<std::string> variables_of(const detail::Pattern& pattern) {
  std::vector<std::string> names;
  for (const auto& node : pattern.nodes)
    if (!node.name.empty()) names.push_back(node.name);
  for (const auto& edge : pattern.edges)
    if (!edge.name.empty()) names.push_back(edge.name);
  return names;
}

}  // namespace

const Record<FactMatchText>& FactMatchText::shape() {
  static const auto record =
      Record<FactMatchText>("match of facts")
          .required("match", &FactMatchText::match, "openCypher path, or paths, from any node")
          .optional("where", &FactMatchText::where, "condition on a binding: CEL, a truth value")
          .required("fact", &FactMatchText::fact, "the variable whose facts are meant");
  return record;
}

std::optional<FactMatch> FactMatch::check(const FactMatchText& text, const pack::Schema& schema,
                                          const Parameters& params, const Tables& tables,
                                          Diagnostics& diagnostics) {
  if (text.match.paths.empty() || !text.fact.text) return std::nullopt;  // told when it was read
  SignalText signal;
  signal.id = text.fact;
  signal.match = text.match;
  signal.where = text.where;
  signal.combine = text.fact;
  signal.combine->value = "count";
  auto plan = detail::build_plan(signal, false, {schema, params, tables}, diagnostics);
  if (!plan) return std::nullopt;
  const auto slot = plan->pattern.find(text.fact.value);
  if (!slot) {
    diagnostics.error(text.fact.where(), "the pattern has no variable '{}'", text.fact.value)
        .did_you_mean(text.fact.value, variables_of(plan->pattern));
    return std::nullopt;
  }
  FactMatch match;
  match.plan_ = std::make_shared<const detail::Plan>(*std::move(plan));
  match.slot_ = *slot;
  return match;
}

std::vector<graph::FactRef> FactMatch::facts(const World& world) const {
  std::vector<graph::FactRef> facts;
  const bool is_edge = plan_->pattern.is_edge(slot_);
  for (std::size_t root = 0; root < world.view.graph().node_count(); ++root) {
    if (!plan_->pattern.nodes[0].takes(world.view, graph::NodeId(root))) continue;
    detail::search(*plan_, world, graph::NodeId(root), detail::Walks::ends,
                   [&](const detail::Found& found) {
                     if (found.presence == detail::Presence::yes)
                       facts.push_back({is_edge, found.binding[slot_]});
                     return false;
                   });
  }
  std::sort(facts.begin(), facts.end());
  facts.erase(std::unique(facts.begin(), facts.end()), facts.end());
  return facts;
}

}  // namespace harbinger::signal
