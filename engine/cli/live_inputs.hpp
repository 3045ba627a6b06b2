// SPDX-License-Identifier: Apache-2.0
// Inputs that are loaded again part by part, as their files are saved: a rule that is edited does not read the pack
// again.
#pragma once

#include <chrono>
#include <map>
#include <memory>
#include <string>
#include <vector>

#include "cli/inputs.hpp"

namespace harbinger::cli {

/// The parts of the inputs that a change of files asks to be read again.
struct StaleParts {
  bool pack = false;
  bool rules = false;
  bool model = false;

  [[nodiscard]] bool any() const { return pack || rules || model; }
};

/// Parts are shared with the inputs they were taken over from, so that both can be compared.
struct LiveInputs {
  std::shared_ptr<const World> world;
  std::shared_ptr<const rule::RuleSet> rules;
  std::shared_ptr<const model::Model> model;
  report::RunInfo run;

  [[nodiscard]] ranking::Basis basis() const { return {world->graph, *rules, *model}; }
};

/// The inputs with the stale parts read again; `before` has the others (nullptr: there are none). Nothing where an error
/// was added.
[[nodiscard]] std::optional<LiveInputs> read_again(const LiveInputs* before, StaleParts stale,
                                                   const InputOptions& options,
                                                   const Context& context,
                                                   Diagnostics& diagnostics);

/// When each file of the inputs was last written, by part.
class FileStamps {
 public:
  /// Looks at the files that the inputs were read from, and at no others. Those it looked at before keep their stamp, and
  /// those written after the inputs began to be read have none yet, so that changed() tells of them.
  void look_at(const LiveInputs& inputs, const InputOptions& options, const Context& context,
               std::chrono::system_clock::time_point read_from);

  [[nodiscard]] std::vector<std::string> files() const;
  /// The files that are not as they were, and the parts they belong to; they count as seen then.
  struct Changed {
    StaleParts parts;
    std::vector<std::string> files;
  };
  [[nodiscard]] Changed changed();

 private:
  struct Stamp {
    std::int64_t written_ns = -1;  ///< -1: no such file.
    std::uint64_t size = 0;
    std::uint64_t inode = 0;
    friend bool operator==(const Stamp&, const Stamp&) = default;
  };
  struct File {
    StaleParts part;
    Stamp stamp;
  };
  [[nodiscard]] static Stamp stamp_of(const std::string& file);
  std::map<std::string, File> files_;
};

}  // namespace harbinger::cli
