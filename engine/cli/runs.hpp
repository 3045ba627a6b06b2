// SPDX-License-Identifier: Apache-2.0
// `harbinger runs`: the ledger of finished runs, which `context.ledger` names.
#pragma once

#include <string>
#include <vector>

#include "cli/context.hpp"

namespace harbinger::cli {

struct RunsListOptions {
  std::string command;  ///< Only its runs; empty: all.
  unsigned top = 20;
  std::string format = "table";
  std::string output;
};
[[nodiscard]] int runs_list(const RunsListOptions& options, Context& context);

struct RunsShowOptions {
  std::string run;
  bool result = false;  ///< The bytes that it wrote, and nothing else.
  std::string format = "table";
  std::string output;
};
[[nodiscard]] int runs_show(const RunsShowOptions& options, Context& context);

struct RunsExportOptions {
  std::vector<std::string> runs;  ///< Empty: all.
  std::string output;
};
/// JSON lines, oldest first.
[[nodiscard]] int runs_export(const RunsExportOptions& options, Context& context);

struct RunsDiffOptions {
  std::string before;
  std::string after;
  unsigned top = 20;
  unsigned show = 10;
  std::string format = "table";
  std::string output;
};
[[nodiscard]] int runs_diff(const RunsDiffOptions& options, Context& context);

struct RunsRerunOptions {
  std::string run;
  unsigned top = 20;
  unsigned show = 10;
  std::string format = "table";
};
/// answer_is_no where the run does not come out as it did, byte for byte.
[[nodiscard]] int runs_rerun(const RunsRerunOptions& options, Context& context);

}  // namespace harbinger::cli
