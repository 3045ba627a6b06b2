// SPDX-License-Identifier: Apache-2.0
// Instructions from numbers to numbers, one loop for each function of one or two.
#pragma once

#include "expr/detail/instructions.hpp"
#include "expr/detail/kernels.hpp"

namespace harbinger::expr::detail {

/// Calls apply(numbers, numbers), where a constant is no vector, and writes which rows are known.
template <class Apply>
void with_pair(const Instruction& a, const Instruction& b, Run& run, Register& out, Apply apply) {
  if (const double* number = b.constant()) {
    const std::array<Lane, 1> lanes = {a.evaluate(run)};
    strict_flags(lanes, run.bit_words(), out);
    return apply(lanes[0].numbers, Broadcast{*number});
  }
  if (const double* number = a.constant()) {
    const std::array<Lane, 1> lanes = {b.evaluate(run)};
    strict_flags(lanes, run.bit_words(), out);
    return apply(Broadcast{*number}, lanes[0].numbers);
  }
  const std::array<Lane, 2> lanes = {a.evaluate(run), b.evaluate(run)};
  strict_flags(lanes, run.bit_words(), out);
  apply(lanes[0].numbers, lanes[1].numbers);
}

/// Two numbers to one; F is a type, so that its loop is compiled for it alone.
template <class F>
class NumberPair : public Instruction {
 public:
  NumberPair(InstructionPtr a, InstructionPtr b, std::size_t result)
      : Instruction(ColumnKind::number), a_(std::move(a)), b_(std::move(b)), result_(result) {}

  [[nodiscard]] Lane evaluate(Run& run) const override {
    Register& out = run.registers[result_];
    with_pair(*a_, *b_, run, out,
              [&](auto a, auto b) { map_rows(a, b, run.rows, out.numbers.data(), F{}); });
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
