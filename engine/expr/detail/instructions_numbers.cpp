// SPDX-License-Identifier: Apache-2.0
#include <cmath>

#include <functional>

#include "base/assert.hpp"
#include "expr/detail/comparison_kernels.hpp"
#include "expr/detail/number_instructions.hpp"

namespace harbinger::expr::detail {

namespace {

/// The operator with its sides changed: 2 < x is x > 2.
Operator turned(Operator op) {
  switch (op) {
    case Operator::less: return Operator::greater;
    case Operator::less_equal: return Operator::greater_equal;
    case Operator::greater: return Operator::less;
    case Operator::greater_equal: return Operator::less_equal;
    default: return op;
  }
}

class NumberTest : public Instruction {
 public:
  NumberTest(Operator op, InstructionPtr a, InstructionPtr b, std::size_t result)
      : Instruction(ColumnKind::truth),
        op_(op),
        a_(std::move(a)),
        b_(std::move(b)),
        result_(result) {
    if (a_->constant() == nullptr) return;
    std::swap(a_, b_);
    op_ = turned(op_);
    is_turned_ = true;
  }

  [[nodiscard]] Lane evaluate(Run& run) const override {
    Register& out = run.registers[result_];
    const Lane a = a_->evaluate(run);
    if (const double* number = b_->constant()) {
      comparison_kernels().with_constant(op_, a.numbers, *number, run.rows, out.truths.data());
      if (is_turned_) {  // Then `a` lies in a register that others may write before the result is read.
        strict_flags(std::array{a}, run.bit_words(), out);
        return out.lane();
      }
      Lane lane = a;
      lane.truths = out.truths.data();
      return lane;
    }
    const Lane b = b_->evaluate(run);
    strict_flags(std::array{a, b}, run.bit_words(), out);
    comparison_kernels().with_column(op_, a.numbers, b.numbers, run.rows, out.truths.data());
    return out.lane();
  }

 private:
  Operator op_;
  InstructionPtr a_;
  InstructionPtr b_;
  std::size_t result_;
  bool is_turned_ = false;
};

class Membership : public Instruction {
 public:
  Membership(InstructionPtr item, std::vector<double> list, std::size_t result)
      : Instruction(ColumnKind::truth),
        item_(std::move(item)),
        list_(std::move(list)),
        result_(result) {}

  [[nodiscard]] Lane evaluate(Run& run) const override {
    const std::array<Lane, 1> lanes = {item_->evaluate(run)};
    Register& out = run.registers[result_];
    strict_flags(lanes, run.bit_words(), out);
    out.truths.fill(0);
    Words equal;
    for (const double candidate : list_) {
      comparison_kernels().with_constant(Operator::equal, lanes[0].numbers, candidate, run.rows,
                                         equal.data());
      for (std::size_t w = 0; w < run.bit_words(); ++w) out.truths[w] |= equal[w];
    }
    return out.lane();
  }

 private:
  InstructionPtr item_;
  std::vector<double> list_;
  std::size_t result_;
};

struct Remainder {
  double operator()(double x, double y) const { return std::fmod(x, y); }
};

template <class F>
InstructionPtr pair(InstructionPtr a, InstructionPtr b, std::size_t result) {
  return std::make_unique<NumberPair<F>>(std::move(a), std::move(b), result);
}
}  // namespace

InstructionPtr number_operation(Operator op, InstructionPtr a, InstructionPtr b,
                                std::size_t result) {
  switch (op) {
    case Operator::add: return pair<std::plus<>>(std::move(a), std::move(b), result);
    case Operator::subtract: return pair<std::minus<>>(std::move(a), std::move(b), result);
    case Operator::multiply: return pair<std::multiplies<>>(std::move(a), std::move(b), result);
    case Operator::divide: return pair<std::divides<>>(std::move(a), std::move(b), result);
    case Operator::remainder: return pair<Remainder>(std::move(a), std::move(b), result);
    default: HARBINGER_ASSERT(false);
  }
}

InstructionPtr number_comparison(Operator op, InstructionPtr a, InstructionPtr b,
                                 std::size_t result) {
  return std::make_unique<NumberTest>(op, std::move(a), std::move(b), result);
}

InstructionPtr number_negation(InstructionPtr a, std::size_t result) {
  return std::make_unique<NumberMap<std::negate<>>>(std::move(a), result);
}

InstructionPtr number_membership(InstructionPtr item, std::vector<double> list,
                                 std::size_t result) {
  return std::make_unique<Membership>(std::move(item), std::move(list), result);
}

}  // namespace harbinger::expr::detail
