// SPDX-License-Identifier: Apache-2.0
// Waits until files change, by inotify. Folders are watched, not files: editors write a new file and rename it over the
// old one, which a watch on the old one would not see.
#pragma once

#include <map>
#include <set>
#include <string>
#include <vector>

#include "base/descriptor.hpp"
#include "base/diagnostic.hpp"

namespace harbinger::cli {

class FolderWatch {
 public:
  /// Error: the system has no more watches to give.
  [[nodiscard]] static Result<FolderWatch> make();

  /// From the next wait on, watches the folders that these files lie in, and those that links lead to; none that it
  /// watched before.
  void watch_folders_of(const std::vector<std::string>& files);

  /// Waits until something in the folders was written, renamed or taken away, and then until nothing has been for a few
  /// milliseconds: a save is often several steps. Where it begins to watch a folder it does not wait. False where
  /// `stop` can be read first.
  [[nodiscard]] bool wait(int stop);

 private:
  explicit FolderWatch(Descriptor notices) : notices_(std::move(notices)) {}
  /// Watches what is not watched yet; whether there is a folder that is not there.
  bool watch_missing();
  void take_notices();

  Descriptor notices_;
  std::set<std::string> folders_;
  std::map<int, std::string> watched_;
};

}  // namespace harbinger::cli
