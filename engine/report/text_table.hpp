// SPDX-License-Identifier: Apache-2.0
// Pieces of text output: columns by display width, bars, colours for a terminal.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace harbinger::report {

/// How a text is to look where it goes.
struct TextStyle {
  bool colour = false;      ///< A terminal, and NO_COLOR is not set.
  std::size_t width = 100;  ///< Columns.
};

/// Columns a text takes on a terminal: code points, without combining marks and control characters.
[[nodiscard]] std::size_t display_width(std::string_view text);
/// The text in exactly `width` columns: cut with `…`, or filled with spaces on the right.
[[nodiscard]] std::string fitted(std::string_view text, std::size_t width);
/// The text in at most `width` columns.
[[nodiscard]] std::string cut(std::string_view text, std::size_t width);
/// The text broken at spaces into lines of at most `width` columns, each but the first behind `indent`.
[[nodiscard]] std::string wrapped(std::string_view text, std::size_t width,
                                  std::string_view indent);
/// `fraction` of `width` columns as a bar of eighths.
[[nodiscard]] std::string bar(double fraction, std::size_t width);
/// What must not reach a terminal (control characters, escapes, bidirectional overrides) replaced by `�`.
[[nodiscard]] std::string printable(std::string_view text);

enum class Emphasis : unsigned char { strong, faint, severe, serious, notable, calm };
[[nodiscard]] std::string emphasised(std::string_view text, Emphasis emphasis,
                                     const TextStyle& style);

}  // namespace harbinger::report
