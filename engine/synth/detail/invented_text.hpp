// SPDX-License-Identifier: Apache-2.0
// Texts that name nobody: words of syllables, and codes of letters.
#pragma once

#include <string>

#include "synth/detail/random.hpp"

namespace harbinger::synth::detail {

/// Appends a word that no other number has: "Bakodu".
void append_word(std::uint64_t number, std::string& out);
/// Appends words of together `length` letters and spaces, at least 1.
void append_prose(std::size_t length, Random& random, std::string& out);
/// Appends a code of capital letters that no other number has, of at least `length` letters.
void append_code(std::uint64_t number, std::size_t length, std::string& out);
/// Appends a number with leading zeros.
void append_number(std::uint64_t number, std::size_t digits, std::string& out);

}  // namespace harbinger::synth::detail
