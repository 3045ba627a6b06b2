// SPDX-License-Identifier: Apache-2.0
// What an expression may name: variables, records with fields (`site.country`), and functions.
// Each variable and each field is a *slot*; a row (one site, one binding of a pattern) gives each slot a
// value.
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "expr/type.hpp"
#include "expr/value.hpp"

namespace harbinger::expr {

/// One row: a site, a binding of a pattern, an object of a JSON line.
class Row {
 public:
  virtual ~Row() = default;
  [[nodiscard]] virtual Value slot(std::uint32_t slot) const = 0;
  /// A function whose answer depends on the row's world (`controlled_by` asks the graph as of a day).
  [[nodiscard]] virtual Value call(std::uint32_t host_function,
                                   std::span<const Value> arguments) const;
};

/// How a function may be written: `f(x, y)`, `x.f(y)`, or both.
enum class CallStyle : unsigned char { global, member, both };

struct Function {
  std::string name;
  std::vector<Type> arguments = {};  ///< Exactly so many; a last one marked `variadic` may repeat.
  bool variadic = false;
  Type result;
  std::string doc = {};  ///< One line for `harbinger functions`, with an example.
  /// Never called with an Error. Called with Unknown only where `takes_unknown`; else the result is Unknown.
  std::function<Value(std::span<const Value>)> call = {};
  bool takes_unknown = false;
  /// Set instead of `call` for what only the row can answer: the number given to Row::call.
  std::optional<std::uint32_t> host = std::nullopt;
  CallStyle style = CallStyle::global;
  /// Items that a call counts as, beside those of its arguments, where an evaluation is bounded.
  std::uint32_t cost = 0;
  /// Where the first argument is an optional with a value, the others are not evaluated, nor passed.
  bool otherwise = false;
  /// Called with a Range only where set; else a Range among the arguments makes the result Unknown.
  bool takes_range = false;
};

/// Looks names up without making a std::string of them.
struct NameHash {
  using is_transparent = void;
  [[nodiscard]] std::size_t operator()(std::string_view name) const {
    return std::hash<std::string_view>{}(name);
  }
};
template <class T>
using ByName = std::unordered_map<std::string, T, NameHash, std::equal_to<>>;

/// Functions in order of declaration, with their overloads by name. Shared by the environments that have the
/// same ones.
class FunctionTable {
 public:
  explicit FunctionTable(std::vector<Function> functions = {});
  void add(Function function);

  [[nodiscard]] const std::vector<Function>& all() const { return functions_; }
  /// The overloads of a name, in order of declaration: indices into all().
  [[nodiscard]] std::span<const std::uint32_t> named(std::string_view name) const;

 private:
  std::vector<Function> functions_;
  ByName<std::vector<std::uint32_t>> by_name_;
};

/// The table of standard_functions().
[[nodiscard]] const std::shared_ptr<const FunctionTable>& standard_function_table();

/// How literals are read.
enum class Dialect : unsigned char {
  strict,  ///< CEL to the letter: `1` is an int and `1.0` a double, and they do not mix.
  dynamic,  ///< The same without CEL's type check, which is optional there: types are left to run time.
  rules,  ///< A numeric literal takes the type of what stands on the other side; a lone one is a double.
};

class Environment {
 public:
  /// `variable_noun` is what a person calls a variable here: "unknown signal 'x'".
  explicit Environment(Dialect dialect = Dialect::rules, std::string variable_noun = "name",
                       std::shared_ptr<const FunctionTable> functions = standard_function_table());

  /// Names are first looked for in this container (`a.b`), then in those around it, as CEL resolves them.
  void set_container(std::string container) { container_ = std::move(container); }

  /// Declares a variable; its slot is returned.
  std::uint32_t declare(std::string name, Type type);
  /// Declares `record.field`. The record itself has a slot too where `declare(record, entity)` made one.
  std::uint32_t declare_field(std::string record, std::string field, Type type);
  /// Adds a function, or another overload of one.
  void add_function(Function function);

  [[nodiscard]] Dialect dialect() const { return dialect_; }
  [[nodiscard]] const std::string& container() const { return container_; }
  [[nodiscard]] const std::string& variable_noun() const { return variable_noun_; }
  [[nodiscard]] std::uint32_t slot_count() const {
    return static_cast<std::uint32_t>(slots_.size());
  }
  [[nodiscard]] const std::vector<Function>& functions() const { return functions_->all(); }
  [[nodiscard]] bool has_function(std::string_view name) const {
    return !functions_->named(name).empty();
  }
  /// The overloads of a function, in order of declaration; none where there is no such function.
  [[nodiscard]] std::vector<std::shared_ptr<const Function>> functions_named(
      std::string_view name) const;

  struct Slot {
    std::string record;
    std::string name;
    Type type;
  };  ///< record empty: a variable.
  [[nodiscard]] const std::vector<Slot>& slots() const { return slots_; }
  /// A variable, or a field as `record.field`.
  [[nodiscard]] std::optional<std::uint32_t> find(std::string_view path) const;
  [[nodiscard]] std::optional<std::uint32_t> find_field(std::string_view record,
                                                        std::string_view field) const;
  [[nodiscard]] bool is_record(std::string_view name) const;

 private:
  Dialect dialect_;
  std::string variable_noun_;
  std::string container_;
  std::vector<Slot> slots_;
  ByName<ByName<std::uint32_t>> by_record_;  ///< Slots by record (empty: variables) and name.
  std::shared_ptr<const FunctionTable> functions_;
};

/// The functions every expression has: those of CEL's standard library, and ours (`known`, `default`,
/// `decay`, `grant_element`, ...). Already in each Environment.
[[nodiscard]] const std::vector<Function>& standard_functions();

}  // namespace harbinger::expr
