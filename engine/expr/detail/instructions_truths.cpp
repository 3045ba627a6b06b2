// SPDX-License-Identifier: Apache-2.0
#include "expr/detail/instructions.hpp"
#include "expr/detail/kernels.hpp"

namespace harbinger::expr::detail {

namespace {

/// && and || of any number of operands; the slow twin is Junction (operations.hpp).
class TruthJunction : public Instruction {
 public:
  TruthJunction(bool decisive, std::vector<InstructionPtr> operands, std::size_t result)
      : Instruction(LaneKind::truth),
        flip_(decisive ? 0ull : ~0ull),
        operands_(std::move(operands)),
        result_(result) {}

  [[nodiscard]] Lane evaluate(Run& run) const override {
    Words decided{};
    Words unknown{};
    Words errors{};
    for (const InstructionPtr& operand : operands_) {
      const Lane lane = operand->evaluate(run);
      for (std::size_t w = 0; w < run.words(); ++w) {
        decided[w] |= lane.known[w] & (lane.truths[w] ^ flip_);
        unknown[w] |= ~lane.known[w] & ~lane.errors[w];
        errors[w] |= lane.errors[w];
      }
    }
    Register& out = run.registers[result_];
    for (std::size_t w = 0; w < run.words(); ++w) {
      out.known[w] = decided[w] | (~unknown[w] & ~errors[w]);
      out.errors[w] = errors[w] & ~decided[w] & ~unknown[w];
      out.truths[w] = decided[w] ^ flip_;
    }
    return out.lane();
  }

 private:
  std::uint64_t flip_;  ///< All ones where false decides.
  std::vector<InstructionPtr> operands_;
  std::size_t result_;
};

class TruthNegation : public Instruction {
 public:
  TruthNegation(InstructionPtr a, std::size_t result)
      : Instruction(LaneKind::truth), a_(std::move(a)), result_(result) {}

  [[nodiscard]] Lane evaluate(Run& run) const override {
    Lane lane = a_->evaluate(run);
    Words& truths = run.registers[result_].truths;
    for (std::size_t w = 0; w < run.words(); ++w) truths[w] = ~lane.truths[w];
    lane.truths = truths.data();
    return lane;
  }

 private:
  InstructionPtr a_;
  std::size_t result_;
};

class TruthComparison : public Instruction {
 public:
  TruthComparison(bool equal, InstructionPtr a, InstructionPtr b, std::size_t result)
      : Instruction(LaneKind::truth),
        flip_(equal ? ~0ull : 0ull),
        a_(std::move(a)),
        b_(std::move(b)),
        result_(result) {}

  [[nodiscard]] Lane evaluate(Run& run) const override {
    const std::array<Lane, 2> lanes = {a_->evaluate(run), b_->evaluate(run)};
    Register& out = run.registers[result_];
    for (std::size_t w = 0; w < run.words(); ++w)
      out.truths[w] = (lanes[0].truths[w] ^ lanes[1].truths[w]) ^ flip_;
    strict_flags(lanes, run.words(), out);
    return out.lane();
  }

 private:
  std::uint64_t flip_;
  InstructionPtr a_;
  InstructionPtr b_;
  std::size_t result_;
};

void choose_values(LaneKind kind, const Words& choice, const Lane& yes, const Lane& no,
                   const Run& run, Register& out) {
  if (kind == LaneKind::number)
    return choose_rows(choice.data(), yes.numbers, no.numbers, run.rows, out.numbers.data());
  for (std::size_t w = 0; w < run.words(); ++w)
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
    const Lane yes = yes_->evaluate(run);
    const Lane no = no_->evaluate(run);
    Register& out = run.registers[result_];
    Words chosen{};
    for (std::size_t w = 0; w < run.words(); ++w) {
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
      : Instruction(LaneKind::truth), a_(std::move(a)), result_(result) {}

  [[nodiscard]] Lane evaluate(Run& run) const override {
    const Lane lane = a_->evaluate(run);
    Register& out = run.registers[result_];
    for (std::size_t w = 0; w < run.words(); ++w) {
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
    for (std::size_t w = 0; w < run.words(); ++w) {
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

InstructionPtr truth_junction(bool decisive, std::vector<InstructionPtr> operands,
                              std::size_t result) {
  return std::make_unique<TruthJunction>(decisive, std::move(operands), result);
}
InstructionPtr truth_negation(InstructionPtr a, std::size_t result) {
  return std::make_unique<TruthNegation>(std::move(a), result);
}
InstructionPtr truth_comparison(bool equal, InstructionPtr a, InstructionPtr b,
                                std::size_t result) {
  return std::make_unique<TruthComparison>(equal, std::move(a), std::move(b), result);
}
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
