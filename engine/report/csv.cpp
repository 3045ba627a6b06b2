// SPDX-License-Identifier: Apache-2.0
#include "report/csv.hpp"

#include <cmath>

#include <fmt/core.h>

#include "base/csv_quoting.hpp"

namespace harbinger::report {

std::string csv_text(std::string_view text) {
  const bool runs =
      !text.empty() && std::string_view("=+-@\t\r").find(text.front()) != std::string_view::npos;
  return runs ? csv_quoted("'" + std::string(text)) : csv_quoted(text);
}

std::string csv_number(double value) {
  return std::isfinite(value) ? fmt::format("{}", value) : std::string();
}

}  // namespace harbinger::report
