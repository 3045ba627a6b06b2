// SPDX-License-Identifier: Apache-2.0
// One file of named arrays, mapped and read where it lies: nothing is copied, and a block of an array is
// checked when it is first read.
//
//     | header | array, 64-byte aligned | array | ... | directory |
//
// The header (64 bytes) holds what kind of file it is, its version, the order of its bytes, its length, where the
// directory lies, and a checksum of each of the two. The directory names each array, the bytes of an element,
// how many there are and where, and has a checksum (XXH3) for each block of 64 KiB. A text is an array of characters.
#pragma once

#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/diagnostic.hpp"
#include "base/part_file.hpp"
#include "base/stored_array.hpp"

namespace harbinger {

/// What is in a file, for those who read it: they take no other.
struct BlockFormat {
  std::string_view magic;     ///< Its first eight bytes.
  std::uint32_t version = 0;  ///< Of its arrays: a reader reads one version.
  std::string_view what;      ///< In messages: "snapshot".
};

/// Writes a file beside its path and puts it in its place when it is whole. Arrays go to the file as they
/// come; only their checksums are held. What goes wrong is told by finish().
class BlockFileWriter {
 public:
  /// Error: the path is no regular file, or its folder cannot be written to.
  static Result<BlockFileWriter> create(const std::string& path, const BlockFormat& format);
  BlockFileWriter(BlockFileWriter&&) noexcept;
  BlockFileWriter& operator=(BlockFileWriter&&) noexcept;
  ~BlockFileWriter();

  /// A name is given once. T has no padding: its bytes would be whatever was there.
  template <class T>
  void array(std::string name, std::span<const T> elements) {
    static_assert(std::is_trivially_copyable_v<T> && alignof(T) <= 64);
    add(std::move(name), sizeof(T), std::as_bytes(elements));
  }
  template <class T>
  void array(std::string name, const StoredArray<T>& elements) {
    array(std::move(name), elements.all());
  }
  void text(std::string name, std::string_view text) {
    array(std::move(name), std::span(text.data(), text.size()));
  }

  /// Writes the directory and the header, waits until all is on the disk, and renames.
  [[nodiscard]] Result<bool> finish() &&;

 private:
  struct State;
  explicit BlockFileWriter(std::unique_ptr<State> state);
  void add(std::string name, std::size_t element_bytes, std::span<const std::byte> bytes);

  std::unique_ptr<State> state_;
};

/// A file that was written so. Copies share the mapping, and which blocks were checked; several threads may read.
/// The file must not be written in place while it is open: whoever writes it anew renames.
class BlockFile {
 public:
  /// Maps the file and checks its header, its length and its directory. Cost: some 10 microseconds for each 100
  /// MB, whatever is in the arrays. Error: it is no such file, of another version, cut short, or altered.
  static Result<BlockFile> open(const std::string& path, const BlockFormat& format);

  /// Error: there is none of this name, or its elements are not Ts.
  template <class T>
  [[nodiscard]] Result<StoredArray<T>> array(std::string_view name) const {
    static_assert(alignof(T) <= 64);
    const auto found = find(name, sizeof(T));
    if (!found) return tl::make_unexpected(found.error());
    const auto bytes = (*found)->bytes;
    return StoredArray<T>({reinterpret_cast<const T*>(bytes.data()), bytes.size() / sizeof(T)},
                          (*found)->blocks);
  }
  /// A text, whole and checked. Throws DamagedFile.
  [[nodiscard]] Result<std::string> text(std::string_view name) const;

  /// Checks all blocks, on some threads, and tells each array that is damaged; false where one is.
  bool verify(unsigned threads, Diagnostics& diagnostics) const;

  [[nodiscard]] const std::string& path() const { return path_; }

 private:
  struct Array {
    std::string name;
    std::size_t element_bytes = 0;
    std::span<const std::byte> bytes;
    std::shared_ptr<const ArrayBlocks> blocks;
  };
  [[nodiscard]] Result<const Array*> find(std::string_view name, std::size_t element_bytes) const;

  friend class BlockFileReader;
  std::string path_;
  std::vector<Array> arrays_;
  std::shared_ptr<const void> mapping_;
};

}  // namespace harbinger
