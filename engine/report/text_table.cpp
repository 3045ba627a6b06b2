// SPDX-License-Identifier: Apache-2.0
#include "report/text_table.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdint>

namespace harbinger::report {

namespace {

struct CodePoint {
  char32_t value;
  std::size_t bytes;
};

/// The code point at the start of a text that is known to be UTF-8.
CodePoint first_of(std::string_view text) {
  const auto byte = [&](std::size_t i) {
    return i < text.size() ? static_cast<unsigned char>(text[i]) : 0u;
  };
  const unsigned lead = byte(0);
  if (lead < 0x80) return {lead, 1};
  if (lead < 0xE0) return {((lead & 0x1Fu) << 6) | (byte(1) & 0x3Fu), 2};
  if (lead < 0xF0)
    return {((lead & 0x0Fu) << 12) | ((byte(1) & 0x3Fu) << 6) | (byte(2) & 0x3Fu), 3};
  return {((lead & 0x07u) << 18) | ((byte(1) & 0x3Fu) << 12) | ((byte(2) & 0x3Fu) << 6) |
              (byte(3) & 0x3Fu),
          4};
}

bool is_combining(char32_t c) {
  return (c >= 0x300 && c <= 0x36F) || c == 0x200B || c == 0x200D || c == 0xFE0F;
}

/// Scripts whose characters take two columns.
bool is_wide(char32_t c) {
  return (c >= 0x1100 && c <= 0x115F) || (c >= 0x2E80 && c <= 0xA4CF) ||
         (c >= 0xAC00 && c <= 0xD7A3) || (c >= 0xF900 && c <= 0xFAFF) ||
         (c >= 0xFE30 && c <= 0xFE6F) || (c >= 0xFF00 && c <= 0xFF60);
}

bool is_unsafe(char32_t c) {
  return c < 0x20 || (c >= 0x7F && c < 0xA0) || (c >= 0x202A && c <= 0x202E) ||
         (c >= 0x2066 && c <= 0x2069) || c == 0x200E || c == 0x200F;
}

std::size_t columns_of(char32_t c) {
  return is_combining(c) || is_unsafe(c) ? 0 : is_wide(c) ? 2 : 1;
}

}  // namespace

std::size_t display_width(std::string_view text) {
  std::size_t width = 0;
  while (!text.empty()) {
    const CodePoint c = first_of(text);
    width += columns_of(c.value);
    text.remove_prefix(std::min(c.bytes, text.size()));
  }
  return width;
}

std::string cut(std::string_view text, std::size_t width) {
  if (display_width(text) <= width) return std::string(text);
  std::string out;
  std::size_t used = 0;
  while (!text.empty()) {
    const CodePoint c = first_of(text);
    if (used + columns_of(c.value) + 1 > width) break;
    used += columns_of(c.value);
    out += text.substr(0, c.bytes);
    text.remove_prefix(std::min(c.bytes, text.size()));
  }
  return out + "…";
}

std::string fitted(std::string_view text, std::size_t width) {
  std::string out = cut(text, width);
  out.append(width - std::min(width, display_width(out)), ' ');
  return out;
}

std::string wrapped(std::string_view text, std::size_t width, std::string_view indent) {
  std::string out;
  std::size_t used = 0;
  while (!text.empty()) {
    const std::size_t space = std::min(text.find(' '), text.size());
    const std::string_view word = text.substr(0, space);
    const std::size_t needed = display_width(word);
    if (used > 0 && used + 1 + needed > width) {
      out += "\n";
      out += indent;
      used = display_width(indent);
    } else if (used > 0) {
      out += " ";
      ++used;
    }
    out += word;
    used += needed;
    text.remove_prefix(std::min(space + 1, text.size()));
  }
  return out;
}

std::string bar(double fraction, std::size_t width) {
  static constexpr std::array<std::string_view, 8> eighths{"", "▏", "▎", "▍", "▌", "▋", "▊", "▉"};
  const double clamped = std::isfinite(fraction) ? std::clamp(fraction, 0.0, 1.0) : 0.0;
  const auto parts =
      static_cast<std::size_t>(std::lround(clamped * static_cast<double>(width) * 8));
  std::string out;
  for (std::size_t i = 0; i < parts / 8; ++i) out += "█";
  out += eighths[parts % 8];
  return fitted(out, width);
}

std::string printable(std::string_view text) {
  std::string out;
  while (!text.empty()) {
    const CodePoint c = first_of(text);
    const std::size_t bytes = std::min(c.bytes, text.size());
    if (is_unsafe(c.value))
      out += c.value == '\n' || c.value == '\t' ? " " : "�";
    else
      out += text.substr(0, bytes);
    text.remove_prefix(bytes);
  }
  return out;
}

std::string emphasised(std::string_view text, Emphasis emphasis, const TextStyle& style) {
  static constexpr std::array<std::string_view, 6> codes{"1", "2", "1;31", "33", "36", "32"};
  if (!style.colour) return std::string(text);
  return "\x1b[" + std::string(codes[static_cast<std::size_t>(emphasis)]) + "m" +
         std::string(text) + "\x1b[0m";
}

}  // namespace harbinger::report
