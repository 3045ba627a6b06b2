// SPDX-License-Identifier: Apache-2.0
// UTF-8 (RFC 3629): no overlong forms, no surrogates, nothing above U+10FFFF.
#pragma once

#include <cstddef>
#include <optional>
#include <string_view>

namespace harbinger {

/// The offset of the first byte that is not part of a well-formed sequence; nothing where all are.
[[nodiscard]] std::optional<std::size_t> first_invalid_utf8(std::string_view text);

/// Whether the octet begins a code point, in well-formed text: every other continues one.
[[nodiscard]] inline bool begins_code_point(char octet) {
  return (static_cast<unsigned char>(octet) & 0xC0u) != 0x80u;
}
[[nodiscard]] std::size_t code_point_count(std::string_view text);

}  // namespace harbinger
