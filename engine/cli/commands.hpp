// SPDX-License-Identifier: Apache-2.0
// The commands. Each takes its options as plain data, writes results to `context.out` and all else to
// `context.err`, and gives its exit code; cli/arguments fills the options.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "cli/context.hpp"
#include "cli/inputs.hpp"

namespace harbinger::cli {

struct RankOptions {
  InputOptions inputs;
  std::optional<std::string> where;
  std::optional<unsigned> top;
  unsigned details = 600;  ///< How many sites a page explains.
  std::string format = "table";
  std::string output;
  bool watch = false;
};
[[nodiscard]] int rank(const RankOptions& options, Context& context);
/// Ranks, and again whenever a file of the inputs is saved, until it is interrupted. These runs are not kept.
[[nodiscard]] int watch_ranking(const RankOptions& options, Context& context);

struct ExplainOptions {
  InputOptions inputs;
  std::string site;
  bool all = false;                ///< Every chain of evidence, every rule that did not fire.
  std::vector<std::string> rules;  ///< Ids: these rules, clause by clause.
  std::string format = "table";
  std::string output;
};
[[nodiscard]] int explain(const ExplainOptions& options, Context& context);

struct OwnersOptions {
  InputOptions inputs;
  std::string entity;
  std::string holder;
  std::string format = "table";
  std::string output;
};
[[nodiscard]] int owners(const OwnersOptions& options, Context& context);

struct SummaryOptions {
  InputOptions inputs;
  std::string format = "table";
  std::string output;
};
[[nodiscard]] int summary(const SummaryOptions& options, Context& context);

struct SynthOptions {
  unsigned sites = 0;
  unsigned facts = 0;
  std::uint64_t seed = 1;
  std::string like;  ///< Folder of the model pack; empty: the bundled one.
  std::string output;
};
[[nodiscard]] int synth(const SynthOptions& options, Context& context);

struct SnapshotOptions {
  InputOptions inputs;  ///< The pack alone.
  std::string output;
};
[[nodiscard]] int snapshot(const SnapshotOptions& options, Context& context);

struct ValidateOptions {
  InputOptions inputs;
  std::vector<std::string> files;
};
[[nodiscard]] int validate(const ValidateOptions& options, Context& context);

struct RulesDiffOptions {
  InputOptions inputs;  ///< Not `rules`: those are `before` and `after`.
  std::string before;
  std::string after;
  bool all = false;  ///< Texts for people too.
  bool no_ranking = false;
  bool exit_code = false;
  unsigned top = 20;
  unsigned show = 10;
  std::string format = "table";
  std::string output;
};
/// The difference of two rule sets in meaning, and what it does to the ranking.
[[nodiscard]] int rules_diff(const RulesDiffOptions& options, Context& context);

struct GraphOptions {
  InputOptions inputs;
  std::string site;
  unsigned depth = 2;
  std::string format = "dot";
  std::string output;
};
[[nodiscard]] int graph_of(const GraphOptions& options, Context& context);

struct WhatifOptions {
  InputOptions inputs;
  std::vector<std::string> files;
  std::vector<std::string> scenarios;  ///< Names; empty: all of the files.
  std::vector<std::string> sets;       ///< PATH=VALUE
  std::vector<std::string> removes;    ///< Ids of facts.
  unsigned top = 20;
  unsigned show = 10;
  bool profile = false;
  unsigned details = 600;  ///< How many sites a page explains.
  std::string write;       ///< A folder for the edited inputs.
  std::string format = "table";
  std::string output;
};
[[nodiscard]] int whatif(const WhatifOptions& options, Context& context);

struct CounterfactualOptions {
  InputOptions inputs;
  std::string site;
  std::string by = "both";  ///< fact, rule, both
  std::optional<unsigned> top;
  std::string against;
  unsigned limit = 10'000;
  std::string format = "table";
  std::string output;
};
[[nodiscard]] int counterfactual(const CounterfactualOptions& options, Context& context);

struct InfluenceOptions {
  InputOptions inputs;
  std::string by = "source";
  std::string site;
  unsigned top = 20;
  unsigned show = 20;
  std::string format = "table";
  std::string output;
};
[[nodiscard]] int influence(const InfluenceOptions& options, Context& context);

struct SensitivityOptions {
  InputOptions inputs;
  unsigned draws = 1000;
  std::uint64_t seed = 1;
  double spread = 0.25;
  unsigned top = 20;
  std::string what = "weights";  ///< weights, points, both
  std::string format = "table";
  std::string output;
};
[[nodiscard]] int sensitivity(const SensitivityOptions& options, Context& context);

struct TimelineOptions {
  InputOptions inputs;
  std::string from = "2000";
  std::optional<std::string> to;  ///< Absent: the day looked at.
  std::string step = "1y";
  std::vector<std::string> sites;
  unsigned top = 10;
  unsigned details = 600;  ///< How many sites a page explains.
  std::string format = "table";
  std::string output;
};
[[nodiscard]] int timeline(const TimelineOptions& options, Context& context);

struct TestOptions {
  InputOptions inputs;
  std::vector<std::string> files;
  std::string filter;    ///< Part of the names of the tests to run.
  bool verbose = false;  ///< Tells what passed too.
  bool coverage = false;
  std::optional<double> fail_under;  ///< Per cent of rules, and of clauses.
  std::string format = "text";
  std::string output;

  [[nodiscard]] bool measures_coverage() const { return coverage || fail_under; }
};
/// Rule tests; answer_is_no where one fails, or where too little is covered.
[[nodiscard]] int test(const TestOptions& options, Context& context);

struct BatchOptions {
  std::string file;
  std::string output;  ///< A folder; empty: the one that the file names.
  bool resume = false;
  bool dry_run = false;
  bool fail_fast = false;
  unsigned jobs = 0;     ///< Workers; 0: as many as the machine has processors.
  unsigned threads = 0;  ///< Of each worker; 0: those of the machine, shared out.
  std::string shard = "1/1";
  std::optional<std::uint64_t> memory;  ///< Bytes, for all workers together.
};
/// The jobs of a job file, each into a folder of its own; answer_is_no where one failed or is left.
[[nodiscard]] int batch(const BatchOptions& options, Context& context);

struct EvalOptions {
  std::string expression;  ///< With `lines`, the file with them; empty or `-`: standard input.
  std::vector<std::string> variables;  ///< NAME=JSON
  bool lines = false;                  ///< One expression a line (JSON lines).
  unsigned threads = 0;                ///< For lines; 0: as many as the machine has.
};
[[nodiscard]] int eval(const EvalOptions& options, Context& context);

struct SchemaOptions {
  std::string kind;  ///< rules, model, pack, scenario, jobs or tests.
  std::string output;
};
/// The JSON Schema of a kind of file.
[[nodiscard]] int schema(const SchemaOptions& options, Context& context);

/// All functions expressions may call.
[[nodiscard]] int functions(Context& context);

/// Parses the arguments (without the program's name) and runs what they ask for.
[[nodiscard]] int run(const std::vector<std::string>& arguments, Context& context);

}  // namespace harbinger::cli
