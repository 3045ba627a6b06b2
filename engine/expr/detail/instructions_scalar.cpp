// SPDX-License-Identifier: Apache-2.0
// What has no vector instruction is asked of the scalar back end: a row at a time, or once for each combination
// of texts and truth values that turns up.
//
//     (s + "!").startsWith("a") && size(s) > x      memo over s  &&  (memo over s) > x
#include <algorithm>

#include "expr/detail/instructions.hpp"
#include "expr/detail/scalar.hpp"

namespace harbinger::expr::detail {

namespace {

/// One row of the operands.
class OperandRow : public Row {
 public:
  OperandRow(const std::vector<InstructionPtr>& operands, const std::vector<Lane>& lanes,
             const Texts& texts)
      : operands_(operands), lanes_(lanes), texts_(texts) {}

  std::size_t row = 0;

  [[nodiscard]] Value slot(std::uint32_t slot) const override {
    const Lane& lane = lanes_[slot];
    if (bit(lane.errors, row)) return Error{"no value: an earlier step failed here"};
    if (!bit(lane.known, row)) return Unknown{};
    switch (operands_[slot]->kind()) {
      case ColumnKind::truth: return bit(lane.truths, row);
      case ColumnKind::text: return texts_[lane.codes[row]];
      case ColumnKind::number: break;
    }
    return lane.numbers[row];
  }

 private:
  const std::vector<InstructionPtr>& operands_;
  const std::vector<Lane>& lanes_;
  const Texts& texts_;
};

/// What stands for the row in a memo's key.
std::uint32_t cell(const Lane& lane, ColumnKind kind, std::size_t row) {
  if (bit(lane.errors, row)) return 1;
  if (!bit(lane.known, row)) return 0;
  if (kind == ColumnKind::truth) return bit(lane.truths, row) ? 3 : 2;
  return 2 + lane.codes[row];
}

class ScalarPart : public Instruction {
 public:
  ScalarPart(Node tree, ColumnKind lane_kind, std::vector<InstructionPtr> operands,
             std::size_t memo, std::size_t result)
      : Instruction(lane_kind),
        tree_(std::move(tree)),
        operands_(std::move(operands)),
        remembers_(std::none_of(operands_.begin(), operands_.end(),
                                [](const auto& o) { return o->kind() == ColumnKind::number; })),
        memo_(memo),
        result_(result) {}

  [[nodiscard]] Lane evaluate(Run& run) const override {
    std::vector<Lane> lanes;
    for (const InstructionPtr& operand : operands_) lanes.push_back(operand->evaluate(run));
    Register& out = run.registers[result_];
    out.truths.fill(0);
    out.known.fill(0);
    out.errors.fill(0);
    OperandRow at(operands_, lanes, run.texts);
    Memo::Key key(operands_.size());
    for (at.row = 0; at.row < run.rows && !run.gave_up; ++at.row) {
      if (!bit(run.wanted.data(), at.row)) continue;
      if (!remembers_) {
        put(out, at.row, computed(at, run));
        continue;
      }
      for (std::size_t o = 0; o < key.size(); ++o)
        key[o] = cell(lanes[o], operands_[o]->kind(), at.row);
      Outcome& outcome = run.memos[memo_].at(key);
      if (outcome.state == Outcome::State::open) outcome = computed(at, run);
      put(out, at.row, outcome);
    }
    return out.lane();
  }

 private:
  [[nodiscard]] Outcome computed(const OperandRow& row, Run& run) const {
    const Value value = ScalarEvaluator(row).evaluate(tree_);
    using State = Outcome::State;
    if (value.is<Error>()) return {State::error, 0, 0};
    if (value.is<Unknown>()) return {State::unknown, 0, 0};
    const auto* number = value.get_if<double>();
    if (number != nullptr && kind() == ColumnKind::number) return {State::known, 0, *number};
    const auto* truth = value.get_if<bool>();
    if (truth != nullptr && kind() == ColumnKind::truth)
      return {State::known, 0, *truth ? 1.0 : 0.0};
    const auto* text = value.get_if<std::string>();
    if (text != nullptr && kind() == ColumnKind::text)
      return {State::known, run.texts.code_of(*text), 0};
    run.gave_up = true;
    return {State::unknown, 0, 0};
  }

  void put(Register& out, std::size_t row, const Outcome& outcome) const {
    const std::uint64_t mask = 1ull << (row % 64);
    if (outcome.state == Outcome::State::error) out.errors[row / 64] |= mask;
    if (outcome.state != Outcome::State::known) return;
    out.known[row / 64] |= mask;
    switch (kind()) {
      case ColumnKind::number: out.numbers[row] = outcome.number; break;
      case ColumnKind::text: out.codes[row] = outcome.code; break;
      case ColumnKind::truth: out.truths[row / 64] |= outcome.number != 0 ? mask : 0;
    }
  }

  Node tree_;
  std::vector<InstructionPtr> operands_;
  bool remembers_;
  std::size_t memo_;
  std::size_t result_;
};

}  // namespace

InstructionPtr scalar_part(Node tree, ColumnKind kind, std::vector<InstructionPtr> operands,
                           std::size_t memo, std::size_t result) {
  return std::make_unique<ScalarPart>(std::move(tree), kind, std::move(operands), memo, result);
}

}  // namespace harbinger::expr::detail
