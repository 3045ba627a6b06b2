// SPDX-License-Identifier: Apache-2.0
#include "report/page_template.hpp"

namespace harbinger::report {

namespace {

constexpr std::string_view before = R"(<script type="application/json" id="harbinger-data">)";
constexpr std::string_view place =
    R"(<script type="application/json" id="harbinger-data">null</script>)";
constexpr std::string_view after = "</script>";
constexpr std::string_view end = "</html>";

std::size_t count_of(std::string_view text, std::string_view words) {
  std::size_t found = 0;
  for (std::size_t at = 0; (at = text.find(words, at)) != std::string_view::npos; ++at) ++found;
  return found;
}

}  // namespace

std::string script_text(std::string_view json) {
  std::string out;
  out.reserve(json.size() + json.size() / 16);
  for (std::size_t i = 0; i < json.size(); ++i) {
    const std::string_view three = json.substr(i, 3);
    if (three == "\xE2\x80\xA8" || three == "\xE2\x80\xA9") {
      out += three.back() == '\xA8' ? "\\u2028" : "\\u2029";
      i += 2;
    } else if (json[i] == '<') {
      out += "\\u003c";
    } else if (json[i] == '>') {
      out += "\\u003e";
    } else if (json[i] == '&') {
      out += "\\u0026";
    } else {
      out += json[i];
    }
  }
  return out;
}

Result<std::string> filled_page(const SourceText& page_template, std::string_view json) {
  const std::string_view text = page_template.content();
  if (const std::size_t places = count_of(text, place); places != 1)
    return tl::make_unexpected(Diagnostic{
        Severity::error, whole_file(page_template.name()),
        fmt::format("the page's template has {} places for the data, expected one", places),
        fmt::format("it holds {} once, as it is built", place)});
  if (!text.substr(0, text.find_last_not_of(" \r\n") + 1).ends_with(end))
    return tl::make_unexpected(
        Diagnostic{Severity::error, whole_file(page_template.name()),
                   fmt::format("the page's template is cut off: it does not end with {}", end),
                   "build it again, or take it from where the program came from"});
  const std::size_t at = text.find(place);
  std::string out(text.substr(0, at));
  out += before;
  out += script_text(json);
  out += after;
  out += text.substr(at + place.size());
  return out;
}

}  // namespace harbinger::report
