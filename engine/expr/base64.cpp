// SPDX-License-Identifier: Apache-2.0
#include "expr/base64.hpp"

#include <cstdint>

namespace harbinger::expr {

namespace {

constexpr std::string_view signs =
    "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

}  // namespace

std::string base64(std::string_view octets) {
  std::string out;
  for (std::size_t i = 0; i < octets.size(); i += 3) {
    std::uint32_t group = 0;
    const std::size_t here = std::min<std::size_t>(3, octets.size() - i);
    for (std::size_t j = 0; j < 3; ++j)
      group = (group << 8) | (j < here ? static_cast<unsigned char>(octets[i + j]) : 0u);
    for (std::size_t j = 0; j < 4; ++j)
      out += j <= here ? signs[(group >> (18 - 6 * j)) & 63u] : '=';
  }
  return out;
}

std::optional<std::string> from_base64(std::string_view text) {
  std::size_t padding = 0;
  while (padding < 2 && !text.empty() && text.back() == '=') {
    text.remove_suffix(1);
    ++padding;
  }
  const std::size_t over = text.size() % 4;
  if (over == 1 || (padding > 0 && (over + padding) != 4)) return std::nullopt;
  std::string out;
  std::uint32_t group = 0;
  std::uint32_t bits = 0;
  for (const char c : text) {
    const std::size_t sign = signs.find(c);
    if (sign == std::string_view::npos) return std::nullopt;
    group = (group << 6) | static_cast<std::uint32_t>(sign);
    bits += 6;
    if (bits < 8) continue;
    bits -= 8;
    out += static_cast<char>((group >> bits) & 0xFFu);
  }
  // What is left over must be zero: each text is the form of one string of octets.
  if ((group & ((1u << bits) - 1)) != 0) return std::nullopt;
  return out;
}

}  // namespace harbinger::expr
