// SPDX-License-Identifier: Apache-2.0
// One job of a batch, in a worker: inputs -> assessment -> the files that `rank` and `whatif` would write. An
// assessment takes over from that of the job before what they share (ranking/assessment.hpp), so that the
// scenarios of one base, and the days of one pack, cost what they change; the bytes are those of a fresh run.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "base/files.hpp"
#include "cli/batch_inputs.hpp"

namespace harbinger::cli {

/// What a job writes.
struct JobOutput {
  /// `ranking.FORMAT`, as `rank` gives it; of a scenario the ranking under it, and `whatif.FORMAT`, as `whatif`
  /// gives it, in each of the formats that it has.
  std::vector<FileContent> files;
  std::vector<std::string> notes;
};

class JobRunner {
 public:
  JobRunner(const batch::JobList& list, BatchInputs& inputs, unsigned threads)
      : list_(list), inputs_(inputs), threads_(threads) {}

  /// Error: the scenario cannot be made of these inputs; an input changed.
  [[nodiscard]] Result<JobOutput> run(const batch::Job& job);

 private:
  [[nodiscard]] Result<JobOutput> run_scenario(const batch::Job& job, const JobParts& parts);
  void assess_base(const batch::Job& job, const JobParts& parts);
  /// Error: the condition does not check.
  [[nodiscard]] Result<JobOutput> ranking(const ranking::Assessment& assessment,
                                          const report::RunInfo& run) const;

  const batch::JobList& list_;
  BatchInputs& inputs_;
  unsigned threads_;
  std::optional<batch::Job> base_job_;  ///< Whose base `base_` is.
  std::unique_ptr<ranking::Assessment> base_;
};

}  // namespace harbinger::cli
