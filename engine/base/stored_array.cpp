// SPDX-License-Identifier: Apache-2.0
#include "base/stored_array.hpp"

#include <algorithm>

#include <xxhash.h>

#include "base/diagnostic.hpp"

namespace harbinger {

std::uint64_t ArrayBlocks::checksum(std::span<const std::byte> block) {
  return XXH3_64bits(block.data(), block.size());
}

ArrayBlocks::ArrayBlocks(std::span<const std::byte> bytes, std::span<const std::uint64_t> checksums,
                         std::size_t element_bytes, std::string path, std::string name,
                         std::shared_ptr<const void> mapping)
    : bytes_(bytes),
      checksums_(checksums),
      bytes_per_block_(bytes_per_block(element_bytes)),
      path_(std::move(path)),
      name_(std::move(name)),
      mapping_(std::move(mapping)),
      checked_(std::make_unique<std::atomic<bool>[]>(checksums.size())) {}

bool ArrayBlocks::is_whole(std::size_t block) const {
  const std::size_t begin = block * bytes_per_block_;
  const std::size_t size = std::min(bytes_per_block_, bytes_.size() - begin);
  return checksum(bytes_.subspan(begin, size)) == checksums_[block];
}

void ArrayBlocks::check(std::size_t block) const {
  if (!is_whole(block))
    throw DamagedFile(to_text(Diagnostic{
        Severity::error, whole_file(path_),
        fmt::format("is damaged: block {} of {} of the array '{}' is not as it was written",
                    block + 1, size(), name_),
        "write the file anew"}));
  checked_[block].store(true, std::memory_order_relaxed);
}

}  // namespace harbinger
