// SPDX-License-Identifier: Apache-2.0
// One worker process, seen from its coordinator.
#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <optional>
#include <string>

#include <sys/types.h>

#include "base/descriptor.hpp"

namespace harbinger::batch::detail {

using Work = std::function<std::string(std::size_t)>;

/// What came back for a task.
struct Answer {
  bool good = false;  ///< False: the text is the reason, and the worker is not to be used any more.
  std::string text;
};

class WorkerProcess {
 public:
  /// None.
  WorkerProcess() = default;
  /// Forks. In the worker this does not return. `pid()` is below 0 where it could not be forked.
  WorkerProcess(const Work& work, std::optional<std::uint64_t> bytes);

  [[nodiscard]] pid_t pid() const { return pid_; }
  [[nodiscard]] int answers() const { return answers_.number(); }  ///< To be polled.
  [[nodiscard]] std::optional<std::size_t> task() const { return task_; }
  [[nodiscard]] double seconds() const;  ///< Since the task was given.

  /// A worker that is dead is told of by receive().
  void give(std::size_t task);
  /// Reads what has come. Nothing: not all of it. False in `alive`: the worker is dead.
  [[nodiscard]] std::optional<Answer> receive(bool& alive);
  /// Waits for a dead worker; why it died, in words. There is none then.
  [[nodiscard]] std::string buried();
  void kill();

 private:
  pid_t pid_ = -1;
  Descriptor tasks_;    ///< Written to.
  Descriptor answers_;  ///< Read from.
  std::string received_;
  std::optional<std::size_t> task_;
  std::chrono::steady_clock::time_point given_;
};

}  // namespace harbinger::batch::detail
