// SPDX-License-Identifier: Apache-2.0
#include <fcntl.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <ostream>
#include <thread>

#include <nlohmann/json.hpp>

#include "base/files.hpp"
#include "cli/commands.hpp"
#include "cli/eval_lines.hpp"
#include "expr/program.hpp"
#include "report/cel_json.hpp"

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
    auto value = report::value_of_cel_json(json);
    if (!value) {
      diagnostics.error(written.position(equals + 1, text.size()), "{}", value.error());
      return;
    }
    values_.push_back(std::move(*value));
  }

  [[nodiscard]] expr::Value slot(std::uint32_t slot) const override { return values_[slot]; }

 private:
  std::vector<expr::Value> values_;
};

/// A double of strict CEL always shows that it is one.
std::string shown(const expr::Value& value) {
  const double* number = value.get_if<double>();
  if (number == nullptr) return expr::to_text(value);
  const std::string text = fmt::format("{}", *number);
  return text.find_first_not_of("-0123456789") == std::string::npos ? text + ".0" : text;
}

/// Answers lines as they come: all that are complete each time the input has something, so that a program may
/// ask one, read the answer, and ask the next.
int eval_lines(const EvalOptions& options, Context& context) {
  const bool standard = options.expression.empty() || options.expression == "-";
  const int input =
      standard ? STDIN_FILENO : ::open(options.expression.c_str(), O_RDONLY | O_CLOEXEC);
  if (input < 0)
    return refuse({Severity::error,
                   whole_file(options.expression),
                   fmt::format("cannot be read: {}", std::strerror(errno)),
                   {}},
                  context);
  const unsigned threads =
      options.threads > 0 ? options.threads : std::max(1u, std::thread::hardware_concurrency());
  std::string waiting;
  std::vector<char> buffer(std::size_t{4} << 20);
  ssize_t count = 0;
  while ((count = ::read(input, buffer.data(), buffer.size())) > 0 ||
         (count < 0 && errno == EINTR)) {
    if (count < 0) continue;
    const std::size_t searched = waiting.size();
    waiting.append(buffer.data(), static_cast<std::size_t>(count));
    const std::size_t end = waiting.rfind('\n');
    // A line without an end is dropped as it grows too long, and still answered once.
    if (end == std::string::npos || end < searched) {
      if (waiting.size() > longest_line + 1) waiting.resize(longest_line + 1);
      continue;
    }
    context.out << evaluated_lines(std::string_view(waiting).substr(0, end + 1), threads)
                << std::flush;
    waiting.erase(0, end + 1);
  }
  const int failed = count < 0 ? errno : 0;
  if (!standard) ::close(input);
  if (!waiting.empty()) context.out << evaluated_line(waiting) << "\n" << std::flush;
  if (failed == 0) return done;
  return refuse({Severity::error,
                 whole_file(standard ? "<stdin>" : options.expression),
                 fmt::format("cannot be read: {}", std::strerror(failed)),
                 {}},
                context);
}

}  // namespace

int eval(const EvalOptions& options, Context& context) {
  if (options.lines) return eval_lines(options, context);
  if (options.expression.empty())
    return refuse({Severity::error, {}, "expression is required", "harbinger eval '1 + 2 * 3'"},
                  context);
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
