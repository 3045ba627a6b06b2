// SPDX-License-Identifier: Apache-2.0
// A picture in SVG 1.1 that stands alone: no scripts, no fonts or files from elsewhere, a white ground to print on, a
// title and a description for who listens. What all pictures of the reports have in common.
//
// Lengths are CSS pixels. Colours have a contrast of 4.5 or more with white, so that they can be read as text, and what
// they tell is told by a shape, dashes or words too.
#pragma once

#include <string>
#include <string_view>

#include "report/run_info.hpp"

namespace harbinger::report::detail {

inline constexpr double picture_width = 960;
inline constexpr double picture_margin = 28;  ///< At the left and at the right.

/// Attributes of what is told softly,
inline constexpr std::string_view soft_fill = R"(fill="#555")";
inline constexpr std::string_view soft_stroke = R"(stroke="#555")";
/// and of lines that lie behind what is shown.
inline constexpr std::string_view grid_stroke = R"(stroke="#ddd")";

/// Attributes of a text that may lie on lines: a rim of the ground around its letters.
inline constexpr std::string_view haloed =
    R"(stroke="#fff" stroke-width="3" paint-order="stroke" stroke-linejoin="round")";

class Drawing {
 public:
  /// A title of one line, and what a listener is told.
  Drawing(std::string_view title, std::string_view description);

  /// The title, and a line below it, cut to the width.
  void heading(std::string_view title, std::string_view subtitle);
  /// `attributes` are SVG, `words` are not: they are escaped.
  void text(double x, double y, std::string_view attributes, std::string_view words);
  void line(double x1, double y1, double x2, double y2, std::string_view attributes);
  void circle(double x, double y, double radius, std::string_view attributes);
  void rect(double x, double y, double width, double height, std::string_view attributes);
  void path(std::string_view data, std::string_view attributes);
  /// A group, with words that show where somebody points at it.
  void open_group(std::string_view words);
  void close_group();
  /// Small lines at the foot, which end the picture: a note, and what it was made of.
  void foot(double y, std::string_view note, const RunInfo& run);

  [[nodiscard]] std::string finish() &&;

 private:
  std::string title_;
  std::string description_;
  std::string out_;
  double height_ = 0;
};

/// About how wide a text is, in pixels as `size` is: letters are told apart as narrow, usual, capital and wide.
[[nodiscard]] double text_width(std::string_view words, double size = 12);

}  // namespace harbinger::report::detail
