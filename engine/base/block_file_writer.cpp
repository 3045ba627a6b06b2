// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <cerrno>
#include <cstddef>
#include <cstring>
#include <filesystem>

#include <fcntl.h>
#include <unistd.h>

#include "base/assert.hpp"
#include "base/block_file.hpp"
#include "base/detail/block_layout.hpp"

namespace harbinger {

namespace {

using namespace detail;

tl::unexpected<Diagnostic> failure(const std::string& path, std::string message) {
  return tl::make_unexpected(Diagnostic{Severity::error, whole_file(path), std::move(message), {}});
}

std::span<const std::byte> bytes_of(const auto& value) {
  return std::as_bytes(std::span(&value, 1));
}

void append(std::vector<std::byte>& to, std::span<const std::byte> bytes) {
  to.insert(to.end(), bytes.begin(), bytes.end());
}

/// The folder's entry of a file that was renamed is on the disk.
void settle_folder(const std::string& path) {
  const auto folder = std::filesystem::path(path).parent_path();
  const int descriptor = ::open(folder.empty() ? "." : folder.c_str(), O_RDONLY | O_DIRECTORY);
  if (descriptor < 0) return;
  ::fsync(descriptor);
  ::close(descriptor);
}

}  // namespace

struct BlockFileWriter::State {
  State(const std::string& to, const BlockFormat& format) : path(to), part(to) {
    HARBINGER_ASSERT(format.magic.size() == sizeof header.magic);
    format.magic.copy(header.magic, sizeof header.magic);
    header.version = format.version;
    error = part.error();
    if (error != 0) return;
    descriptor = ::open(part.path().c_str(), O_WRONLY | O_NOFOLLOW | O_CLOEXEC);
    note(descriptor >= 0);
  }
  ~State() { close(); }
  State(const State&) = delete;
  State& operator=(const State&) = delete;

  /// The first error stays.
  void note(bool done) {
    if (!done && error == 0) error = errno;
  }
  void close() {
    if (descriptor >= 0) note(::close(descriptor) == 0);
    descriptor = -1;
  }
  void write(std::span<const std::byte> bytes) {
    at += bytes.size();
    while (!bytes.empty() && error == 0) {
      const ssize_t written = ::write(descriptor, bytes.data(), bytes.size());
      if (written < 0 && errno == EINTR) continue;
      note(written >= 0);
      if (written > 0) bytes = bytes.subspan(static_cast<std::size_t>(written));
    }
  }
  void fill_up() {
    static constexpr std::byte zeros[block_file_alignment] = {};
    write(std::span(zeros).first(filled_up(at, block_file_alignment) - at));
  }

  std::string path;
  PartFile part;
  BlockFileHeader header;
  std::vector<std::byte> directory;
  std::vector<std::string> names;
  int descriptor = -1;
  int error = 0;
  std::uint64_t at = 0;
};

BlockFileWriter::BlockFileWriter(std::unique_ptr<State> state) : state_(std::move(state)) {}
BlockFileWriter::BlockFileWriter(BlockFileWriter&&) noexcept = default;
BlockFileWriter& BlockFileWriter::operator=(BlockFileWriter&&) noexcept = default;
BlockFileWriter::~BlockFileWriter() = default;

Result<BlockFileWriter> BlockFileWriter::create(const std::string& path,
                                                const BlockFormat& format) {
  std::error_code code;
  const auto status = std::filesystem::status(path, code);
  if (std::filesystem::exists(status) && !std::filesystem::is_regular_file(status))
    return failure(path, "is no regular file: it cannot be replaced");
  auto state = std::make_unique<State>(path, format);
  if (state->error != 0)
    return failure(path, fmt::format("cannot be written: {}", std::strerror(state->error)));
  state->write(bytes_of(state->header));  // in its place; what it says comes last
  return BlockFileWriter(std::move(state));
}

void BlockFileWriter::add(std::string name, std::size_t element_bytes,
                          std::span<const std::byte> bytes) {
  State& state = *state_;
  HARBINGER_ASSERT(std::find(state.names.begin(), state.names.end(), name) == state.names.end());
  state.fill_up();
  const BlockFileEntry entry{name.size(), element_bytes, bytes.size() / element_bytes, state.at};
  append(state.directory, bytes_of(entry));
  append(state.directory, std::as_bytes(std::span(name)));
  state.directory.resize(filled_up(state.directory.size(), sizeof(std::uint64_t)));
  const std::size_t block = ArrayBlocks::bytes_per_block(element_bytes);
  // Block by block: what a checksum just read is still near when it is written.
  for (; !bytes.empty(); bytes = bytes.subspan(std::min(block, bytes.size()))) {
    const auto piece = bytes.first(std::min(block, bytes.size()));
    append(state.directory, bytes_of(ArrayBlocks::checksum(piece)));
    state.write(piece);
  }
  state.names.push_back(std::move(name));
}

Result<bool> BlockFileWriter::finish() && {
  State& state = *state_;
  BlockFileHeader& header = state.header;
  state.fill_up();
  header.directory_offset = state.at;
  header.directory_bytes = state.directory.size();
  header.arrays = state.names.size();
  header.directory_checksum = ArrayBlocks::checksum(state.directory);
  state.write(state.directory);
  header.file_bytes = state.at;
  header.header_checksum =
      ArrayBlocks::checksum(bytes_of(header).first(offsetof(BlockFileHeader, header_checksum)));
  state.note(::lseek(state.descriptor, 0, SEEK_SET) == 0);
  state.write(bytes_of(header));
  state.note(::fsync(state.descriptor) == 0);
  state.close();
  if (state.error != 0)
    return failure(state.path,
                   fmt::format("cannot be written to its end: {}", std::strerror(state.error)));
  if (auto placed = state.part.put_in_place(); !placed) return placed;
  settle_folder(state.path);
  return true;
}

}  // namespace harbinger
