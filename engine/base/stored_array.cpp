// SPDX-License-Identifier: Apache-2.0
#include "base/stored_array.hpp"

#include <algorithm>

#include <fmt/core.h>
#include <xxhash.h>

namespace harbinger {

std::uint64_t ArrayBlocks::checksum(std::span<const std::byte> block) {
  return XXH3_64bits(block.data(), block.size());
}

ArrayBlocks::ArrayBlocks(std::span<const std::byte> bytes, std::span<const std::uint64_t> checksums,
                         std::size_t element_bytes, std::string what,
                         std::shared_ptr<const void> file)
    : bytes_(bytes),
      checksums_(checksums),
      bytes_per_block_(element_bytes << elements_shift(element_bytes)),
      what_(std::move(what)),
      file_(std::move(file)),
      checked_(std::make_unique<std::atomic<bool>[]>(checksums.size())) {}

void ArrayBlocks::check(std::size_t block) const {
  const std::size_t begin = block * bytes_per_block_;
  const auto bytes = bytes_.subspan(begin, std::min(bytes_per_block_, bytes_.size() - begin));
  if (checksum(bytes) != checksums_[block])
    throw DamagedFile(
        fmt::format("{} is damaged: block {} of {} is not as it was written; write the file anew",
                    what_, block + 1, size()));
  checked_[block].store(true, std::memory_order_relaxed);
}

}  // namespace harbinger
