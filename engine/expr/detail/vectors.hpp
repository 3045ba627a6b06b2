// SPDX-License-Identifier: Apache-2.0
// Vectors: up to 1,024 rows of one column or intermediate result, and the instructions that read and
// write them.
//
// A row is known, or an error, or neither: then it is unknown. What stands in `numbers` or `truths` of a
// row that is not known means nothing.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <span>
#include <vector>

#include "base/parallel.hpp"
#include "expr/column.hpp"
#include "expr/detail/node.hpp"

namespace harbinger::expr::detail {

inline constexpr std::size_t vector_rows = block_rows;
inline constexpr std::size_t vector_words = vector_rows / 64;
using Words = std::array<std::uint64_t, vector_words>;

/// A vector to read: in a column, a constant or a register.
struct Lane {
  const double* numbers = nullptr;
  const std::uint64_t* truths = nullptr;
  const std::uint64_t* known = nullptr;
  const std::uint64_t* errors = nullptr;
};

/// A vector to write.
struct Register {
  alignas(64) std::array<double, vector_rows> numbers;
  Words truths;
  Words known;
  Words errors;

  [[nodiscard]] Lane lane() const {
    return {numbers.data(), truths.data(), known.data(), errors.data()};
  }
};

/// What a function of one text column gave for each word of its dictionary, filled as words turn up.
struct WordResults {
  enum class State : unsigned char { open, known, unknown, error };
  std::vector<State>
      states;  ///< One a word, then one for an unknown text and one for a failed row.
  std::vector<double> numbers;
};

/// One run of a program: its columns, the block it is at, and room to work.
struct Run {
  std::span<const Column* const> columns;
  std::size_t begin = 0;
  std::size_t rows = 0;  ///< Of this block.
  std::vector<Register> registers;
  std::vector<WordResults> word_results;

  [[nodiscard]] std::size_t words() const { return (rows + 63) / 64; }
};

enum class LaneKind : unsigned char { number, truth };

class Instruction {
 public:
  explicit Instruction(LaneKind lane_kind) : kind_(lane_kind) {}
  Instruction(const Instruction&) = delete;
  Instruction& operator=(const Instruction&) = delete;
  virtual ~Instruction() = default;
  [[nodiscard]] LaneKind kind() const { return kind_; }
  /// The result for the block `run` is at; it lives until the register is written again.
  [[nodiscard]] virtual Lane evaluate(Run& run) const = 0;
  /// The number, where it is the same known number in every row.
  [[nodiscard]] virtual const double* constant() const { return nullptr; }

 private:
  LaneKind kind_;
};
using InstructionPtr = std::unique_ptr<const Instruction>;

}  // namespace harbinger::expr::detail
