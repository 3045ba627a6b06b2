// SPDX-License-Identifier: Apache-2.0
// What a job was made of and what it wrote, by hashes: `job.json` in the job's folder, which comes and goes
// with the outputs, and, with status and time, the job's line in the manifest.
//
//     {"id": "...", "engine": "harbinger 0.1.0", "options": {...},
//      "inputs": [{"path": "...", "sha256": "..."}], "outputs": [{"path": "...", "bytes": 1, "sha256": "..."}]}
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/files.hpp"

namespace harbinger::batch {

struct HashedInput {
  std::string path;
  std::string sha256;
};

struct HashedOutput {
  std::string path;  ///< In the job's folder.
  std::uint64_t bytes = 0;
  std::string sha256;
  friend bool operator==(const HashedOutput&, const HashedOutput&) = default;
};

/// What decides a job's outputs.
struct JobIdentity {
  std::string id;
  std::string engine;
  std::vector<std::pair<std::string, std::string>> options;  ///< Name and value as text, in order.
  std::vector<HashedInput> inputs;

  /// Whether both have the same outputs: what differs in paths alone is no difference.
  [[nodiscard]] bool is_same(const JobIdentity& other) const;
};

struct Receipt {
  JobIdentity job;
  std::vector<HashedOutput> outputs;
};

/// The name of a receipt in the job's folder.
inline constexpr const char* receipt_file = "job.json";

[[nodiscard]] std::vector<HashedOutput> hashed(const std::vector<FileContent>& files);

/// Readable, over several lines.
[[nodiscard]] std::string to_json(const Receipt& receipt);
/// Nothing where the text is no receipt.
[[nodiscard]] std::optional<Receipt> parse_receipt(std::string_view json);

/// What became of a job.
struct JobResult {
  Receipt receipt;                 ///< Of a failed job: without outputs.
  std::optional<std::string> why;  ///< The reason, where it failed.
  std::vector<std::string> notes;  ///< What `rank` and `whatif` tell on stderr.
  std::optional<double> seconds;   ///< Unknown for a job of a run that was killed before it told.
};

/// One line: the receipt with `status` (done, failed), `reason`, `seconds` and `notes`.
[[nodiscard]] std::string manifest_line(const JobResult& result);

/// Nothing where the text is no such line.
[[nodiscard]] std::optional<JobResult> parse_manifest_line(std::string_view line);

}  // namespace harbinger::batch
