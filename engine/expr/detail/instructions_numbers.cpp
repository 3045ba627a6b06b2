// SPDX-License-Identifier: Apache-2.0
#include <cmath>

#include <functional>

#include "base/assert.hpp"
#include "expr/detail/number_instructions.hpp"

namespace harbinger::expr::detail {

namespace {

template <class Test>
class NumberTest : public Instruction {
 public:
  NumberTest(InstructionPtr a, InstructionPtr b, std::size_t result)
      : Instruction(ColumnKind::truth), a_(std::move(a)), b_(std::move(b)), result_(result) {}

  [[nodiscard]] Lane evaluate(Run& run) const override {
    Register& out = run.registers[result_];
    with_pair(*a_, *b_, run, out,
              [&](auto a, auto b) { test_rows(a, b, run.rows, out.truths, Test{}); });
    return out.lane();
  }

 private:
  InstructionPtr a_;
  InstructionPtr b_;
  std::size_t result_;
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
      test_rows(lanes[0].numbers, Broadcast{candidate}, run.rows, equal, std::equal_to<>{});
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
template <class F>
InstructionPtr test(InstructionPtr a, InstructionPtr b, std::size_t result) {
  return std::make_unique<NumberTest<F>>(std::move(a), std::move(b), result);
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
  switch (op) {
    case Operator::equal: return test<std::equal_to<>>(std::move(a), std::move(b), result);
    case Operator::not_equal: return test<std::not_equal_to<>>(std::move(a), std::move(b), result);
    case Operator::less: return test<std::less<>>(std::move(a), std::move(b), result);
    case Operator::less_equal: return test<std::less_equal<>>(std::move(a), std::move(b), result);
    case Operator::greater: return test<std::greater<>>(std::move(a), std::move(b), result);
    case Operator::greater_equal:
      return test<std::greater_equal<>>(std::move(a), std::move(b), result);
    default: HARBINGER_ASSERT(false);
  }
}

InstructionPtr number_negation(InstructionPtr a, std::size_t result) {
  return std::make_unique<NumberMap<std::negate<>>>(std::move(a), result);
}

InstructionPtr number_membership(InstructionPtr item, std::vector<double> list,
                                 std::size_t result) {
  return std::make_unique<Membership>(std::move(item), std::move(list), result);
}

}  // namespace harbinger::expr::detail
