// SPDX-License-Identifier: Apache-2.0
#include "base/block_file.hpp"

#include <algorithm>
#include <cerrno>
#include <cstddef>
#include <cstring>

#include <fcntl.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/detail/block_layout.hpp"
#include "base/parallel.hpp"

namespace harbinger {

namespace {

using namespace detail;

constexpr const char* advice = "write the file anew";

tl::unexpected<Diagnostic> failure(const std::string& path, std::string message,
                                   std::string hint = {}) {
  return tl::make_unexpected(
      Diagnostic{Severity::error, whole_file(path), std::move(message), std::move(hint)});
}

/// A whole file in memory, to be read.
class Mapping {
 public:
  Mapping(void* begin, std::size_t size) : begin_(begin), size_(size) {}
  ~Mapping() { ::munmap(begin_, size_); }
  Mapping(const Mapping&) = delete;
  Mapping& operator=(const Mapping&) = delete;

  [[nodiscard]] std::span<const std::byte> bytes() const {
    return {static_cast<const std::byte*>(begin_), size_};
  }

 private:
  void* begin_;
  std::size_t size_;
};

Result<std::shared_ptr<const Mapping>> mapped(const std::string& path) {
  const int descriptor = ::open(path.c_str(), O_RDONLY | O_CLOEXEC);
  if (descriptor < 0)
    return failure(path, fmt::format("cannot be opened: {}", std::strerror(errno)));
  struct stat status {};
  const bool regular = ::fstat(descriptor, &status) == 0 && S_ISREG(status.st_mode);
  const auto size = static_cast<std::size_t>(status.st_size);
  void* begin = MAP_FAILED;
  if (regular && size >= sizeof(BlockFileHeader))
    begin = ::mmap(nullptr, size, PROT_READ, MAP_PRIVATE, descriptor, 0);
  const int error = errno;
  ::close(descriptor);
  if (!regular) return failure(path, "is no regular file");
  if (size < sizeof(BlockFileHeader)) return failure(path, "is cut short", advice);
  if (begin == MAP_FAILED)
    return failure(path, fmt::format("cannot be mapped: {}", std::strerror(error)));
  return std::make_shared<const Mapping>(begin, size);
}

std::span<const std::byte> bytes_of(const auto& value) {
  return std::as_bytes(std::span(&value, 1));
}

}  // namespace

/// Reads a file's header and directory, neither of which is believed.
class BlockFileReader {
 public:
  BlockFileReader(const std::string& path, std::shared_ptr<const Mapping> mapping)
      : all_(mapping->bytes()), mapping_(std::move(mapping)) {
    file_.path_ = path;
    file_.mapping_ = mapping_;
  }

  Result<BlockFile> read(const BlockFormat& format) {
    std::memcpy(&header_, all_.data(), sizeof header_);
    if (auto wrong = wrong_header(format)) return tl::make_unexpected(*std::move(wrong));
    left_ = all_.subspan(header_.directory_offset, header_.directory_bytes);
    if (ArrayBlocks::checksum(left_) != header_.directory_checksum)
      return altered("its directory is not as it was written");
    for (std::uint64_t i = 0; i < header_.arrays; ++i)
      if (!read_array()) return altered(fmt::format("its directory ends in array {}", i + 1));
    if (!left_.empty()) return altered("its directory is longer than its arrays");
    return std::move(file_);
  }

 private:
  [[nodiscard]] tl::unexpected<Diagnostic> altered(const std::string& how) const {
    return failure(file_.path_, "is damaged: " + how, advice);
  }

  [[nodiscard]] std::optional<Diagnostic> wrong_header(const BlockFormat& format) const {
    const auto wrong = [&](std::string message, std::string hint) {
      return failure(file_.path_, std::move(message), std::move(hint)).value();
    };
    if (std::string_view(header_.magic, sizeof header_.magic) != format.magic)
      return wrong(fmt::format("is no {}", format.what), {});
    if (header_.byte_order != byte_order_mark)
      return wrong(fmt::format("is a {} of a machine with another order of bytes", format.what),
                   advice);
    if (header_.version != format.version)
      return wrong(fmt::format("is a {} of version {}, expected version {}", format.what,
                               header_.version, format.version),
                   advice);
    const auto checked = bytes_of(header_).first(offsetof(BlockFileHeader, header_checksum));
    if (ArrayBlocks::checksum(checked) != header_.header_checksum)
      return altered("its header is not as it was written").value();
    if (header_.file_bytes != all_.size())
      return altered(fmt::format("it has {} bytes of {}", all_.size(), header_.file_bytes)).value();
    if (header_.directory_offset % block_file_alignment != 0 ||
        header_.directory_offset > all_.size() ||
        header_.directory_bytes > all_.size() - header_.directory_offset)
      return altered("its directory lies outside").value();
    return std::nullopt;
  }

  /// The next bytes of the directory, with those that fill them up; nothing where it ends before.
  std::optional<std::span<const std::byte>> take(std::uint64_t bytes) {
    if (bytes > left_.size() || filled_up(bytes, sizeof(std::uint64_t)) > left_.size())
      return std::nullopt;
    const auto taken = left_.first(bytes);
    left_ = left_.subspan(filled_up(bytes, sizeof(std::uint64_t)));
    return taken;
  }

  bool read_array() {
    BlockFileEntry entry;
    const auto fixed = take(sizeof entry);
    if (!fixed) return false;
    std::memcpy(&entry, fixed->data(), sizeof entry);
    const bool lies_inside =
        entry.offset % block_file_alignment == 0 && entry.offset <= header_.directory_offset &&
        entry.element_bytes > 0 &&
        entry.count <= (header_.directory_offset - entry.offset) / entry.element_bytes;
    if (!lies_inside) return false;
    const auto name = take(entry.name_bytes);
    const std::size_t blocks = ArrayBlocks::count(entry.count, entry.element_bytes);
    if (!name || blocks > left_.size() / sizeof(std::uint64_t)) return false;
    const auto checksums = *take(blocks * sizeof(std::uint64_t));
    BlockFile::Array array;
    array.name = {reinterpret_cast<const char*>(name->data()), name->size()};
    array.element_bytes = entry.element_bytes;
    array.bytes = all_.subspan(entry.offset, entry.count * entry.element_bytes);
    array.blocks = std::make_shared<const ArrayBlocks>(
        array.bytes, std::span(reinterpret_cast<const std::uint64_t*>(checksums.data()), blocks),
        entry.element_bytes, file_.path_, array.name, mapping_);
    file_.arrays_.push_back(std::move(array));
    return true;
  }

  std::span<const std::byte> all_;
  std::shared_ptr<const Mapping> mapping_;
  BlockFileHeader header_;
  std::span<const std::byte> left_;  // of the directory
  BlockFile file_;
};

Result<BlockFile> BlockFile::open(const std::string& path, const BlockFormat& format) {
  auto mapping = mapped(path);
  if (!mapping) return tl::make_unexpected(std::move(mapping.error()));
  return BlockFileReader(path, *std::move(mapping)).read(format);
}

Result<const BlockFile::Array*> BlockFile::find(std::string_view name,
                                                std::size_t element_bytes) const {
  const auto found = std::find_if(arrays_.begin(), arrays_.end(),
                                  [&](const Array& array) { return array.name == name; });
  if (found == arrays_.end()) return failure(path_, fmt::format("has no array '{}'", name), advice);
  if (found->element_bytes != element_bytes)
    return failure(path_,
                   fmt::format("the array '{}' has elements of {} bytes, expected {}", name,
                               found->element_bytes, element_bytes),
                   advice);
  return &*found;
}

Result<std::string> BlockFile::text(std::string_view name) const {
  const auto characters = array<char>(name);
  if (!characters) return tl::make_unexpected(characters.error());
  const auto all = characters->all();
  return std::string(all.begin(), all.end());
}

bool BlockFile::verify(unsigned threads, Diagnostics& diagnostics) const {
  bool whole = true;
  for (const Array& array : arrays_) {
    std::vector<char> damaged(array.blocks->size(), 0);
    parallel_for(damaged.size(), threads, [&](std::size_t block) {
      damaged[block] = array.blocks->is_whole(block) ? 0 : 1;
    });
    const auto first = std::find(damaged.begin(), damaged.end(), 1);
    if (first == damaged.end()) continue;
    whole = false;
    diagnostics
        .error(whole_file(path_),
               "is damaged: {} of the {} blocks of the array '{}' are not as written, the first is "
               "block {}",
               std::count(first, damaged.end(), 1), damaged.size(), array.name,
               first - damaged.begin() + 1)
        .with_hint(advice);
  }
  return whole;
}

}  // namespace harbinger
