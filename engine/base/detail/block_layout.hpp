// SPDX-License-Identifier: Apache-2.0
// How a block file lies on the disk; its numbers are in the order of the machine that wrote it (ours:
// little-endian), and a machine of the other order says so.
#pragma once

#include <cstdint>

namespace harbinger::detail {

inline constexpr std::size_t block_file_alignment = 64;
inline constexpr std::uint32_t byte_order_mark = 0x01020304;

/// The first 16 bytes are the same in each version, so that another version is known as such.
struct BlockFileHeader {
  char magic[8] = {};
  std::uint32_t byte_order = byte_order_mark;
  std::uint32_t version = 0;
  std::uint64_t file_bytes = 0;
  std::uint64_t directory_offset = 0;
  std::uint64_t directory_bytes = 0;
  std::uint64_t arrays = 0;
  std::uint64_t directory_checksum = 0;
  std::uint64_t header_checksum = 0;  ///< Of all before it.
};
static_assert(sizeof(BlockFileHeader) == 64);

/// One array in the directory. Behind it stand its name, filled up with zeros to eight bytes, and the checksum of
/// each of its blocks.
struct BlockFileEntry {
  std::uint64_t name_bytes = 0;
  std::uint64_t element_bytes = 0;
  std::uint64_t count = 0;
  std::uint64_t offset = 0;
};
static_assert(sizeof(BlockFileEntry) == 32);

[[nodiscard]] constexpr std::uint64_t filled_up(std::uint64_t bytes, std::uint64_t to) {
  return (bytes + to - 1) / to * to;
}

}  // namespace harbinger::detail
