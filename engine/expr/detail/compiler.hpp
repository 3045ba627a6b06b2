// SPDX-License-Identifier: Apache-2.0
// From the checked tree to instructions. What has a vector form becomes an instruction over those of its
// children. What has none is cut out whole and left to the scalar back end; the parts inside it that have a
// vector form are cut out of it in turn, and are slots to it:
//
//     a > 1 && [b * 2, c].exists(x, x > a)
//     r0 = a > 1
//     r2 = b * 2                                   operand 0; c is operand 1, a operand 2
//     r0 = [slot 0, slot 1].exists(x, x > slot 2)  scalar
//     r0 = r0 && r0
#pragma once

#include <cstddef>
#include <map>
#include <vector>

#include "expr/detail/instructions.hpp"
#include "expr/detail/shared_truths.hpp"

namespace harbinger::expr::detail {

/// What a run of the instructions needs.
struct Needs {
  std::size_t registers = 1;
  std::size_t memos = 0;
  std::size_t text_sets = 0;
  std::size_t kept = 0;
  std::map<std::uint32_t, std::size_t> text_columns;  ///< By slot: its place in Run::words.
};

class Compiler {
 public:
  /// What is among `shared`, if there are any, is kept once a block.
  explicit Compiler(Needs& needs, const SharedTruths* shared = nullptr)
      : needs_(needs), shared_(shared) {}

  /// The instruction that leaves the node's values in register `result`. The node has a lane_kind, and reads
  /// only what has a column.
  [[nodiscard]] InstructionPtr compile(const Node& node, std::size_t result) {
    return compile(node, result, false);
  }
  /// The same by the scalar back end, into a vector of `kind`.
  [[nodiscard]] InstructionPtr compile_scalar(const Node& node, ColumnKind kind,
                                              std::size_t result);

 private:
  using Operands = std::vector<InstructionPtr>;
  [[nodiscard]] InstructionPtr compile(const Node& node, std::size_t result, bool is_kept);
  [[nodiscard]] InstructionPtr slot(const Node& node, std::size_t result);
  [[nodiscard]] InstructionPtr constant(const Node& node, std::size_t result) const;
  [[nodiscard]] InstructionPtr binary(const Node& node, std::size_t result);
  [[nodiscard]] InstructionPtr junction(const Node& node, std::size_t result);
  [[nodiscard]] InstructionPtr conditional(const Node& node, std::size_t result);
  [[nodiscard]] InstructionPtr call(const Node& node, std::size_t result);
  [[nodiscard]] Operands compile_children(const Node& node, std::size_t result);
  [[nodiscard]] Node cut(const Node& node, std::size_t result, std::vector<const Node*>& parts,
                         Operands& operands);
  [[nodiscard]] Node operand(const Node& part, std::size_t result, std::vector<const Node*>& parts,
                             Operands& operands);

  Needs& needs_;
  const SharedTruths* shared_;
};

/// The instruction of a whole program, for a column of `kind`. What a run of several needs may be counted together.
[[nodiscard]] InstructionPtr compiled(const Node& root, ColumnKind kind, Compiler& compiler);
/// Room for a run over these columns.
[[nodiscard]] Run run_over(std::span<const Column* const> columns, const Needs& needs);

}  // namespace harbinger::expr::detail
