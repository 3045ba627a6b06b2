// SPDX-License-Identifier: Apache-2.0
#include "report/xml.hpp"

#include "report/text_table.hpp"

namespace harbinger::report {

std::string xml_text(std::string_view text) {
  std::string out;
  const std::string shown = printable(text);
  for (std::size_t i = 0; i < shown.size(); ++i) {
    // U+FFFE and U+FFFF are the two characters beside controls that XML 1.0 has not.
    const std::string_view three = std::string_view(shown).substr(i, 3);
    if (three == "\xEF\xBF\xBE" || three == "\xEF\xBF\xBF") {
      out += "\xEF\xBF\xBD";
      i += 2;
      continue;
    }
    const char c = shown[i];
    switch (c) {
      case '&': out += "&amp;"; break;
      case '<': out += "&lt;"; break;
      case '>': out += "&gt;"; break;
      case '"': out += "&quot;"; break;
      case '\'': out += "&#39;"; break;
      default: out += c;
    }
  }
  return out;
}

}  // namespace harbinger::report
