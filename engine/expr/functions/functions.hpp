// SPDX-License-Identifier: Apache-2.0
// The standard functions, one file a subject; standard_functions() is all of them in this order.
#pragma once

#include <vector>

#include "expr/environment.hpp"

namespace harbinger::expr::functions {

void add_numbers(std::vector<Function>& out);   ///< min, max, clamp, abs, floor, sqrt, ...
void add_unknowns(std::vector<Function>& out);  ///< known, default
void add_dates(std::vector<Function>& out);     ///< date, year, age, decay, years, days
void add_loans(std::vector<Function>& out);     ///< grant_element
void add_texts(std::vector<Function>& out);     ///< contains, startsWith, matches, join, ...
void add_text_parts(
    std::vector<Function>& out);  ///< charAt, indexOf, substring, split, replace, ...
void add_text_format(std::vector<Function>& out);  ///< format
void add_math(std::vector<Function>& out);         ///< math.greatest, math.bitAnd, ...
void add_optionals(std::vector<Function>& out);    ///< optional.of, orValue, ...
void add_base64(std::vector<Function>& out);       ///< base64.encode, base64.decode
void add_lists(std::vector<Function>& out);        ///< size, distinct
void add_conversions(std::vector<Function>& out);  ///< int, uint, double, string, bool, bytes, ...
void add_times(std::vector<Function>& out);        ///< timestamp, duration, getFullYear, ...

}  // namespace harbinger::expr::functions
