// SPDX-License-Identifier: Apache-2.0
#include "expr/detail/instructions.hpp"
#include "expr/detail/kernels.hpp"

namespace harbinger::expr::detail {

namespace {

void choose_values(ColumnKind kind, const Words& choice, const Lane& yes, const Lane& no,
                   const Run& run, Register& out) {
  if (kind == ColumnKind::number)
    return choose_rows(choice.data(), yes.numbers, no.numbers, run.rows, out.numbers.data());
  if (kind == ColumnKind::text)
    return choose_rows(choice.data(), yes.codes, no.codes, run.rows, out.codes.data());
  for (std::size_t w = 0; w < run.bit_words(); ++w)
    out.truths[w] = (choice[w] & yes.truths[w]) | (~choice[w] & no.truths[w]);
}

class Choice : public Instruction {
 public:
  Choice(InstructionPtr condition, InstructionPtr yes, InstructionPtr no, std::size_t result)
      : Instruction(yes->kind()),
        condition_(std::move(condition)),
        yes_(std::move(yes)),
        no_(std::move(no)),
        result_(result) {}

  [[nodiscard]] Lane evaluate(Run& run) const override {
    const Lane condition = condition_->evaluate(run);
    const Words wanted = run.wanted;
    for (std::size_t w = 0; w < run.bit_words(); ++w) run.wanted[w] &= condition.truths[w];
    const Lane yes = yes_->evaluate(run);
    for (std::size_t w = 0; w < run.bit_words(); ++w)
      run.wanted[w] = wanted[w] & ~condition.truths[w];
    const Lane no = no_->evaluate(run);
    run.wanted = wanted;
    Register& out = run.registers[result_];
    Words chosen{};
    for (std::size_t w = 0; w < run.bit_words(); ++w) {
      const std::uint64_t is_yes = condition.known[w] & condition.truths[w];
      const std::uint64_t is_no = condition.known[w] & ~condition.truths[w];
      const std::uint64_t errors =
          condition.errors[w] | (is_yes & yes.errors[w]) | (is_no & no.errors[w]);
      const std::uint64_t known = (is_yes & yes.known[w]) | (is_no & no.known[w]);
      chosen[w] = is_yes;
      out.known[w] = known;
      out.errors[w] = errors;
    }
    choose_values(kind(), chosen, yes, no, run, out);
    return out.lane();
  }

 private:
  InstructionPtr condition_;
  InstructionPtr yes_;
  InstructionPtr no_;
  std::size_t result_;
};

class IsKnown : public Instruction {
 public:
  IsKnown(InstructionPtr a, std::size_t result)
      : Instruction(ColumnKind::truth), a_(std::move(a)), result_(result) {}

  [[nodiscard]] Lane evaluate(Run& run) const override {
    const Lane lane = a_->evaluate(run);
    Register& out = run.registers[result_];
    for (std::size_t w = 0; w < run.bit_words(); ++w) {
      const std::uint64_t known = lane.known[w];
      const std::uint64_t errors = lane.errors[w];
      out.truths[w] = known;
      out.known[w] = ~errors;
      out.errors[w] = errors;
    }
    return out.lane();
  }

 private:
  InstructionPtr a_;
  std::size_t result_;
};

class FirstKnown : public Instruction {
 public:
  FirstKnown(InstructionPtr a, InstructionPtr otherwise, std::size_t result)
      : Instruction(a->kind()),
        a_(std::move(a)),
        otherwise_(std::move(otherwise)),
        result_(result) {}

  [[nodiscard]] Lane evaluate(Run& run) const override {
    const Lane a = a_->evaluate(run);
    const Lane otherwise = otherwise_->evaluate(run);
    Register& out = run.registers[result_];
    Words chosen{};
    for (std::size_t w = 0; w < run.bit_words(); ++w) {
      const std::uint64_t errors = a.errors[w] | otherwise.errors[w];
      const std::uint64_t known = (a.known[w] | otherwise.known[w]) & ~errors;
      chosen[w] = a.known[w];
      out.known[w] = known;
      out.errors[w] = errors;
    }
    choose_values(kind(), chosen, a, otherwise, run, out);
    return out.lane();
  }

 private:
  InstructionPtr a_;
  InstructionPtr otherwise_;
  std::size_t result_;
};

}  // namespace

InstructionPtr choice(InstructionPtr condition, InstructionPtr yes, InstructionPtr no,
                      std::size_t result) {
  return std::make_unique<Choice>(std::move(condition), std::move(yes), std::move(no), result);
}
InstructionPtr is_known(InstructionPtr a, std::size_t result) {
  return std::make_unique<IsKnown>(std::move(a), result);
}
InstructionPtr first_known(InstructionPtr a, InstructionPtr otherwise, std::size_t result) {
  return std::make_unique<FirstKnown>(std::move(a), std::move(otherwise), result);
}

}  // namespace harbinger::expr::detail
