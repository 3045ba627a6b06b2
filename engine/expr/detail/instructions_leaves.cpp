// SPDX-License-Identifier: Apache-2.0
#include <memory>
#include <mutex>

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

/// Most constants are thresholds, which the instruction above takes as a number: the vector is only made where one is
/// read as a whole, since it is long and a large rule set has many.
class ConstantVector : public Instruction {
 public:
  ConstantVector(const Value& value, ColumnKind lane_kind)
      : Instruction(lane_kind),
        is_number_(value.is<double>()),
        number_(is_number_ ? value.get<double>() : 0.0),
        is_true_(value.is<bool>() && value.get<bool>()),
        known_(is_number_ || value.is<bool>()),
        error_(value.is<Error>()) {}

  [[nodiscard]] Lane evaluate(Run&) const override {
    std::call_once(once_, [this] { vector_ = made(); });
    return vector_->lane();
  }
  [[nodiscard]] const double* constant() const override { return is_number_ ? &number_ : nullptr; }

 private:
  [[nodiscard]] std::unique_ptr<const Register> made() const {
    auto vector = std::make_unique<Register>();
    const auto all = [](bool set) { return set ? ~0ull : 0ull; };
    vector->numbers.fill(number_);
    vector->truths.fill(all(is_true_));
    vector->known.fill(all(known_));
    vector->errors.fill(all(error_));
    return vector;
  }

  bool is_number_;
  double number_;
  bool is_true_;
  bool known_;
  bool error_;
  mutable std::once_flag once_;
  mutable std::unique_ptr<const Register> vector_;
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
