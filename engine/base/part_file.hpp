// SPDX-License-Identifier: Apache-2.0
// A file in work: written beside its path, and put in its place when it is whole, so that the path holds the
// old content or the new, never a part. What is given up leaves nothing behind.
#pragma once

#include <filesystem>
#include <string>

#include "base/diagnostic.hpp"

namespace harbinger {

class PartFile {
 public:
  /// Makes an empty file beside a file, where a link to it points, under a name that nothing had.
  explicit PartFile(const std::string& path);
  ~PartFile();
  PartFile(const PartFile&) = delete;
  PartFile& operator=(const PartFile&) = delete;

  /// Why none could be made (errno); 0: it was.
  [[nodiscard]] int error() const { return error_; }
  /// Where to write: the file is there.
  [[nodiscard]] const std::string& path() const { return beside_; }
  /// Renames what was written; it keeps the mode of the file that it replaces. Error: why not.
  [[nodiscard]] Result<bool> put_in_place();

 private:
  std::string path_;
  std::filesystem::path target_;
  std::string beside_;
  int error_ = 0;
  bool is_placed_ = false;
};

}  // namespace harbinger
