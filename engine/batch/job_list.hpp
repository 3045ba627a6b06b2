// SPDX-License-Identifier: Apache-2.0
// The jobs of a job file: packs x rule sets x models x dates x scenarios, less what is not asked for. A job
// has a readable id that stays, `pack.rules.model.scenario.date`; it names the job's folder.
//
//     JobFileText -> JobList -> shard i of n, a run of neighbours
//
// Neighbours in the list differ in what is cheapest to change: the scenario first, the pack last.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "base/date.hpp"
#include "base/written_text.hpp"

namespace harbinger::batch {

/// One entry of a named list: what it is called, and its files as seen from the current folder, each placed
/// where the job file names it.
struct Choice {
  WrittenText name;
  std::vector<WrittenText> files;  ///< Empty where one of them is not there, which was told.
};

struct DateChoice {
  std::string name;        ///< `latest`, or the date.
  std::optional<Day> day;  ///< Absent: the pack's own.
  TextPosition where;
};

/// Indices into the lists of a JobList.
struct Job {
  std::string id;
  std::size_t pack = 0;
  std::size_t rules = 0;
  std::size_t model = 0;
  std::size_t date = 0;
  std::optional<std::size_t> scenario;  ///< Absent: `base`, the world without one.

  /// Whether both look at one world, with the same rules and model, before any scenario.
  [[nodiscard]] bool shares_base(const Job& other) const {
    return pack == other.pack && rules == other.rules && model == other.model && date == other.date;
  }
};

/// What each job writes.
struct Outputs {
  std::vector<std::string> formats;
  std::optional<unsigned> top;
  std::optional<WrittenText> where;
};

struct JobList {
  std::string name;
  std::vector<Choice> packs;
  std::vector<Choice> rules;
  std::vector<Choice> models;
  std::vector<Choice> scenarios;
  std::vector<DateChoice> dates;
  Outputs outputs;
  std::string into;  ///< Empty: the file names no folder.
  std::vector<Job> jobs;
};

/// Jobs one file may make.
inline constexpr std::size_t most_jobs = 1'000'000;

/// What could be read of a job file, mistakes or not, so that what it names is checked in the same run. Errors: an
/// unknown name, a file that is not there, a name that cannot be part of a folder's, a date given twice, more
/// than `most_jobs`, no job at all. Nothing where it is no map of keys.
[[nodiscard]] std::optional<JobList> readable_jobs(const std::string& path,
                                                   Diagnostics& diagnostics);

/// One part of n, counted from 1: `--shard 2/3`.
struct Shard {
  std::size_t part = 1;
  std::size_t of = 1;
};
/// Nothing where the text is none: a part of 0, or behind the last.
[[nodiscard]] std::optional<Shard> parse_shard(std::string_view text);

/// [first, last) of the jobs: the shards 1/n to n/n do each job once, and differ in size by one at most.
[[nodiscard]] std::pair<std::size_t, std::size_t> bounds_of(Shard shard, std::size_t jobs);

}  // namespace harbinger::batch
