// SPDX-License-Identifier: Apache-2.0
// A small integer that names one thing of one kind, so that swapped arguments do not compile.
#pragma once

#include <compare>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <limits>

namespace harbinger {

template <class Tag>
class StrongId {
 public:
  /// No thing at all; `valid()` is false.
  constexpr StrongId() = default;
  constexpr explicit StrongId(std::uint32_t value) : value_(value) {}
  constexpr explicit StrongId(std::size_t value) : value_(static_cast<std::uint32_t>(value)) {}

  [[nodiscard]] constexpr std::uint32_t value() const { return value_; }
  /// The id as an index into an array that has one entry for each thing of the kind.
  [[nodiscard]] constexpr std::size_t index() const { return value_; }
  [[nodiscard]] constexpr bool valid() const { return value_ != none; }

  friend constexpr auto operator<=>(StrongId, StrongId) = default;

 private:
  static constexpr std::uint32_t none = std::numeric_limits<std::uint32_t>::max();
  std::uint32_t value_ = none;
};

}  // namespace harbinger

template <class Tag>
struct std::hash<harbinger::StrongId<Tag>> {
  std::size_t operator()(harbinger::StrongId<Tag> id) const noexcept { return id.value(); }
};
