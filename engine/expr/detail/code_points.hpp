// SPDX-License-Identifier: Apache-2.0
// Texts as CEL counts them: by code point, not by byte.
#pragma once

#include <string>
#include <string_view>

namespace harbinger::expr::detail {

/// Of well-formed UTF-8.
[[nodiscard]] std::u32string code_points(std::string_view text);
[[nodiscard]] std::string utf8(std::u32string_view points);
/// Appends the UTF-8 form of a code point.
void append_code_point(std::string& out, char32_t code);

}  // namespace harbinger::expr::detail
