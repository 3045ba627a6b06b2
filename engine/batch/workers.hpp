// SPDX-License-Identifier: Apache-2.0
// Tasks done by worker processes: forked from this one, so that they share what it has loaded, and apart from it,
// so that one that dies (a signal, no memory left) takes one task with it and no more. It is replaced.
//
//     coordinator --task number--> worker            pipes; a worker ends where its pipe does,
//                 <--answer, as text--               and is killed where its coordinator is
//
// The coordinator starts no thread, and has none running while it forks.
#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <optional>
#include <string>

namespace harbinger::batch {

struct WorkerOptions {
  unsigned workers = 1;
  std::optional<std::uint64_t>
      bytes_each;  ///< The data a worker may hold; what it inherits counts.
};

/// How a task ended.
struct TaskEnd {
  std::size_t task = 0;
  bool answered =
      false;  ///< False: its worker died, or the task had no memory left; `text` is the reason.
  std::string text;
  double seconds = 0;
};

/// What the coordinator is told. Both are called in its process, one at a time.
struct Listener {
  std::function<bool(const TaskEnd&)> ended;  ///< False: stop, as a signal would.
  std::function<void()> waited;               ///< About each second, and after each end.
};

/// Does each task of [0, tasks) once, in a worker: `work` runs there, and its text comes back. SIGINT, SIGTERM or SIGHUP
/// kills the workers and returns its number; 0 where none came. Tasks that did not end are not told of. Where no
/// worker can be forked, tasks end with that reason.
[[nodiscard]] int run_in_workers(std::size_t tasks, const WorkerOptions& options,
                                 const std::function<std::string(std::size_t)>& work,
                                 const Listener& listener);

/// Bytes of memory this process holds, with what it shares; nothing where the system does not tell.
[[nodiscard]] std::optional<std::uint64_t> resident_bytes();

}  // namespace harbinger::batch
