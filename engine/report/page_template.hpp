// SPDX-License-Identifier: Apache-2.0
// The page as a file: a template with one place for the data, and the data put there as text that cannot end it.
//
//     ...<script type="application/json" id="harbinger-data">null</script>...  +  {"a": "</script>"}
//  -> ...<script type="application/json" id="harbinger-data">{"a": "\u003c/script\u003e"}</script>...
#pragma once

#include <string>
#include <string_view>

#include "base/diagnostic.hpp"

namespace harbinger::report {

/// JSON as the content of a script element of HTML: `<`, `>`, `&` and the line separators U+2028 and U+2029 as \uXXXX,
/// which within JSON texts, the only place where they can be, means the same. So there is neither an end tag nor a
/// comment in it (HTML Living Standard, 4.12.1.3, restrictions for contents of script elements).
[[nodiscard]] std::string script_text(std::string_view json);

/// The template with the JSON in its place. Error: the template has not exactly one place for it, or does not end
/// with `</html>`.
[[nodiscard]] Result<std::string> filled_page(const SourceText& page_template,
                                              std::string_view json);

}  // namespace harbinger::report
