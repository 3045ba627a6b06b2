// SPDX-License-Identifier: Apache-2.0
#include "signal/possible_values.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

#include "signal/detail/combine.hpp"
#include "signal/detail/plan.hpp"
#include "signal/graph_functions.hpp"

namespace harbinger::signal {

namespace {

using detail::Combine;
using detail::Missing;
using detail::Plan;
using detail::SlotSource;
using expr::Interval;
using expr::Possible;
using expr::TypeKind;

constexpr double infinity = std::numeric_limits<double>::infinity();
constexpr double most = std::numeric_limits<double>::max();
/// Sums of many numbers are rounded at every step: what is a mean or a share of ownership may be this much beyond.
constexpr double rounding = 1e-9;

Possible any_of(const expr::Type& type) { return expr::anything_of(type); }

Possible any_column(expr::ColumnKind kind) {
  switch (kind) {
    case expr::ColumnKind::truth: return any_of(expr::simple(TypeKind::boolean));
    case expr::ColumnKind::text: return any_of(expr::simple(TypeKind::string));
    case expr::ColumnKind::number: break;
  }
  return any_of(expr::simple(TypeKind::number));
}

/// Numbers in tables are finite, and shares lie from 0 to 1 (pack/detail/fact_reader.cpp).
Possible field_values(const detail::Field& field, const pack::Schema& schema) {
  if (field.what == detail::Field::What::confidence) return expr::numbers_in(0, 1);
  if (field.type.kind != TypeKind::number && field.type.kind != TypeKind::integer)
    return any_of(field.type);
  if (field.what != detail::Field::What::attribute) return expr::numbers_in(-most, most);
  const auto& shapes = field.of_edge ? schema.relations : schema.kinds;
  for (std::size_t i = 0; i < field.places.size(); ++i)
    if (field.places[i] >= 0) {
      const auto& attribute = shapes[i].attributes[static_cast<std::size_t>(field.places[i])];
      if (attribute.type != pack::AttributeType::share) return expr::numbers_in(-most, most);
    }
  return expr::numbers_in(0, 1);
}

Possible answer_of(std::uint32_t function) {
  const auto& all = graph_functions();
  const auto found = std::find_if(all.begin(), all.end(),
                                  [&](const expr::Function& f) { return f.host == function; });
  if (found == all.end()) return expr::anything();
  if (found->name == "look_through") return expr::numbers_in(-rounding, 1 + rounding);
  return any_of(found->result);
}

Possible slot_values(const SlotSource& source, const std::vector<Possible>& signals,
                     const pack::Schema& schema) {
  switch (source.what) {
    case SlotSource::What::field: return field_values(source.field, schema);
    case SlotSource::What::parameter: return possible_constant(source.parameter);
    case SlotSource::What::distance: return expr::numbers_in(0, infinity);
    case SlotSource::What::signal: return signals[source.variable];
    case SlotSource::What::entity:
    case SlotSource::What::as_of: break;
  }
  return {.unknown = true, .error = true, .others = true};
}

expr::KnownValues known_values(const Plan& plan, const std::vector<Possible>& signals,
                               const pack::Schema& schema) {
  expr::KnownValues known;
  for (const SlotSource& source : plan.slots)
    known.slots.push_back(slot_values(source, signals, schema));
  known.host = answer_of;
  return known;
}

Possible looked_up(const detail::Lookup& lookup) {
  Possible out{.unknown = true, .error = true};
  if (lookup.otherwise) out = join(out, expr::exactly(*lookup.otherwise));
  for (const auto& [text, number] : lookup.numbers) out = join(out, expr::exactly(number));
  return out;
}

/// One term: the value where all conditions hold, weighed by distance and shared out.
Possible term_values(const Plan& plan, const expr::KnownValues& known) {
  if (plan.lookup) return looked_up(*plan.lookup);
  if (!plan.value)
    return plan.kind == expr::ColumnKind::truth ? expr::exactly(true) : expr::exactly(1.0);
  std::vector<const expr::Program*> conditions;
  for (const detail::Condition& condition : plan.conditions)
    conditions.push_back(&condition.program);
  const expr::Type& type = plan.value->type();
  if (type.kind == TypeKind::list) return type.element ? any_of(*type.element) : expr::anything();
  return possible_values_where(conditions, *plan.value, known);
}

bool is_weighed(const Plan& plan) {
  return (plan.near && plan.near->decay_km) ||
         (plan.allocated && plan.allocated->how != detail::Allocation::full);
}

Interval summed(const Interval& term) {
  return {term.low >= 0 ? 0 : -infinity, term.high <= 0 ? 0 : infinity};
}

bool has_both_infinities(const Interval& term) {
  return std::isinf(term.low) && std::isinf(term.high) && term.low < term.high;
}

Interval averaged(const Interval& term) {
  const auto widened = [](double end, double by) {
    return std::abs(end) > 1e290 ? std::copysign(infinity, end) : end + std::abs(end) * by;
  };
  return {widened(term.low, -rounding), widened(term.high, rounding)};
}

Possible combined_numbers(const Plan& plan, const Possible& term) {
  Possible out{.unknown = true, .error = true};
  out.ranges = true;
  const Interval zero{0, 0};
  const Interval numbers = term.numbers.value_or(zero);
  out.nan = term.nan;
  switch (plan.combine) {
    case Combine::count:
    case Combine::count_distinct:
    case Combine::span:
      out.nan = false;
      out.numbers = Interval{0, infinity};
      break;
    case Combine::sum:
      out.nan = out.nan || has_both_infinities(numbers);
      out.numbers = summed(numbers);
      break;
    case Combine::mean:
      out.nan = out.nan || has_both_infinities(numbers);
      out.numbers = averaged(hull(numbers, zero));
      break;
    case Combine::max:
    case Combine::min:
    case Combine::first:
    case Combine::last:
      out.numbers = plan.missing == Missing::zero ? hull(numbers, zero) : numbers;
      break;
    case Combine::noisy_or:
      if (numbers.low < 0 || numbers.high > 1 || term.nan) return any_column(plan.kind);
      out.numbers = Interval{0, 1};
      break;
    default: return any_column(plan.kind);
  }
  return out;
}

Possible matched_values(const Plan& plan, const expr::KnownValues& known) {
  if (plan.kind != expr::ColumnKind::number) return any_column(plan.kind);
  const bool counts = plan.combine == Combine::count || plan.combine == Combine::count_distinct ||
                      plan.combine == Combine::span;
  Possible term = counts ? expr::exactly(1.0) : term_values(plan, known);
  if (!term.is_numeric()) return any_column(plan.kind);
  if (is_weighed(plan) && term.numbers) term.numbers = hull(*term.numbers, Interval{0, 0});
  return combined_numbers(plan, term);
}

}  // namespace

expr::Possible possible_constant(const expr::Value& value) {
  return value.is<bool>() ? Possible{.is_true = true, .is_false = true} : expr::exactly(value);
}

std::vector<expr::Possible> possible_values(const SignalSet& set, const pack::Schema& schema) {
  std::vector<Possible> all(set.size(), Possible{});
  for (const SignalId id : set.order()) {
    const Plan& plan = set.plan(id);
    const expr::KnownValues known = known_values(plan, all, schema);
    Possible values =
        plan.derived ? expr::possible_values(*plan.value, known) : matched_values(plan, known);
    if (plan.derived && plan.missing == Missing::zero)
      values = join(values, expr::exactly(detail::zero_of(plan.kind)));
    values.unknown = values.error = true;
    all[id.index()] = std::move(values);
  }
  return all;
}

}  // namespace harbinger::signal
