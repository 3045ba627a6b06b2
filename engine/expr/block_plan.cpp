// SPDX-License-Identifier: Apache-2.0
#include "expr/block_plan.hpp"

#include <algorithm>
#include <utility>

#include "base/assert.hpp"
#include "expr/detail/columnar.hpp"
#include "expr/detail/comparison_kernels.hpp"
#include "expr/detail/compiler.hpp"
#include "expr/detail/scalar.hpp"

namespace harbinger::expr {

using detail::Register;
using detail::Words;

struct BlockPlan::State {
  struct Entry {
    Program program;
    detail::InstructionPtr instruction;  ///< nullptr: it has no columnar form.
  };
  std::vector<Entry> entries;
  detail::Needs needs;
};

BlockPlan::BlockPlan(std::span<const Program> programs) {
  auto state = std::make_shared<State>();
  detail::SharedTruths shared;
  for (const Program& program : programs)
    if (program.is_columnar()) shared.count(program.root());
  state->needs.kept = shared.size();
  detail::Compiler compiler(state->needs, &shared);
  for (const Program& program : programs) {
    HARBINGER_ASSERT(program.kind() && *program.kind() != ColumnKind::text);
    State::Entry entry{program, nullptr};
    if (program.is_columnar())
      entry.instruction = detail::compiled(program.root(), *program.kind(), compiler);
    state->entries.push_back(std::move(entry));
  }
  state_ = std::move(state);
}

struct BlockPlan::Worker::State {
  std::shared_ptr<const BlockPlan::State> plan;
  detail::Run run;
  std::vector<std::vector<const Column*>>
      ranged;       ///< By program: the columns it reads with ranges.
  Register by_row;  ///< What the scalar back end says.

  /// The rows in which a column that the program reads has a range.
  [[nodiscard]] Words rows_with_ranges(std::size_t program) const {
    Words any{};
    for (const Column* column : ranged[program]) {
      Words wide;
      detail::comparison_kernels().with_column(
          detail::Operator::less, column->numbers.data() + run.begin,
          column->uppers.data() + run.begin, run.rows, wide.data());
      for (std::size_t w = 0; w < run.bit_words(); ++w)
        any[w] |= wide[w] & column->known.words()[run.begin / 64 + w];
    }
    return any;
  }

  void put(std::size_t row, const Value& value) {
    const std::uint64_t mask = 1ull << (row % 64);
    by_row.known[row / 64] &= ~mask;
    by_row.errors[row / 64] &= ~mask;
    by_row.truths[row / 64] &= ~mask;
    if (value.is<Error>()) {
      by_row.errors[row / 64] |= mask;
    } else if (const auto* truth = value.get_if<bool>()) {
      by_row.known[row / 64] |= mask;
      if (*truth) by_row.truths[row / 64] |= mask;
    } else if (const auto* number = value.get_if<double>()) {
      by_row.known[row / 64] |= mask;
      by_row.numbers[row] = *number;
    }
  }

  /// Asks the scalar back end about some rows.
  [[nodiscard]] BlockValues asked(const Program& program, const Words& rows) {
    for (std::size_t w = 0; w < run.bit_words(); ++w)
      for (std::uint64_t left = rows[w] & run.wanted[w]; left != 0; left &= left - 1) {
        const std::size_t row = 64 * w + static_cast<std::size_t>(std::countr_zero(left));
        if (row >= run.rows) break;
        const detail::ColumnRow at(run.columns, run.begin + row);
        put(row, program.held(program.evaluate(at)));
      }
    return {by_row.numbers.data(), by_row.truths.data(), by_row.known.data(), by_row.errors.data()};
  }

  /// Takes over what the vectors say, of which some rows will be written again.
  void copy(const detail::Lane& lane) {
    if (lane.numbers != nullptr) std::copy_n(lane.numbers, run.rows, by_row.numbers.begin());
    if (lane.truths != nullptr) std::copy_n(lane.truths, run.bit_words(), by_row.truths.begin());
    std::copy_n(lane.known, run.bit_words(), by_row.known.begin());
    std::copy_n(lane.errors, run.bit_words(), by_row.errors.begin());
  }
};

BlockPlan::Worker::Worker(const BlockPlan& plan, std::span<const Column* const> columns)
    : state_(std::make_unique<State>()) {
  state_->plan = plan.state_;
  state_->run = detail::run_over(columns, plan.state_->needs);
  for (const auto& entry : plan.state_->entries) {
    auto& ranged = state_->ranged.emplace_back();
    for (const std::uint32_t slot : entry.program.slots()) {
      HARBINGER_ASSERT(slot < columns.size() && columns[slot] != nullptr);
      if (!columns[slot]->uppers.empty()) ranged.push_back(columns[slot]);
    }
  }
}
BlockPlan::Worker::Worker(Worker&&) noexcept = default;
BlockPlan::Worker::~Worker() = default;

void BlockPlan::Worker::start(std::size_t begin, std::size_t end) {
  HARBINGER_ASSERT(begin % detail::vector_rows == 0 && end - begin <= detail::vector_rows);
  state_->run.begin = begin;
  state_->run.rows = end - begin;
}

BlockValues BlockPlan::Worker::values(std::size_t program, std::span<const std::uint64_t> wanted) {
  State& state = *state_;
  detail::Run& run = state.run;
  const auto& entry = state.plan->entries[program];
  run.wanted.fill(~0ull);
  std::copy(wanted.begin(), wanted.end(), run.wanted.begin());
  Words all;
  all.fill(~0ull);
  if (entry.instruction == nullptr) return state.asked(entry.program, all);
  const detail::Lane lane = entry.instruction->evaluate(run);
  if (std::exchange(run.gave_up, false)) return state.asked(entry.program, all);
  const Words ranges = state.rows_with_ranges(program);
  if (std::all_of(ranges.begin(), ranges.end(), [](std::uint64_t word) { return word == 0; }))
    return {lane.numbers, lane.truths, lane.known, lane.errors};
  state.copy(lane);
  return state.asked(entry.program, ranges);
}

}  // namespace harbinger::expr
