// SPDX-License-Identifier: Apache-2.0
// Tasks handed out to workers so that each gets neighbours, which share inputs: every worker begins with an equal
// run of tasks and takes from its front; one whose run is empty takes the back half of the longest.
#pragma once

#include <cstddef>
#include <optional>
#include <vector>

namespace harbinger::batch {

class Neighbours {
 public:
  Neighbours(std::size_t tasks, std::size_t workers);

  /// The next task of a worker; nothing where all are handed out.
  [[nodiscard]] std::optional<std::size_t> next(std::size_t worker);

 private:
  struct Run {
    std::size_t begin = 0;
    std::size_t end = 0;
    [[nodiscard]] std::size_t size() const { return end - begin; }
  };
  std::vector<Run> runs_;  ///< By worker.
};

}  // namespace harbinger::batch
