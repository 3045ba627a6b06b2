// SPDX-License-Identifier: Apache-2.0
// Bytes made small for keeping: Zstandard (RFC 8878) where that pays, as they are where it does not.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

namespace harbinger::store {

struct Packed {
  bool is_smaller = false;  ///< Whether `bytes` are a Zstandard frame, or what was given.
  std::string bytes;
};
[[nodiscard]] Packed packed(std::string bytes);

/// What was packed, `size` bytes; nothing where it is damaged.
[[nodiscard]] std::optional<std::string> unpacked(std::string_view frame, std::size_t size);

}  // namespace harbinger::store
