// SPDX-License-Identifier: Apache-2.0
// Answers remembered by what was read for them, in one open table of fixed-width keys.
#pragma once

#include <algorithm>
#include <cstdint>
#include <span>
#include <vector>

#include "base/splitmix.hpp"

namespace harbinger::signal::detail {

template <class Answer>
class AnswerMemo {
 public:
  explicit AnswerMemo(std::size_t key_width) : width_(key_width), slots_(64, none) {}

  /// Whether so many answers were known that it is worth looking; asked before each `answer`.
  [[nodiscard]] bool pays() const { return asked_ < trial || known_ * 4 >= asked_; }

  /// The answer for these keys; compute() where they are new. It lives until the next call.
  template <class Compute>
  const Answer& answer(std::span<const std::uint64_t> keys, Compute compute) {
    ++asked_;
    std::size_t at = hash(keys) & (slots_.size() - 1);
    for (; slots_[at] != none; at = (at + 1) & (slots_.size() - 1))
      if (std::equal(keys.begin(), keys.end(), keys_.begin() + place(slots_[at]))) {
        ++known_;
        return answers_[slots_[at]];
      }
    slots_[at] = static_cast<std::uint32_t>(answers_.size());
    keys_.insert(keys_.end(), keys.begin(), keys.end());
    answers_.push_back(compute());
    if (answers_.size() * 2 > slots_.size()) grow();
    return answers_.back();
  }

 private:
  static constexpr std::uint32_t none = 0xffffffff;
  static constexpr std::size_t trial = 512;

  [[nodiscard]] static std::size_t hash(std::span<const std::uint64_t> keys) {
    std::uint64_t h = 0;
    for (const std::uint64_t key : keys) h = splitmix64(h + key);
    return h;
  }
  [[nodiscard]] std::ptrdiff_t place(std::uint32_t answer) const {
    return static_cast<std::ptrdiff_t>(answer * width_);
  }
  void grow() {
    slots_.assign(slots_.size() * 2, none);
    for (std::uint32_t i = 0; i < answers_.size(); ++i) {
      const auto keys = std::span(keys_).subspan(i * width_, width_);
      std::size_t at = hash(keys) & (slots_.size() - 1);
      while (slots_[at] != none) at = (at + 1) & (slots_.size() - 1);
      slots_[at] = i;
    }
  }

  std::size_t width_;
  std::vector<std::uint32_t> slots_;  ///< Places of answers; their number is a power of two.
  std::vector<std::uint64_t> keys_;
  std::vector<Answer> answers_;
  std::size_t asked_ = 0;
  std::size_t known_ = 0;
};

}  // namespace harbinger::signal::detail
