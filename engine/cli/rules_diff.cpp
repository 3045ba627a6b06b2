// SPDX-License-Identifier: Apache-2.0
#include <algorithm>

#include "base/files.hpp"
#include "cli/commands.hpp"
#include "report/difference_report.hpp"
#include "rule/difference.hpp"
#include "scenario/comparison.hpp"

namespace harbinger::cli {

namespace {

/// Both rule sets, and what they are run on. The model is absent where no ranking is asked for.
struct DiffInputs {
  World world;
  rule::RuleSet before;
  rule::RuleSet after;
  std::optional<model::Model> model;
  report::RunInfo run;
};

void add_input(report::RunInfo& run, const SourceText& file) {
  report::Input input{file.name(), sha256(file.content())};
  const bool is_there = std::any_of(run.inputs.begin(), run.inputs.end(),
                                    [&](const report::Input& i) { return i.path == input.path; });
  if (!is_there) run.inputs.push_back(std::move(input));
}

std::optional<model::Model> read_model(const RulesDiffOptions& options, const Context& context,
                                       report::RunInfo& run, Diagnostics& diagnostics) {
  const auto text = read_file(options.inputs.model_file(context));
  if (!text) return diagnostics.add(text.error()), std::nullopt;
  add_input(run, **text);
  return model::load_model(*text, diagnostics);
}

/// All mistakes of both are told in one run; nothing where there are any.
std::optional<DiffInputs> load(const RulesDiffOptions& options, const Context& context,
                               Diagnostics& diagnostics) {
  auto world = load_world(options.inputs, context, diagnostics);
  if (!world) return std::nullopt;
  const pack::Schema& schema = world->graph.schema();
  auto before = rule::RuleSet::load(std::vector{options.before}, schema, diagnostics);
  auto after = rule::RuleSet::load(std::vector{options.after}, schema, diagnostics);
  report::RunInfo run = run_info(*world, options.inputs.pack_folder(context));
  for (const auto* set : {&before, &after})
    if (*set)
      for (const auto& file : (*set)->texts().files) add_input(run, *file);
  std::optional<model::Model> model;
  if (!options.no_ranking) model = read_model(options, context, run, diagnostics);
  if (model && before) (void)ranking::check_basis(*before, *model, diagnostics);
  if (model && after) (void)ranking::check_basis(*after, *model, diagnostics);
  if (diagnostics.has_errors() || !before || !after) return std::nullopt;
  return DiffInputs{*std::move(world), *std::move(before), *std::move(after), std::move(model),
                    std::move(run)};
}

scenario::Comparison compared(const DiffInputs& inputs, const RulesDiffOptions& options) {
  const unsigned threads = options.inputs.thread_count();
  const graph::GraphView view(inputs.world.graph, inputs.world.as_of);
  const ranking::Assessment before({inputs.world.graph, inputs.before, *inputs.model}, view,
                                   threads);
  const ranking::Assessment after(before, {inputs.world.graph, inputs.after, *inputs.model}, view,
                                  threads);
  scenario::Comparison comparison = scenario::compared(before, after, options.top);
  comparison.name = "The ranking";
  return comparison;
}

std::string text_of(const report::DifferenceReport& report, const RulesDiffOptions& options,
                    const report::RunInfo& run, const Context& context) {
  if (options.format == "json") return report::difference_json(report, run);
  if (options.format == "md") return report::difference_markdown(report, run);
  const report::TextStyle style = style_of(options.output, context);
  return report::difference_table(report, style, options.show);
}

}  // namespace

int rules_diff(const RulesDiffOptions& options, Context& context) {
  Diagnostics diagnostics;
  const auto inputs = load(options, context, diagnostics);
  tell(diagnostics, context);
  if (!inputs) return wrong_input;
  const auto items = rule::difference(inputs->before, inputs->after);
  const bool differ = std::any_of(items.begin(), items.end(), [&](const rule::ItemDifference& i) {
    return i.in_meaning() || options.all;
  });
  const auto comparison = inputs->model ? std::optional(compared(*inputs, options)) : std::nullopt;
  const int code = deliver(text_of({items, comparison, options.all}, options, inputs->run, context),
                           options.output, context);
  if (code != done) return code;
  return options.exit_code && differ ? answer_is_no : done;
}

}  // namespace harbinger::cli
