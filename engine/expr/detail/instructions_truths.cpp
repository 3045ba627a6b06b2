// SPDX-License-Identifier: Apache-2.0
#include <algorithm>

#include "expr/detail/instructions.hpp"
#include "expr/detail/kernels.hpp"

namespace harbinger::expr::detail {

namespace {

/// && and || of any number of operands; the slow twin is Junction (operations.hpp).
class TruthJunction : public Instruction {
 public:
  TruthJunction(bool decisive, std::vector<InstructionPtr> operands, std::size_t result)
      : Instruction(ColumnKind::truth),
        flip_(decisive ? 0ull : ~0ull),
        operands_(std::move(operands)),
        result_(result) {}

  [[nodiscard]] Lane evaluate(Run& run) const override {
    Words decided{};
    Words unknown{};
    Words errors{};
    const Words wanted = run.wanted;
    for (const InstructionPtr& operand : operands_) {
      if (&operand != &operands_.front() && is_settled(run)) break;
      const Lane lane = operand->evaluate(run);
      for (std::size_t w = 0; w < run.bit_words(); ++w) {
        decided[w] |= lane.known[w] & (lane.truths[w] ^ flip_);
        unknown[w] |= ~lane.known[w] & ~lane.errors[w];
        errors[w] |= lane.errors[w];
        run.wanted[w] &= ~decided[w];
      }
    }
    run.wanted = wanted;
    Register& out = run.registers[result_];
    for (std::size_t w = 0; w < run.bit_words(); ++w) {
      out.known[w] = decided[w] | (~unknown[w] & ~errors[w]);
      out.errors[w] = errors[w] & ~decided[w] & ~unknown[w];
      out.truths[w] = decided[w] ^ flip_;
    }
    return out.lane();
  }

 private:
  /// Whether no row is left that the next operand could decide.
  static bool is_settled(const Run& run) {
    std::uint64_t left = 0;
    for (std::size_t w = 0; w < run.bit_words(); ++w) left |= run.wanted[w];
    return left == 0;
  }

  std::uint64_t flip_;  ///< All ones where false decides.
  std::vector<InstructionPtr> operands_;
  std::size_t result_;
};

class TruthNegation : public Instruction {
 public:
  TruthNegation(InstructionPtr a, std::size_t result)
      : Instruction(ColumnKind::truth), a_(std::move(a)), result_(result) {}

  [[nodiscard]] Lane evaluate(Run& run) const override {
    Lane lane = a_->evaluate(run);
    Words& truths = run.registers[result_].truths;
    for (std::size_t w = 0; w < run.bit_words(); ++w) truths[w] = ~lane.truths[w];
    lane.truths = truths.data();
    return lane;
  }

 private:
  InstructionPtr a_;
  std::size_t result_;
};

class Kept : public Instruction {
 public:
  Kept(InstructionPtr a, std::size_t place)
      : Instruction(ColumnKind::truth), a_(std::move(a)), place_(place) {}

  [[nodiscard]] Lane evaluate(Run& run) const override {
    KeptTruths& kept = run.kept[place_];
    if (kept.begin != run.begin) keep(run, kept);
    Lane lane;
    lane.truths = kept.truths.data();
    lane.known = kept.known.data();
    lane.errors = kept.errors.data();
    return lane;
  }

 private:
  /// For all rows: who asks next may want others.
  void keep(Run& run, KeptTruths& kept) const {
    const Words wanted = run.wanted;
    run.wanted.fill(~0ull);
    const Lane lane = a_->evaluate(run);
    run.wanted = wanted;
    std::copy_n(lane.truths, run.bit_words(), kept.truths.begin());
    std::copy_n(lane.known, run.bit_words(), kept.known.begin());
    std::copy_n(lane.errors, run.bit_words(), kept.errors.begin());
    kept.begin = run.begin;
  }

  InstructionPtr a_;
  std::size_t place_;
};

/// False is less than true.
std::uint64_t compared(Operator op, std::uint64_t a, std::uint64_t b) {
  switch (op) {
    case Operator::equal: return ~(a ^ b);
    case Operator::not_equal: return a ^ b;
    case Operator::less: return ~a & b;
    case Operator::less_equal: return ~a | b;
    case Operator::greater: return a & ~b;
    default: return a | ~b;
  }
}

class TruthComparison : public Instruction {
 public:
  TruthComparison(Operator op, InstructionPtr a, InstructionPtr b, std::size_t result)
      : Instruction(ColumnKind::truth),
        op_(op),
        a_(std::move(a)),
        b_(std::move(b)),
        result_(result) {}

  [[nodiscard]] Lane evaluate(Run& run) const override {
    const std::array<Lane, 2> lanes = {a_->evaluate(run), b_->evaluate(run)};
    Register& out = run.registers[result_];
    for (std::size_t w = 0; w < run.bit_words(); ++w)
      out.truths[w] = compared(op_, lanes[0].truths[w], lanes[1].truths[w]);
    strict_flags(lanes, run.bit_words(), out);
    return out.lane();
  }

 private:
  Operator op_;
  InstructionPtr a_;
  InstructionPtr b_;
  std::size_t result_;
};

}  // namespace

InstructionPtr truth_junction(bool decisive, std::vector<InstructionPtr> operands,
                              std::size_t result) {
  return std::make_unique<TruthJunction>(decisive, std::move(operands), result);
}
InstructionPtr kept_truths(InstructionPtr a, std::size_t place) {
  return std::make_unique<Kept>(std::move(a), place);
}
InstructionPtr truth_negation(InstructionPtr a, std::size_t result) {
  return std::make_unique<TruthNegation>(std::move(a), result);
}
InstructionPtr truth_comparison(Operator op, InstructionPtr a, InstructionPtr b,
                                std::size_t result) {
  return std::make_unique<TruthComparison>(op, std::move(a), std::move(b), result);
}

}  // namespace harbinger::expr::detail
