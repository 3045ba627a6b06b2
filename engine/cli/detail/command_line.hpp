// SPDX-License-Identifier: Apache-2.0
// The command line as its parts put it together: each command adds itself (cli/arguments), with what commands have in
// common from here.
#pragma once

#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include <CLI/CLI.hpp>

#include "cli/context.hpp"
#include "cli/inputs.hpp"

namespace harbinger::cli {

class CommandLine {
 public:
  explicit CommandLine(Context& context);

  /// Parses, and runs the command that was chosen: its exit code.
  [[nodiscard]] int run(std::vector<std::string> arguments);

  CLI::App* command(const std::string& name, const std::string& what, const std::string& footer);

  /// Options that live as long as the command line.
  template <class Options>
  Options& options() {
    const auto made = std::make_shared<Options>();
    kept_.push_back(made);
    return *made;
  }

  /// What is run where `app` is chosen, unless its result would be written over what it reads.
  template <class Options>
  void on(CLI::App* app, const Options& options, int (*act)(const Options&, Context&)) {
    app->callback([this, &options, act] {
      chosen_ = [this, &options, act] {
        if constexpr (requires { options.output; })
          if (const auto wrong = written_over(options.output, read_by(options)))
            return refuse(*wrong, context_);
        return act(options, context_);
      };
    });
  }
  void on(CLI::App* app, int (*act)(Context&));

  void add_ledger_file(CLI::App* app);
  /// For commands whose runs are kept.
  void add_ledger(CLI::App* app);

 private:
  /// Files and folders that a command with these options reads.
  template <class Options>
  [[nodiscard]] std::vector<std::string> read_by(const Options& options) const {
    std::vector<std::string> paths;
    if (!context_.ledger.empty()) paths.push_back(context_.ledger);
    if constexpr (requires { options.inputs; }) {
      paths.push_back(options.inputs.pack_folder(context_));
      for (std::string& file : options.inputs.rule_files(context_))
        paths.push_back(std::move(file));
      paths.push_back(options.inputs.model_file(context_));
    }
    if constexpr (requires { options.files; })
      paths.insert(paths.end(), options.files.begin(), options.files.end());
    return paths;
  }
  /// An error where the output is there already, and is one of these or lies in one.
  [[nodiscard]] static std::optional<Diagnostic> written_over(
      const std::string& output, const std::vector<std::string>& paths);

  std::vector<std::string> command_names();
  bool is_command(const std::string& name);

  Context& context_;
  CLI::App app_;
  std::vector<std::shared_ptr<void>> kept_;
  std::function<int()> chosen_;
};

/// A whole number from `least`, 0 or 1, to as many nines as `digits`.
[[nodiscard]] CLI::Validator whole_number(std::size_t least, std::size_t digits,
                                          const std::string& name);
[[nodiscard]] CLI::Validator at_least_one();
[[nodiscard]] CLI::Validator seed();

/// --pack and --as-of.
void add_world(CLI::App* app, InputOptions& inputs);
/// Those, --rules, --model and --threads.
void add_inputs(CLI::App* app, InputOptions& inputs);

/// --format and --output.
template <class Options>
void add_output(CLI::App* app, Options& options, const std::vector<std::string>& formats) {
  app->add_option("--format", options.format, "How the result is written")
      ->check(CLI::IsMember(formats))
      ->capture_default_str();
  app->add_option("-o,--output", options.output, "File for the result (default: standard output)")
      ->type_name("FILE");
}

/// --details.
template <class Options>
void add_details(CLI::App* app, Options& options) {
  app->add_option("--details", options.details,
                  "Explain the first N sites on the page (html); 0: none")
      ->check(whole_number(0, 9, "N"))
      ->capture_default_str();
}

// One for each command or group of commands, in cli/arguments.
void add_rank(CommandLine& line);
void add_explain(CommandLine& line);
void add_whatif(CommandLine& line);
void add_counterfactual(CommandLine& line);
void add_influence(CommandLine& line);
void add_sensitivity(CommandLine& line);
void add_timeline(CommandLine& line);
void add_owners(CommandLine& line);
void add_summary(CommandLine& line);
void add_snapshot(CommandLine& line);
void add_validate(CommandLine& line);
void add_rules(CommandLine& line);
void add_test(CommandLine& line);
void add_batch(CommandLine& line);
void add_runs(CommandLine& line);
void add_graph(CommandLine& line);
void add_eval(CommandLine& line);
void add_synth(CommandLine& line);
void add_functions(CommandLine& line);
void add_schema(CommandLine& line);

}  // namespace harbinger::cli
