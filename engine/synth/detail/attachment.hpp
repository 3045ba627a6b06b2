// SPDX-License-Identifier: Apache-2.0
// The copying model: which of the copies of a node an edge ends at. See synth.hpp.
#pragma once

#include <algorithm>
#include <vector>

#include "synth/detail/random.hpp"

namespace harbinger::synth::detail {

class Attachment {
 public:
  /// `edges` is about how many will be drawn: it sets the rate at which copies are born. Both at least 1.
  Attachment(std::uint32_t copies, std::uint64_t edges) : copies_(copies), edges_(edges) {}

  [[nodiscard]] std::uint32_t draw(Random& random) {
    if (copies_ == 1) return 0;
    const auto drawn = static_cast<std::uint32_t>(ends_.size());
    const std::uint64_t born = std::min<std::uint64_t>(copies_, 1 + drawn * copies_ / edges_);
    const bool any = drawn == 0 || random.below(4) == 0;
    ends_.push_back(any ? random.below(static_cast<std::uint32_t>(born))
                        : ends_[random.below(drawn)]);
    return ends_.back();
  }

 private:
  std::uint64_t copies_;
  std::uint64_t edges_;
  std::vector<std::uint32_t> ends_;
};

}  // namespace harbinger::synth::detail
