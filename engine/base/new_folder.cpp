// SPDX-License-Identifier: Apache-2.0
#include "base/new_folder.hpp"

#include <algorithm>
#include <filesystem>
#include <utility>

#include <unistd.h>

namespace harbinger {

namespace fs = std::filesystem;

namespace {

tl::unexpected<Diagnostic> failure(const std::string& path, std::string message) {
  return tl::make_unexpected(Diagnostic{Severity::error, whole_file(path), std::move(message), {}});
}

}  // namespace

NewFile::NewFile(const std::string& path) : stream_(path, std::ios::binary | std::ios::trunc) {}

void NewFile::write(std::string_view piece) {
  stream_.write(piece.data(), static_cast<std::streamsize>(piece.size()));
  bytes_ += piece.size();
}

void NewFile::flush() {
  write(buffer_);
  buffer_.clear();
  stream_.flush();
}

Result<NewFolder> NewFolder::at(const std::string& path) {
  std::error_code code;
  const fs::file_status status = fs::status(path, code);
  if (fs::exists(status) && !fs::is_directory(status)) return failure(path, "is no folder");
  if (fs::is_directory(status) && !fs::is_empty(path, code))
    return failure(path, "is a folder that is not empty; a new one is written");
  fs::path target = fs::path(path).lexically_normal();
  if (!target.has_filename()) target = target.parent_path();  // `folder/`
  std::string beside = fmt::format("{}.{}.part", target.string(), ::getpid());
  fs::create_directories(beside, code);
  if (code) return failure(path, fmt::format("cannot be made: {}", code.message()));
  return NewFolder(target.string(), std::move(beside));
}

NewFolder::NewFolder(NewFolder&& other) noexcept
    : path_(std::move(other.path_)),
      beside_(std::exchange(other.beside_, {})),
      files_(std::move(other.files_)) {}

NewFolder::~NewFolder() {
  std::error_code code;
  if (!beside_.empty()) fs::remove_all(beside_, code);
}

NewFile& NewFolder::add(const std::string& name) {
  const fs::path whole = fs::path(beside_) / name;
  std::error_code code;
  fs::create_directories(whole.parent_path(), code);
  return files_.emplace_back(whole.string());
}

bool NewFolder::good() const {
  return std::all_of(files_.begin(), files_.end(), [](const NewFile& file) { return file.good(); });
}

Result<bool> NewFolder::finish() && {
  for (NewFile& file : files_) file.flush();
  if (!good()) return failure(path_, "cannot be written to its end (is the disk full?)");
  std::error_code code;
  fs::rename(beside_, path_, code);
  if (code) return failure(path_, fmt::format("cannot be made: {}", code.message()));
  beside_.clear();
  return true;
}

}  // namespace harbinger
