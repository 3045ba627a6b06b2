// SPDX-License-Identifier: Apache-2.0
// Texts as CEL counts them: by code point, not by byte.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace harbinger::expr::detail {

/// How many there are: every octet that continues none begins one.
[[nodiscard]] std::int64_t count_of_points(std::string_view text);
[[nodiscard]] inline bool begins_point(char octet) {
  return (static_cast<unsigned char>(octet) & 0xC0u) != 0x80u;
}
/// Of well-formed UTF-8.
[[nodiscard]] std::u32string code_points(std::string_view text);
[[nodiscard]] std::string utf8(std::u32string_view points);
/// Appends the UTF-8 form of a code point.
void append_code_point(std::string& out, char32_t code);

}  // namespace harbinger::expr::detail
