// SPDX-License-Identifier: Apache-2.0
#include "cli/eval_lines.hpp"

#include <algorithm>
#include <charconv>
#include <optional>
#include <vector>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "base/parallel.hpp"
#include "expr/program.hpp"
#include "report/cel_json.hpp"

namespace harbinger::cli {

namespace {

using Json = nlohmann::json;

constexpr std::size_t longest_container = 200;

/// Lines that one thread takes at a time.
constexpr std::size_t lines_at_once = 256;

std::string failure(std::string_view message, std::size_t column) {
  // What cannot be written as UTF-8 (a byte of a bad line, quoted) is replaced.
  const std::string text =
      Json(std::string(message)).dump(-1, ' ', false, Json::error_handler_t::replace);
  return fmt::format("{{\"error\":{},\"at\":{}}}", text, column);
}

/// Where an integer stands that 64 bits do not hold: the JSON reader would make it a double without a word.
std::optional<std::size_t> integer_too_large(std::string_view line) {
  bool in_text = false;
  for (std::size_t at = 0; at < line.size(); ++at) {
    const char c = line[at];
    if (c == '"') in_text = !in_text;
    if (in_text && c == '\\') ++at;
    if (in_text || c < '0' || c > '9') continue;
    const std::size_t begin = at;
    at = std::min(line.find_first_not_of("0123456789", at), line.size());
    const bool whole =
        at == line.size() || std::string_view(".eE").find(line[at]) == std::string_view::npos;
    const bool negative = begin > 0 && line[begin - 1] == '-';
    std::uint64_t number = 0;
    const bool fits =
        std::from_chars(line.data() + begin, line.data() + at, number).ec == std::errc();
    if (whole && (!fits || (negative && number > (1ull << 63)))) return begin;
    while (at < line.size() &&
           std::string_view("0123456789.eE+-").find(line[at]) != std::string_view::npos)
      ++at;
    --at;
  }
  return std::nullopt;
}

class ValueRow : public expr::Row {
 public:
  std::vector<expr::Value> values;
  [[nodiscard]] expr::Value slot(std::uint32_t slot) const override { return values[slot]; }
};

/// One line, taken apart.
struct Request {
  std::string expression;
  expr::Environment environment{expr::Dialect::dynamic, "variable"};
  ValueRow row;
  std::string wrong;  ///< What is wrong with it, if anything is.
};

void read_variables(const Json& vars, Request& request) {
  if (!vars.is_object()) {
    request.wrong = "\"vars\" is an object of names and values";
    return;
  }
  for (const auto& [name, json] : vars.items()) {
    auto value = report::value_of_cel_json(json);
    if (!value) {
      request.wrong = fmt::format("variable '{}': {}", name, value.error());
      return;
    }
    request.environment.declare(name, expr::simple(expr::TypeKind::dyn));
    request.row.values.push_back(std::move(*value));
  }
}

void read_request(const Json& json, Request& request) {
  if (!json.is_object()) {
    request.wrong = "expected an object: {\"expr\": \"1 + 2\"}";
    return;
  }
  const auto expression = json.find("expr");
  if (expression == json.end() || !expression->is_string()) {
    request.wrong = "\"expr\" is missing: the text of an expression";
    return;
  }
  request.expression = expression->get<std::string>();
  if (const auto container = json.find("container"); container != json.end()) {
    const bool is_name = container->is_string() &&
                         container->get_ref<const std::string&>().size() <= longest_container;
    if (!is_name) {
      request.wrong = fmt::format("\"container\" is a name such as \"a.b\", of at most {} bytes",
                                  longest_container);
      return;
    }
    request.environment.set_container(container->get<std::string>());
  }
  if (const auto vars = json.find("vars"); vars != json.end()) read_variables(*vars, request);
}

std::string answer(const Request& request) {
  const WrittenText text = written_argument("expr", request.expression);
  Diagnostics diagnostics;
  const auto program = expr::check(text, request.environment, diagnostics);
  if (!program) {
    const Diagnostic& first = diagnostics.all().front();
    return failure(first.hint.empty() ? first.message : first.message + "; " + first.hint,
                   first.where.column);
  }
  const expr::Value value = program->evaluate(request.row);
  if (const auto* error = value.get_if<expr::Error>())
    return failure(error->message,
                   error->at == expr::Error::nowhere ? 1 : text.position(error->at).column);
  std::string out = "{\"value\":";
  report::append_cel_json(out, value);
  return out + ",\"type\":\"" + expr::type_name(value) + "\"}";
}

}  // namespace

std::string evaluated_line(std::string_view line) {
  if (line.size() > longest_line)
    return failure(fmt::format("the line is longer than {} bytes", longest_line), 1);
  Request request;
  try {
    read_request(Json::parse(line), request);
  } catch (const Json::parse_error& error) {
    return failure("not JSON", error.byte);
  } catch (const Json::out_of_range&) {
    return failure("a number is beyond what a double holds", 1);
  }
  if (const auto at = integer_too_large(line))
    return failure("an integer is beyond 64 bits; write {\"double\": \"...\"} or a point", *at + 1);
  return request.wrong.empty() ? answer(request) : failure(request.wrong, 1);
}

std::string evaluated_lines(std::string_view lines, unsigned threads) {
  std::vector<std::string_view> each;
  for (std::size_t at = 0; at < lines.size();) {
    const std::size_t end = std::min(lines.find('\n', at), lines.size());
    each.push_back(lines.substr(at, end - at));
    if (each.back().ends_with('\r')) each.back().remove_suffix(1);
    at = end + 1;
  }
  const std::size_t blocks = (each.size() + lines_at_once - 1) / lines_at_once;
  std::vector<std::string> answers(blocks);
  const auto block = [&](std::size_t b) {
    const std::size_t end = std::min(each.size(), (b + 1) * lines_at_once);
    for (std::size_t i = b * lines_at_once; i < end; ++i)
      answers[b].append(evaluated_line(each[i])).append("\n");
  };
  parallel_for(blocks, threads, block);
  std::string out;
  for (const std::string& part : answers) out += part;
  return out;
}

}  // namespace harbinger::cli
