// SPDX-License-Identifier: Apache-2.0
#include "batch/job_list.hpp"

#include <algorithm>
#include <charconv>
#include <filesystem>
#include <map>
#include <utility>

#include <fmt/format.h>

#include "base/files.hpp"
#include "base/key_path.hpp"
#include "base/yaml_reader.hpp"
#include "batch/job_text.hpp"
#include "scenario/time_step.hpp"

namespace harbinger::batch {

namespace {

const std::vector<std::string> formats{"table", "csv", "json", "jsonl", "geojson", "md"};
const std::string base_name = "base";
const std::string latest = "latest";

/// Five of them, four dots and the name of a half-written folder are no longer than a file name may be.
constexpr std::size_t longest_name = 40;
constexpr std::size_t most_dates = 10'000;

bool is_name(std::string_view text) {
  const auto is_word = [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_';
  };
  return !text.empty() && text.size() <= longest_name && is_word(text.front()) &&
         std::all_of(text.begin(), text.end(), [&](char c) { return is_word(c) || c == '-'; });
}

void check_name(const WrittenText& name, Diagnostics& diagnostics) {
  if (!is_name(name.value))
    diagnostics.error(name.where(), "the name '{}' cannot be part of a folder's", name.value)
        .with_hint("letters, digits, _ and -, at most 40");
}

/// Names of one list that a combination may give, and what they stand for.
class Names {
 public:
  Names(std::string what, std::vector<std::string> names)
      : what_(std::move(what)), names_(std::move(names)) {}

  /// By index, whether it is meant.
  std::vector<bool> meant(const std::optional<NamesText>& text, Diagnostics& diagnostics) const {
    std::vector<bool> chosen(names_.size(), !text);
    if (!text) return chosen;
    for (const WrittenText& name : text->names) {
      const auto found = std::find(names_.begin(), names_.end(), name.value);
      if (found != names_.end())
        chosen[static_cast<std::size_t>(found - names_.begin())] = true;
      else
        tell_unknown(name, diagnostics);
    }
    return chosen;
  }
  [[nodiscard]] std::size_t size() const { return names_.size(); }
  [[nodiscard]] const std::string& operator[](std::size_t i) const { return names_[i]; }

 private:
  void tell_unknown(const WrittenText& name, Diagnostics& diagnostics) const {
    Diagnostic& unknown = diagnostics.error(name.where(), "unknown {} '{}'", what_, name.value)
                              .did_you_mean(name.value, names_);
    if (unknown.hint.empty())
      unknown.with_hint(fmt::format("the file has {}", fmt::join(names_, ", ")));
  }

  std::string what_;
  std::vector<std::string> names_;
};

/// A combination, each name looked up: five lists of truth values.
struct Combination {
  std::vector<bool> pack, rules, model, date, scenario;
  TextPosition where;
  std::size_t found = 0;  ///< Jobs it holds.
};

class Reader {
 public:
  Reader(const std::string& path, const JobFileText& text, Diagnostics& diagnostics)
      : folder_(std::filesystem::path(path).parent_path()),
        text_(text),
        diagnostics_(diagnostics) {}

  JobList run() && {
    list_.name = text_.jobs.value;
    for (const auto& [name, folder] : text_.packs) list_.packs.push_back(choice(name, {folder}));
    for (const auto& [name, files] : text_.rules) list_.rules.push_back(choice(name, files.names));
    for (const auto& [name, file] : text_.models) list_.models.push_back(choice(name, {file}));
    for (const auto& [name, file] : text_.scenarios) {
      if (name.value == base_name)
        diagnostics_.error(name.where(), "'{}' is the world without a scenario", base_name)
            .with_hint("call the scenario something else");
      else
        list_.scenarios.push_back(choice(name, {file}));
    }
    read_dates();
    read_outputs();
    if (text_.into) list_.into = beside(*text_.into).value;
    read_jobs();
    return std::move(list_);
  }

 private:
  /// A path that the file names, from the current folder.
  WrittenText beside(WrittenText named) const {
    named.value = (folder_ / named.value).lexically_normal().string();
    if (!named.offsets.empty()) named.offsets = {named.offsets.front(), named.offsets.back()};
    return named;
  }

  Choice choice(const WrittenText& name, const std::vector<WrittenText>& files) {
    check_name(name, diagnostics_);
    Choice out{name, {}};
    for (const WrittenText& file : files) {
      WrittenText path = beside(file);
      std::error_code code;
      if (std::filesystem::exists(path.value, code))
        out.files.push_back(std::move(path));
      else
        diagnostics_.error(file.where(), "'{}': no such file or folder", path.value);
    }
    if (files.empty()) diagnostics_.error(name.where(), "'{}' names no file", name.value);
    if (out.files.size() < files.size()) out.files.clear();
    return out;
  }

  void add_date(std::string name, std::optional<Day> day, const TextPosition& where) {
    if (list_.dates.size() == most_dates) {
      if (!std::exchange(too_many_dates_, true))
        diagnostics_.error(where, "more than {} dates in all", most_dates);
      return;
    }
    const auto [other, is_new] = dates_given_.emplace(day, name);
    if (!is_new) {
      diagnostics_.error(where, "the day of '{}' is given twice: as '{}' too", name, other->second);
      return;
    }
    list_.dates.push_back({std::move(name), day, where});
  }

  void add_range(const DateRangeText& range) {
    if (range.step.value.empty()) return;  // that it has none has been told
    const TextPosition where = range.step.where();
    const auto step = scenario::parse_step(range.step.value);
    if (!step) {
      diagnostics_.error(where, "expected a step of time, found '{}'", range.step.value)
          .with_hint("years, months or days: 1y, 6m, 30d");
      return;
    }
    if (range.to.last < range.from.last) {
      diagnostics_.error(where, "the range ends before it begins, on {}", to_text(range.from.last));
      return;
    }
    // At least a day a step, so that the list cannot be long before it is looked at.
    const double days = step->days > 0 ? step->days : 28.0 * (step->months + 12 * step->years);
    if ((range.to.last.number - range.from.last.number) / days > double(most_dates)) {
      diagnostics_.error(where, "more than {} days", most_dates).with_hint("take a longer step");
      return;
    }
    for (const Day day : scenario::days_of(range.from.last, range.to.last, *step))
      add_date(to_text(day), day, where);
  }

  void read_dates() {
    for (const JobDateText& date : text_.dates) {
      if (date.range)
        add_range(*date.range);
      else if (date.date || date.written.value == latest)
        add_date(date.written.value, date.date ? std::optional(date.date->last) : std::nullopt,
                 date.written.where());
    }
    if (text_.dates.empty()) list_.dates.push_back({latest, std::nullopt, {}});
  }

  void read_outputs() {
    for (const WrittenText& format : text_.outputs.formats) {
      auto& all = list_.outputs.formats;
      if (std::find(formats.begin(), formats.end(), format.value) == formats.end())
        diagnostics_.error(format.where(), "unknown format '{}'", format.value)
            .did_you_mean(format.value, formats);
      else if (std::find(all.begin(), all.end(), format.value) != all.end())
        diagnostics_.error(format.where(), "the format '{}' is given twice", format.value);
      else
        all.push_back(format.value);
    }
    if (text_.outputs.formats.empty()) list_.outputs.formats = {"json"};
    if (const auto top = text_.outputs.top) {
      if (*top < 1 || *top > 999'999'999)
        diagnostics_.error(text_.outputs.place,
                           "expected for 'top' a whole number from 1, found {}", *top);
      else
        list_.outputs.top = static_cast<unsigned>(*top);
    }
    list_.outputs.where = text_.outputs.where;
  }

  Names names(const char* what, const std::vector<Choice>& choices) const {
    std::vector<std::string> all;
    for (const Choice& one : choices) all.push_back(one.name.value);
    return {what, std::move(all)};
  }
  Names date_names() const {
    std::vector<std::string> all;
    for (const DateChoice& date : list_.dates) all.push_back(date.name);
    return {"date", std::move(all)};
  }
  Names scenario_names() const {
    std::vector<std::string> all{base_name};
    for (const Choice& one : list_.scenarios) all.push_back(one.name.value);
    return {"scenario", std::move(all)};
  }

  std::vector<Combination> combinations(const std::vector<CombinationText>& texts) {
    std::vector<Combination> out;
    for (const CombinationText& text : texts)
      out.push_back({packs_.meant(text.pack, diagnostics_), rules_.meant(text.rules, diagnostics_),
                     models_.meant(text.model, diagnostics_), dates_.meant(text.date, diagnostics_),
                     scenarios_.meant(text.scenario, diagnostics_), text.where});
    return out;
  }

  /// `scenario` counts `base` as 0. Each combination counts what it holds.
  static bool any_holds(std::vector<Combination>& combinations, const Job& job,
                        std::size_t scenario) {
    bool any = false;
    for (Combination& c : combinations)
      if (c.pack[job.pack] && c.rules[job.rules] && c.model[job.model] && c.date[job.date] &&
          c.scenario[scenario]) {
        ++c.found;
        any = true;
      }
    return any;
  }

  void read_jobs() {
    packs_ = names("pack", list_.packs);
    rules_ = names("rule set", list_.rules);
    models_ = names("model", list_.models);
    dates_ = date_names();
    scenarios_ = scenario_names();
    auto runs = combinations(text_.runs);
    auto except = combinations(text_.except);
    const double count = double(packs_.size()) * double(rules_.size()) * double(models_.size()) *
                         double(dates_.size()) * double(scenarios_.size());
    if (count > double(most_jobs)) {
      diagnostics_.error(text_.jobs.where(), "the product of the lists has {:.0f} jobs, at most {}",
                         count, most_jobs);
      return;
    }
    Job job;
    for (job.pack = 0; job.pack < packs_.size(); ++job.pack)
      for (job.rules = 0; job.rules < rules_.size(); ++job.rules)
        for (job.model = 0; job.model < models_.size(); ++job.model)
          for (job.date = 0; job.date < dates_.size(); ++job.date)
            for (std::size_t s = 0; s < scenarios_.size(); ++s) {
              if (!runs.empty() && !any_holds(runs, job, s)) continue;
              if (any_holds(except, job, s)) continue;
              add(job, s);
            }
    for (const Combination& one : except)
      if (one.found == 0 && !diagnostics_.has_errors())
        diagnostics_.warning(one.where, "excludes no job");
    if (list_.jobs.empty() && !diagnostics_.has_errors())
      diagnostics_.error(text_.jobs.where(), "no job is left");
  }

  void add(Job job, std::size_t scenario) {
    if (scenario > 0) job.scenario = scenario - 1;
    job.id = fmt::format("{}.{}.{}.{}.{}", packs_[job.pack], rules_[job.rules], models_[job.model],
                         scenarios_[scenario], dates_[job.date]);
    list_.jobs.push_back(std::move(job));
  }

  std::filesystem::path folder_;
  const JobFileText& text_;
  Diagnostics& diagnostics_;
  JobList list_;
  std::map<std::optional<Day>, std::string> dates_given_;  ///< The name of each.
  bool too_many_dates_ = false;
  Names packs_{"", {}}, rules_{"", {}}, models_{"", {}}, dates_{"", {}}, scenarios_{"", {}};
};

}  // namespace

std::optional<JobList> readable_jobs(const std::string& path, Diagnostics& diagnostics) {
  const auto text = read_file(path);
  if (!text) {
    diagnostics.add(text.error());
    return std::nullopt;
  }
  const auto tree = read_yaml(*text, diagnostics);
  if (!tree) return std::nullopt;
  JobFileText written;
  (void)read_record(*tree, written, diagnostics);
  if (tree->kind != YamlKind::map) return std::nullopt;
  return Reader(path, written, diagnostics).run();
}

std::optional<Shard> parse_shard(std::string_view text) {
  Shard shard;
  const char* end = text.data() + text.size();
  const auto part = std::from_chars(text.data(), end, shard.part);
  if (part.ec != std::errc() || part.ptr == end || *part.ptr != '/') return std::nullopt;
  const auto of = std::from_chars(part.ptr + 1, end, shard.of);
  const bool whole = of.ec == std::errc() && of.ptr == end;
  if (!whole || shard.part < 1 || shard.part > shard.of || shard.of > most_jobs)
    return std::nullopt;
  return shard;
}

std::pair<std::size_t, std::size_t> bounds_of(Shard shard, std::size_t jobs) {
  return {jobs * (shard.part - 1) / shard.of, jobs * shard.part / shard.of};
}

}  // namespace harbinger::batch
