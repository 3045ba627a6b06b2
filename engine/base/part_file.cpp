// SPDX-License-Identifier: Apache-2.0
#include "base/part_file.hpp"

#include <unistd.h>

namespace harbinger {

namespace fs = std::filesystem;

PartFile::PartFile(const std::string& path) : path_(path) {
  std::error_code code;
  target_ = fs::exists(path, code) ? fs::canonical(path, code) : fs::path(path);
  beside_ = fmt::format("{}.{}.part", target_.string(), ::getpid());
}

PartFile::~PartFile() {
  std::error_code code;
  fs::remove(beside_, code);
}

Result<bool> PartFile::put_in_place() {
  std::error_code code;
  const fs::file_status before = fs::status(target_, code);
  if (fs::exists(before)) fs::permissions(beside_, before.permissions(), code);
  fs::rename(beside_, target_, code);
  if (!code) return true;
  return tl::make_unexpected(Diagnostic{Severity::error,
                                        whole_file(path_),
                                        fmt::format("cannot be written: {}", code.message()),
                                        {}});
}

}  // namespace harbinger
