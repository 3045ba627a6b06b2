// SPDX-License-Identifier: Apache-2.0
#include "base/block_file.hpp"

#include <rapidcheck.h>
#include <catch2/catch.hpp>

#include <cstring>
#include <filesystem>
#include <fstream>

#include "base/detail/block_layout.hpp"
#include "base/files.hpp"
#include "scratch_folder.hpp"

using namespace harbinger;

namespace {

namespace fs = std::filesystem;
using harbinger::tests::ScratchFolder;

constexpr BlockFormat format{"HARBTEST", 3, "test file"};

struct Content {
  std::vector<std::uint32_t> ids;
  std::vector<double> shares;
  std::string names;
  friend bool operator==(const Content&, const Content&) = default;
};

Content made_content(std::size_t ids, std::size_t shares) {
  Content content;
  for (std::size_t i = 0; i < ids; ++i) content.ids.push_back(static_cast<std::uint32_t>(i * i));
  for (std::size_t i = 0; i < shares; ++i) content.shares.push_back(1.0 / double(i + 1));
  content.names = "port of manila, port of subic";
  return content;
}

void write(const std::string& path, const Content& content) {
  auto file = BlockFileWriter::create(path, format);
  REQUIRE(file);
  file->array("ids", std::span<const std::uint32_t>(content.ids));
  file->array("shares", std::span<const double>(content.shares));
  file->text("names", content.names);
  file->array("none", std::span<const double>());
  REQUIRE(std::move(*file).finish());
}

/// All that is in a file, or how it failed; never anything else.
tl::expected<Content, std::string> read(const std::string& path) {
  const auto told = [](const Diagnostic& d) { return tl::make_unexpected(d.message); };
  const auto file = BlockFile::open(path, format);
  if (!file) return told(file.error());
  try {
    Content content;
    const auto ids = file->array<std::uint32_t>("ids");
    if (!ids) return told(ids.error());
    const auto shares = file->array<double>("shares");
    if (!shares) return told(shares.error());
    const auto names = file->text("names");
    if (!names) return told(names.error());
    content.ids.assign(ids->all().begin(), ids->all().end());
    for (std::size_t i = 0; i < shares->size(); ++i) content.shares.push_back((*shares)[i]);
    content.names = *names;
    return content;
  } catch (const DamagedFile& damaged) {
    return tl::make_unexpected(std::string(damaged.what()));
  }
}

std::string bytes_at(const std::string& path) { return std::string((*read_file(path))->content()); }

void put(const std::string& path, std::string_view bytes) {
  std::ofstream(path, std::ios::binary) << bytes;
}

}  // namespace

TEST_CASE("What is written is read, and the same bytes come each time", "[block_file]") {
  const ScratchFolder folder;
  const Content content = made_content(100'000, 20'000);
  write(folder.file(), content);
  CHECK(read(folder.file()) == content);
  const auto file = BlockFile::open(folder.file(), format);
  REQUIRE(file);
  CHECK(file->array<double>("none")->empty());
  Diagnostics diagnostics;
  CHECK(file->verify(2, diagnostics));
  write(folder.file("y"), content);
  CHECK(bytes_at(folder.file()) == bytes_at(folder.file("y")));
  CHECK(std::distance(fs::directory_iterator(folder.path()), fs::directory_iterator()) == 2);
}

TEST_CASE("Arrays outlive the file that gave them, and its replacement", "[block_file]") {
  const ScratchFolder folder;
  const Content before = made_content(1'000, 1'000);
  write(folder.file(), before);
  const auto ids = BlockFile::open(folder.file(), format)->array<std::uint32_t>("ids");
  REQUIRE(ids);
  write(folder.file(), made_content(1, 1));
  CHECK(std::ranges::equal(ids->all(), before.ids));
  CHECK(read(folder.file())->ids.size() == 1);
}

TEST_CASE("What is no such file says what it is", "[block_file]") {
  const ScratchFolder folder;
  CHECK(read(folder.file()).error().starts_with("cannot be opened: "));
  CHECK(read(folder.path().string()).error() == "is no regular file");
  put(folder.file(), "");
  CHECK(read(folder.file()).error() == "is cut short");
  put(folder.file(), std::string(100, 'x'));
  CHECK(read(folder.file()).error() == "is no test file");
  write(folder.file(), made_content(3, 3));
  const auto other = BlockFile::open(folder.file(), {"HARBTEST", 2, "test file"});
  CHECK(other.error().message == "is a test file of version 3, expected version 2");
  CHECK(other.error().hint == "write the file anew");
  std::string bytes = bytes_at(folder.file());
  std::reverse(bytes.begin() + 8, bytes.begin() + 12);
  put(folder.file(), bytes);
  CHECK(read(folder.file()).error() == "is a test file of a machine with another order of bytes");
}

TEST_CASE("An array is asked for by its name and the size of its elements", "[block_file]") {
  const ScratchFolder folder;
  write(folder.file(), made_content(3, 3));
  const auto file = BlockFile::open(folder.file(), format);
  REQUIRE(file);
  CHECK(file->array<double>("dates").error().message == "has no array 'dates'");
  CHECK(file->array<double>("ids").error().message ==
        "the array 'ids' has elements of 4 bytes, expected 8");
}

TEST_CASE("A file that is not finished leaves what was there", "[block_file]") {
  const ScratchFolder folder;
  const Content content = made_content(10, 10);
  write(folder.file(), content);
  {
    auto file = BlockFileWriter::create(folder.file(), format);
    REQUIRE(file);
    file->array("ids", std::span<const std::uint32_t>(content.ids));
  }
  CHECK(read(folder.file()) == content);
  CHECK(std::distance(fs::directory_iterator(folder.path()), fs::directory_iterator()) == 1);
  CHECK(BlockFileWriter::create(folder.path().string(), format).error().message ==
        "is no regular file: it cannot be replaced");
  CHECK(BlockFileWriter::create(folder.file("no/file"), format)
            .error()
            .message.starts_with("cannot be written: "));
}

TEST_CASE("Each byte of a small file that is altered is found, or was none of the content",
          "[block_file]") {
  const ScratchFolder folder;
  const Content content = made_content(50, 20);
  write(folder.file(), content);
  const std::string bytes = bytes_at(folder.file());
  std::size_t found = 0;
  for (std::size_t i = 0; i < bytes.size(); ++i)
    for (const unsigned flip : {0x01u, 0x80u, 0xffu}) {
      std::string altered = bytes;
      altered[i] = static_cast<char>(static_cast<unsigned char>(altered[i]) ^ flip);
      put(folder.file("altered"), altered);
      const auto now = read(folder.file("altered"));
      if (now) REQUIRE(*now == content);
      found += now ? 0 : 1;
    }
  // Only the zeros between the arrays are nobody's: at most 63 behind each of the four.
  CHECK(found >= 3 * (bytes.size() - 4 * 63));
}

TEST_CASE("A file that is cut short or grown is told, at any length", "[block_file][property]") {
  const ScratchFolder folder;
  write(folder.file(), made_content(40'000, 100));
  const std::string bytes = bytes_at(folder.file());
  for (std::size_t length = 0; length < 200; ++length) {
    put(folder.file("cut"), std::string_view(bytes).substr(0, length));
    REQUIRE_FALSE(read(folder.file("cut")));
  }
  const bool holds = rc::check("block file: cut", [&] {
    const auto length = *rc::gen::inRange<std::size_t>(0, bytes.size());
    put(folder.file("cut"), std::string_view(bytes).substr(0, length));
    RC_ASSERT(!read(folder.file("cut")));
    put(folder.file("cut"), bytes + std::string(length + 1, '\0'));
    RC_ASSERT(!read(folder.file("cut")));
  });
  CHECK(holds);
}

TEST_CASE("A header and directory that lie, with the right checksums, read nothing outside",
          "[block_file][property]") {
  const ScratchFolder folder;
  write(folder.file(), made_content(100, 10));
  const std::string bytes = bytes_at(folder.file());
  detail::BlockFileHeader header;
  std::memcpy(&header, bytes.data(), sizeof header);
  const bool holds = rc::check("block file: lies", [&] {
    std::string lie = bytes;
    for (int i = 0; i < 2; ++i) {
      const auto word = *rc::gen::element<std::uint64_t>(0, 1, 8, 63, 64, 1ull << 20, 1ull << 32,
                                                         1ull << 63, ~0ull, ~0ull - 63);
      // Any word of the directory, or of the header from the directory's place on.
      const auto words = header.directory_bytes / 8;
      const auto at = *rc::gen::inRange<std::size_t>(0, words + 3);
      const std::size_t offset =
          at < words ? header.directory_offset + at * 8 : 24 + (at - words) * 8;
      std::memcpy(lie.data() + offset, &word, 8);
    }
    detail::BlockFileHeader told;
    std::memcpy(&told, lie.data(), sizeof told);
    const auto checksum = [&](std::size_t begin, std::size_t size) {
      return ArrayBlocks::checksum(std::as_bytes(std::span(lie)).subspan(begin, size));
    };
    if (told.directory_offset <= lie.size() &&
        told.directory_bytes <= lie.size() - told.directory_offset)
      told.directory_checksum = checksum(told.directory_offset, told.directory_bytes);
    std::memcpy(lie.data(), &told, sizeof told);
    told.header_checksum = checksum(0, sizeof told - 8);
    std::memcpy(lie.data(), &told, sizeof told);
    put(folder.file("lie"), lie);
    (void)read(folder.file("lie"));
    Diagnostics diagnostics;
    if (const auto file = BlockFile::open(folder.file("lie"), format))
      (void)file->verify(1, diagnostics);
  });
  CHECK(holds);
}

TEST_CASE("A damaged block is told by whoever reads it, and by verify with all others",
          "[block_file]") {
  const ScratchFolder folder;
  write(folder.file(), made_content(100'000, 20'000));  // 7 blocks of ids, 3 of shares
  std::string bytes = bytes_at(folder.file());
  const std::size_t block = ArrayBlocks::block_bytes;
  for (const std::size_t at : {64 + 2 * block + 5, 64 + 5 * block}) bytes[at] ^= 4;
  put(folder.file(), bytes);
  const auto file = BlockFile::open(folder.file(), format);
  REQUIRE(file);
  const auto ids = *file->array<std::uint32_t>("ids");
  CHECK(ids[0] == 0);
  CHECK(ids[99'999] == static_cast<std::uint32_t>(99'999ull * 99'999ull));
  CHECK_THROWS_WITH(ids[2 * block / 4],
                    folder.file() +
                        ": error: is damaged: block 3 of 7 of the array 'ids' is not as it was "
                        "written\n  write the file anew");
  for (const unsigned threads : {1u, 2u, 8u}) {
    Diagnostics diagnostics;
    CHECK_FALSE(file->verify(threads, diagnostics));
    REQUIRE(diagnostics.all().size() == 1);
    CHECK(diagnostics.all()[0].message ==
          "is damaged: 2 of the 7 blocks of the array 'ids' are not as written, the first is block "
          "3");
  }
}
