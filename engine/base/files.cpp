// SPDX-License-Identifier: Apache-2.0
#include "base/files.hpp"

#include "base/new_folder.hpp"
#include "base/part_file.hpp"

#include <cerrno>
#include <cstdio>
#include <cstring>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <iterator>

#include <openssl/evp.h>

namespace harbinger {

namespace {

tl::unexpected<Diagnostic> failure(const std::string& path, std::string message) {
  return tl::make_unexpected(Diagnostic{Severity::error, whole_file(path), std::move(message), {}});
}

}  // namespace

Result<std::shared_ptr<const SourceText>> read_file(const std::string& path) {
  if (path == "-") {
    std::string content{std::istreambuf_iterator<char>(std::cin), std::istreambuf_iterator<char>()};
    return std::make_shared<const SourceText>("<stdin>", std::move(content));
  }
  std::error_code code;
  const auto status = std::filesystem::status(path, code);
  if (!std::filesystem::exists(status)) return failure(path, "no such file");
  if (std::filesystem::is_directory(status)) return failure(path, "is a folder, expected a file");
  std::ifstream file(path, std::ios::binary);
  if (!file) return failure(path, fmt::format("cannot be opened: {}", std::strerror(errno)));
  // Positions in a text are 32 bits wide.
  const auto size = std::filesystem::file_size(path, code);
  if (!code && size >= (1ull << 32)) return failure(path, "is larger than 4 GiB");
  std::string content(code ? 0 : size, '\0');
  file.read(content.data(), static_cast<std::streamsize>(content.size()));
  content.resize(static_cast<std::size_t>(file.gcount()));
  // A pipe or a device tells no size.
  if (file) content.append(std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>());
  if (file.bad()) return failure(path, "could not be read to its end");
  return std::make_shared<const SourceText>(path, std::move(content));
}

namespace {

Result<bool> write_all(const std::string& path, std::string_view content) {
  std::ofstream file(path, std::ios::binary | std::ios::trunc);
  if (!file) return failure(path, fmt::format("cannot be written: {}", std::strerror(errno)));
  file.write(content.data(), static_cast<std::streamsize>(content.size()));
  file.close();
  if (!file) return failure(path, "cannot be written to its end (is the disk full?)");
  return true;
}

}  // namespace

Result<bool> write_file(const std::string& path, std::string_view content) {
  namespace fs = std::filesystem;
  std::error_code code;
  const fs::file_status status = fs::status(path, code);
  if (fs::is_directory(status)) return failure(path, "is a folder, expected a file");
  // A device or a pipe is written to; a file is replaced.
  if (fs::exists(status) && !fs::is_regular_file(status)) return write_all(path, content);
  PartFile part(path);
  if (part.error() != 0)
    return failure(path, fmt::format("cannot be written: {}", std::strerror(part.error())));
  if (const auto written = write_all(part.path(), content); !written)
    return failure(path, written.error().message);
  return part.put_in_place();
}

Result<bool> write_folder(const std::string& path, const std::vector<FileContent>& files) {
  auto folder = NewFolder::at(path);
  if (!folder) return tl::make_unexpected(folder.error());
  for (const FileContent& file : files) folder->add(file.path).write(file.content);
  return std::move(*folder).finish();
}

std::string sha256(std::string_view content) {
  unsigned char digest[EVP_MAX_MD_SIZE];
  unsigned int length = 0;
  EVP_Digest(content.data(), content.size(), digest, &length, EVP_sha256(), nullptr);
  std::string hex;
  for (unsigned int i = 0; i < length; ++i) hex += fmt::format("{:02x}", digest[i]);
  return hex;
}

}  // namespace harbinger
