// SPDX-License-Identifier: Apache-2.0
#include "expr/detail/columnar.hpp"

#include <algorithm>

#include <fmt/core.h>

#include "base/assert.hpp"
#include "expr/detail/fold.hpp"
#include "expr/detail/instructions.hpp"
#include "expr/detail/kernels.hpp"

namespace harbinger::expr::detail {

namespace {

std::optional<LaneKind> lane_kind(const Type& type) {
  if (type.kind == TypeKind::number) return LaneKind::number;
  if (type.kind == TypeKind::boolean) return LaneKind::truth;
  return std::nullopt;
}

/// Registers and tables a program needs, and why it cannot be one.
struct Plan {
  std::size_t registers = 1;
  std::size_t tables = 0;
  std::string why_not;
};

bool asks_row(const Node& node) {
  if (node.kind == NodeKind::call)
    for (const auto& function : node.overloads)
      if (function->host) return true;
  return std::any_of(node.children.begin(), node.children.end(), asks_row);
}

bool all_text(const Node& node) {
  if (node.kind == NodeKind::slot) return node.type.kind == TypeKind::string;
  return std::all_of(node.children.begin(), node.children.end(), all_text);
}

/// The one text column a subtree depends on, if that is all it depends on.
std::optional<std::uint32_t> only_text_slot(const Node& node) {
  const auto slots = slots_of(node);
  if (slots.size() != 1 || !all_text(node) || asks_row(node)) return std::nullopt;
  return slots[0];
}

class Compiler {
 public:
  explicit Compiler(Plan& plan) : plan_(plan) {}

  /// The instruction that leaves the node's value in `result`; nothing where there is none.
  InstructionPtr compile(const Node& node, std::size_t result) {
    plan_.registers = std::max(plan_.registers, result + 1);
    const auto kind = lane_kind(node.type);
    if (!kind) return refuse(node, "a " + to_text(node.type));
    if (node.folded) return constant(node, *kind);
    if (const auto slot = only_text_slot(node)) {
      return by_word(node, *kind, *slot, plan_.tables++, result);
    }
    switch (node.kind) {
      case NodeKind::slot:
        return *kind == LaneKind::number ? number_column(node.index) : truth_column(node.index);
      case NodeKind::negate: return with_one(node, result, number_negation);
      case NodeKind::negation: return with_one(node, result, truth_negation);
      case NodeKind::binary: return binary(node, result);
      case NodeKind::conjunction: return junction(node, false, result);
      case NodeKind::disjunction: return junction(node, true, result);
      case NodeKind::conditional: return conditional(node, result);
      case NodeKind::call: return call(node, *kind, result);
      case NodeKind::present: return present(node, result);
      case NodeKind::comprehension: return refuse(node, "'" + node.name + "'");
      default: return refuse(node, "a " + to_text(node.children[0].type));
    }
  }

 private:
  InstructionPtr refuse(const Node& node, const std::string& what) {
    if (plan_.why_not.empty())
      plan_.why_not = node.name.empty() || node.kind == NodeKind::comprehension
                          ? fmt::format("{} has no column", what)
                          : fmt::format("'{}' is {}, which has no column", node.name, what);
    return nullptr;
  }

  InstructionPtr constant(const Node& node, LaneKind kind) {
    const Value& value = *node.folded;
    if (value.is<double>() || value.is<bool>() || value.is<Unknown>() || value.is<Error>())
      return constant_vector(value, kind);
    return refuse(node, "a constant of type " + to_text(node.type));
  }

  bool compile_children(const Node& node, std::size_t result, std::vector<InstructionPtr>& out) {
    for (std::size_t i = 0; i < node.children.size(); ++i) {
      out.push_back(compile(node.children[i], result + i));
      if (out.back() == nullptr) return false;
    }
    return true;
  }

  template <class Make>
  InstructionPtr with_one(const Node& node, std::size_t result, Make make) {
    InstructionPtr operand = compile(node.children[0], result);
    return operand ? make(std::move(operand), result) : nullptr;
  }

  InstructionPtr binary(const Node& node, std::size_t result) {
    if (node.op == Operator::in) return membership(node, result);
    const Node& left = node.children[0];
    const Node& right = node.children[1];
    const bool equality = node.op == Operator::equal || node.op == Operator::not_equal;
    const bool texts = left.kind == NodeKind::slot && right.kind == NodeKind::slot &&
                       left.type.kind == TypeKind::string && right.type.kind == TypeKind::string;
    if (equality && texts)
      return text_comparison(node.op == Operator::equal, left.index, right.index, result);
    std::vector<InstructionPtr> sides;
    if (!compile_children(node, result, sides)) return nullptr;
    if (sides[0]->kind() != sides[1]->kind())
      return refuse(node, fmt::format("'{}' of a number and a truth value", sign_of(node.op)));
    if (sides[0]->kind() == LaneKind::truth) {
      if (!equality) return refuse(node, "the order of truth values");
      return truth_comparison(node.op == Operator::equal, std::move(sides[0]), std::move(sides[1]),
                              result);
    }
    if (is_arithmetic(node.op))
      return number_operation(node.op, std::move(sides[0]), std::move(sides[1]), result);
    return number_comparison(node.op, std::move(sides[0]), std::move(sides[1]), result);
  }

  InstructionPtr membership(const Node& node, std::size_t result) {
    const Node& list = node.children[1];
    if (!list.folded || !list.folded->is<List>()) return refuse(node, "'in' of a list that varies");
    std::vector<double> numbers;
    for (const Value& item : *list.folded->get<List>().items) {
      if (!item.is<double>()) return refuse(node, "'in' of a list that is not of numbers");
      numbers.push_back(item.get<double>());
    }
    InstructionPtr item = compile(node.children[0], result);
    if (item == nullptr) return nullptr;
    if (item->kind() != LaneKind::number) return refuse(node, "a truth value in a list");
    return number_membership(std::move(item), std::move(numbers), result);
  }

  InstructionPtr junction(const Node& node, bool decisive, std::size_t result) {
    std::vector<InstructionPtr> operands;
    // Each operand is used up before the next: they share the register.
    for (const Node& child : node.children) {
      operands.push_back(compile(child, result));
      if (operands.back() == nullptr) return nullptr;
    }
    return truth_junction(decisive, std::move(operands), result);
  }

  InstructionPtr conditional(const Node& node, std::size_t result) {
    std::vector<InstructionPtr> parts;
    if (!compile_children(node, result, parts)) return nullptr;
    if (parts[1]->kind() != parts[2]->kind()) return refuse(node, "a choice between unlike values");
    return choice(std::move(parts[0]), std::move(parts[1]), std::move(parts[2]), result);
  }

  InstructionPtr present(const Node& node, std::size_t result) {
    if (!node.name.empty()) return refuse(node, "a field of a map");
    return with_one(node, result, is_known);
  }

  InstructionPtr call(const Node& node, LaneKind kind, std::size_t result) {
    if (asks_row(node)) return refuse(node, "a function of the graph");
    if (node.overloads.size() != 1) return refuse(node, "a function chosen at run time");
    std::vector<InstructionPtr> arguments;
    if (!compile_children(node, result, arguments)) return nullptr;
    if (InstructionPtr fast = kernel(node, kind, arguments, result)) return fast;
    return call_by_row(node, kind, std::move(arguments), result);
  }

  /// An instruction made for this function, whose arguments it then takes.
  static InstructionPtr kernel(const Node& node, LaneKind kind,
                               std::vector<InstructionPtr>& arguments, std::size_t result) {
    if (node.name == "known") return is_known(std::move(arguments[0]), result);
    if (node.name == "default" && arguments[0]->kind() == arguments[1]->kind())
      return first_known(std::move(arguments[0]), std::move(arguments[1]), result);
    const bool numbers =
        kind == LaneKind::number &&
        std::all_of(arguments.begin(), arguments.end(),
                    [](const InstructionPtr& a) { return a->kind() == LaneKind::number; });
    if (!numbers) return nullptr;
    if (node.name == "min" || node.name == "max") {
      // min(a, b, c) is min(min(a, b), c); the registers stay in this order.
      InstructionPtr best = std::move(arguments[0]);
      for (std::size_t i = 1; i < arguments.size(); ++i)
        best = number_extreme(node.name == "max", std::move(best), std::move(arguments[i]), result);
      return best;
    }
    return number_function(node.name, arguments, result);
  }

  Plan& plan_;
};

/// A result vector, put behind what the column has.
void append(const Lane& lane, LaneKind kind, const Run& run, Column& out) {
  const std::size_t first = run.begin / 64;
  for (std::size_t w = 0; w < run.words(); ++w) {
    const std::uint64_t known = lane.known[w];
    out.known.words()[first + w] = known;
    out.errors.words()[first + w] = lane.errors[w];
    if (kind == LaneKind::truth) out.truths.words()[first + w] = lane.truths[w] & known;
  }
  if (kind == LaneKind::truth) return;
  double* numbers = out.numbers.data() + run.begin;
  for (std::size_t w = 0; w < run.words(); ++w) {
    const std::size_t end = std::min(run.rows, 64 * w + 64);
    if (lane.known[w] == ~0ull)
      std::copy(lane.numbers + 64 * w, lane.numbers + end, numbers + 64 * w);
    else
      for (std::size_t i = 64 * w; i < end; ++i)
        numbers[i] = chosen(lane.known[w] >> (i % 64), lane.numbers[i], 0.0);
  }
}

class Compiled : public ColumnarProgram {
 public:
  Compiled(InstructionPtr root, Plan plan) : root_(std::move(root)), plan_(std::move(plan)) {}

  [[nodiscard]] Column run(std::span<const Column* const> columns,
                           std::size_t rows) const override {
    const LaneKind kind = root_->kind();
    Column out =
        unknown_column(kind == LaneKind::number ? ColumnKind::number : ColumnKind::truth, rows);
    Run run;
    run.columns = columns;
    run.registers.resize(plan_.registers);
    run.word_results.resize(plan_.tables);
    for (run.begin = 0; run.begin < rows; run.begin += vector_rows) {
      run.rows = std::min(vector_rows, rows - run.begin);
      append(root_->evaluate(run), kind, run, out);
    }
    out.known.clear_tail();
    out.errors.clear_tail();
    out.truths.clear_tail();
    return out;
  }

 private:
  InstructionPtr root_;
  Plan plan_;
};

}  // namespace

std::shared_ptr<const ColumnarProgram> ColumnarProgram::compile(const Node& root,
                                                                std::string& why_not) {
  Plan plan;
  InstructionPtr instruction = Compiler(plan).compile(root, 0);
  if (instruction == nullptr) {
    why_not = plan.why_not;
    return nullptr;
  }
  return std::make_shared<Compiled>(std::move(instruction), std::move(plan));
}

}  // namespace harbinger::expr::detail
