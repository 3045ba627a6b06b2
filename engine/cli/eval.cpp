// SPDX-License-Identifier: Apache-2.0
#include <ostream>

#include <nlohmann/json.hpp>

#include "base/files.hpp"
#include "cli/commands.hpp"
#include "expr/program.hpp"

namespace harbinger::cli {

namespace {

using Json = nlohmann::json;

/// The variables of the call, each with its value.
class Variables : public expr::Row {
 public:
  expr::Environment environment{expr::Dialect::strict};

  /// Adds `name=json`; an error says what is wrong with it.
  void add(const std::string& text, Diagnostics& diagnostics) {
    const WrittenText written = written_argument("--var", text);
    const std::size_t equals = text.find('=');
    if (equals == std::string::npos || equals == 0) {
      diagnostics.error(written.where(), "expected NAME=JSON, found '{}'", text);
      return;
    }
    const Json json = Json::parse(text.substr(equals + 1), nullptr, false);
    if (json.is_discarded()) {
      diagnostics.error(written.position(equals + 1, text.size()), "not JSON")
          .with_hint("a text stands in double quotes");
      return;
    }
    environment.declare(text.substr(0, equals), expr::simple(expr::TypeKind::dyn));
    values_.push_back(value_of(json));
  }

  [[nodiscard]] expr::Value slot(std::uint32_t slot) const override { return values_[slot]; }

 private:
  static expr::Value value_of(const Json& json) {
    if (json.is_boolean()) return json.get<bool>();
    if (json.is_number_integer()) return json.get<std::int64_t>();
    if (json.is_number()) return json.get<double>();
    if (json.is_string()) return json.get<std::string>();
    if (json.is_array()) {
      std::vector<expr::Value> items;
      for (const Json& item : json) items.push_back(value_of(item));
      return expr::List{std::make_shared<const std::vector<expr::Value>>(std::move(items))};
    }
    if (json.is_object()) {
      std::vector<std::pair<expr::Value, expr::Value>> entries;
      for (const auto& [key, value] : json.items()) entries.emplace_back(key, value_of(value));
      return expr::Map{std::make_shared<const std::vector<std::pair<expr::Value, expr::Value>>>(
          std::move(entries))};
    }
    return expr::Null{};
  }

  std::vector<expr::Value> values_;
};

/// A double of strict CEL always shows that it is one.
std::string shown(const expr::Value& value) {
  const double* number = value.get_if<double>();
  if (number == nullptr) return expr::to_text(value);
  const std::string text = fmt::format("{}", *number);
  return text.find_first_not_of("-0123456789") == std::string::npos ? text + ".0" : text;
}

}  // namespace

int eval(const EvalOptions& options, Context& context) {
  WrittenText expression = written_argument("<expression>", options.expression);
  if (options.expression == "-") {
    const auto input = read_file("-");
    if (!input) return refuse(input.error(), context);
    expression = written_argument("<stdin>", std::string((*input)->content()));
  }
  Diagnostics diagnostics;
  Variables variables;
  for (const std::string& variable : options.variables) variables.add(variable, diagnostics);
  const auto program = diagnostics.has_errors()
                           ? std::nullopt
                           : expr::check(expression, variables.environment, diagnostics);
  tell(diagnostics, context);
  if (!program) return wrong_input;
  const expr::Value value = program->evaluate(variables);
  if (const auto* error = value.get_if<expr::Error>()) {
    context.err << "error: " << error->message << "\n";
    return wrong_input;
  }
  context.out << shown(value) << "\n";
  return done;
}

}  // namespace harbinger::cli
