// SPDX-License-Identifier: Apache-2.0
// String and bytes literals: from what stands between the quotes to the text it means.
//
//     "a\tb"  ->  a<tab>b        b"\xff"  ->  one octet        "\u00e9"  ->  é
//
// In a string `\x` and `\ooo` name a code point, in bytes an octet (CEL language definition, "String
// and Bytes Values").
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

namespace harbinger::expr::detail {

/// One escape sequence: `text[at]` is the backslash. Appends what it means and moves `at` behind it;
/// what is wrong is returned.
[[nodiscard]] std::optional<std::string> decode_escape(std::string_view text, std::size_t& at,
                                                       bool bytes, std::string& out);

}  // namespace harbinger::expr::detail
