// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <filesystem>
#include <ostream>

#include <fmt/format.h>

#include "base/files.hpp"
#include "base/yaml_reader.hpp"
#include "cli/batch_inputs.hpp"
#include "cli/commands.hpp"
#include "cli/test_inputs.hpp"
#include "graph/snapshot.hpp"
#include "ranking/idle_parts.hpp"
#include "rule/analysis.hpp"
#include "rule/day_program.hpp"
#include "rule/table_check.hpp"
#include "scenario/edited_inputs.hpp"
#include "signal/figure.hpp"

namespace harbinger::cli {

namespace {

enum class What : unsigned char { pack, snapshot, rules, model, scenarios, tests, jobs, unknown };

/// The kind that has one of these keys at its top.
template <class HasKey>
What kind_with(const HasKey& has_key) {
  if (has_key("jobs")) return What::jobs;  // which has lists of all others
  if (has_key("scenarios")) return What::scenarios;
  if (has_key("rules") || has_key("signals") || has_key("decision_tables") || has_key("include"))
    return What::rules;
  if (has_key("dimensions") || has_key("model")) return What::model;
  if (has_key("pack")) return What::pack;
  return What::unknown;
}

/// What a path holds, by the keys at its top: those at the left edge of the text, so that a large file is not read
/// twice over; where there are none, as in `{rules: ...}`, or it may be a file of tests, those of the YAML.
What kind_of(const std::string& path, Diagnostics& diagnostics) {
  if (std::filesystem::is_directory(path)) return What::pack;
  if (graph::is_snapshot(path)) return What::snapshot;
  const auto text = read_file(path);
  if (!text) {
    diagnostics.add(text.error());
    return What::unknown;
  }
  const std::string_view content = (*text)->content();
  const auto at_edge = [&](const std::string& key) {
    return content.starts_with(key + ":") || content.find("\n" + key + ":") != content.npos;
  };
  const What by_edge = at_edge("tests") ? What::unknown : kind_with(at_edge);
  if (by_edge != What::unknown) return by_edge;
  const auto tree = read_yaml(*text, diagnostics);
  if (!tree) return What::unknown;
  if (ruletest::is_test_file(path, *tree)) return What::tests;
  const What by_key = kind_with([&](const char* key) { return tree->find(key) != nullptr; });
  if (by_key != What::unknown) return by_key;
  diagnostics.error(tree->where,
                    "is no rule file (rules, signals), no model (dimensions), no scenario file "
                    "(scenarios), no "
                    "file of tests (tests), no job file (jobs) and no pack.yaml (pack)");
  return What::unknown;
}

/// How much is in a pack, and whether its figures can be read.
void tell_pack(const std::string& path, const std::string& what, const pack::Pack& pack,
               Context& context, Diagnostics& diagnostics) {
  for (const pack::Figure& figure : pack.figures)
    if (figure.match) (void)signal::Figure::check(figure, pack.schema, diagnostics);
  const auto& kind_start = pack.facts().nodes.kind_start;
  const std::size_t site = pack.schema.roles.site.index();
  const std::uint32_t sites = kind_start[site + 1] - kind_start[site];
  context.out << fmt::format("{}: {} '{}', {} sites, {} nodes, {} edges, {} sources\n", path, what,
                             pack.id, sites, pack.nodes.size(), pack.edges.size(),
                             pack.sources.size());
}

void check_pack(const std::string& path, Context& context, Diagnostics& diagnostics) {
  const std::string folder = std::filesystem::is_directory(path)
                                 ? path
                                 : std::filesystem::path(path).parent_path().string();
  const auto pack = pack::load_pack(folder.empty() ? "." : folder, diagnostics);
  if (pack) tell_pack(path, "pack", *pack, context, diagnostics);
}

void check_snapshot(const std::string& path, unsigned threads, Context& context,
                    Diagnostics& diagnostics) {
  const auto graph = graph::open_snapshot(path, diagnostics, threads);
  if (graph) tell_pack(path, "snapshot of pack", graph->pack(), context, diagnostics);
}

/// `, 2 decision tables of 9 rows`; nothing where there is none.
std::string tables_told(const rule::RuleSet& rules) {
  const auto tables = rules.decision_tables();
  if (tables.empty()) return {};
  std::size_t rows = 0;
  for (const rule::DecisionTable& table : tables) rows += table.rows.size();
  return fmt::format(", {} decision table{} of {} rows", tables.size(),
                     tables.size() == 1 ? "" : "s", rows);
}

/// How the rules and signals of a file will run: what is not columnar, what is searched.
void tell_rules(const std::string& path, const rule::RuleSet& rules, Context& context) {
  const auto all = rules.rules();
  const auto enabled =
      std::count_if(all.begin(), all.end(), [](const rule::Rule& r) { return r.enabled; });
  std::vector<std::string> why_not;
  for (const rule::Rule& rule : all) why_not.push_back(rule::why_not_columnar(rules, rule));
  const auto columnar = std::count(why_not.begin(), why_not.end(), "");
  context.out << fmt::format("{}: {} rules ({} enabled), {} of them columnar, {} signals{}\n", path,
                             all.size(), enabled, columnar, rules.signals().size(),
                             tables_told(rules));
  for (std::size_t i = 0; i < all.size(); ++i)
    if (!why_not[i].empty())
      context.out << fmt::format("  rule {} runs row by row: {}\n", all[i].id, why_not[i]);
  for (std::size_t i = 0; i < rules.signals().size(); ++i) {
    const std::string& strategy = rules.signals().strategy(signal::SignalId(i));
    if (strategy.starts_with("searched"))
      context.out << fmt::format("  signal {}: {}\n", rules.signals().id(signal::SignalId(i)),
                                 strategy);
  }
}

/// What rules, and the models that were given with them, say in vain.
void tell_idle_parts(const std::vector<std::pair<std::string, rule::RuleSet>>& rule_sets,
                     const std::vector<model::Model>& models, const pack::Schema& schema,
                     Context& context, Diagnostics& diagnostics) {
  for (const auto& [path, rules] : rule_sets) {
    rule::warn_of_idle_parts(rules, schema, diagnostics);
    for (const model::Model& model : models)
      if (ranking::check_basis(rules, model, diagnostics))
        ranking::warn_of_unfed_dimensions(rules, model, diagnostics);
    if (!models.empty()) {
      ranking::warn_of_unread_signals(rules, models, diagnostics);
      continue;
    }
    // Without a model it is not known to be idle.
    for (const signal::SignalId id : rules.unused_signals())
      context.out << fmt::format("{}: signal {} is read by no rule and no other signal\n", path,
                                 rules.signals().id(id));
  }
}

/// Every scenario made of the base, as `whatif` would; files given together may extend each other.
void check_scenarios(const std::vector<std::string>& paths, const ValidateOptions& options,
                     Context& context, Diagnostics& diagnostics) {
  const auto scenarios = scenario::readable_scenarios(paths, diagnostics);
  Diagnostics of_base;
  const auto inputs = load_inputs(options.inputs, context, of_base);
  for (const Diagnostic& diagnostic : of_base.all())
    if (diagnostic.severity == Severity::error) diagnostics.add(diagnostic);
  if (!inputs) return;
  const auto model_text = load_model_text(options.inputs, context);
  if (!model_text) return;
  const scenario::BaseInputs base{inputs->world.graph, inputs->rules, *model_text, inputs->model,
                                  inputs->world.as_of};
  for (const scenario::Scenario& scenario : scenarios) {
    const std::size_t errors = diagnostics.error_count();
    const auto edited = scenario::edited_inputs(base, scenario, diagnostics);
    if (edited && diagnostics.error_count() == errors)
      context.out << fmt::format("{}: scenario '{}', {} edit{}\n", scenario.where.text->name(),
                                 scenario.name, scenario.edits.size(),
                                 scenario.edits.size() == 1 ? "" : "s");
  }
}

/// Every test of a file, against the rules it is about.
void check_tests(const std::string& path, TestInputs& inputs, Context& context,
                 Diagnostics& diagnostics) {
  const std::size_t errors = diagnostics.error_count();
  const auto file = inputs.check(path, diagnostics);
  if (!file || diagnostics.error_count() > errors || file->tests.empty()) return;
  std::string rules;
  for (const WrittenText& one : file->file.rules) rules += (rules.empty() ? "" : ", ") + one.value;
  context.out << fmt::format("{}: {} test{} of {}\n", path, file->tests.size(),
                             file->tests.size() == 1 ? "" : "s", rules);
}

/// A job file and all that it names, as `batch` would before its first job.
void check_jobs(const std::string& path, Context& context, Diagnostics& diagnostics) {
  const std::size_t errors = diagnostics.error_count();
  const auto list = batch::readable_jobs(path, diagnostics);
  if (!list) return;
  BatchInputs(*list, context).check(diagnostics);
  if (diagnostics.error_count() > errors) return;
  const auto counted = [](std::size_t n, const char* what) {
    return fmt::format("{} {}{}", n, what, n == 1 ? "" : "s");
  };
  context.out << fmt::format(
      "{}: {} of {}, {}, {}, {} and {}\n", path, counted(list->jobs.size(), "job"),
      counted(list->packs.size(), "pack"), counted(list->rules.size(), "rule set"),
      counted(list->models.size(), "model"), counted(list->scenarios.size(), "scenario"),
      counted(list->dates.size(), "date"));
}

}  // namespace

int validate(const ValidateOptions& options, Context& context) {
  Diagnostics diagnostics;
  std::vector<std::pair<std::string, rule::RuleSet>> rule_sets;
  std::vector<model::Model> models;
  std::vector<std::string> scenario_files;
  // --rules is what scenarios are checked against; a file of tests names its own.
  InputOptions options_of_tests = options.inputs;
  options_of_tests.rules.clear();
  TestInputs test_inputs(options_of_tests, context);
  std::optional<World> world;
  for (const std::string& path : options.files) {
    switch (kind_of(path, diagnostics)) {
      case What::pack: check_pack(path, context, diagnostics); break;
      case What::snapshot:
        check_snapshot(path, options.inputs.thread_count(), context, diagnostics);
        break;
      case What::rules: {
        if (!world) world = load_world(options.inputs, context, diagnostics);
        if (!world) break;
        if (auto rules =
                rule::RuleSet::load(std::vector{path}, world->graph.schema(), diagnostics)) {
          tell_rules(path, *rules, context);
          if (rules->texts().has_tests) check_tests(path, test_inputs, context, diagnostics);
          rule::check_decision_tables(*rules, world->graph.schema(), diagnostics);
          rule_sets.emplace_back(path, std::move(*rules));
        }
        break;
      }
      case What::model:
        if (auto model = model::load_model(*read_file(path), diagnostics)) {
          context.out << fmt::format("{}: model '{}', {} dimensions, {} tiers\n", path, model->name,
                                     model->dimensions.size(), model->tiers.bounds.size());
          models.push_back(std::move(*model));
        }
        break;
      case What::scenarios: scenario_files.push_back(path); break;
      case What::tests: check_tests(path, test_inputs, context, diagnostics); break;
      case What::jobs: check_jobs(path, context, diagnostics); break;
      case What::unknown: break;
    }
  }
  if (!scenario_files.empty()) check_scenarios(scenario_files, options, context, diagnostics);
  // Rules and models given together are meant for each other.
  if (world) tell_idle_parts(rule_sets, models, world->graph.schema(), context, diagnostics);
  context.out << std::flush;
  tell(diagnostics, context);
  return diagnostics.has_errors() ? wrong_input : done;
}

}  // namespace harbinger::cli
