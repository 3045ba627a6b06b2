// SPDX-License-Identifier: Apache-2.0
// Syntax tree to checked tree: names become slots, macros comprehensions, functions overloads, and every
// node gets its type. All mistakes are told in one go; the type `never` keeps one from being told twice.
//
// In the rules dialect all numbers are doubles: a literal is one, the whole numbers that functions give
// become one (`to_number`), and where an int is wanted (an index, an int variable) the literal is an int
// again. A string literal beside a date is a date.
#pragma once

#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/diagnostic.hpp"
#include "base/written_text.hpp"
#include "expr/detail/node.hpp"

namespace harbinger::expr::detail {

/// Whether a value of type `from` may stand where `to` is wanted, without conversion. Unchecked parts and
/// `dyn` fit everywhere.
[[nodiscard]] bool fits(const Type& from, const Type& to);

/// `a.b.c` where the tree is names and nothing else.
[[nodiscard]] std::optional<std::string> path_of(const Syntax& syntax);

class Checker {
 public:
  Checker(const WrittenText& text, const Environment& environment, Diagnostics& diagnostics);
  [[nodiscard]] Node check(const Syntax& syntax);

 private:
  struct Local {
    std::string name;
    Type type;
  };

  // checker.cpp: literals, lists, maps
  [[nodiscard]] Node typed(const Syntax& syntax);
  [[nodiscard]] Node literal(const Syntax& syntax) const;
  [[nodiscard]] Node index(const Syntax& syntax);
  [[nodiscard]] Node list(const Syntax& syntax);
  [[nodiscard]] Node map(const Syntax& syntax);

  // check_names.cpp
  [[nodiscard]] Node name(const Syntax& syntax);
  [[nodiscard]] Node select(const Syntax& syntax);
  [[nodiscard]] Node field(const Syntax& syntax);
  [[nodiscard]] Node slot(const Syntax& syntax, std::uint32_t slot) const;
  /// The full names a path may stand for, in the order in which they are tried.
  [[nodiscard]] std::vector<std::string> candidates(const std::string& path, bool absolute) const;
  /// A whole path that is a slot or a type; nothing where it is neither, or starts at a local.
  [[nodiscard]] std::optional<Node> resolved_path(const Syntax& syntax) const;
  [[nodiscard]] const Local* local_named(const std::string& name) const;
  [[nodiscard]] bool starts_at_local(const Syntax& path) const;
  [[nodiscard]] bool names_record(const Syntax& syntax) const;
  [[nodiscard]] std::vector<std::string> known_names() const;
  [[nodiscard]] std::string unknown_text(const Syntax& syntax) const;
  void unknown_name(const Syntax& syntax);
  void unknown_field(const Syntax& syntax);

  // check_operators.cpp
  [[nodiscard]] Node negate(const Syntax& syntax);
  [[nodiscard]] Node negation(const Syntax& syntax);
  [[nodiscard]] Node binary(const Syntax& syntax);
  [[nodiscard]] Node junction(const Syntax& syntax, NodeKind kind);
  [[nodiscard]] Node conditional(const Syntax& syntax);
  [[nodiscard]] Type arithmetic_type(const Node& node) const;
  [[nodiscard]] bool comparable(const Node& left, const Node& right, Operator op) const;
  [[nodiscard]] bool membership(Node& item, Node& collection);
  void no_operator(const Node& node);
  void want_truth(const Node& node, std::string_view what);
  void want_optional(const Node& node);

  // check_calls.cpp
  [[nodiscard]] Node call(const Syntax& syntax);
  [[nodiscard]] Node resolved(Node call, bool member);
  /// The full name of the function a call means. `member` is made false where the target is its namespace.
  [[nodiscard]] std::string function_name(const Syntax& syntax, bool& member) const;
  /// A part that fails whenever it is evaluated, where types are left to run time.
  [[nodiscard]] Node failing(const Syntax& syntax, std::string message) const;
  [[nodiscard]] bool dynamic() const { return environment_.dialect() == Dialect::dynamic; }
  [[nodiscard]] int conversion_cost(const Node& argument, const Type& wanted) const;
  void unknown_function(const Syntax& syntax, const std::string& name);
  void wrong_arguments(const Node& call,
                       std::span<const std::shared_ptr<const Function>> overloads);
  void prepare_pattern(Node& call);

  // check_macros.cpp
  [[nodiscard]] std::optional<Node> macro(const Syntax& syntax);
  [[nodiscard]] Node has(const Syntax& syntax);
  [[nodiscard]] Node comprehension(const Syntax& syntax, Macro macro, std::size_t variables);
  [[nodiscard]] Node bind(const Syntax& syntax);
  /// Declares the variables of a macro over a value of type `range`; false after an error.
  [[nodiscard]] bool bind_variables(const Syntax& syntax, std::size_t count, const Type& range);
  [[nodiscard]] static bool names_macro(const std::string& name);

  // conversions.cpp
  [[nodiscard]] bool rules() const { return environment_.dialect() == Dialect::rules; }
  /// Makes the node fit where the rules dialect lets it: a literal takes the type, an int widens.
  void adapt(Node& node, const Type& wanted);
  void adapt_each_other(Node& a, Node& b);
  void become_date(Node& literal);

  [[nodiscard]] Node node_at(const Syntax& syntax, NodeKind kind, Type type) const;
  [[nodiscard]] TextPosition place(const Syntax& syntax) const;
  [[nodiscard]] TextPosition place(const Node& node) const;
  [[nodiscard]] TextPosition name_place(const Syntax& syntax) const;

  const WrittenText& text_;
  const Environment& environment_;
  Diagnostics& diagnostics_;
  std::vector<Local> locals_;
};

}  // namespace harbinger::expr::detail
