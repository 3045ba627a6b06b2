// SPDX-License-Identifier: Apache-2.0
#include "report/detail/drawing.hpp"

#include <vector>

#include <fmt/core.h>

#include "base/utf8.hpp"
#include "report/text_table.hpp"
#include "report/xml.hpp"

namespace harbinger::report::detail {

namespace {

constexpr double foot_line = 18;
constexpr std::size_t path_columns = 60;
constexpr double foot_width = picture_width - 2 * picture_margin;

/// The end of a path, which tells more than where it begins.
std::string path_end(const std::string& path) {
  std::string shown = printable(path);
  if (display_width(shown) <= path_columns) return shown;
  std::size_t at = 0;
  while (display_width(std::string_view(shown).substr(at)) >= path_columns)
    for (++at; at < shown.size() && !begins_code_point(shown[at]);) ++at;
  return "…" + shown.substr(at);
}

/// The engine and the inputs with their hashes, none of which is cut off, in as many lines as it takes.
std::vector<std::string> made_lines(const RunInfo& run) {
  std::vector<std::string> lines{printable(run.engine)};
  for (const Input& input : run.inputs) {
    const std::string words =
        fmt::format("{} ({})", path_end(input.path), input.sha256.substr(0, 12));
    lines.back() += ",";
    if (text_width(lines.back() + " " + words, 11) <= foot_width)
      lines.back() += " " + words;
    else
      lines.push_back(words);
  }
  return lines;
}

/// How wide a letter of ASCII is in a usual sans serif, in parts of the size of the font: rather too wide.
double letter_width(char letter) {
  const auto is_in = [&](std::string_view letters) { return letters.find(letter) != letters.npos; };
  if (is_in("iIjl.,:;'|!")) return 0.3;
  if (is_in(" ftr()[]/-")) return 0.37;
  if (is_in("mwMW%@")) return 0.9;
  return is_in("ABCDEFGHKLNOPQRSTUVXYZ&") ? 0.72 : 0.56;
}
constexpr double other_width = 0.65;  ///< Of a column of what is not ASCII.

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
  for (const std::string& line : made_lines(run))
    text(picture_margin, y += foot_line, "font-size=\"11\" fill=\"#666\"", line);
  height_ = y + 22;
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
  double width = 0;
  std::string others;
  for (const char c : words)
    if (static_cast<unsigned char>(c) < 0x80)
      width += letter_width(c);
    else
      others += c;
  width += other_width * static_cast<double>(display_width(others));
  return size * width;
}

}  // namespace harbinger::report::detail
