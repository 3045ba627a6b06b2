// SPDX-License-Identifier: Apache-2.0
// A job file as written: named lists, whose product is what is run. See docs/batch.md.
//
//     jobs: yearly
//     packs: {bundled: ../scanners}                  # paths are relative to the job file
//     rules: {standard: [../../rules/scanners.yaml]}
//     models: {exposure: ../../models/exposure.yaml}
//     scenarios: {new_loan: ../scenarios/new_loan.yaml}
//     dates: [latest, {from: 2010, to: 2020, step: 5y}]
//     outputs: {formats: [json, csv], top: 100}
//     except: [{scenario: new_loan, date: 2010-12-31}]
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "base/yaml_record.hpp"
#include "scenario/scenario_text.hpp"

namespace harbinger::batch {

using scenario::NamesText;

struct DateRangeText {
  Date from;
  Date to;
  WrittenText step;
  static const Record<DateRangeText>& shape();
};

/// `latest`, a date, or a range of them.
struct JobDateText {
  WrittenText written;       ///< Of a range: its step.
  std::optional<Date> date;  ///< Absent, without a range: `latest`.
  std::optional<DateRangeText> range;
};
[[nodiscard]] bool read_value(const YamlNode& node, JobDateText& out, Diagnostics& diagnostics);
[[nodiscard]] YamlNode written_value(const JobDateText& value);
[[nodiscard]] ValueShape shape_of(const JobDateText*);

/// Part of the product: of each list the names that are given, or all.
struct CombinationText {
  std::optional<NamesText> pack;
  std::optional<NamesText> rules;
  std::optional<NamesText> model;
  std::optional<NamesText> scenario;
  std::optional<NamesText> date;
  TextPosition where;
  static const Record<CombinationText>& shape();
};
[[nodiscard]] bool read_value(const YamlNode& node, CombinationText& out, Diagnostics& diagnostics);

struct OutputsText {
  std::vector<WrittenText> formats;
  std::optional<std::int64_t> top;
  std::optional<WrittenText> where;
  TextPosition place;  ///< Of `top`, where it is said.
  static const Record<OutputsText>& shape();
};
[[nodiscard]] bool read_value(const YamlNode& node, OutputsText& out, Diagnostics& diagnostics);

struct JobFileText {
  WrittenText jobs;
  std::string title;
  Named<WrittenText> packs;
  Named<NamesText> rules;
  Named<WrittenText> models;
  Named<WrittenText> scenarios;
  std::vector<JobDateText> dates;
  OutputsText outputs;
  std::optional<WrittenText> into;
  std::vector<CombinationText> runs;
  std::vector<CombinationText> except;
  static const Record<JobFileText>& shape();
};

}  // namespace harbinger::batch
