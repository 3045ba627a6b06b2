// SPDX-License-Identifier: Apache-2.0
// The functions of numbers that have a kernel; both back ends call the same real_functions.hpp.
#include <array>
#include <functional>
#include <string_view>

#include "expr/detail/comparison_kernels.hpp"
#include "expr/detail/number_instructions.hpp"
#include "expr/functions/real_functions.hpp"

namespace harbinger::expr::detail {

namespace {

using Operands = std::vector<InstructionPtr>;

/// x held between two numbers; an error where these are the wrong way round.
class Clamp : public Instruction {
 public:
  Clamp(std::vector<InstructionPtr> arguments, std::size_t result)
      : Instruction(ColumnKind::number), arguments_(std::move(arguments)), result_(result) {}

  [[nodiscard]] Lane evaluate(Run& run) const override {
    const std::array<Lane, 3> lanes = {arguments_[0]->evaluate(run), arguments_[1]->evaluate(run),
                                       arguments_[2]->evaluate(run)};
    Register& out = run.registers[result_];
    strict_flags(lanes, run.bit_words(), out);
    Words wrong;
    comparison_kernels().with_column(Operator::greater, lanes[1].numbers, lanes[2].numbers,
                                     run.rows, wrong.data());
    for (std::size_t w = 0; w < run.bit_words(); ++w) {
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

template <double (*f)(double)>
struct One {
  double operator()(double x) const { return f(x); }
};
template <double (*f)(double, double)>
struct Two {
  double operator()(double x, double y) const { return f(x, y); }
};

template <double (*f)(double)>
InstructionPtr of_one(Operands operands, std::size_t result) {
  return std::make_unique<NumberMap<One<f>>>(std::move(operands[0]), result);
}

/// f(a, b, c) is f(f(a, b), c); the registers stay in this order.
template <double (*f)(double, double)>
InstructionPtr of_many(Operands operands, std::size_t result) {
  InstructionPtr all = std::move(operands[0]);
  for (std::size_t i = 1; i < operands.size(); ++i)
    all = std::make_unique<NumberPair<Two<f>>>(std::move(all), std::move(operands[i]), result);
  return all;
}

InstructionPtr clamp(Operands operands, std::size_t result) {
  return std::make_unique<Clamp>(std::move(operands), result);
}

struct Entry {
  std::string_view name;
  std::size_t arguments;  ///< any: one and more.
  MakeFunction make;
};
constexpr std::size_t any = 0;
constexpr std::array<Entry, 11> entries = {{{"abs", 1, of_one<functions::absolute>},
                                            {"floor", 1, of_one<functions::round_down>},
                                            {"ceil", 1, of_one<functions::round_up>},
                                            {"round", 1, of_one<functions::rounded>},
                                            {"sqrt", 1, of_one<functions::square_root>},
                                            {"exp", 1, of_one<functions::exponential>},
                                            {"ln", 1, of_one<functions::natural_logarithm>},
                                            {"pow", 2, of_many<functions::power>},
                                            {"clamp", 3, clamp},
                                            {"min", any, of_many<functions::smaller>},
                                            {"max", any, of_many<functions::larger>}}};

}  // namespace

MakeFunction number_function(const std::string& name, std::size_t arguments) {
  for (const Entry& entry : entries)
    if (entry.name == name && (entry.arguments == any || entry.arguments == arguments))
      return entry.make;
  return nullptr;
}

}  // namespace harbinger::expr::detail
