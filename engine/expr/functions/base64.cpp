// SPDX-License-Identifier: Apache-2.0
// CEL's extension `encoders`: octets as text and back (RFC 4648, section 4).
#include "expr/detail/operations.hpp"
#include "expr/functions/functions.hpp"

#include <fmt/core.h>

#include "expr/base64.hpp"

namespace harbinger::expr::functions {

namespace {

using Arguments = std::span<const Value>;

Value encoded(Arguments a) { return base64(a[0].get<Bytes>().octets); }

Value decoded(Arguments a) {
  auto octets = from_base64(a[0].get<std::string>());
  if (!octets) return Error{fmt::format("'{}' is not base64", detail::shortened(a[0]))};
  return Bytes{std::move(*octets)};
}

}  // namespace

void add_base64(std::vector<Function>& out) {
  out.push_back({.name = "base64.encode",
                 .arguments = {simple(TypeKind::bytes)},
                 .result = simple(TypeKind::string),
                 .doc = "Octets as text: base64.encode(b\"hello\") is \"aGVsbG8=\".",
                 .call = encoded});
  out.push_back({.name = "base64.decode",
                 .arguments = {simple(TypeKind::string)},
                 .result = simple(TypeKind::bytes),
                 .doc = "Text as octets: base64.decode(\"aGVsbG8=\") is b\"hello\".",
                 .call = decoded});
}

}  // namespace harbinger::expr::functions
