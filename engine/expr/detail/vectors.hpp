// SPDX-License-Identifier: Apache-2.0
// Vectors: up to 1,024 rows of one column or intermediate result, and the instructions that read and
// write them.
//
// A row is known, or an error, or neither: then it is unknown. What stands in `numbers`, `truths` or
// `codes` of a row that is not known means nothing.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <span>
#include <vector>

#include "base/parallel.hpp"
#include "expr/column.hpp"
#include "expr/detail/memo.hpp"
#include "expr/detail/node.hpp"
#include "expr/detail/texts.hpp"

namespace harbinger::expr::detail {

inline constexpr std::size_t vector_rows = block_rows;
inline constexpr std::size_t vector_words = vector_rows / 64;
using Words = std::array<std::uint64_t, vector_words>;

/// A vector to read: in a column, a constant or a register.
struct Lane {
  const double* numbers = nullptr;
  const std::uint64_t* truths = nullptr;
  const std::uint32_t* codes = nullptr;  ///< Of Run::texts.
  const std::uint64_t* known = nullptr;
  const std::uint64_t* errors = nullptr;
};

/// A vector to write.
struct Register {
  alignas(64) std::array<double, vector_rows> numbers;
  alignas(64) std::array<std::uint32_t, vector_rows> codes;
  Words truths;
  Words known;
  Words errors;

  [[nodiscard]] Lane lane() const {
    return {numbers.data(), truths.data(), codes.data(), known.data(), errors.data()};
  }
};

/// Some texts as words of a column's dictionary.
struct TextSet {
  bool is_made = false;
  std::vector<std::uint32_t> codes;     ///< Ascending.
  std::vector<unsigned char> contains;  ///< By code.
};

/// Truth values that several instructions ask for.
struct KeptTruths {
  std::size_t begin = ~std::size_t{0};  ///< Of the block they are of.
  Words truths;
  Words known;
  Words errors;
};

/// One run of a program: its columns, the block it is at, room to work, and what it remembers.
struct Run {
  std::span<const Column* const> columns;
  std::size_t begin = 0;
  std::size_t rows = 0;  ///< Of this block.
  std::vector<Register> registers;
  Texts texts;
  /// By text column: the code in `texts` of each word of its dictionary, once it has turned up.
  std::vector<std::vector<std::uint32_t>> words;
  std::vector<TextSet> text_sets;
  std::vector<KeptTruths> kept;
  std::vector<Memo> memos;
  /// Rows whose value matters to the instruction that asks; in others any will do. The scalar back end skips them.
  Words wanted;
  bool gave_up = false;  ///< A value turned up that no vector holds.

  [[nodiscard]] std::size_t bit_words() const { return (rows + 63) / 64; }
};

class Instruction {
 public:
  explicit Instruction(ColumnKind lane_kind) : kind_(lane_kind) {}
  Instruction(const Instruction&) = delete;
  Instruction& operator=(const Instruction&) = delete;
  virtual ~Instruction() = default;
  [[nodiscard]] ColumnKind kind() const { return kind_; }
  /// The result for the block `run` is at; it lives until the register is written again.
  [[nodiscard]] virtual Lane evaluate(Run& run) const = 0;
  /// The number, where it is the same known number in every row.
  [[nodiscard]] virtual const double* constant() const { return nullptr; }

 private:
  ColumnKind kind_;
};
using InstructionPtr = std::unique_ptr<const Instruction>;

/// Whether bit i is set.
[[nodiscard]] inline bool bit(const std::uint64_t* words, std::size_t i) {
  return ((words[i / 64] >> (i % 64)) & 1u) != 0;
}

}  // namespace harbinger::expr::detail
