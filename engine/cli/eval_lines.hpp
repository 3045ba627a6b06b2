// SPDX-License-Identifier: Apache-2.0
// `harbinger eval --jsonl`: an expression a line, an answer a line, in the same order.
//
//     {"expr": "x > limit", "vars": {"x": 3, "limit": 2}, "container": "a.b"}
//     -> {"value":true,"type":"bool"}   or   {"error":"unknown variable 'x'","at":1}
//
// A line brings its variables without declaring their types, so types are left to run time (Dialect::dynamic).
#pragma once

#include <string>
#include <string_view>

namespace harbinger::cli {

/// Bytes a line may have.
inline constexpr std::size_t longest_line = 16u << 20;

/// The answer to one line, without a line end. Never fails: what is wrong is the answer.
[[nodiscard]] std::string evaluated_line(std::string_view line);
/// The answers to complete lines, each with its line end, by at most `threads` threads.
[[nodiscard]] std::string evaluated_lines(std::string_view lines, unsigned threads);

}  // namespace harbinger::cli
