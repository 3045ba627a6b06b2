// SPDX-License-Identifier: Apache-2.0
#include "signal/detail/question.hpp"

#include <algorithm>

#include "base/parallel.hpp"
#include "signal/detail/answer_memo.hpp"
#include "signal/detail/binding_row.hpp"
#include "signal/detail/on_day.hpp"

namespace harbinger::signal::detail {

using expr::Value;

ManyBindings::ManyBindings(const Plan& plan, const BindingRows& rows)
    : count(rows.size()), stride(rows.width()), first(plan.pattern.slots(), nullptr) {
  for (std::size_t k = 0; k < rows.slots.size() && count > 0; ++k)
    first[rows.slots[k]] = rows.cells.data() + 1 + k;
}

ManyBindings::ManyBindings(const Plan& plan, std::uint32_t slot,
                           std::span<const std::uint32_t> bound)
    : count(bound.size()), first(plan.pattern.slots(), nullptr) {
  first[slot] = bound.data();
}

Question::Question(const Plan& plan, const World& world, const expr::Program& program)
    : plan_(&plan), world_(&world), program_(on_day(plan, world, program)) {
  const auto has_column = [&](const SlotSource& source) {
    return source.what == SlotSource::What::field &&
           (expr::is_number(source.field.type.kind) ||
            source.field.type.kind == expr::TypeKind::boolean);
  };
  in_columns_ = program_.is_columnar() && !program_.slots().empty() &&
                (program_.type().kind == expr::TypeKind::number ||
                 program_.type().kind == expr::TypeKind::boolean);
  for (const std::uint32_t slot : program_.slots()) {
    read(plan.slots[slot]);
    in_columns_ = in_columns_ && has_column(plan.slots[slot]);
  }
  const auto is_whole = [&](std::uint32_t variable) {
    return std::any_of(inputs_.begin(), inputs_.end(), [&](const Input& i) {
      return i.variable == variable && i.field == nullptr;
    });
  };
  std::erase_if(inputs_,
                [&](const Input& i) { return i.field != nullptr && is_whole(i.variable); });
}

void Question::read(const SlotSource& source) {
  if (source.what == SlotSource::What::distance) {
    add_input({0, nullptr});
    add_input({1, nullptr});
    return;
  }
  const bool is_field = source.what == SlotSource::What::field;
  add_input({source.variable, is_field ? &source.field : nullptr});
}

void Question::add_input(Input input) {
  const auto is_same = [&](const Input& i) {
    return i.variable == input.variable && i.field == input.field;
  };
  if (std::none_of(inputs_.begin(), inputs_.end(), is_same)) inputs_.push_back(input);
  if (std::find(variables_.begin(), variables_.end(), input.variable) == variables_.end())
    variables_.push_back(input.variable);
}

Value Question::answer(std::span<const std::uint32_t> binding) const {
  return program_.evaluate(BindingRow(*plan_, *world_, binding));
}

void Question::ask(const ManyBindings& bindings, const Visit& visit) const {
  in_columns_ ? ask_columns(bindings, visit) : ask_each(bindings, visit);
}

void Question::ask_each(const ManyBindings& bindings, const Visit& visit) const {
  std::vector<std::uint32_t> binding(plan_->pattern.slots());
  std::vector<std::uint64_t> keys(inputs_.size());
  AnswerMemo<Value> memo(inputs_.size());
  const BindingRow row(*plan_, *world_, binding);
  for (std::size_t i = 0; i < bindings.count; ++i) {
    for (const std::uint32_t variable : variables_) binding[variable] = bindings.at(i, variable);
    if (!memo.pays()) {
      visit(i, program_.evaluate(row));
      continue;
    }
    for (std::size_t k = 0; k < inputs_.size(); ++k) keys[k] = key(inputs_[k], binding);
    visit(i, memo.answer(keys, [&] { return program_.evaluate(row); }));
  }
}

expr::Column Question::column(const SlotSource& source, const ManyBindings& bindings,
                              std::size_t begin, std::size_t end) const {
  std::vector<std::uint32_t> indices;
  for (std::size_t i = begin; i < end; ++i) indices.push_back(bindings.at(i, source.variable));
  return source.field.column(world_->view, indices);
}

void Question::ask_columns(const ManyBindings& bindings, const Visit& visit) const {
  for (std::size_t begin = 0; begin < bindings.count; begin += block_rows) {
    const std::size_t end = std::min(bindings.count, begin + block_rows);
    std::vector<expr::Column> columns;
    columns.reserve(program_.slots().size());  // by_slot points into it
    std::vector<const expr::Column*> by_slot(plan_->slots.size(), nullptr);
    for (const std::uint32_t slot : program_.slots()) {
      columns.push_back(column(plan_->slots[slot], bindings, begin, end));
      by_slot[slot] = &columns.back();
    }
    const expr::Column answers = program_.evaluate(by_slot, end - begin);
    for (std::size_t i = begin; i < end; ++i) visit(i, answers.at(i - begin));
  }
}

}  // namespace harbinger::signal::detail
