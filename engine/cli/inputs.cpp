// SPDX-License-Identifier: Apache-2.0
#include "cli/inputs.hpp"

#include <algorithm>
#include <filesystem>
#include <thread>

#include "base/files.hpp"
#include "graph/snapshot.hpp"
#include "ranking/node_index.hpp"

namespace harbinger::cli {

namespace {

namespace fs = std::filesystem;

/// One hash for a folder: of its files' names and hashes, in order.
std::string hash_of(const pack::Pack& pack, const std::string& folder) {
  std::string list;
  for (const pack::PackFile& file : pack.files)
    list += fs::path(file.path).lexically_relative(folder).string() + " " + file.sha256 + "\n";
  return sha256(list);
}

std::optional<Day> day_of(const std::string& text, Diagnostics& diagnostics) {
  if (const auto date = parse_date(text)) return date->last;
  const WrittenText written = written_argument("--as-of", text);
  diagnostics.error(written.where(), "expected a date (2019, 2019-11 or 2019-11-05), found '{}'",
                    text);
  return std::nullopt;
}

/// The graph of a folder or of a snapshot.
std::optional<graph::EntityGraph> load_graph(const std::string& path, Diagnostics& diagnostics) {
  std::error_code code;
  if (fs::is_regular_file(path, code)) return graph::open_snapshot(path, diagnostics);
  auto pack = pack::load_pack(path, diagnostics);
  if (!pack) return std::nullopt;
  return graph::EntityGraph(*std::move(pack));
}

}  // namespace

std::string bundled_file(const Context& context, const std::string& path) {
  std::error_code code;
  if (context.home.empty() || fs::equivalent(context.home, ".", code)) return path;
  return (fs::path(context.home) / path).string();
}

Result<std::shared_ptr<const SourceText>> read_bundled(Context& context, const std::string& path) {
  auto text = read_file(bundled_file(context, path));
  if (text)
    context.bundled.push_back(*text);
  else
    text.error().hint =
        "it comes with the program: HARBINGER_HOME names the folder that holds engine/ and data/";
  return text;
}

void add_input(const SourceText& text, std::vector<report::Input>& inputs) {
  const bool is_there = std::any_of(inputs.begin(), inputs.end(), [&](const report::Input& input) {
    return input.path == text.name();
  });
  if (!is_there) inputs.push_back({text.name(), sha256(text.content())});
}

std::string InputOptions::pack_folder(const Context& context) const {
  return pack.empty() ? bundled_file(context, "data/scanners") : pack;
}
std::vector<std::string> InputOptions::rule_files(const Context& context) const {
  return rules.empty() ? std::vector{bundled_file(context, "rules/scanners.yaml")} : rules;
}
std::string InputOptions::model_file(const Context& context) const {
  return model.empty() ? bundled_file(context, "models/exposure.yaml") : model;
}
unsigned InputOptions::thread_count() const {
  return threads > 0 ? threads : std::max(1u, std::thread::hardware_concurrency());
}

std::optional<World> load_world(const InputOptions& options, const Context& context,
                                Diagnostics& diagnostics) {
  std::optional<Day> day;
  if (options.as_of) day = day_of(*options.as_of, diagnostics);
  auto graph = load_graph(options.pack_folder(context), diagnostics);
  if (!graph || diagnostics.has_errors()) return std::nullopt;
  const Day known_up_to = graph->pack().date;
  const Day as_of = day.value_or(known_up_to);
  if (as_of > known_up_to)
    diagnostics.warning(whole_file(options.pack_folder(context)),
                        "knows facts up to {}; {} is looked at with these", to_text(known_up_to),
                        to_text(as_of));
  return World{*std::move(graph), as_of};
}

report::RunInfo run_info(const World& world, const std::string& pack_folder) {
  return {engine_name(), world.as_of, {{pack_folder, hash_of(world.graph.pack(), pack_folder)}}};
}

report::RunInfo run_info(const World& world, const std::string& pack_folder,
                         const rule::RuleSet& rules, const report::Input& model) {
  report::RunInfo run = run_info(world, pack_folder);
  for (const auto& file : rules.texts().files)
    run.inputs.push_back({file->name(), sha256(file->content())});
  run.inputs.push_back(model);
  return run;
}

std::optional<model::Model> load_model(const InputOptions& options, const Context& context,
                                       report::Input& input, Diagnostics& diagnostics) {
  const std::string path = options.model_file(context);
  const auto text = read_file(path);
  if (!text) {
    diagnostics.add(text.error());
    return std::nullopt;
  }
  input = {path, sha256((*text)->content())};
  return model::load_model(*text, diagnostics);
}

std::optional<model::ModelText> load_model_text(const InputOptions& options,
                                                const Context& context) {
  const auto text = read_file(options.model_file(context));
  Diagnostics told;
  return text ? model::read_model_text(*text, told) : std::nullopt;
}

Result<std::size_t> find_row(const ranking::Assessment& assessment, const std::string& site) {
  const auto sites = assessment.view.sites();
  const auto found = ranking::NodeIndex(assessment.basis.graph, sites).find(site, "site");
  if (!found) return tl::make_unexpected(found.error());
  return static_cast<std::size_t>(std::lower_bound(sites.begin(), sites.end(), *found) -
                                  sites.begin());
}

std::unique_ptr<Inputs> load_inputs(const InputOptions& options, const Context& context,
                                    Diagnostics& diagnostics) {
  auto world = load_world(options, context, diagnostics);
  // A model and, where there is a pack, rules are checked all the same: one run tells all mistakes.
  report::Input model_input;
  auto model = load_model(options, context, model_input, diagnostics);
  if (!world) return nullptr;
  auto rules = rule::RuleSet::load(options.rule_files(context), world->graph.schema(), diagnostics);
  if (!rules || !model || !ranking::check_basis(*rules, *model, diagnostics)) return nullptr;
  report::RunInfo run = run_info(*world, options.pack_folder(context), *rules, model_input);
  return std::make_unique<Inputs>(
      Inputs{std::move(*world), std::move(*rules), std::move(*model), std::move(run)});
}

}  // namespace harbinger::cli
