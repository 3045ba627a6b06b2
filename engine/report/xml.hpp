// SPDX-License-Identifier: Apache-2.0
// Text in XML, and so in SVG and HTML: never markup, never a character that XML 1.0 forbids.
#pragma once

#include <string>
#include <string_view>

namespace harbinger::report {

/// The text of an element or a quoted attribute: & < > " ' as references, what is not printable as `�`.
[[nodiscard]] std::string xml_text(std::string_view text);

}  // namespace harbinger::report
