// SPDX-License-Identifier: Apache-2.0
// Files, whole: read, hashed, and written so that nothing partial is left behind.
#pragma once

#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "base/diagnostic.hpp"

namespace harbinger {

/// The content of a file; `-` is standard input. Error: it cannot be read, or is larger than 4 GiB.
[[nodiscard]] Result<std::shared_ptr<const SourceText>> read_file(const std::string& path);

/// Writes beside the path and renames, so that the path holds the old content or the new, never a part.
/// The Diagnostic says why not; empty message: done.
[[nodiscard]] Result<bool> write_file(const std::string& path, std::string_view content);

/// A file of a folder, by its path there.
struct FileContent {
  std::string path;
  std::string content;
};

/// Writes a folder beside the path and renames it, so that the path holds all the files or none. Error: there
/// is something at the path that is no empty folder.
[[nodiscard]] Result<bool> write_folder(const std::string& path,
                                        const std::vector<FileContent>& files);

/// SHA-256 as 64 hexadecimal digits.
[[nodiscard]] std::string sha256(std::string_view content);

}  // namespace harbinger
