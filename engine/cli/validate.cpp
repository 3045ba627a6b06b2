// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <filesystem>
#include <ostream>

#include "base/files.hpp"
#include "base/yaml_reader.hpp"
#include "cli/commands.hpp"
#include "rule/day_program.hpp"
#include "scenario/edited_inputs.hpp"
#include "signal/figure.hpp"

namespace harbinger::cli {

namespace {

enum class What : unsigned char { pack, rules, model, scenarios, unknown };

/// What a path holds, by the keys at its top.
What kind_of(const std::string& path, Diagnostics& diagnostics) {
  if (std::filesystem::is_directory(path)) return What::pack;
  const auto text = read_file(path);
  if (!text) {
    diagnostics.add(text.error());
    return What::unknown;
  }
  const auto tree = read_yaml(*text, diagnostics);
  if (!tree) return What::unknown;
  if (tree->find("scenarios") != nullptr) return What::scenarios;
  if (tree->find("rules") != nullptr || tree->find("signals") != nullptr ||
      tree->find("include") != nullptr)
    return What::rules;
  if (tree->find("dimensions") != nullptr || tree->find("model") != nullptr) return What::model;
  if (tree->find("pack") != nullptr) return What::pack;
  diagnostics.error(tree->where,
                    "is no rule file (rules, signals), no model (dimensions), no scenario file "
                    "(scenarios) and no "
                    "pack.yaml (pack)");
  return What::unknown;
}

void check_pack(const std::string& path, Context& context, Diagnostics& diagnostics) {
  const std::string folder = std::filesystem::is_directory(path)
                                 ? path
                                 : std::filesystem::path(path).parent_path().string();
  const auto pack = pack::load_pack(folder.empty() ? "." : folder, diagnostics);
  if (!pack) return;
  for (const pack::Figure& figure : pack->figures)
    if (figure.match) (void)signal::Figure::check(figure, pack->schema, diagnostics);
  const pack::KindId site = pack->schema.roles.site;
  const auto sites = std::count_if(pack->nodes.begin(), pack->nodes.end(),
                                   [&](const auto& n) { return n.kind == site; });
  context.out << fmt::format("{}: pack '{}', {} sites, {} nodes, {} edges, {} sources\n", path,
                             pack->id, sites, pack->nodes.size(), pack->edges.size(),
                             pack->sources.size());
}

/// How the rules and signals of a file will run: what is not columnar, what is searched.
void tell_rules(const std::string& path, const rule::RuleSet& rules, Context& context) {
  const auto all = rules.rules();
  const auto enabled =
      std::count_if(all.begin(), all.end(), [](const rule::Rule& r) { return r.enabled; });
  std::vector<std::string> why_not;
  for (const rule::Rule& rule : all) why_not.push_back(rule::why_not_columnar(rules, rule));
  const auto columnar = std::count(why_not.begin(), why_not.end(), "");
  context.out << fmt::format("{}: {} rules ({} enabled), {} of them columnar, {} signals\n", path,
                             all.size(), enabled, columnar, rules.signals().size());
  for (std::size_t i = 0; i < all.size(); ++i)
    if (!why_not[i].empty())
      context.out << fmt::format("  rule {} runs row by row: {}\n", all[i].id, why_not[i]);
  for (std::size_t i = 0; i < rules.signals().size(); ++i) {
    const std::string& strategy = rules.signals().strategy(signal::SignalId(i));
    if (strategy.starts_with("searched"))
      context.out << fmt::format("  signal {}: {}\n", rules.signals().id(signal::SignalId(i)),
                                 strategy);
  }
  for (const signal::SignalId id : rules.unused_signals())
    context.out << fmt::format("  signal {} is read by no rule and no other signal\n",
                               rules.signals().id(id));
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

}  // namespace

int validate(const ValidateOptions& options, Context& context) {
  Diagnostics diagnostics;
  std::vector<std::pair<std::string, rule::RuleSet>> rule_sets;
  std::vector<model::Model> models;
  std::vector<std::string> scenario_files;
  std::optional<World> world;
  for (const std::string& path : options.files) {
    switch (kind_of(path, diagnostics)) {
      case What::pack: check_pack(path, context, diagnostics); break;
      case What::rules: {
        if (!world) world = load_world(options.inputs, context, diagnostics);
        if (!world) break;
        if (auto rules =
                rule::RuleSet::load(std::vector{path}, world->graph.schema(), diagnostics)) {
          tell_rules(path, *rules, context);
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
      case What::unknown: break;
    }
  }
  if (!scenario_files.empty()) check_scenarios(scenario_files, options, context, diagnostics);
  // Rules and models given together are meant for each other.
  for (const auto& [path, rules] : rule_sets)
    for (const model::Model& model : models) (void)ranking::check_basis(rules, model, diagnostics);
  context.out << std::flush;
  tell(diagnostics, context);
  return diagnostics.has_errors() ? wrong_input : done;
}

}  // namespace harbinger::cli
