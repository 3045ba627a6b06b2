// SPDX-License-Identifier: Apache-2.0
// The inputs of a run: a pack, a rule set, a model and a day, from options and their defaults.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "cli/context.hpp"
#include "model/model_text.hpp"
#include "ranking/assessment.hpp"
#include "report/run_info.hpp"

namespace harbinger::cli {

/// A file that comes with the program, by its path in the project: below the home folder, and as the user may name it
/// too where that is the current one.
[[nodiscard]] std::string bundled_file(const Context& context, const std::string& path);

/// The content of such a file, which `context` remembers; the error tells how it is found.
[[nodiscard]] Result<std::shared_ptr<const SourceText>> read_bundled(Context& context,
                                                                     const std::string& path);

/// Adds a file that was read, once.
void add_input(const SourceText& text, std::vector<report::Input>& inputs);

/// As written on the command line; empty: the default.
struct InputOptions {
  std::string pack;
  std::vector<std::string> rules;
  std::string model;
  std::optional<std::string> as_of;
  unsigned threads = 0;  ///< 0: as many as the machine has.

  /// The bundled ones where nothing was given.
  [[nodiscard]] std::string pack_folder(const Context& context) const;
  [[nodiscard]] std::vector<std::string> rule_files(const Context& context) const;
  [[nodiscard]] std::string model_file(const Context& context) const;
  [[nodiscard]] unsigned thread_count() const;
};

/// A pack as a graph, and the day it is looked at.
struct World {
  graph::EntityGraph graph;
  Day as_of;
};

/// Everything a ranking needs. Held behind a pointer, since an assessment refers to it.
struct Inputs {
  World world;
  rule::RuleSet rules;
  model::Model model;
  report::RunInfo run;

  [[nodiscard]] ranking::Basis basis() const { return {world.graph, rules, model}; }
};

/// Nothing where an error was added.
[[nodiscard]] std::optional<World> load_world(const InputOptions& options, const Context& context,
                                              Diagnostics& diagnostics);
[[nodiscard]] std::unique_ptr<Inputs> load_inputs(const InputOptions& options,
                                                  const Context& context, Diagnostics& diagnostics);

/// The model, and its file's hash. Nothing where an error was added.
[[nodiscard]] std::optional<model::Model> load_model(const InputOptions& options,
                                                     const Context& context, report::Input& input,
                                                     Diagnostics& diagnostics);

/// The model file as written, to be edited; nothing where it cannot be read (load_inputs has told).
[[nodiscard]] std::optional<model::ModelText> load_model_text(const InputOptions& options,
                                                              const Context& context);

/// The row of a site by its id, name, alias or code.
[[nodiscard]] Result<std::size_t> find_row(const ranking::Assessment& assessment,
                                           const std::string& site);

/// The run's first lines for what is not a ranking: engine, day, and the pack with its hash.
[[nodiscard]] report::RunInfo run_info(const World& world, const std::string& pack_folder);
/// The same for a ranking: the rule files and the model too.
[[nodiscard]] report::RunInfo run_info(const World& world, const std::string& pack_folder,
                                       const rule::RuleSet& rules, const report::Input& model);

}  // namespace harbinger::cli
