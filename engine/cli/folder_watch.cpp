// SPDX-License-Identifier: Apache-2.0
#include "cli/folder_watch.hpp"

#include <algorithm>
#include <array>
#include <cerrno>
#include <chrono>
#include <cstring>
#include <filesystem>

#include <poll.h>
#include <sys/inotify.h>
#include <unistd.h>

namespace harbinger::cli {

namespace {

namespace fs = std::filesystem;

constexpr std::uint32_t changes =
    IN_CLOSE_WRITE | IN_MOVED_TO | IN_MOVED_FROM | IN_DELETE | IN_MOVE_SELF;
constexpr int quiet_ms = 8;
constexpr std::chrono::milliseconds longest_save{200};
/// How often a folder that went is looked for.
constexpr int missing_ms = 250;

/// Whether `notices` can be read within the time (-1: without end); false, too, where `stop` can.
bool can_read(int notices, int stop, int within_ms, bool& is_stopped) {
  std::array<pollfd, 2> files{{{notices, POLLIN, 0}, {stop, POLLIN, 0}}};
  while (::poll(files.data(), files.size(), within_ms) < 0 && errno == EINTR) {
  }
  is_stopped = files[1].revents != 0;
  return !is_stopped && files[0].revents != 0;
}

}  // namespace

Result<FolderWatch> FolderWatch::make() {
  Descriptor notices(::inotify_init1(IN_NONBLOCK | IN_CLOEXEC));
  if (!notices)
    return tl::make_unexpected(Diagnostic{
        Severity::error, {}, fmt::format("files cannot be watched: {}", std::strerror(errno)), {}});
  return FolderWatch(std::move(notices));
}

void FolderWatch::watch_folders_of(const std::vector<std::string>& files) {
  std::set<std::string> folders;
  for (const std::string& file : files) {
    std::error_code code;
    for (const fs::path& path : {fs::path(file), fs::weakly_canonical(file, code)})
      folders.insert(path.has_parent_path() ? path.parent_path().string() : ".");
  }
  std::erase_if(watched_, [&](const auto& watch) {
    if (folders.contains(watch.second)) return false;
    ::inotify_rm_watch(notices_.number(), watch.first);
    return true;
  });
  folders_ = std::move(folders);
}

bool FolderWatch::watch_missing() {
  bool all = true;
  for (const std::string& folder : folders_) {
    const bool is_watched = std::any_of(watched_.begin(), watched_.end(),
                                        [&](const auto& watch) { return watch.second == folder; });
    if (is_watched) continue;
    const int watch = ::inotify_add_watch(notices_.number(), folder.c_str(), changes | IN_ONLYDIR);
    // Two names of one folder are one watch.
    if (watch >= 0) watched_.emplace(watch, folder);
    all = all && watch >= 0;
  }
  return !all;
}

void FolderWatch::take_notices() {
  alignas(inotify_event) std::array<char, 16384> notices;
  for (ssize_t size; (size = ::read(notices_.number(), notices.data(), notices.size())) > 0;) {
    for (const char* at = notices.data(); at < notices.data() + size;) {
      const auto* notice = reinterpret_cast<const inotify_event*>(at);
      // The folder went; where it has another name now, another may come in its place.
      if ((notice->mask & IN_MOVE_SELF) != 0) ::inotify_rm_watch(notices_.number(), notice->wd);
      if ((notice->mask & (IN_MOVE_SELF | IN_IGNORED)) != 0) watched_.erase(notice->wd);
      at += sizeof(inotify_event) + notice->len;
    }
  }
}

bool FolderWatch::wait(int stop) {
  bool is_stopped = false;
  for (;;) {
    const std::size_t watched = watched_.size();
    const bool is_missing = watch_missing();
    if (watched_.size() > watched) break;  // what was saved there before, nobody has told of
    if (can_read(notices_.number(), stop, is_missing ? missing_ms : -1, is_stopped)) break;
    if (is_stopped) return false;
  }
  take_notices();
  const auto end = std::chrono::steady_clock::now() + longest_save;
  while (std::chrono::steady_clock::now() < end &&
         can_read(notices_.number(), stop, quiet_ms, is_stopped))
    take_notices();
  return !is_stopped;
}

}  // namespace harbinger::cli
