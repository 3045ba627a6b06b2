// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include "report/detail/change_text.hpp"
#include "report/detail/comparison_json.hpp"
#include "report/run_difference_report.hpp"
#include "report/whatif_report.hpp"

namespace harbinger::report {

namespace {

using detail::Json;
using store::Difference;

std::string shown_value(const std::string& value) { return value.empty() ? "–" : printable(value); }

std::string line_of(std::string_view kind, const Difference& difference, const TextStyle& style) {
  return wrapped(fmt::format("{:<8} {}  {} → {}", kind, printable(difference.what),
                             shown_value(difference.before), shown_value(difference.after)),
                 style.width, "         ") +
         "\n";
}

/// Hashes cut to what tells them apart.
Difference with_short_hashes(Difference input) {
  constexpr std::size_t digits = 12;
  input.before.resize(std::min(input.before.size(), digits));
  input.after.resize(std::min(input.after.size(), digits));
  return input;
}

std::string result_lines(const store::RunDifference& difference, const TextStyle& style) {
  if (difference.same_result) return "result   the same bytes\n";
  if (!difference.first_line) return "result   other bytes, one of them too large to be kept\n";
  const store::LineDifference& line = *difference.first_line;
  return fmt::format("result   other bytes from line {} on\n         - {}\n         + {}\n",
                     line.line, cut(printable(line.before), style.width - 11),
                     cut(printable(line.after), style.width - 11));
}

Json json_of(const std::vector<Difference>& differences) {
  const auto value = [](const std::string& text) {
    return text.empty() ? Json(nullptr) : Json(text);
  };
  Json all = Json::array();
  for (const Difference& difference : differences)
    all.push_back({{"what", difference.what},
                   {"before", value(difference.before)},
                   {"after", value(difference.after)}});
  return all;
}

}  // namespace

std::string run_difference_text(const store::RunDifference& difference, const TextStyle& style,
                                std::size_t shown) {
  std::string out;
  for (const Difference& option : difference.options) out += line_of("option", option, style);
  for (const Difference& input : difference.inputs)
    out += line_of("input", with_short_hashes(input), style);
  if (difference.engine)
    out += fmt::format("engine   {} → {}\n", printable(difference.engine->before),
                       printable(difference.engine->after));
  out += result_lines(difference, style);
  for (const scenario::Comparison& comparison : difference.rankings)
    out += "\n" + emphasised(printable(comparison.name), Emphasis::strong, style) + "\n" +
           whatif_moves(comparison, style, shown);
  for (const std::string& name : difference.not_compared)
    out += fmt::format("\n{}: is not kept, or only one of the runs has it\n", printable(name));
  return out;
}

std::string run_difference_json(const store::RunName& before, const store::RunName& after,
                                const store::RunDifference& difference) {
  Json json{{"before", to_text(before)},
            {"after", to_text(after)},
            {"options", json_of(difference.options)},
            {"inputs", json_of(difference.inputs)},
            {"engine", nullptr},
            {"same_result", difference.same_result},
            {"first_line", nullptr},
            {"rankings", Json::array()},
            {"not_compared", difference.not_compared}};
  if (difference.engine) json["engine"] = json_of({*difference.engine})[0];
  if (difference.first_line)
    json["first_line"] = {{"line", difference.first_line->line},
                          {"before", difference.first_line->before},
                          {"after", difference.first_line->after}};
  for (const scenario::Comparison& comparison : difference.rankings)
    json["rankings"].push_back(detail::json_of(comparison));
  return detail::dumped(json);
}

}  // namespace harbinger::report
