// SPDX-License-Identifier: Apache-2.0
#include "synth/detail/invented_text.hpp"

#include <algorithm>
#include <string_view>

namespace harbinger::synth::detail {

namespace {

constexpr std::string_view consonants = "bdfghklmnprstvwz";
constexpr std::string_view vowels = "aeio";

/// One of 64 syllables.
void append_syllable(std::uint64_t which, std::string& out) {
  out += consonants[which % 64 / 4];
  out += vowels[which % 4];
}

}  // namespace

void append_word(std::uint64_t number, std::string& out) {
  const std::size_t begin = out.size();
  int syllables = 0;
  for (; number > 0 || syllables < 3; number /= 64, ++syllables) append_syllable(number, out);
  out[begin] = static_cast<char>(out[begin] - 'a' + 'A');
}

void append_prose(std::size_t length, Random& random, std::string& out) {
  const std::size_t end = out.size() + std::max<std::size_t>(length, 1);
  while (out.size() < end) {  // a word of four syllables and a space, 9 bytes
    std::uint64_t bits = random.bits();
    for (int i = 0; i < 4; ++i, bits >>= 6) append_syllable(bits, out);
    out += ' ';
  }
  out.resize(end);
  if (out.back() == ' ') out.back() = 'a';
}

void append_code(std::uint64_t number, std::size_t length, std::string& out) {
  const std::size_t begin = out.size();
  for (; number > 0 || out.size() < begin + length; number /= 26)
    out += static_cast<char>('A' + number % 26);
  std::reverse(out.begin() + static_cast<std::ptrdiff_t>(begin), out.end());
}

void append_number(std::uint64_t number, std::size_t digits, std::string& out) {
  const std::size_t begin = out.size();
  for (; number > 0 || out.size() < begin + digits; number /= 10)
    out += static_cast<char>('0' + number % 10);
  std::reverse(out.begin() + static_cast<std::ptrdiff_t>(begin), out.end());
}

}  // namespace harbinger::synth::detail
