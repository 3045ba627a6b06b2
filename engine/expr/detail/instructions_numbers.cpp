// SPDX-License-Identifier: Apache-2.0
#include <cmath>

#include "base/assert.hpp"
#include "expr/detail/instructions.hpp"
#include "expr/detail/kernels.hpp"
#include "expr/functions/real_functions.hpp"

namespace harbinger::expr::detail {

namespace {

/// Two numbers to one; F is a type, so that its loop is compiled for it alone.
template <class F>
class NumberPair : public Instruction {
 public:
  NumberPair(InstructionPtr a, InstructionPtr b, std::size_t result)
      : Instruction(LaneKind::number), a_(std::move(a)), b_(std::move(b)), result_(result) {}

  [[nodiscard]] Lane evaluate(Run& run) const override {
    const std::array<Lane, 2> lanes = {a_->evaluate(run), b_->evaluate(run)};
    Register& out = run.registers[result_];
    strict_flags(lanes, run.words(), out);
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

template <class Test>
class NumberTest : public Instruction {
 public:
  NumberTest(InstructionPtr a, InstructionPtr b, std::size_t result)
      : Instruction(LaneKind::truth), a_(std::move(a)), b_(std::move(b)), result_(result) {}

  [[nodiscard]] Lane evaluate(Run& run) const override {
    const std::array<Lane, 2> lanes = {a_->evaluate(run), b_->evaluate(run)};
    Register& out = run.registers[result_];
    strict_flags(lanes, run.words(), out);
    if (const double* b = b_->constant())
      test_rows(lanes[0].numbers, Broadcast{*b}, run.rows, out.truths, Test{});
    else if (const double* a = a_->constant())
      test_rows(Broadcast{*a}, lanes[1].numbers, run.rows, out.truths, Test{});
    else
      test_rows(lanes[0].numbers, lanes[1].numbers, run.rows, out.truths, Test{});
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
      : Instruction(LaneKind::number), a_(std::move(a)), result_(result) {}

  [[nodiscard]] Lane evaluate(Run& run) const override {
    const std::array<Lane, 1> lanes = {a_->evaluate(run)};
    Register& out = run.registers[result_];
    strict_flags(lanes, run.words(), out);
    for (std::size_t i = 0; i < run.rows; ++i) out.numbers[i] = F{}(lanes[0].numbers[i]);
    return out.lane();
  }

 private:
  InstructionPtr a_;
  std::size_t result_;
};

/// x held between two numbers; an error where these are the wrong way round.
class Clamp : public Instruction {
 public:
  Clamp(std::vector<InstructionPtr> arguments, std::size_t result)
      : Instruction(LaneKind::number), arguments_(std::move(arguments)), result_(result) {}

  [[nodiscard]] Lane evaluate(Run& run) const override {
    const std::array<Lane, 3> lanes = {arguments_[0]->evaluate(run), arguments_[1]->evaluate(run),
                                       arguments_[2]->evaluate(run)};
    Register& out = run.registers[result_];
    strict_flags(lanes, run.words(), out);
    Words wrong;
    test_rows(lanes[1].numbers, lanes[2].numbers, run.rows, wrong, std::greater<>{});
    for (std::size_t w = 0; w < run.words(); ++w) {
      out.errors[w] |= wrong[w] & out.known[w];
      out.known[w] &= ~wrong[w];
    }
    for (std::size_t i = 0; i < run.rows; ++i)
      out.numbers[i] =
          functions::clamped(lanes[0].numbers[i], lanes[1].numbers[i], lanes[2].numbers[i]);
    return out.lane();
  }

 private:
  std::vector<InstructionPtr> arguments_;
  std::size_t result_;
};

class Membership : public Instruction {
 public:
  Membership(InstructionPtr item, std::vector<double> list, std::size_t result)
      : Instruction(LaneKind::truth),
        item_(std::move(item)),
        list_(std::move(list)),
        result_(result) {}

  [[nodiscard]] Lane evaluate(Run& run) const override {
    const std::array<Lane, 1> lanes = {item_->evaluate(run)};
    Register& out = run.registers[result_];
    strict_flags(lanes, run.words(), out);
    out.truths.fill(0);
    Words equal;
    for (const double candidate : list_) {
      test_rows(lanes[0].numbers, Broadcast{candidate}, run.rows, equal, std::equal_to<>{});
      for (std::size_t w = 0; w < run.words(); ++w) out.truths[w] |= equal[w];
    }
    return out.lane();
  }

 private:
  InstructionPtr item_;
  std::vector<double> list_;
  std::size_t result_;
};

template <double (*f)(double)>
struct One {
  double operator()(double x) const { return f(x); }
};
template <double (*f)(double, double)>
struct Two {
  double operator()(double x, double y) const { return f(x, y); }
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

InstructionPtr number_function(const std::string& name, std::vector<InstructionPtr>& arguments,
                               std::size_t result) {
  using namespace functions;
  const auto one = [&]<class F>(F) -> InstructionPtr {
    if (arguments.size() != 1) return nullptr;
    return std::make_unique<NumberMap<F>>(std::move(arguments[0]), result);
  };
  if (name == "abs") return one(One<absolute>{});
  if (name == "floor") return one(One<round_down>{});
  if (name == "ceil") return one(One<round_up>{});
  if (name == "round") return one(One<rounded>{});
  if (name == "sqrt") return one(One<square_root>{});
  if (name == "exp") return one(One<exponential>{});
  if (name == "ln") return one(One<natural_logarithm>{});
  if (name == "pow" && arguments.size() == 2)
    return pair<Two<power>>(std::move(arguments[0]), std::move(arguments[1]), result);
  if (name == "clamp" && arguments.size() == 3)
    return std::make_unique<Clamp>(std::move(arguments), result);
  return nullptr;
}

InstructionPtr number_extreme(bool greatest, InstructionPtr a, InstructionPtr b,
                              std::size_t result) {
  if (greatest) return pair<Two<functions::larger>>(std::move(a), std::move(b), result);
  return pair<Two<functions::smaller>>(std::move(a), std::move(b), result);
}

}  // namespace harbinger::expr::detail
