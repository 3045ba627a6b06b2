// SPDX-License-Identifier: Apache-2.0
// Any bytes as a block file whose checksums are right: read within its bounds, or an error.
#include <algorithm>
#include <cstdint>
#include <cstring>
#include <filesystem>
#include <fstream>
#include <string>

#include <unistd.h>

#include "base/block_file.hpp"
#include "base/detail/block_layout.hpp"

namespace {

using namespace harbinger;

constexpr BlockFormat format{"HARBFUZZ", 1, "file"};

/// The header says the truth about itself and the directory's checksum, so that what is behind is reached.
std::string with_checksums(std::string bytes) {
  detail::BlockFileHeader header;
  if (bytes.size() < sizeof header) return bytes;
  std::memcpy(&header, bytes.data(), sizeof header);
  const auto checksum = [&](std::size_t begin, std::size_t size) {
    return ArrayBlocks::checksum(std::as_bytes(std::span(bytes)).subspan(begin, size));
  };
  format.magic.copy(header.magic, sizeof header.magic);
  header.byte_order = detail::byte_order_mark;
  header.version = format.version;
  header.file_bytes = bytes.size();
  header.directory_offset =
      std::min<std::uint64_t>(header.directory_offset % 1024 / 64 * 64, bytes.size());
  header.directory_bytes = bytes.size() - header.directory_offset;
  header.arrays %= 16;
  header.directory_checksum = checksum(header.directory_offset, header.directory_bytes);
  std::memcpy(bytes.data(), &header, sizeof header);
  header.header_checksum = checksum(0, sizeof header - sizeof header.header_checksum);
  std::memcpy(bytes.data(), &header, sizeof header);
  return bytes;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  static const std::string path = std::filesystem::temp_directory_path() /
                                  ("harbinger-block-file-fuzz." + std::to_string(::getpid()));
  std::ofstream(path, std::ios::binary | std::ios::trunc)
      << with_checksums(std::string(reinterpret_cast<const char*>(data), size));
  const auto file = BlockFile::open(path, format);
  ::unlink(path.c_str());
  if (!file) {
    (void)to_text(file.error());
    return 0;
  }
  Diagnostics diagnostics;
  const bool whole = file->verify(1, diagnostics);
  if (whole == diagnostics.has_errors()) __builtin_trap();
  try {
    (void)file->text("a");
    if (const auto numbers = file->array<double>("")) (void)numbers->all();
  } catch (const DamagedFile&) {
    if (whole) __builtin_trap();
  }
  return 0;
}
