// SPDX-License-Identifier: Apache-2.0
// Instructions from numbers to numbers, one loop for each function of one or two.
#pragma once

#include "expr/detail/instructions.hpp"
#include "expr/detail/kernels.hpp"

namespace harbinger::expr::detail {

/// Two numbers to one; F is a type, so that its loop is compiled for it alone.
template <class F>
class NumberPair : public Instruction {
 public:
  NumberPair(InstructionPtr a, InstructionPtr b, std::size_t result)
      : Instruction(ColumnKind::number), a_(std::move(a)), b_(std::move(b)), result_(result) {}

  [[nodiscard]] Lane evaluate(Run& run) const override {
    const std::array<Lane, 2> lanes = {a_->evaluate(run), b_->evaluate(run)};
    Register& out = run.registers[result_];
    strict_flags(lanes, run.bit_words(), out);
    if (const double* b = b_->constant())
      map_rows(lanes[0].numbers, Broadcast{*b}, run.rows, out.numbers.data(), F{});
    else if (const double* a = a_->constant())
      map_rows(Broadcast{*a}, lanes[1].numbers, run.rows, out.numbers.data(), F{});
    else
      map_rows(lanes[0].numbers, lanes[1].numbers, run.rows, out.numbers.data(), F{});
    return out.lane();
  }

 private:
  InstructionPtr a_;
  InstructionPtr b_;
  std::size_t result_;
};

template <class F>
class NumberMap : public Instruction {
 public:
  NumberMap(InstructionPtr a, std::size_t result)
      : Instruction(ColumnKind::number), a_(std::move(a)), result_(result) {}

  [[nodiscard]] Lane evaluate(Run& run) const override {
    const std::array<Lane, 1> lanes = {a_->evaluate(run)};
    Register& out = run.registers[result_];
    strict_flags(lanes, run.bit_words(), out);
    for (std::size_t i = 0; i < run.rows; ++i) out.numbers[i] = F{}(lanes[0].numbers[i]);
    return out.lane();
  }

 private:
  InstructionPtr a_;
  std::size_t result_;
};

}  // namespace harbinger::expr::detail
