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
[[nodiscard]] InstructionPtr constant_vector(const Value& value, LaneKind kind);

// instructions_numbers.cpp
[[nodiscard]] InstructionPtr number_operation(Operator op, InstructionPtr a, InstructionPtr b,
                                              std::size_t result);
[[nodiscard]] InstructionPtr number_comparison(Operator op, InstructionPtr a, InstructionPtr b,
                                               std::size_t result);
/// The smaller or the larger of two.
[[nodiscard]] InstructionPtr number_extreme(bool greatest, InstructionPtr a, InstructionPtr b,
                                            std::size_t result);
using Real1 = double (*)(double);
/// A function of one or two numbers that has a kernel; nothing for other names.
[[nodiscard]] InstructionPtr number_function(const std::string& name,
                                             std::vector<InstructionPtr>& arguments,
                                             std::size_t result);
[[nodiscard]] InstructionPtr number_negation(InstructionPtr a, std::size_t result);
/// x in [1, 2, 3].
[[nodiscard]] InstructionPtr number_membership(InstructionPtr item, std::vector<double> list,
                                               std::size_t result);

// instructions_truths.cpp
[[nodiscard]] InstructionPtr truth_junction(bool decisive, std::vector<InstructionPtr> operands,
                                            std::size_t result);
[[nodiscard]] InstructionPtr truth_negation(InstructionPtr a, std::size_t result);
[[nodiscard]] InstructionPtr truth_comparison(bool equal, InstructionPtr a, InstructionPtr b,
                                              std::size_t result);
[[nodiscard]] InstructionPtr choice(InstructionPtr condition, InstructionPtr yes, InstructionPtr no,
                                    std::size_t result);
[[nodiscard]] InstructionPtr is_known(InstructionPtr a, std::size_t result);
[[nodiscard]] InstructionPtr first_known(InstructionPtr a, InstructionPtr otherwise,
                                         std::size_t result);

// instructions_rows.cpp
/// A function without a kernel, called once a row.
[[nodiscard]] InstructionPtr call_by_row(const Node& call, LaneKind kind,
                                         std::vector<InstructionPtr> arguments, std::size_t result);
/// A subtree that reads the text column `slot` and nothing else.
[[nodiscard]] InstructionPtr by_word(const Node& tree, LaneKind kind, std::uint32_t slot,
                                     std::size_t table, std::size_t result);
/// Two text columns, equal or not.
[[nodiscard]] InstructionPtr text_comparison(bool equal, std::uint32_t a, std::uint32_t b,
                                             std::size_t result);

}  // namespace harbinger::expr::detail
