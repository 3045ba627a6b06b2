// SPDX-License-Identifier: Apache-2.0
#include "base/assert.hpp"
#include "expr/detail/instructions.hpp"

namespace harbinger::expr::detail {

namespace {

constexpr Words no_rows{};

class ColumnVector : public Instruction {
 public:
  ColumnVector(ColumnKind lane_kind, std::uint32_t slot) : Instruction(lane_kind), slot_(slot) {}

  [[nodiscard]] Lane evaluate(Run& run) const override {
    const Column& column = *run.columns[slot_];
    const std::size_t word = run.begin / 64;
    Lane lane;
    if (kind() == ColumnKind::number) {
      HARBINGER_ASSERT(column.kind == ColumnKind::number);
      lane.numbers = column.numbers.data() + run.begin;
    } else {
      HARBINGER_ASSERT(column.kind == ColumnKind::truth);
      lane.truths = column.truths.words().data() + word;
    }
    lane.known = column.known.words().data() + word;
    lane.errors = column.errors.size() == 0 ? no_rows.data() : column.errors.words().data() + word;
    return lane;
  }

 private:
  std::uint32_t slot_;
};

/// Most constants are thresholds, which the instruction above takes as a number: the vector is only written where one
/// is read as a whole.
class ConstantVector : public Instruction {
 public:
  ConstantVector(const Value& value, ColumnKind lane_kind, std::size_t result)
      : Instruction(lane_kind), value_(value), result_(result) {}

  [[nodiscard]] Lane evaluate(Run& run) const override {
    const auto all = [](bool set) { return set ? ~0ull : 0ull; };
    const auto* truth = value_.get_if<bool>();
    Register& out = run.registers[result_];
    if (const double* number = constant()) out.numbers.fill(*number);
    out.truths.fill(all(truth != nullptr && *truth));
    out.known.fill(all(truth != nullptr || value_.is<double>()));
    out.errors.fill(all(value_.is<Error>()));
    return out.lane();
  }
  [[nodiscard]] const double* constant() const override { return value_.get_if<double>(); }

 private:
  Value value_;
  std::size_t result_;
};

}  // namespace

InstructionPtr number_column(std::uint32_t slot) {
  return std::make_unique<ColumnVector>(ColumnKind::number, slot);
}
InstructionPtr truth_column(std::uint32_t slot) {
  return std::make_unique<ColumnVector>(ColumnKind::truth, slot);
}
InstructionPtr constant_vector(const Value& value, ColumnKind kind, std::size_t result) {
  return std::make_unique<ConstantVector>(value, kind, result);
}

}  // namespace harbinger::expr::detail
