// SPDX-License-Identifier: Apache-2.0
#include "signal/detail/term_columns.hpp"

#include "base/assert.hpp"
#include "expr/plain_program.hpp"

namespace harbinger::signal::detail {

using expr::TypeKind;
using expr::Value;

namespace {

TermColumns::Form form_of(const Plan& plan) {
  using Form = TermColumns::Form;
  switch (plan.combine) {
    case Combine::count: return plan.allocated ? Form::number : Form::presence;
    case Combine::any:
    case Combine::all: return Form::truth;
    case Combine::count_distinct:
    case Combine::collect: return Form::text;
    case Combine::span: return Form::date;
    case Combine::first:
    case Combine::last: break;
    default: return Form::number;
  }
  const expr::Type& type = plan.value->type();
  const TypeKind kind =
      type.kind == TypeKind::list && type.element ? type.element->kind : type.kind;
  if (plan.lookup || expr::is_number(kind)) return Form::number;
  if (kind == TypeKind::boolean) return Form::truth;
  return kind == TypeKind::date ? Form::date : Form::text;
}

double number_of(const Value& value) {
  if (const auto* number = value.get_if<double>()) return *number;
  if (const auto* whole = value.get_if<std::int64_t>()) return static_cast<double>(*whole);
  return static_cast<double>(value.get<std::uint64_t>());
}

}  // namespace

const SlotSource* text_field(const Plan& plan) {
  if (!plan.value || plan.lookup || plan.allocated || form_of(plan) != TermColumns::Form::text)
    return nullptr;
  const auto slot = expr::only_slot(*plan.value);
  if (!slot || plan.value->type().kind != TypeKind::string) return nullptr;
  const SlotSource& source = plan.slots[*slot];
  return source.what == SlotSource::What::field ? &source : nullptr;
}

TermColumns::TermColumns(const Plan& plan) : form_(form_of(plan)) {}

TermColumns::TermColumns(const Plan& plan, const World& world) : TermColumns(plan) {
  const SlotSource* source = text_field(plan);
  if (source == nullptr) return;
  numbered_ = &source->field;
  graph_ = &world.view.graph();
}

void TermColumns::add(const Value& value) {
  const Presence state = value.is<expr::Unknown>() ? Presence::unknown
                         : value.is<expr::Error>() ? Presence::error
                                                   : Presence::yes;
  states_.push_back(state);
  const bool known = state == Presence::yes;
  switch (form_) {
    case Form::presence: return;
    case Form::text: codes_.push_back(known ? code_of(expr::to_text(value)) : 0); return;
    case Form::truth: return add_numbers(known && value.get<bool>() ? 1 : 0, 0);
    default: break;
  }
  if (!known) return add_numbers(0, 0);
  if (const auto* date = value.get_if<Date>())
    return add_numbers(date->first.number, date->last.number);
  if (const auto* range = value.get_if<expr::Range>()) return add_numbers(range->low, range->high);
  const double number = number_of(value);
  add_numbers(number, number);
}

void TermColumns::add_text(std::optional<std::uint32_t> number) {
  states_.push_back(number ? Presence::yes : Presence::unknown);
  codes_.push_back(number.value_or(0));
}

void TermColumns::add_numbers(double low, double high) {
  lows_.push_back(low);
  if (!highs_.empty()) return highs_.push_back(high);
  if (form_ == Form::truth || low == high) return;
  highs_ = lows_;
  highs_.back() = high;
}

std::uint32_t TermColumns::code_of(const std::string& text) {
  const auto [entry, added] =
      code_by_text_.try_emplace(text, static_cast<std::uint32_t>(texts_.size()));
  if (added) texts_.push_back(text);
  return entry->second;
}

void TermColumns::append(const TermColumns& more) {
  HARBINGER_ASSERT(form_ == more.form_ && numbered_ == more.numbered_);
  for (const std::uint32_t start : more.starts_)
    starts_.push_back(start + static_cast<std::uint32_t>(size()));
  for (std::uint32_t term = 0; term < more.size(); ++term) {
    states_.push_back(more.states_[term]);
    if (!more.lows_.empty()) add_numbers(more.low(term), more.high(term));
    if (more.codes_.empty()) continue;
    const bool is_renumbered = numbered_ == nullptr && more.state(term) == Presence::yes;
    codes_.push_back(is_renumbered ? code_of(more.texts_[more.code(term)]) : more.code(term));
  }
}

}  // namespace harbinger::signal::detail
