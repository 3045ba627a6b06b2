// SPDX-License-Identifier: Apache-2.0
#include "batch/output_folder.hpp"

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <filesystem>

#include <sys/stat.h>
#include <unistd.h>

namespace harbinger::batch {

namespace {

namespace fs = std::filesystem;

tl::unexpected<Diagnostic> failure(const std::string& path, std::string message,
                                   std::string hint = {}) {
  return tl::make_unexpected(
      Diagnostic{Severity::error, whole_file(path), std::move(message), std::move(hint)});
}

bool is_manifest(const std::string& name) {
  return name.starts_with("manifest.") && name.ends_with(".jsonl");
}

/// The job of a half-written folder, `JOB.PID.part` (base/files.hpp writes them); empty where it is none.
std::string job_of_leftover(const std::string& name) {
  if (!name.ends_with(".part")) return {};
  const std::string stem = name.substr(0, name.size() - 5);
  const auto dot = stem.rfind('.');
  if (dot == std::string::npos || dot + 1 == stem.size()) return {};
  const bool digits = stem.find_first_not_of("0123456789", dot + 1) == std::string::npos;
  return digits ? stem.substr(0, dot) : std::string();
}

std::vector<std::string> names_in(const std::string& folder) {
  std::vector<std::string> names;
  std::error_code code;
  for (fs::directory_iterator it(folder, code), end; !code && it != end; it.increment(code))
    names.push_back(it->path().filename().string());
  std::sort(names.begin(), names.end());
  return names;
}

}  // namespace

Result<OutputFolder> OutputFolder::open(const std::string& path) {
  std::error_code code;
  fs::create_directories(path, code);
  struct ::stat info {};
  if (code || ::stat(path.c_str(), &info) != 0 || !S_ISDIR(info.st_mode))
    return failure(path, fmt::format("cannot be made: {}",
                                     code ? code.message() : "there is a file of this name"));
  if (::access(path.c_str(), W_OK | X_OK) != 0)
    return failure(path, fmt::format("cannot be written: {}", std::strerror(errno)));
  OutputFolder folder;
  folder.path_ = path;
  folder.device_ = info.st_dev;
  folder.inode_ = info.st_ino;
  const auto names = names_in(path);
  if (!names.empty() && folder.manifests().empty())
    return failure(path, "is a folder that is not empty, and no batch wrote it", "name a new one");
  return folder;
}

std::vector<std::string> OutputFolder::manifests() const {
  std::vector<std::string> paths;
  for (const std::string& name : names_in(path_))
    if (is_manifest(name)) paths.push_back((fs::path(path_) / name).string());
  return paths;
}

std::string OutputFolder::manifest_path(const Shard& shard) const {
  const std::string name = shard.of == 1
                               ? "manifest.jsonl"
                               : fmt::format("manifest.{}-of-{}.jsonl", shard.part, shard.of);
  return (fs::path(path_) / name).string();
}

std::optional<Receipt> OutputFolder::receipt(const std::string& job_id) const {
  const auto text = read_file((fs::path(path_) / job_id / receipt_file).string());
  if (!text) return std::nullopt;
  return parse_receipt((*text)->content());
}

bool OutputFolder::is_done(const JobIdentity& job) const {
  const auto found = receipt(job.id);
  if (!found || !found->job.is_same(job) || found->outputs.empty()) return false;
  return std::all_of(found->outputs.begin(), found->outputs.end(), [&](const HashedOutput& o) {
    const auto text = read_file((fs::path(path_) / job.id / o.path).string());
    return text && (*text)->content().size() == o.bytes && sha256((*text)->content()) == o.sha256;
  });
}

Result<bool> OutputFolder::is_there() const {
  struct ::stat info {};
  if (::stat(path_.c_str(), &info) != 0 || info.st_dev != device_ || info.st_ino != inode_)
    return failure(path_, "the output folder is gone, or another one is in its place");
  return true;
}

Result<bool> OutputFolder::remove(const std::string& job_id) const {
  if (auto there = is_there(); !there) return there;
  const std::string target = (fs::path(path_) / job_id).string();
  std::error_code code;
  if (!fs::is_directory(target, code)) return true;
  // Under the name of what is half-written, so that it too is there whole or not at all.
  const std::string away = fmt::format("{}.{}.part", target, ::getpid());
  fs::rename(target, away, code);
  if (!code) fs::remove_all(away, code);
  if (code) return failure(target, fmt::format("cannot be replaced: {}", code.message()));
  return true;
}

Result<Receipt> OutputFolder::write(const JobIdentity& job, std::vector<FileContent> files) const {
  if (const auto there = is_there(); !there) return tl::make_unexpected(there.error());
  Receipt receipt{job, hashed(files)};
  files.push_back({receipt_file, to_json(receipt)});
  const auto written = write_folder((fs::path(path_) / job.id).string(), files);
  if (!written) return tl::make_unexpected(written.error());
  return receipt;
}

void OutputFolder::remove_leftovers(const std::set<std::string>& others) const {
  if (!is_there()) return;
  for (const std::string& name : names_in(path_)) {
    const std::string job = job_of_leftover(name);
    std::error_code code;
    if (!job.empty() && !others.contains(job)) fs::remove_all(fs::path(path_) / name, code);
  }
}

}  // namespace harbinger::batch
