// SPDX-License-Identifier: Apache-2.0
#include "expr/functions/text_search.hpp"

#include <cstring>

#include <fmt/core.h>

namespace harbinger::expr::functions {

Error too_long() { return {fmt::format("the text would be longer than {} bytes", longest_text)}; }

std::optional<std::size_t> found_in(std::string_view whole, std::string_view part,
                                    std::size_t begin) {
  // std::string::find takes the product of both lengths at worst; memmem the sum.
  const std::string_view rest = whole.substr(begin);
  const void* at = ::memmem(rest.data(), rest.size(), part.data(), part.size());
  if (at == nullptr) return std::nullopt;
  return static_cast<std::size_t>(static_cast<const char*>(at) - whole.data());
}

std::optional<std::size_t> last_found_in(std::string_view whole, std::string_view part) {
  // The last is the first of both turned round. Octets may be turned: whole sequences match whole ones.
  const std::string turned_whole(whole.rbegin(), whole.rend());
  const std::string turned_part(part.rbegin(), part.rend());
  const auto at = found_in(turned_whole, turned_part);
  if (!at) return std::nullopt;
  return whole.size() - *at - part.size();
}

}  // namespace harbinger::expr::functions
