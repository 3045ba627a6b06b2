// SPDX-License-Identifier: Apache-2.0
// What the ledger keeps of a run: the options that determine its result, with their defaults filled in, its inputs, and
// the rankings in it.
//
// First the result is written, then the run is added to the ledger, then the process ends: a process that ended with 0,
// and has not warned, has its run in the ledger. Nothing that goes wrong with the ledger stops a result.
#pragma once

#include <functional>
#include <string>
#include <vector>

#include "cli/commands.hpp"
#include "scenario/scenario.hpp"
#include "store/run.hpp"

namespace harbinger::cli {

/// Writes a result as deliver() does; where that was done, and runs are kept, also adds the run, which is asked for
/// then: `run` leaves the result to this.
[[nodiscard]] int deliver_kept(const std::string& text, const std::string& output,
                               const std::function<store::Run()>& run, Context& context);

/// The rankings of a what-if, which are gone when its result is written. Nothing where runs are not kept.
class KeptScenarios {
 public:
  KeptScenarios(const ranking::Assessment& before, const Context& context);

  void add(const scenario::Scenario& scenario, const ranking::Assessment& after);

  std::vector<store::KeptRanking>
      rankings;  ///< That before, and those after, by the scenarios' names.

 private:
  bool is_kept_;
};

[[nodiscard]] store::Run run_of(const RankOptions& options, const Inputs& inputs,
                                const ranking::Assessment& assessment, const Context& context);
[[nodiscard]] store::Run run_of(const WhatifOptions& options, const Inputs& inputs,
                                KeptScenarios scenarios, const Context& context);
/// `last` is the day that the timeline ends on.
[[nodiscard]] store::Run run_of(const TimelineOptions& options, const Inputs& inputs, Day last,
                                const Context& context);
[[nodiscard]] store::Run run_of(const SensitivityOptions& options, const Inputs& inputs,
                                const ranking::Assessment& assessment, const Context& context);

}  // namespace harbinger::cli
