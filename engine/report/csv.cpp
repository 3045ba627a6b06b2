// SPDX-License-Identifier: Apache-2.0
#include "report/csv.hpp"

#include <cmath>

#include <fmt/core.h>

namespace harbinger::report {

std::string csv_text(std::string_view text) {
  const bool runs =
      !text.empty() && std::string_view("=+-@\t\r").find(text.front()) != std::string_view::npos;
  std::string cell = runs ? "'" + std::string(text) : std::string(text);
  if (cell.find_first_of(",\"\n\r") == std::string::npos) return cell;
  std::string quoted = "\"";
  for (const char c : cell) {
    if (c == '"') quoted += '"';
    quoted += c;
  }
  return quoted + "\"";
}

std::string csv_number(double value) {
  return std::isfinite(value) ? fmt::format("{}", value) : std::string();
}

}  // namespace harbinger::report
