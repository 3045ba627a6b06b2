// SPDX-License-Identifier: Apache-2.0
#include "signal/detail/question.hpp"

#include <algorithm>

#include "signal/detail/answer_memo.hpp"
#include "signal/detail/binding_row.hpp"
#include "signal/detail/on_day.hpp"

namespace harbinger::signal::detail {

using expr::Value;

ManyBindings::ManyBindings(const Plan& plan, const BindingRows& rows)
    : count(rows.size()), stride(rows.width()), first(plan.pattern.slots(), nullptr) {
  for (std::size_t k = 0; k < rows.slots.size(); ++k)
    first[rows.slots[k]] = rows.cells.data() + 1 + k;
}

ManyBindings::ManyBindings(const Plan& plan, std::uint32_t slot,
                           std::span<const std::uint32_t> bound)
    : count(bound.size()), first(plan.pattern.slots(), nullptr) {
  first[slot] = bound.data();
}

Question::Question(const Plan& plan, const World& world, const expr::Program& program)
    : plan_(&plan), world_(&world), program_(on_day(plan, world, program)) {
  for (const std::uint32_t slot : program_.slots()) read(plan.slots[slot]);
  const auto is_whole = [&](std::uint32_t variable) {
    return std::any_of(inputs_.begin(), inputs_.end(),
                       [&](const Input& i) { return i.variable == variable && i.date == nullptr; });
  };
  std::erase_if(inputs_, [&](const Input& i) { return i.date != nullptr && is_whole(i.variable); });
}

void Question::read(const SlotSource& source) {
  if (source.what == SlotSource::What::distance) {
    add_input({0, nullptr});
    add_input({1, nullptr});
    return;
  }
  const bool is_date =
      source.what == SlotSource::What::field && source.field.type.kind == expr::TypeKind::date;
  add_input({source.variable, is_date ? &source.field : nullptr});
}

void Question::add_input(Input input) {
  const auto is_same = [&](const Input& i) {
    return i.variable == input.variable && i.date == input.date;
  };
  if (std::none_of(inputs_.begin(), inputs_.end(), is_same)) inputs_.push_back(input);
  if (std::find(variables_.begin(), variables_.end(), input.variable) == variables_.end())
    variables_.push_back(input.variable);
}

std::uint64_t Question::key(const Input& input, std::uint32_t index) const {
  if (input.date == nullptr) return index;
  const Value value = input.date->read(world_->view, index);
  const auto* date = value.get_if<Date>();
  constexpr std::uint64_t no_date = 0xffffffff00000000;  // ends before it begins
  if (date == nullptr) return no_date;
  return static_cast<std::uint64_t>(static_cast<std::uint32_t>(date->first.number)) << 32 |
         static_cast<std::uint32_t>(date->last.number);
}

void Question::ask(const ManyBindings& bindings,
                   const std::function<void(std::size_t, const Value&)>& visit) const {
  std::vector<std::uint32_t> binding(plan_->pattern.slots());
  std::vector<std::uint64_t> keys(inputs_.size());
  AnswerMemo memo(inputs_.size());
  const BindingRow row(*plan_, *world_, binding);
  for (std::size_t i = 0; i < bindings.count; ++i) {
    for (const std::uint32_t variable : variables_) binding[variable] = bindings.at(i, variable);
    if (!memo.pays()) {
      visit(i, program_.evaluate(row));
      continue;
    }
    for (std::size_t k = 0; k < inputs_.size(); ++k)
      keys[k] = key(inputs_[k], binding[inputs_[k].variable]);
    visit(i, memo.answer(keys, [&] { return program_.evaluate(row); }));
  }
}

}  // namespace harbinger::signal::detail
