// SPDX-License-Identifier: Apache-2.0
// The folder of a batch: a folder for each job, whole or absent, and the manifests of the runs that wrote
// them.
//
//     out/bundled.standard.exposure.base.2010/{ranking.json, job.json}
//     out/manifest.jsonl                        of a run of all jobs
//     out/manifest.2-of-3.jsonl                 of a shard
#pragma once

#include <cstdint>
#include <set>
#include <string>
#include <vector>

#include "base/files.hpp"
#include "batch/job_list.hpp"
#include "batch/receipt.hpp"

namespace harbinger::batch {

class OutputFolder {
 public:
  /// Makes the folder where there is none. Error: it cannot be made; it holds other things than batches write.
  [[nodiscard]] static Result<OutputFolder> open(const std::string& path);

  [[nodiscard]] const std::string& path() const { return path_; }
  /// Paths of all manifests in it, in order.
  [[nodiscard]] std::vector<std::string> manifests() const;
  [[nodiscard]] std::string manifest_path(const Shard& shard) const;

  /// Whether the job's folder is there, whole, and what would be written now. Reads and hashes all of it.
  [[nodiscard]] bool is_done(const JobIdentity& job) const;
  /// The receipt in a job's folder; nothing where there is none.
  [[nodiscard]] std::optional<Receipt> receipt(const std::string& job_id) const;

  /// Takes a job's folder away, whole: it is of other inputs, or damaged. Error: it cannot be, or as for write().
  [[nodiscard]] Result<bool> remove(const std::string& job_id) const;
  /// Puts the files and their receipt in the job's folder, which is not there. Error: it cannot be written,
  /// or the folder of the batch is not the one that was opened any more (deleted, unmounted).
  [[nodiscard]] Result<Receipt> write(const JobIdentity& job, std::vector<FileContent> files) const;
  /// Takes away what killed workers left half-written, but for that of `others`, which may be being written.
  void remove_leftovers(const std::set<std::string>& others) const;

 private:
  OutputFolder() = default;
  /// Error: the folder is not the one that was opened.
  [[nodiscard]] Result<bool> is_there() const;

  std::string path_;
  std::uint64_t device_ = 0;  ///< With `inode_`, which folder it is.
  std::uint64_t inode_ = 0;
};

}  // namespace harbinger::batch
