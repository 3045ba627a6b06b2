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

class ConstantVector : public Instruction {
 public:
  ConstantVector(const Value& value, ColumnKind lane_kind) : Instruction(lane_kind) {
    const auto* number = value.get_if<double>();
    const auto* truth = value.get_if<bool>();
    known_number_ = number != nullptr;
    vector_.numbers.fill(number != nullptr ? *number : 0.0);
    vector_.truths.fill(truth != nullptr && *truth ? ~0ull : 0ull);
    vector_.known.fill(number != nullptr || truth != nullptr ? ~0ull : 0ull);
    vector_.errors.fill(value.is<Error>() ? ~0ull : 0ull);
  }
  [[nodiscard]] Lane evaluate(Run&) const override { return vector_.lane(); }
  [[nodiscard]] const double* constant() const override {
    return known_number_ ? vector_.numbers.data() : nullptr;
  }

 private:
  Register vector_;
  bool known_number_ = false;
};

}  // namespace

InstructionPtr number_column(std::uint32_t slot) {
  return std::make_unique<ColumnVector>(ColumnKind::number, slot);
}
InstructionPtr truth_column(std::uint32_t slot) {
  return std::make_unique<ColumnVector>(ColumnKind::truth, slot);
}
InstructionPtr constant_vector(const Value& value, ColumnKind kind) {
  return std::make_unique<ConstantVector>(value, kind);
}

}  // namespace harbinger::expr::detail
