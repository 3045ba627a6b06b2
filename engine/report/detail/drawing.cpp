// SPDX-License-Identifier: Apache-2.0
#include "report/detail/drawing.hpp"

#include <fmt/core.h>

#include "report/text_table.hpp"
#include "report/xml.hpp"

namespace harbinger::report::detail {

namespace {

constexpr double foot_height = 40;

}  // namespace

Drawing::Drawing(std::string_view title, std::string_view description)
    : title_(title), description_(description) {}

void Drawing::heading(std::string_view title, std::string_view subtitle) {
  text(picture_margin, 36, "font-size=\"20\" font-weight=\"bold\"", cut(printable(title), 76));
  text(picture_margin, 58, "font-size=\"13\" fill=\"#444\"", cut(printable(subtitle), 130));
}

void Drawing::text(double x, double y, std::string_view attributes, std::string_view words) {
  out_ += fmt::format("<text x=\"{:.1f}\" y=\"{:.1f}\"{}{}>{}</text>\n", x, y,
                      attributes.empty() ? "" : " ", attributes, xml_text(words));
}

void Drawing::line(double x1, double y1, double x2, double y2, std::string_view attributes) {
  out_ += fmt::format("<line x1=\"{:.1f}\" y1=\"{:.1f}\" x2=\"{:.1f}\" y2=\"{:.1f}\" {}/>\n", x1,
                      y1, x2, y2, attributes);
}

void Drawing::circle(double x, double y, double radius, std::string_view attributes) {
  out_ +=
      fmt::format("<circle cx=\"{:.1f}\" cy=\"{:.1f}\" r=\"{}\" {}/>\n", x, y, radius, attributes);
}

void Drawing::rect(double x, double y, double width, double height, std::string_view attributes) {
  out_ += fmt::format("<rect x=\"{:.1f}\" y=\"{:.1f}\" width=\"{:.1f}\" height=\"{:.1f}\" {}/>\n",
                      x, y, width, height, attributes);
}

void Drawing::path(std::string_view data, std::string_view attributes) {
  out_ += fmt::format("<path d=\"{}\" {}/>\n", data, attributes);
}

void Drawing::open_group(std::string_view words) {
  out_ += fmt::format("<g>\n<title>{}</title>\n", xml_text(words));
}
void Drawing::close_group() { out_ += "</g>\n"; }

void Drawing::foot(double y, std::string_view note, const RunInfo& run) {
  if (!note.empty()) text(picture_margin, y, "font-size=\"11\" fill=\"#444\"", note);
  std::string made = run.engine;
  for (const Input& input : run.inputs)
    made += fmt::format(", {} ({})", input.path, input.sha256.substr(0, 12));
  text(picture_margin, y + 18, "font-size=\"11\" fill=\"#666\"", cut(printable(made), 140));
  height_ = y + foot_height;
}

std::string Drawing::finish() && {
  return fmt::format(
      "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {0:.0f} {1:.0f}\" width=\"{0:.0f}\" "
      "height=\"{1:.0f}\" role=\"img\" aria-labelledby=\"chart-title chart-description\" "
      "font-family=\"'Helvetica Neue', Helvetica, Arial, 'Liberation Sans', 'DejaVu Sans', "
      "sans-serif\" font-size=\"12\" fill=\"#222\">\n"
      "<title id=\"chart-title\">{2}</title>\n<desc id=\"chart-description\">{3}</desc>\n"
      "<rect width=\"100%\" height=\"100%\" fill=\"#fff\"/>\n{4}</svg>\n",
      picture_width, height_, xml_text(title_), xml_text(description_), out_);
}

double text_width(std::string_view words, double size) {
  return 0.55 * size * static_cast<double>(display_width(words));
}

}  // namespace harbinger::report::detail
