// SPDX-License-Identifier: Apache-2.0
#include "expr/program.hpp"

#include <algorithm>
#include <mutex>

#include "base/assert.hpp"
#include "expr/detail/checker.hpp"
#include "expr/detail/columnar.hpp"
#include "expr/detail/condition_reader.hpp"
#include "expr/detail/fold.hpp"
#include "expr/detail/operations.hpp"
#include "expr/detail/parser.hpp"
#include "expr/detail/scalar.hpp"

namespace harbinger::expr {

namespace {

std::optional<ColumnKind> column_kind(const Type& type) {
  switch (type.kind) {
    case TypeKind::number:
    case TypeKind::integer:
    case TypeKind::unsigned_integer: return ColumnKind::number;
    case TypeKind::boolean: return ColumnKind::truth;
    case TypeKind::string: return ColumnKind::text;
    default: return std::nullopt;
  }
}

}  // namespace

struct Program::State {
  WrittenText text;
  Node root;
  std::optional<ColumnKind> kind;  ///< Of a column of its values, where there is one.
  std::vector<std::uint32_t> slots;
  std::string why_not;
  mutable std::once_flag is_compiled;
  mutable std::unique_ptr<const detail::ColumnarProgram> columnar;  ///< Made when first asked for.

  /// A `dyn` is a column of the kind wanted, if any.
  State(WrittenText written, Node checked, std::optional<ColumnKind> wanted)
      : text(std::move(written)), root(std::move(checked)), kind(column_kind(root.type)) {
    if (root.type.kind == TypeKind::dyn) kind = wanted;
    detail::fold_constants(root);
    slots = detail::slots_of(root);
    why_not = detail::why_not_columnar(root, kind);
  }

  /// The program over columns; nullptr where it does not run over them.
  [[nodiscard]] const detail::ColumnarProgram* over_columns() const {
    if (!why_not.empty()) return nullptr;
    std::call_once(is_compiled, [&] { columnar = detail::ColumnarProgram::compile(root, *kind); });
    return columnar.get();
  }
};

namespace {

/// Program::held for a kind.
Value held_as(ColumnKind kind, Value value) {
  if (kind == ColumnKind::number) value = detail::as_number(std::move(value));
  const bool good = value.is<Unknown>() || value.is<Error>() ||
                    (kind == ColumnKind::number  ? value.is<double>() || value.is<Range>()
                     : kind == ColumnKind::truth ? value.is<bool>()
                                                 : value.is<std::string>());
  return good ? value : Value(Error{"the value is a " + type_name(value)});
}

/// The slow twin of ColumnarProgram::run: one row at a time.
Column evaluated_by_row(const Node& root, ColumnKind kind, std::span<const Column* const> columns,
                        std::size_t rows) {
  std::vector<Value> values;
  values.reserve(rows);
  for (std::size_t row = 0; row < rows; ++row) {
    const detail::ColumnRow at(columns, row);
    values.push_back(held_as(kind, detail::ScalarEvaluator(at).evaluate(root)));
  }
  return column_of(kind, values);
}

void add_host_calls(const Node& node, std::vector<HostCall>& calls) {
  // Overloads of one function are answered by one host function, whichever of them it will be.
  if (node.kind == NodeKind::call && node.overloads.front()->host) {
    HostCall& call = calls.emplace_back();
    call.host = *node.overloads.front()->host;
    for (const Node& child : node.children) {
      HostCall::Argument& argument = call.arguments.emplace_back();
      argument.type = child.type.kind;
      argument.constant = child.folded;
      if (child.kind == NodeKind::slot) argument.slot = child.index;
    }
  }
  for (const Node& child : node.children) add_host_calls(child, calls);
}

}  // namespace

std::vector<HostCall> Program::host_calls() const {
  std::vector<HostCall> calls;
  add_host_calls(state_->root, calls);
  return calls;
}

const Node& Program::root() const { return state_->root; }
const Type& Program::type() const { return state_->root.type; }
std::optional<ColumnKind> Program::kind() const { return state_->kind; }
Value Program::held(Value value) const { return held_as(*state_->kind, std::move(value)); }
std::span<const std::uint32_t> Program::slots() const { return state_->slots; }
const WrittenText& Program::text() const { return state_->text; }
bool Program::is_constant() const { return state_->root.folded.has_value(); }
bool Program::is_columnar() const { return state_->why_not.empty(); }
const std::string& Program::why_not() const { return state_->why_not; }

Value Program::evaluate(const Row& row) const {
  return detail::ScalarEvaluator(row).evaluate(state_->root);
}

Column Program::evaluate(std::span<const Column* const> columns, std::size_t rows) const {
  bool exact = true;
  for (const std::uint32_t slot : state_->slots) {
    HARBINGER_ASSERT(slot < columns.size() && columns[slot] != nullptr);
    HARBINGER_ASSERT(columns[slot]->size() == rows);
    exact = exact && columns[slot]->uppers.empty();
  }
  if (const auto* columnar = exact ? state_->over_columns() : nullptr)
    if (auto column = columnar->run(columns, rows)) return *std::move(column);
  HARBINGER_ASSERT(state_->kind.has_value());
  return evaluated_by_row(state_->root, *state_->kind, columns, rows);
}

Program Program::with_constants(std::span<const std::pair<std::uint32_t, Value>> constants) const {
  Node root = state_->root;
  detail::put_constants(root, constants);
  Program program;
  program.state_ = std::make_shared<const State>(state_->text, std::move(root), state_->kind);
  return program;
}

Condition Program::condition(const Row& row) const {
  return detail::condition_of(state_->root, state_->text.value, row);
}

std::vector<Clause> Program::clauses(const Row& row) const { return clauses_of(condition(row)); }

std::optional<Program> check(const WrittenText& text, const Environment& environment,
                             Diagnostics& diagnostics) {
  detail::SyntaxError wrong;
  const auto syntax = detail::parse(text.value, wrong);
  if (!syntax) {
    diagnostics.error(text.position(wrong.begin, wrong.end - wrong.begin), "{}", wrong.message);
    return std::nullopt;
  }
  const std::size_t errors_before = diagnostics.error_count();
  Node root = detail::Checker(text, environment, diagnostics).check(*syntax);
  if (diagnostics.error_count() > errors_before) return std::nullopt;
  HARBINGER_ASSERT(root.type.kind != TypeKind::never);
  Program program;
  program.state_ = std::make_shared<const Program::State>(text, std::move(root), std::nullopt);
  return program;
}

std::optional<Program> check_as(TypeKind wanted, std::string_view what, const WrittenText& text,
                                const Environment& environment, Diagnostics& diagnostics) {
  auto program = check(text, environment, diagnostics);
  if (!program) return std::nullopt;
  const TypeKind kind = program->type().kind;
  if (kind == TypeKind::dyn) {
    const auto& state = *program->state_;
    program->state_ =
        std::make_shared<const Program::State>(state.text, state.root, column_kind(simple(wanted)));
    return program;
  }
  if (kind == wanted ||
      (wanted == TypeKind::number && column_kind(program->type()) == ColumnKind::number))
    return program;
  diagnostics.error(text.where(), "{} must be {}, and this is {}", what,
                    wanted == TypeKind::number ? "a number" : "a " + to_text(simple(wanted)),
                    to_text(program->type()));
  return std::nullopt;
}

}  // namespace harbinger::expr
