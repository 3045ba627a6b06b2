// SPDX-License-Identifier: Apache-2.0
// Points and spans of time as text: RFC 3339 for a timestamp (`2024-12-31T23:59:59.5Z`), and the form
// of CEL for a duration (`1h30m`, `-1.5s`; written in seconds: `5400s`).
//
// Both have the bounds of CEL: years 0001 to 9999, and spans whose nanoseconds 64 bits hold, 292 years.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "expr/value.hpp"

namespace harbinger::expr {

inline constexpr std::int64_t first_second = -62135596800;  // 0001-01-01T00:00:00Z
inline constexpr std::int64_t last_second = 253402300799;   // 9999-12-31T23:59:59Z
inline constexpr std::int64_t nanos_per_second = 1'000'000'000;
inline constexpr std::int64_t longest_span = INT64_MAX / nanos_per_second;  // Whole seconds.

/// Whether the nanoseconds of a span fit 64 bits.
[[nodiscard]] inline bool is_span(__int128 nanos) {
  return nanos >= INT64_MIN && nanos <= INT64_MAX;
}

[[nodiscard]] std::optional<Timestamp> parse_timestamp(std::string_view text);
[[nodiscard]] std::optional<Duration> parse_duration(std::string_view text);
[[nodiscard]] std::string timestamp_text(Timestamp time);
[[nodiscard]] std::string duration_text(Duration span);

}  // namespace harbinger::expr
