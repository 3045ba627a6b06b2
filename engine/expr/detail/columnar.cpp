// SPDX-License-Identifier: Apache-2.0
#include "expr/detail/columnar.hpp"

#include <algorithm>
#include <utility>

#include <fmt/core.h>

#include "expr/detail/compiler.hpp"
#include "expr/detail/result_column.hpp"
#include "expr/detail/vector_form.hpp"

namespace harbinger::expr::detail {

namespace {

/// What a tree reads that no column holds; empty where there is none.
std::string without_column(const Node& node) {
  if (node.folded) return {};
  if (node.kind == NodeKind::slot && !lane_kind(node))
    return fmt::format("'{}' is a {}, which has no column", node.name, to_text(node.type));
  if (node.kind == NodeKind::call)
    for (const auto& function : node.overloads)
      if (function->host)
        return fmt::format("'{}' is a function of the graph, which has no column", node.name);
  for (const Node& child : node.children)
    if (std::string why = without_column(child); !why.empty()) return why;
  return {};
}

class Compiled : public ColumnarProgram {
 public:
  Compiled(InstructionPtr root, Needs needs) : root_(std::move(root)), needs_(std::move(needs)) {}

  [[nodiscard]] std::optional<Column> run(std::span<const Column* const> columns,
                                          std::size_t rows) const override {
    Run run = run_over(columns, needs_);
    ResultColumn out(root_->kind(), rows);
    for (run.begin = 0; run.begin < rows; run.begin += vector_rows) {
      run.rows = std::min(vector_rows, rows - run.begin);
      run.wanted.fill(~0ull);
      const Lane lane = root_->evaluate(run);
      if (run.gave_up) return std::nullopt;
      out.append(lane, run);
    }
    return std::move(out).column(run.texts);
  }

 private:
  InstructionPtr root_;
  Needs needs_;
};

}  // namespace

std::string why_not_columnar(const Node& root, std::optional<ColumnKind> kind) {
  std::string why = without_column(root);
  if (why.empty() && !kind)
    why = fmt::format("its value is a {}, which has no column", to_text(root.type));
  return why;
}

std::unique_ptr<const ColumnarProgram> ColumnarProgram::compile(const Node& root, ColumnKind kind) {
  Needs needs;
  Compiler compiler(needs);
  InstructionPtr instruction = compiled(root, kind, compiler);
  return std::make_unique<Compiled>(std::move(instruction), std::move(needs));
}

}  // namespace harbinger::expr::detail
