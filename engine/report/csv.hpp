// SPDX-License-Identifier: Apache-2.0
// CSV output: quoting (base/csv_quoting.hpp), and texts that a spreadsheet would run as a formula made harmless.
#pragma once

#include <string>
#include <string_view>

namespace harbinger::report {

/// A text cell: quoted where it must be; one that begins with = + - @, a tab or a return gets an apostrophe
/// in front (OWASP, CSV injection).
[[nodiscard]] std::string csv_text(std::string_view text);
/// A number in full precision; empty where it is not finite.
[[nodiscard]] std::string csv_number(double value);

}  // namespace harbinger::report
