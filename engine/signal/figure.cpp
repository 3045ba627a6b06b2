// SPDX-License-Identifier: Apache-2.0
#include "signal/figure.hpp"

#include "base/assert.hpp"
#include "signal/detail/evaluate_plan.hpp"
#include "signal/detail/plan_builder.hpp"

namespace harbinger::signal {

std::optional<Figure> Figure::check(const pack::Figure& text, const pack::Schema& schema,
                                    Diagnostics& diagnostics) {
  HARBINGER_ASSERT(text.match.has_value());
  SignalText signal;
  signal.id = *text.match;
  signal.id.value = text.published;
  signal.match.paths = {*text.match};
  signal.where = text.where;
  signal.value = text.value;
  signal.combine = *text.match;
  signal.combine->value = text.combine;
  const Parameters no_params;
  const Tables no_tables;
  auto plan = detail::build_plan(signal, false, {schema, no_params, no_tables}, diagnostics);
  if (!plan) return std::nullopt;
  Figure figure;
  figure.plan_ = std::make_shared<const detail::Plan>(*std::move(plan));
  return figure;
}

expr::Value Figure::evaluate(const World& world) const {
  return detail::value_of_graph(*plan_, world);
}

}  // namespace harbinger::signal
