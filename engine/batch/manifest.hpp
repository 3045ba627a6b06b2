// SPDX-License-Identifier: Apache-2.0
// A manifest: one line of JSON for each finished job, appended and brought to the disk before the next. A line
// that a kill cut short is taken off when the file is opened again.
#pragma once

#include <set>
#include <string>
#include <vector>

#include "base/descriptor.hpp"
#include "batch/receipt.hpp"

namespace harbinger::batch {

class Manifest {
 public:
  /// Opens the file, or makes it, and locks it until the process and those it forked are gone; waits some
  /// seconds for those of a run that was just killed. Error: it cannot be written; another run holds it.
  [[nodiscard]] static Result<Manifest> open(const std::string& path);

  /// Error: the line could not be written to its end; then none of it is there.
  [[nodiscard]] Result<bool> append(const JobResult& result);

  [[nodiscard]] const std::string& path() const { return path_; }

 private:
  Manifest(std::string path, Descriptor file) : path_(std::move(path)), file_(std::move(file)) {}

  std::string path_;
  Descriptor file_;
};

/// Whether a run that is at work holds a manifest. Waits as open() does.
[[nodiscard]] bool is_held(const std::string& path);

/// Ids of the jobs whose last line says done.
[[nodiscard]] std::set<std::string> done_in(const std::vector<std::string>& manifests);

}  // namespace harbinger::batch
