// SPDX-License-Identifier: Apache-2.0
// What the tests of reports share: a run to report, and the look of a text.
#pragma once

#include <algorithm>
#include <sstream>
#include <string>

#include "report/run_info.hpp"
#include "report/text_table.hpp"

namespace harbinger::report {

inline RunInfo a_run() {
  return {"harbinger 0.1.0", *parse_day("2024-12-31"), {{"data/scanners", "aa11"}}};
}

/// Columns of the widest line.
inline std::size_t widest(const std::string& text) {
  std::istringstream lines(text);
  std::size_t width = 0;
  for (std::string line; std::getline(lines, line);) width = std::max(width, display_width(line));
  return width;
}

/// The first line that holds `words`, without its line break; empty where none does.
inline std::string line_with(const std::string& text, std::string_view words) {
  std::istringstream lines(text);
  for (std::string line; std::getline(lines, line);)
    if (line.find(words) != std::string::npos) return line;
  return {};
}

inline bool has(const std::string& text, std::string_view words) {
  return text.find(words) != std::string::npos;
}

/// A name that would run as HTML or Markdown, turn the direction of writing, and clear a terminal.
inline const std::string hostile_name = "<b>A|B</b>\xE2\x80\xAE\x1b[2J";

}  // namespace harbinger::report
