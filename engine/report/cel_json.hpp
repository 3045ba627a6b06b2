// SPDX-License-Identifier: Apache-2.0
// How values of expressions travel in JSON, both ways, without losing their type.
//
//     null, true, "text", [1, 2]        as in JSON
//     3   {"int": "9223372036854775807"}          an int; beyond 2^53 as text
//     3.0   1e+30   {"double": "NaN"}             a double, always with a point or an exponent
//     {"uint": "1"}   {"bytes": "aGk="}   {"timestamp": "2009-02-13T23:31:30Z"}   {"duration": "1.5s"}
//     {"type": "int"}   {"map": [[k, v], ...]}   {"list": [...]}   {"optional": [v]}   {"optional": []}
//
// An object that is none of these is read as a map with text keys.
#pragma once

#include <string>

#include <nlohmann/json_fwd.hpp>
#include <tl/expected.hpp>

#include "expr/value.hpp"

namespace harbinger::report {

/// Levels of lists and maps that a value may have when read.
inline constexpr int deepest_value = 250;

/// Appends the value. Unknown and errors, which no value of CEL holds, are null.
void append_cel_json(std::string& out, const expr::Value& value);
/// The value, or what is wrong with it.
[[nodiscard]] tl::expected<expr::Value, std::string> value_of_cel_json(const nlohmann::json& json);

}  // namespace harbinger::report
