// SPDX-License-Identifier: Apache-2.0
// Words to a syntax tree, by recursive descent over the grammar of the CEL language definition:
//
//     Expr     = Or ["?" Or ":" Expr]
//     Or       = And {"||" And}               And      = Relation {"&&" Relation}
//     Relation = Sum {relop Sum}              Sum      = Product {("+" | "-") Product}
//     Product  = Unary {("*" | "/" | "%") Unary}
//     Unary    = Member | "!" Unary | "-" Unary
//     Member   = Primary {"." NAME ["(" args ")"] | ".?" NAME | "[" ["?"] Expr "]"}
//     Primary  = literal | ["."] NAME ["(" args ")"] | "(" Expr ")" | list | map
//
// An item of a list and a key of a map may stand behind `?` (extension `optional`).
// A text that is no expression gets one error: the first place where no continuation fits.
#pragma once

#include <cstddef>
#include <optional>
#include <string_view>

#include "expr/detail/syntax.hpp"
#include "expr/detail/token.hpp"

namespace harbinger::expr::detail {

inline constexpr std::size_t longest_expression = 64 * 1024;  ///< Bytes.
inline constexpr std::uint32_t deepest_expression = 250;      ///< Levels of the tree.

[[nodiscard]] std::optional<Syntax> parse(std::string_view text, SyntaxError& error);

}  // namespace harbinger::expr::detail
