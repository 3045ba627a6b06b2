// SPDX-License-Identifier: Apache-2.0
// A folder that is there whole or not at all: its files are written, it may be one piece at a time, beside its place,
// and the whole is renamed when it is done. What is not finished leaves nothing behind.
#pragma once

#include <deque>
#include <fstream>
#include <string>
#include <string_view>

#include "base/diagnostic.hpp"

namespace harbinger {

/// One file, written in pieces.
class NewFile {
 public:
  explicit NewFile(const std::string& path);
  /// Where the next piece is appended; told by `written`.
  [[nodiscard]] std::string& buffer() { return buffer_; }
  /// Hands the buffer to the file where it is large.
  void written() {
    if (buffer_.size() >= flush_bytes) flush();
  }
  /// A piece too large to be copied.
  void write(std::string_view piece);
  void flush();
  [[nodiscard]] std::uint64_t bytes() const { return bytes_ + buffer_.size(); }
  [[nodiscard]] bool good() const { return stream_.good(); }

 private:
  static constexpr std::size_t flush_bytes = 1u << 18;
  std::ofstream stream_;
  std::string buffer_;
  std::uint64_t bytes_ = 0;
};

class NewFolder {
 public:
  /// Error: there is something at the path that is no empty folder, or none can be made there.
  [[nodiscard]] static Result<NewFolder> at(const std::string& path);
  NewFolder(NewFolder&& other) noexcept;
  ~NewFolder();

  /// A file of the folder; stays where it is.
  [[nodiscard]] NewFile& add(const std::string& name);
  /// Whether all could be written so far.
  [[nodiscard]] bool good() const;
  /// Puts the folder in its place. Error: not all could be written.
  [[nodiscard]] Result<bool> finish() &&;

 private:
  NewFolder(std::string path, std::string beside)
      : path_(std::move(path)), beside_(std::move(beside)) {}
  std::string path_;
  std::string beside_;  ///< Empty: nothing to take away.
  std::deque<NewFile> files_;
};

}  // namespace harbinger
