// SPDX-License-Identifier: Apache-2.0
#include "batch/detail/worker_process.hpp"

#include <algorithm>
#include <cerrno>
#include <csignal>
#include <cstring>
#include <exception>
#include <new>
#include <string_view>

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/stored_array.hpp"

namespace harbinger::batch::detail {

namespace {

/// Before the text of an answer. Both ends are one program on one machine.
struct AnswerHead {
  std::uint64_t bytes = 0;
  std::uint64_t good = 0;  ///< 1 or 0; so wide that there is no padding to write.
};

struct Pipe {
  Descriptor from;
  Descriptor to;

  Pipe() {
    int ends[2];
    if (::pipe2(ends, O_CLOEXEC) != 0) return;
    from = Descriptor(ends[0]);
    to = Descriptor(ends[1]);
  }
};

bool read_whole(int descriptor, void* data, std::size_t bytes) {
  auto* to = static_cast<char*>(data);
  while (bytes > 0) {
    const ssize_t n = ::read(descriptor, to, bytes);
    if (n < 0 && errno == EINTR) continue;
    if (n <= 0) return false;
    to += n;
    bytes -= static_cast<std::size_t>(n);
  }
  return true;
}

bool write_whole(int descriptor, const void* data, std::size_t bytes) {
  const auto* from = static_cast<const char*>(data);
  while (bytes > 0) {
    const ssize_t n = ::write(descriptor, from, bytes);
    if (n < 0 && errno == EINTR) continue;
    if (n <= 0) return false;
    from += n;
    bytes -= static_cast<std::size_t>(n);
  }
  return true;
}

Answer answer_to(std::size_t task, const Work& work, std::optional<std::uint64_t> bytes) {
  try {
    return {true, work(task)};
  } catch (const std::bad_alloc&) {
    if (!bytes) return {false, "it needs more memory than there is"};
    return {false, fmt::format("it needs more memory than the {} MiB that its worker may hold",
                               *bytes >> 20)};
  } catch (const DamagedFile& damaged) {
    return {false, damaged.what()};
  } catch (const std::exception& failure) {
    return {false, fmt::format("internal fault (please report it): {}", failure.what())};
  }
}

/// Signals as a process has them that nobody prepared, but for Ctrl-C, which is the coordinator's to answer, and
/// for a file over its size limit, which is an error of the write.
void reset_signals() {
  std::signal(SIGINT, SIG_IGN);
  std::signal(SIGTERM, SIG_DFL);
  std::signal(SIGPIPE, SIG_DFL);
  std::signal(SIGXFSZ, SIG_IGN);
  ::sigset_t none;
  ::sigemptyset(&none);
  ::sigprocmask(SIG_SETMASK, &none, nullptr);
}

/// The life of a worker.
[[noreturn]] void serve(int tasks, int answers, const Work& work,
                        std::optional<std::uint64_t> bytes) {
  std::uint64_t task = 0;
  while (read_whole(tasks, &task, sizeof task)) {
    const Answer answer = answer_to(task, work, bytes);
    const AnswerHead head{answer.text.size(), answer.good ? 1u : 0u};
    if (!write_whole(answers, &head, sizeof head) ||
        !write_whole(answers, answer.text.data(), answer.text.size()))
      break;
  }
  // What the coordinator has in its buffers is its own to write.
  ::_exit(0);
}

}  // namespace

WorkerProcess::WorkerProcess(const Work& work, std::optional<std::uint64_t> bytes) {
  Pipe task_pipe, answer_pipe;
  if (!task_pipe.to || !answer_pipe.to) return;
  const pid_t coordinator = ::getpid();
  pid_ = ::fork();
  if (pid_ == 0) {
    ::prctl(PR_SET_PDEATHSIG, SIGKILL);
    if (::getppid() != coordinator) ::_exit(0);
    reset_signals();
    // Else its own pipe would stay open for it. Those of workers before it it has too: PDEATHSIG ends those.
    task_pipe.to = Descriptor();
    answer_pipe.from = Descriptor();
    if (bytes) {
      const ::rlimit limit{*bytes, *bytes};
      ::setrlimit(RLIMIT_DATA, &limit);
    }
    serve(task_pipe.from.number(), answer_pipe.to.number(), work, bytes);
  }
  tasks_ = std::move(task_pipe.to);
  answers_ = std::move(answer_pipe.from);
  ::fcntl(answers_.number(), F_SETFL, O_NONBLOCK);
}

double WorkerProcess::seconds() const {
  return std::chrono::duration<double>(std::chrono::steady_clock::now() - given_).count();
}

void WorkerProcess::give(std::size_t task) {
  task_ = task;
  given_ = std::chrono::steady_clock::now();
  const std::uint64_t number = task;
  (void)write_whole(tasks_.number(), &number, sizeof number);
}

std::optional<Answer> WorkerProcess::receive(bool& alive) {
  char buffer[1 << 16];
  for (;;) {
    const ssize_t n = ::read(answers_.number(), buffer, sizeof buffer);
    if (n > 0) received_.append(buffer, static_cast<std::size_t>(n));
    alive = n > 0 || (n < 0 && (errno == EAGAIN || errno == EINTR));
    if (n <= 0) break;
  }
  AnswerHead head;
  if (received_.size() < sizeof head) return std::nullopt;
  std::memcpy(&head, received_.data(), sizeof head);
  if (received_.size() < sizeof head + head.bytes) return std::nullopt;
  Answer answer{head.good == 1, received_.substr(sizeof head)};
  received_.clear();
  task_.reset();
  return answer;
}

std::string WorkerProcess::buried() {
  int status = 0;
  while (::waitpid(pid_, &status, 0) < 0 && errno == EINTR) {
  }
  *this = WorkerProcess();
  if (!WIFSIGNALED(status))
    return fmt::format("its worker ended by itself (exit code {})", WEXITSTATUS(status));
  const int signal = WTERMSIG(status);
  // By the system where the machine has none left, by the program where it may have no more.
  const bool may_be_memory = signal == SIGKILL || signal == SIGABRT;
  return fmt::format("its worker was killed by signal {} ({}){}", signal, ::strsignal(signal),
                     may_be_memory ? "; was there no memory left?" : "");
}

void WorkerProcess::kill() {
  if (pid_ < 0) return;
  ::kill(pid_, SIGKILL);
  (void)buried();
}

}  // namespace harbinger::batch::detail
