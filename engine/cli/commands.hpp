// SPDX-License-Identifier: Apache-2.0
// The commands. Each takes its options as plain data, writes results to `context.out` and all else to
// `context.err`, and gives its exit code; command_line.cpp fills the options.
#pragma once

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
  std::string format = "table";
  std::string output;
};
[[nodiscard]] int rank(const RankOptions& options, Context& context);

struct ExplainOptions {
  InputOptions inputs;
  std::string site;
  bool all = false;  ///< Every chain of evidence, every rule that did not fire.
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

struct ValidateOptions {
  InputOptions inputs;
  std::vector<std::string> files;
};
[[nodiscard]] int validate(const ValidateOptions& options, Context& context);

struct GraphOptions {
  InputOptions inputs;
  std::string site;
  unsigned depth = 2;
  std::string format = "dot";
  std::string output;
};
[[nodiscard]] int graph_of(const GraphOptions& options, Context& context);

struct EvalOptions {
  std::string expression;
  std::vector<std::string> variables;  ///< NAME=JSON
};
[[nodiscard]] int eval(const EvalOptions& options, Context& context);

struct SchemaOptions {
  std::string kind;  ///< rules, model, pack or scenario.
  std::string output;
};
/// The JSON Schema of a kind of file.
[[nodiscard]] int schema(const SchemaOptions& options, Context& context);

/// All functions expressions may call.
[[nodiscard]] int functions(Context& context);

/// Parses the arguments (without the program's name) and runs what they ask for.
[[nodiscard]] int run(const std::vector<std::string>& arguments, Context& context);

}  // namespace harbinger::cli
