// SPDX-License-Identifier: Apache-2.0
// Octets as text of 64 signs (RFC 4648, section 4): the form in which bytes travel in JSON.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace harbinger::expr {

/// Padded with `=`.
[[nodiscard]] std::string base64(std::string_view octets);
/// Padding may be left out; nothing for any other text.
[[nodiscard]] std::optional<std::string> from_base64(std::string_view text);

}  // namespace harbinger::expr
