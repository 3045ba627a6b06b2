// SPDX-License-Identifier: Apache-2.0
#include "expr/detail/code_points.hpp"

namespace harbinger::expr::detail {

std::u32string code_points(std::string_view text) {
  std::u32string out;
  out.reserve(text.size());
  for (const char c : text) {
    const auto octet = static_cast<unsigned char>(c);
    if (octet < 0x80)
      out += octet;
    else if (octet >= 0xF0)
      out += octet & 0x07u;
    else if (octet >= 0xE0)
      out += octet & 0x0Fu;
    else if (octet >= 0xC0)
      out += octet & 0x1Fu;
    else if (!out.empty())
      out.back() = (out.back() << 6) | (octet & 0x3Fu);
  }
  return out;
}

void append_code_point(std::string& out, char32_t code) {
  const auto put = [&](char32_t octet) { out += static_cast<char>(octet); };
  if (code < 0x80) return put(code);
  if (code < 0x800) {
    put(0xC0 | (code >> 6));
    return put(0x80 | (code & 0x3F));
  }
  if (code < 0x10000) {
    put(0xE0 | (code >> 12));
  } else {
    put(0xF0 | (code >> 18));
    put(0x80 | ((code >> 12) & 0x3F));
  }
  put(0x80 | ((code >> 6) & 0x3F));
  put(0x80 | (code & 0x3F));
}

std::string utf8(std::u32string_view points) {
  std::string out;
  out.reserve(points.size());
  for (const char32_t point : points) append_code_point(out, point);
  return out;
}

}  // namespace harbinger::expr::detail
