// SPDX-License-Identifier: Apache-2.0
// An array that is never changed: in its own memory, or a part of a mapped file whose blocks are checked when
// they are first read. Copies share the elements.
//
//     StoredArray<float> shares(std::move(vector));            // own memory: an element costs a read
//     StoredArray<float> shares = *file.array<float>("share"); // mapped: the first read of a block checks it
#pragma once

#include <atomic>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <span>
#include <stdexcept>
#include <string>
#include <type_traits>
#include <vector>

namespace harbinger {

/// A mapped file is not as it was written: found when a block was first read. what() is a diagnostic as text;
/// main tells it as a mistake in the input (exit code 2).
struct DamagedFile : std::runtime_error {
  using std::runtime_error::runtime_error;
};

/// The blocks of one array of a mapped file, and which of them were checked. Several threads may ask.
class ArrayBlocks {
 public:
  /// A block is as many elements as fit into this, a power of two (at least one).
  static constexpr std::size_t block_bytes = std::size_t{1} << 16;
  static constexpr unsigned elements_shift(std::size_t element_bytes) {
    unsigned shift = 0;
    while (element_bytes <= block_bytes >> (shift + 1)) ++shift;
    return shift;
  }
  static constexpr std::size_t bytes_per_block(std::size_t element_bytes) {
    return element_bytes << elements_shift(element_bytes);
  }
  static constexpr std::size_t count(std::size_t elements, std::size_t element_bytes) {
    const unsigned shift = elements_shift(element_bytes);
    return (elements >> shift) + ((elements & ((std::size_t{1} << shift) - 1)) != 0 ? 1 : 0);
  }
  /// What is kept of a block to know it by: XXH3, 64 bits.
  static std::uint64_t checksum(std::span<const std::byte> block);

  /// `bytes` are the elements, with one checksum for each block; `mapping` keeps both. Path and name are told
  /// where a block is damaged.
  ArrayBlocks(std::span<const std::byte> bytes, std::span<const std::uint64_t> checksums,
              std::size_t element_bytes, std::string path, std::string name,
              std::shared_ptr<const void> mapping);

  /// Which blocks were found whole.
  [[nodiscard]] const std::atomic<bool>* checked() const { return checked_.get(); }
  /// Checks a block and notes that it is whole. Throws DamagedFile.
  [[gnu::cold]] void check(std::size_t block) const;
  /// Compares the block with its checksum, whether it was checked or not.
  [[nodiscard]] bool is_whole(std::size_t block) const;
  [[nodiscard]] std::size_t size() const { return checksums_.size(); }

 private:
  std::span<const std::byte> bytes_;
  std::span<const std::uint64_t> checksums_;
  std::size_t bytes_per_block_;
  std::string path_;
  std::string name_;
  std::shared_ptr<const void> mapping_;
  std::unique_ptr<std::atomic<bool>[]> checked_;
};

/// Any pattern of bytes is taken for a T: no truth values, no enumerations that are not checked, no padding.
template <class T>
class StoredArray {
  static_assert(std::is_trivially_copyable_v<T> && !std::is_same_v<T, bool>);

 public:
  StoredArray() = default;
  StoredArray(std::vector<T>&& values)
      : StoredArray(std::make_shared<const std::vector<T>>(std::move(values))) {}
  /// Elements of a mapped file, which `blocks` keeps.
  StoredArray(std::span<const T> elements, std::shared_ptr<const ArrayBlocks> blocks)
      : elements_(elements),
        checked_(blocks->checked()),
        blocks_(blocks.get()),
        owner_(std::move(blocks)) {}

  [[nodiscard]] std::size_t size() const { return elements_.size(); }
  [[nodiscard]] bool empty() const { return elements_.empty(); }
  [[nodiscard]] T operator[](std::size_t i) const {
    if (checked_ != nullptr) need(i >> shift);
    return elements_[i];
  }
  /// The elements [begin, begin + count); their blocks are checked.
  [[nodiscard]] std::span<const T> part(std::size_t begin, std::size_t count) const {
    if (checked_ != nullptr && count > 0)
      for (std::size_t block = begin >> shift; block <= (begin + count - 1) >> shift; ++block)
        need(block);
    return elements_.subspan(begin, count);
  }
  [[nodiscard]] std::span<const T> all() const { return part(0, size()); }

 private:
  static constexpr unsigned shift = ArrayBlocks::elements_shift(sizeof(T));

  explicit StoredArray(std::shared_ptr<const std::vector<T>> values)
      : elements_(*values), owner_(std::move(values)) {}

  void need(std::size_t block) const {
    if (!checked_[block].load(std::memory_order_relaxed)) [[unlikely]]
      blocks_->check(block);
  }

  std::span<const T> elements_;
  const std::atomic<bool>* checked_ = nullptr;  // null: own memory
  const ArrayBlocks* blocks_ = nullptr;
  std::shared_ptr<const void> owner_;
};

}  // namespace harbinger
