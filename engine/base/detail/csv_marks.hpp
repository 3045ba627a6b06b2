// SPDX-License-Identifier: Apache-2.0
// The bytes of a CSV text that mean something: commas, line ends and quotes, one after the other.
//
//     id,"a, b"\n     ->   offsets 2 3 5 8 9
//
// 64 bytes become one word with a bit for each such byte, so that a cell costs the same whatever its length.
#pragma once

#include <bit>
#include <cstdint>
#include <cstring>
#include <string_view>

#if defined(__SSE2__)
#include <emmintrin.h>
#endif

namespace harbinger::detail {

class CsvMarks {
 public:
  explicit CsvMarks(std::string_view text) : text_(text) { load(); }

  /// Where the mark stands; the length of the text behind the last.
  [[nodiscard]] std::size_t offset() const {
    return base_ + static_cast<std::size_t>(std::countr_zero(bits_));
  }
  /// Goes to the next mark. Not to be called behind the last.
  void advance() {
    bits_ &= bits_ - 1;
    if (bits_ == 0) {
      base_ += block_bytes;
      load();
    }
  }

 private:
  static constexpr std::size_t block_bytes = 64;

  /// The first block from base_ on that has a mark.
  void load() {
    for (; base_ + block_bytes <= text_.size(); base_ += block_bytes)
      if (bits_ = marks_of(text_.data() + base_); bits_ != 0) return;
    if (base_ < text_.size()) {
      char last[block_bytes] = {};
      std::memcpy(last, text_.data() + base_, text_.size() - base_);
      if (bits_ = marks_of(last); bits_ != 0) return;
    }
    base_ = text_.size();
    bits_ = 1;
  }

#if defined(__SSE2__)
  static std::uint64_t marks_of(const char* block) {
    std::uint64_t bits = 0;
    for (unsigned part = 0; part < 4; ++part) {
      const __m128i bytes = _mm_loadu_si128(reinterpret_cast<const __m128i*>(block) + part);
      const __m128i found = _mm_or_si128(_mm_or_si128(_mm_cmpeq_epi8(bytes, _mm_set1_epi8(',')),
                                                      _mm_cmpeq_epi8(bytes, _mm_set1_epi8('\n'))),
                                         _mm_cmpeq_epi8(bytes, _mm_set1_epi8('"')));
      bits |= static_cast<std::uint64_t>(static_cast<unsigned>(_mm_movemask_epi8(found)))
              << (16 * part);
    }
    return bits;
  }
#else
  static std::uint64_t marks_of(const char* block) {
    std::uint64_t bits = 0;
    for (unsigned i = 0; i < block_bytes; ++i)
      bits |= std::uint64_t{block[i] == ',' || block[i] == '\n' || block[i] == '"'} << i;
    return bits;
  }
#endif

  std::string_view text_;
  std::size_t base_ = 0;
  std::uint64_t bits_ = 0;
};

}  // namespace harbinger::detail
