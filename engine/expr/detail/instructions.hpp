// SPDX-License-Identifier: Apache-2.0
// The instructions of the columnar back end, by subject. `result` is the register an instruction writes;
// its operands may use that one and those above it.
#pragma once

#include "expr/detail/vectors.hpp"

namespace harbinger::expr::detail {

// instructions_leaves.cpp
[[nodiscard]] InstructionPtr number_column(std::uint32_t slot);
[[nodiscard]] InstructionPtr truth_column(std::uint32_t slot);
/// A double, bool, Unknown or Error.
[[nodiscard]] InstructionPtr constant_vector(const Value& value, ColumnKind kind,
                                             std::size_t result);

// instructions_texts.cpp
/// `words` is the place of its table in Run::words.
[[nodiscard]] InstructionPtr text_column(std::uint32_t slot, std::size_t words, std::size_t result);
/// A string, Unknown or Error.
[[nodiscard]] InstructionPtr constant_texts(const Value& value, std::size_t result);
/// Whether the column's text is (`differs`: is not) one of `texts`. `place` is that of their codes in Run::text_sets.
[[nodiscard]] InstructionPtr text_membership(std::uint32_t slot, std::vector<std::string> texts,
                                             bool differs, std::size_t place, std::size_t result);
[[nodiscard]] InstructionPtr text_comparison(Operator op, InstructionPtr a, InstructionPtr b,
                                             std::size_t result);

// instructions_numbers.cpp
[[nodiscard]] InstructionPtr number_operation(Operator op, InstructionPtr a, InstructionPtr b,
                                              std::size_t result);
[[nodiscard]] InstructionPtr number_comparison(Operator op, InstructionPtr a, InstructionPtr b,
                                               std::size_t result);
[[nodiscard]] InstructionPtr number_negation(InstructionPtr a, std::size_t result);
/// x in [1, 2, 3].
[[nodiscard]] InstructionPtr number_membership(InstructionPtr item, std::vector<double> list,
                                               std::size_t result);

// instructions_functions.cpp
/// Makes the instruction of a function of numbers from its arguments.
using MakeFunction = InstructionPtr (*)(std::vector<InstructionPtr> arguments, std::size_t result);
/// nullptr for a function without a kernel, or not with so many arguments.
[[nodiscard]] MakeFunction number_function(const std::string& name, std::size_t arguments);

// instructions_truths.cpp
[[nodiscard]] InstructionPtr truth_junction(bool decisive, std::vector<InstructionPtr> operands,
                                            std::size_t result);
[[nodiscard]] InstructionPtr truth_negation(InstructionPtr a, std::size_t result);
[[nodiscard]] InstructionPtr truth_comparison(Operator op, InstructionPtr a, InstructionPtr b,
                                              std::size_t result);

/// The truth values of `a`, computed once a block and kept for all who ask: those who say the same share a `place`
/// in Run::kept. `a` has a vector form throughout.
[[nodiscard]] InstructionPtr kept_truths(InstructionPtr a, std::size_t place);

// instructions_choices.cpp
[[nodiscard]] InstructionPtr choice(InstructionPtr condition, InstructionPtr yes, InstructionPtr no,
                                    std::size_t result);
[[nodiscard]] InstructionPtr is_known(InstructionPtr a, std::size_t result);
[[nodiscard]] InstructionPtr first_known(InstructionPtr a, InstructionPtr otherwise,
                                         std::size_t result);

// instructions_scalar.cpp
/// A tree whose slot i is operand i (scalar_part.hpp), by the scalar back end: once for each combination of texts
/// and truth values, or once a row where numbers are among the operands. No operand may use `result`.
[[nodiscard]] InstructionPtr scalar_part(Node tree, ColumnKind kind,
                                         std::vector<InstructionPtr> operands, std::size_t memo,
                                         std::size_t result);

}  // namespace harbinger::expr::detail
