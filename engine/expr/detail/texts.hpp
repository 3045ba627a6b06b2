// SPDX-License-Identifier: Apache-2.0
// The texts that turn up in one run of a columnar program, each with a number: equal texts, equal codes.
#pragma once

#include <cstdint>
#include <deque>
#include <string>
#include <string_view>
#include <unordered_map>

namespace harbinger::expr::detail {

class Texts {
 public:
  [[nodiscard]] std::uint32_t code_of(std::string_view text) {
    const auto found = codes_.find(text);
    if (found != codes_.end()) return found->second;
    const auto code = static_cast<std::uint32_t>(texts_.size());
    codes_.emplace(texts_.emplace_back(text), code);
    return code;
  }
  [[nodiscard]] const std::string& operator[](std::uint32_t code) const { return texts_[code]; }
  [[nodiscard]] std::size_t size() const { return texts_.size(); }

 private:
  std::deque<std::string> texts_;  ///< They never move: the keys below are views of them.
  std::unordered_map<std::string_view, std::uint32_t> codes_;
};

}  // namespace harbinger::expr::detail
