// SPDX-License-Identifier: Apache-2.0
#include "batch/manifest.hpp"

#include <cerrno>
#include <chrono>
#include <cstring>
#include <thread>

#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

namespace harbinger::batch {

namespace {

tl::unexpected<Diagnostic> failure(const std::string& path, std::string message,
                                   std::string hint = {}) {
  return tl::make_unexpected(
      Diagnostic{Severity::error, whole_file(path), std::move(message), std::move(hint)});
}

/// Where the file system knows no locks, there is none.
bool is_locked_by_others(int descriptor) {
  using namespace std::chrono_literals;
  for (int attempt = 0; attempt < 50; ++attempt) {
    if (::flock(descriptor, LOCK_EX | LOCK_NB) == 0 || errno != EWOULDBLOCK) return false;
    std::this_thread::sleep_for(100ms);
  }
  return true;
}

/// Takes off what stands behind the last line end.
bool drop_torn_line(const std::string& path, int descriptor) {
  const auto text = read_file(path);
  if (!text) return false;
  const auto end = (*text)->content().rfind('\n');
  const std::size_t whole = end == std::string_view::npos ? 0 : end + 1;
  return whole == (*text)->content().size() ||
         ::ftruncate(descriptor, static_cast<off_t>(whole)) == 0;
}

bool write_whole(int descriptor, std::string_view text) {
  while (!text.empty()) {
    const ssize_t n = ::write(descriptor, text.data(), text.size());
    if (n < 0 && errno == EINTR) continue;
    if (n <= 0) return false;
    text.remove_prefix(static_cast<std::size_t>(n));
  }
  return true;
}

}  // namespace

Result<Manifest> Manifest::open(const std::string& path) {
  Descriptor file(::open(path.c_str(), O_RDWR | O_CREAT | O_APPEND | O_CLOEXEC, 0666));
  if (!file) return failure(path, fmt::format("cannot be written: {}", std::strerror(errno)));
  if (is_locked_by_others(file.number()))
    return failure(path, "another run is at work here", "wait for its end, or stop it");
  if (!drop_torn_line(path, file.number()))
    return failure(path, fmt::format("cannot be written: {}", std::strerror(errno)));
  return Manifest(path, std::move(file));
}

Result<bool> Manifest::append(const JobResult& result) {
  struct ::stat before {};
  const bool sized = ::fstat(file_.number(), &before) == 0;
  if (write_whole(file_.number(), manifest_line(result)) && ::fsync(file_.number()) == 0)
    return true;
  const std::string why = std::strerror(errno);
  if (!sized || ::ftruncate(file_.number(), before.st_size) != 0)
    return failure(path_, fmt::format("a line was cut short: {}", why));
  return failure(path_, fmt::format("cannot be written to its end: {}", why));
}

bool is_held(const std::string& path) {
  const Descriptor file(::open(path.c_str(), O_RDONLY | O_CLOEXEC));
  return file && is_locked_by_others(file.number());
}

std::set<std::string> done_in(const std::vector<std::string>& manifests) {
  std::set<std::string> done;
  for (const std::string& path : manifests) {
    const auto text = read_file(path);
    if (!text) continue;
    std::string_view left = (*text)->content();
    while (!left.empty()) {
      const auto end = left.find('\n');
      const auto entry = parse_manifest_line(left.substr(0, end));
      left.remove_prefix(end == left.npos ? left.size() : end + 1);
      if (!entry) continue;
      if (entry->why)
        done.erase(entry->receipt.job.id);
      else
        done.insert(entry->receipt.job.id);
    }
  }
  return done;
}

}  // namespace harbinger::batch
