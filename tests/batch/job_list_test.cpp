// SPDX-License-Identifier: Apache-2.0
#include "batch/job_list.hpp"

#include <algorithm>
#include <filesystem>
#include <set>

#include <rapidcheck.h>
#include <catch2/catch.hpp>

#include "scratch_folder.hpp"

using namespace harbinger;
using namespace harbinger::batch;
using harbinger::tests::ScratchFolder;

namespace {

constexpr const char* lists =
    "jobs: test\n"
    "packs: {one: pack, two: pack}\n"
    "rules: {soft: rules.yaml, hard: [rules.yaml, more.yaml]}\n"
    "models: {m: model.yaml}\n"
    "scenarios: {loan: loan.yaml}\n";

struct Read {
  std::optional<JobList> list;
  Diagnostics diagnostics;

  [[nodiscard]] std::vector<std::string> ids() const {
    std::vector<std::string> out;
    for (const Job& job : list->jobs) out.push_back(job.id);
    return out;
  }
  [[nodiscard]] std::string told() const {
    std::string out;
    for (const Diagnostic& d : diagnostics.all()) out += to_text(d) + "\n";
    return out;
  }
};

/// A job file in a folder in which everything is that the lists above name.
Read read(const std::string& text) {
  const ScratchFolder folder;
  std::filesystem::create_directory(folder.path() / "pack");
  for (const char* file : {"rules.yaml", "more.yaml", "model.yaml", "loan.yaml"})
    folder.write(file, "");
  Read out;
  out.list = readable_jobs(folder.write("jobs.yaml", text), out.diagnostics);
  return out;
}

using Strings = std::vector<std::string>;
using Catch::Matchers::Contains;

}  // namespace

TEST_CASE("Jobs are the product of the lists, the world without a scenario included", "[jobs]") {
  const Read jobs = read(lists);
  INFO(jobs.told());
  REQUIRE(jobs.diagnostics.all().empty());
  CHECK(jobs.ids() == Strings{"one.soft.m.base.latest", "one.soft.m.loan.latest",
                              "one.hard.m.base.latest", "one.hard.m.loan.latest",
                              "two.soft.m.base.latest", "two.soft.m.loan.latest",
                              "two.hard.m.base.latest", "two.hard.m.loan.latest"});
  CHECK(jobs.list->outputs.formats == Strings{"json"});
  CHECK(jobs.list->rules[1].files.size() == 2);
}

TEST_CASE("A range of dates is its days, named as they are; a year is its last day", "[jobs]") {
  const Read jobs = read(std::string(lists) +
                         "dates: [2001, latest, {from: 2010, to: 2015-06, step: 5y}]\n"
                         "runs: [{pack: one, rules: soft, scenario: base}]\n");
  INFO(jobs.told());
  // By hand: 2010-12-31 and 2015-12-31 are five years apart, and the end itself comes last.
  CHECK(jobs.ids() == Strings{"one.soft.m.base.2001", "one.soft.m.base.latest",
                              "one.soft.m.base.2010-12-31", "one.soft.m.base.2015-06-30"});
  CHECK(jobs.list->dates[0].day == parse_day("2001-12-31"));
  CHECK_FALSE(jobs.list->dates[1].day);
}

TEST_CASE("`runs` are the combinations that are run, less those of `except`", "[jobs]") {
  const Read jobs =
      read(std::string(lists) +
           "runs: [{pack: one, scenario: loan}, {rules: [soft, hard], scenario: base}]\n"
           "except: [{pack: two, rules: hard}]\n");
  INFO(jobs.told());
  CHECK(jobs.ids() == Strings{"one.soft.m.base.latest", "one.soft.m.loan.latest",
                              "one.hard.m.base.latest", "one.hard.m.loan.latest",
                              "two.soft.m.base.latest"});
}

TEST_CASE("All mistakes of a job file are told in one run, each in its place", "[jobs]") {
  const Read jobs = read(
      "jobs: test\n"
      "packs: {one: pack, 'a.b': nowhere}\n"
      "rules: {soft: rule.yaml}\n"
      "models: {m: model.yaml}\n"
      "scenarios: {base: loan.yaml}\n"
      "dates: [2010, 2010-12-31, {from: 2012, to: 2010, step: 1y}, {from: 1, to: 2, step: 1}]\n"
      "outputs: {formats: [jsn, csv, csv], top: 0}\n"
      "runs: [{pack: on}, {model: other}]\n"
      "excpt: []\n");
  const std::string told = jobs.told();
  for (const char* part :
       {"jobs.yaml:2:21: error: the name 'a.b' cannot be part of a folder's",
        "jobs.yaml:2:27: error: ", "nowhere': no such file or folder",
        "jobs.yaml:3:15: error: ", "rule.yaml': no such file or folder",
        "jobs.yaml:5:13: error: 'base' is the world without a scenario",
        "jobs.yaml:6:15: error: the day of '2010-12-31' is given twice: as '2010' too",
        "the range ends before it begins, on 2012-12-31", "expected a step of time, found '1'",
        "jobs.yaml:7:21: error: unknown format 'jsn'", "did you mean 'json'?",
        "the format 'csv' is given twice", "expected for 'top' a whole number from 1, found 0",
        "jobs.yaml:8:15: error: unknown pack 'on'", "did you mean 'one'?", "unknown model 'other'",
        "the file has m", "jobs.yaml:9:1: error: excpt: unknown key 'excpt'",
        "did you mean 'except'?"})
    CHECK_THAT(told, Contains(part));
}

TEST_CASE("A job file without jobs, or with too many, is an error", "[jobs]") {
  CHECK_THAT(read(std::string(lists) + "except: [{}]\n").told(), Contains("no job is left"));
  // 2 packs x 2 rule sets x 2 scenarios x 9,132 days (2000 to 2024) x 28 models.
  std::string models = "models: {";
  for (int m = 0; m < 28; ++m) models += "m" + std::to_string(m) + ": model.yaml, ";
  const Read many = read(
      "jobs: test\npacks: {one: pack, two: pack}\nrules: {soft: rules.yaml, hard: rules.yaml}\n" +
      models + "}\nscenarios: {loan: loan.yaml}\n" +
      "dates: [{from: 2000-01-01, to: 2024-12-31, step: 1d}]\n");
  CHECK_THAT(many.told(), Contains("the product of the lists has 2045568 jobs, at most 1000000"));
}

TEST_CASE("What excludes no job is a warning", "[jobs]") {
  const Read jobs = read(std::string(lists) + "runs: [{pack: one}]\nexcept: [{pack: two}]\n");
  CHECK_FALSE(jobs.diagnostics.has_errors());
  CHECK_THAT(jobs.told(), Contains("warning: excludes no job"));
}

TEST_CASE("Shards do each job once and differ by one job at most", "[jobs][property]") {
  const bool holds = rc::check("shards: each job once", [] {
    const auto jobs = *rc::gen::inRange<std::size_t>(0, 5000);
    const auto n = *rc::gen::inRange<std::size_t>(1, 70);
    std::size_t next = 0, least = jobs, most = 0;
    for (std::size_t part = 1; part <= n; ++part) {
      const auto [first, last] = bounds_of({part, n}, jobs);
      RC_ASSERT(first == next);
      next = last;
      least = std::min(least, last - first);
      most = std::max(most, last - first);
    }
    RC_ASSERT(next == jobs);
    RC_ASSERT(most - least <= 1);
  });
  CHECK(holds);
}

TEST_CASE("A shard is a part of all, counted from 1", "[jobs]") {
  const auto two = parse_shard("2/3");
  REQUIRE(two);
  CHECK(two->part == 2);
  CHECK(two->of == 3);
  for (const char* text : {"", "2", "2/", "/3", "0/3", "4/3", "1/0", "1/3x", "x1/3", "-1/3", "1 /3",
                           "1/99999999999999999999"})
    CHECK_FALSE(parse_shard(text));
}

TEST_CASE("Dates are at most so many in all", "[jobs]") {
  std::string text = std::string(lists) + "dates:\n";
  for (const char* range : {"1900-01-01, to: 1919-12-31", "1920-01-01, to: 1939-12-31"})
    text += fmt::format("  - {{from: {}, step: 1d}}\n", range);
  const Read jobs = read(text);
  CHECK_THAT(jobs.told(), Contains("more than 10000 dates in all"));
  CHECK(std::count_if(jobs.diagnostics.all().begin(), jobs.diagnostics.all().end(),
                      [](const Diagnostic& told) {
                        return told.message == "more than 10000 dates in all";
                      }) == 1);
}
