// SPDX-License-Identifier: Apache-2.0
#include "base/part_file.hpp"

#include <cerrno>

#include <fcntl.h>
#include <unistd.h>

namespace harbinger {

namespace fs = std::filesystem;

PartFile::PartFile(const std::string& path) : path_(path) {
  std::error_code code;
  target_ = fs::exists(path, code) ? fs::canonical(path, code) : fs::path(path);
  // A name that is taken may be another's at work, or a link that leads elsewhere.
  constexpr int most_names = 100;
  for (int i = 0; i < most_names; ++i) {
    beside_ = fmt::format("{}.{}{}.part", target_.string(), ::getpid(),
                          i == 0 ? std::string() : fmt::format("-{}", i));
    const int made =
        ::open(beside_.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0666);
    error_ = made < 0 ? errno : 0;
    if (made >= 0) ::close(made);
    if (error_ != EEXIST) return;
  }
}

PartFile::~PartFile() {
  std::error_code code;
  if (error_ == 0 && !is_placed_) fs::remove(beside_, code);
}

Result<bool> PartFile::put_in_place() {
  std::error_code code;
  const fs::file_status before = fs::status(target_, code);
  if (fs::exists(before)) fs::permissions(beside_, before.permissions(), code);
  fs::rename(beside_, target_, code);
  is_placed_ = !code;
  if (is_placed_) return true;
  return tl::make_unexpected(Diagnostic{Severity::error,
                                        whole_file(path_),
                                        fmt::format("cannot be written: {}", code.message()),
                                        {}});
}

}  // namespace harbinger
