// SPDX-License-Identifier: Apache-2.0
#include "store/packed.hpp"

#include <zstd.h>

namespace harbinger::store {

Packed packed(std::string bytes) {
  std::string frame(ZSTD_compressBound(bytes.size()), '\0');
  const std::size_t size =
      ZSTD_compress(frame.data(), frame.size(), bytes.data(), bytes.size(), ZSTD_CLEVEL_DEFAULT);
  if (ZSTD_isError(size) != 0 || size >= bytes.size()) return {false, std::move(bytes)};
  frame.resize(size);
  return {true, std::move(frame)};
}

std::optional<std::string> unpacked(std::string_view frame, std::size_t size) {
  std::string bytes(size, '\0');
  const std::size_t got = ZSTD_decompress(bytes.data(), size, frame.data(), frame.size());
  if (ZSTD_isError(got) != 0 || got != size) return std::nullopt;
  return bytes;
}

}  // namespace harbinger::store
