// SPDX-License-Identifier: Apache-2.0
// Several programs over the same columns, evaluated together block by block: what they say in common is computed
// once a block, columns are read where they lie, and nothing is allocated for a block.
//
//     plan   calls > 2 && donated        block   rows [1024, 2048) of the columns
//            calls > 2 || grants > 0             calls > 2 once; && and || of words of 64 rows
//
// Slow twin: Program::evaluate of each, and behind it the scalar back end, which also takes the rows of a column
// with ranges here. Tested against it by tests/expr/block_plan_test.cpp.
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <span>

#include "expr/program.hpp"

namespace harbinger::expr {

/// The values of one program in one block. A row is known, or an error, or neither: then it is unknown. What stands in
/// a row that is not known, and in the bits behind the last row, means nothing.
struct BlockValues {
  const double* numbers = nullptr;        ///< Of a program for numbers. A range is not known here.
  const std::uint64_t* truths = nullptr;  ///< Of one for truth values.
  const std::uint64_t* known = nullptr;
  const std::uint64_t* errors = nullptr;
};

class BlockPlan {
 public:
  /// Of programs for numbers or truth values.
  explicit BlockPlan(std::span<const Program> programs);

  /// Room for one thread.
  class Worker {
   public:
    /// columns[slot] must be set for each slot that a program reads; all of the same number of rows. Both outlive it.
    Worker(const BlockPlan& plan, std::span<const Column* const> columns);
    Worker(Worker&&) noexcept;
    ~Worker();

    /// Turns to the rows [begin, end) of a block of block_rows.
    void start(std::size_t begin, std::size_t end);
    /// The values of programs[program] there, until the next call. In rows that are not among `wanted` (empty: all
    /// are) any will do.
    [[nodiscard]] BlockValues values(std::size_t program,
                                     std::span<const std::uint64_t> wanted = {});

   private:
    struct State;
    std::unique_ptr<State> state_;
  };

 private:
  struct State;
  std::shared_ptr<const State> state_;
};

}  // namespace harbinger::expr
