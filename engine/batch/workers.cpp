// SPDX-License-Identifier: Apache-2.0
#include "batch/workers.hpp"

#include <algorithm>
#include <cerrno>
#include <csignal>
#include <cstring>
#include <fstream>
#include <vector>

#include <fmt/format.h>
#include <poll.h>
#include <sys/signalfd.h>
#include <unistd.h>

#include "base/descriptor.hpp"
#include "batch/detail/worker_process.hpp"
#include "batch/neighbours.hpp"

namespace harbinger::batch {

namespace {

using detail::WorkerProcess;

/// While it lives, SIGINT, SIGTERM and SIGHUP are read from a descriptor, and writing to a dead worker, or over a limit of
/// file sizes, is an error and no signal.
class Signals {
 public:
  Signals() {
    ::sigset_t stopping;
    ::sigemptyset(&stopping);
    ::sigaddset(&stopping, SIGINT);
    ::sigaddset(&stopping, SIGTERM);
    ::sigaddset(&stopping, SIGHUP);
    ::sigprocmask(SIG_BLOCK, &stopping, &before_);
    pipe_before_ = std::signal(SIGPIPE, SIG_IGN);
    size_before_ = std::signal(SIGXFSZ, SIG_IGN);
    stopping_ = Descriptor(::signalfd(-1, &stopping, SFD_CLOEXEC | SFD_NONBLOCK));
    // Who could not read them must not hold them back: then they end the program, as they do elsewhere.
    if (!stopping_) ::sigprocmask(SIG_SETMASK, &before_, nullptr);
  }
  ~Signals() {
    std::signal(SIGPIPE, pipe_before_);
    std::signal(SIGXFSZ, size_before_);
    ::sigprocmask(SIG_SETMASK, &before_, nullptr);
  }
  Signals(const Signals&) = delete;
  Signals& operator=(const Signals&) = delete;

  [[nodiscard]] int descriptor() const { return stopping_.number(); }
  /// The number of one that came; 0: none.
  [[nodiscard]] int received() const {
    ::signalfd_siginfo info{};
    return ::read(descriptor(), &info, sizeof info) == sizeof info
               ? static_cast<int>(info.ssi_signo)
               : 0;
  }

 private:
  ::sigset_t before_{};
  void (*pipe_before_)(int) = SIG_DFL;
  void (*size_before_)(int) = SIG_DFL;
  Descriptor stopping_;
};

class Coordinator {
 public:
  Coordinator(std::size_t tasks, const WorkerOptions& options, const detail::Work& work,
              const Listener& listener)
      : options_(options), work_(work), listener_(listener), tasks_(tasks, options.workers) {}

  int run() {
    for (unsigned w = 0; w < options_.workers; ++w)
      workers_.emplace_back(work_, options_.bytes_each);
    for (std::size_t w = 0; w < workers_.size(); ++w) give_next(w);
    int signal = 0;
    while (signal == 0 && !is_stopped_ && any_busy()) signal = wait();
    for (WorkerProcess& worker : workers_) worker.kill();
    return signal;
  }

 private:
  [[nodiscard]] bool any_busy() const {
    return std::any_of(workers_.begin(), workers_.end(),
                       [](const WorkerProcess& worker) { return worker.task().has_value(); });
  }

  void tell(const TaskEnd& end) {
    is_stopped_ = !listener_.ended(end) || is_stopped_;
    listener_.waited();
  }

  /// Tasks that cannot be given to anybody end here.
  void give_next(std::size_t w) {
    while (!is_stopped_) {
      const auto task = tasks_.next(w);
      if (!task) return;
      if (workers_[w].pid() < 0) workers_[w] = WorkerProcess(work_, options_.bytes_each);
      if (workers_[w].pid() >= 0) return workers_[w].give(*task);
      tell({*task, false, fmt::format("no worker can be started: {}", std::strerror(errno)), 0});
    }
  }

  void hear(std::size_t w) {
    WorkerProcess& worker = workers_[w];
    const auto task = worker.task();
    const double seconds = worker.seconds();
    bool alive = true;
    auto answer = worker.receive(alive);
    if (!answer && alive) return;
    std::string why;
    if (!alive)
      why = worker.buried();
    else if (!answer->good)
      worker.kill();
    if (task && answer)
      tell({*task, answer->good, std::move(answer->text), seconds});
    else if (task)
      tell({*task, false, std::move(why), seconds});
    give_next(w);
  }

  /// The signal that came; 0: none.
  int wait() {
    std::vector<::pollfd> polled{{signals_.descriptor(), POLLIN, 0}};
    for (const WorkerProcess& worker : workers_) polled.push_back({worker.answers(), POLLIN, 0});
    const int ready = ::poll(polled.data(), polled.size(), 1000);
    if (ready <= 0) {
      listener_.waited();
      return 0;
    }
    if (polled[0].revents != 0)
      if (const int signal = signals_.received(); signal != 0) return signal;
    for (std::size_t w = 0; w < workers_.size() && !is_stopped_; ++w)
      if (polled[w + 1].revents != 0) hear(w);
    return 0;
  }

  const WorkerOptions& options_;
  const detail::Work& work_;
  const Listener& listener_;
  Neighbours tasks_;
  Signals signals_;
  std::vector<WorkerProcess> workers_;
  bool is_stopped_ = false;
};

}  // namespace

int run_in_workers(std::size_t tasks, const WorkerOptions& options,
                   const std::function<std::string(std::size_t)>& work, const Listener& listener) {
  return Coordinator(tasks, options, work, listener).run();
}

std::optional<std::uint64_t> resident_bytes() {
  std::ifstream statm("/proc/self/statm");
  std::uint64_t all = 0, resident = 0;
  if (!(statm >> all >> resident)) return std::nullopt;
  return resident * static_cast<std::uint64_t>(::sysconf(_SC_PAGESIZE));
}

}  // namespace harbinger::batch
