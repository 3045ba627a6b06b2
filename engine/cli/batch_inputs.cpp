// SPDX-License-Identifier: Apache-2.0
#include "cli/batch_inputs.hpp"

#include <algorithm>

#include <fmt/format.h>

#include "base/files.hpp"
#include "ranking/selection.hpp"

namespace harbinger::cli {

namespace {

report::Input input_of(const SourceText& text) { return {text.name(), sha256(text.content())}; }

std::vector<report::Input> inputs_of(const rule::RuleTexts& texts) {
  std::vector<report::Input> inputs;
  for (const auto& file : texts.files) inputs.push_back(input_of(*file));
  return inputs;
}

bool same_content(const std::vector<report::Input>& a, const std::vector<report::Input>& b) {
  return std::equal(
      a.begin(), a.end(), b.begin(), b.end(),
      [](const report::Input& x, const report::Input& y) { return x.sha256 == y.sha256; });
}

tl::unexpected<Diagnostic> failure(const std::string& path, std::string message) {
  return tl::make_unexpected(Diagnostic{Severity::error, whole_file(path), std::move(message), {}});
}

}  // namespace

BatchInputs::BatchInputs(const batch::JobList& list, const Context& context)
    : list_(list),
      context_(context),
      packs_(list.packs.size()),
      rules_(list.rules.size()),
      models_(list.models.size()),
      scenarios_(list.scenarios.size()) {
  dates_used_.assign(list.packs.size(), std::vector<bool>(list.dates.size()));
  for (const batch::Job& job : list.jobs) {
    needed_.insert({job.pack, job.rules, job.model});
    dates_used_[job.pack][job.date] = true;
  }
}

bool BatchInputs::needs(std::size_t pack, std::size_t rules, std::size_t model) const {
  return needed_.empty() || needed_.contains({pack, rules, model});
}

std::optional<BatchInputs::LoadedModel> BatchInputs::load_model(const batch::Choice& choice) {
  if (choice.files.empty()) return std::nullopt;
  const auto text = read_file(choice.files.front().value);
  if (!text) {
    told_.add(text.error());
    return std::nullopt;
  }
  auto model = model::load_model(*text, told_);
  Diagnostics same;
  auto written = model::read_model_text(*text, same);
  if (!model || !written) return std::nullopt;
  return LoadedModel{*std::move(written), *std::move(model), input_of(**text)};
}

std::vector<report::Input> BatchInputs::files_used(const scenario::Scenario& scenario) {
  std::vector<report::Input> inputs;
  for (const scenario::Edit& edit : scenario.edits) {
    if (const auto* use = std::get_if<scenario::UseRules>(&edit.what)) {
      std::vector<std::string> paths;
      for (const WrittenText& file : use->files) paths.push_back(file.value);
      if (const auto texts = rule::read_rule_files(paths, told_))
        for (report::Input& input : inputs_of(*texts)) inputs.push_back(std::move(input));
    } else if (const auto* model = std::get_if<scenario::UseModel>(&edit.what)) {
      const auto text = read_file(model->file.value);
      if (text && model::load_model(*text, told_)) inputs.push_back(input_of(**text));
      if (!text)
        told_.error(model->file.where(), "'{}': {}", model->file.value, text.error().message);
    }
  }
  return inputs;
}

std::optional<BatchInputs::LoadedScenario> BatchInputs::load_scenario(const batch::Choice& choice) {
  if (choice.files.empty()) return std::nullopt;
  const WrittenText& file = choice.files.front();
  const std::size_t errors = told_.error_count();
  auto all = scenario::readable_scenarios(std::vector{file.value}, told_);
  if (told_.error_count() > errors) return std::nullopt;
  auto meant = std::find_if(all.begin(), all.end(), [&](const scenario::Scenario& scenario) {
    return scenario.name == choice.name.value;
  });
  if (meant == all.end() && all.size() == 1) meant = all.begin();
  if (meant == all.end()) {
    std::vector<std::string> names;
    for (const scenario::Scenario& scenario : all) names.push_back(scenario.name);
    Diagnostic& unknown =
        told_
            .error(choice.name.where(), "'{}' has several scenarios, and none called '{}'",
                   file.value, choice.name.value)
            .did_you_mean(choice.name.value, names);
    if (unknown.hint.empty())
      unknown.with_hint(fmt::format("the file has {}", fmt::join(names, ", ")));
    return std::nullopt;
  }
  LoadedScenario loaded{std::move(*meant), {}};
  if (const auto text = read_file(file.value)) loaded.inputs.push_back(input_of(**text));
  for (report::Input& input : files_used(loaded.scenario)) loaded.inputs.push_back(input);
  return loaded;
}

std::unique_ptr<BatchInputs::LoadedPack> BatchInputs::load_pack(std::size_t pack) {
  const batch::Choice& choice = list_.packs[pack];
  if (choice.files.empty()) return nullptr;
  InputOptions options;
  options.pack = choice.files.front().value;
  Diagnostics told;  // its own: a world is not made where there are errors
  auto world = load_world(options, context_, told);
  for (const Diagnostic& diagnostic : told.all()) told_.add(diagnostic);
  if (!world) return nullptr;
  report::RunInfo run = run_info(*world, options.pack);
  return std::make_unique<LoadedPack>(LoadedPack{pack, *std::move(world), std::move(run), {}});
}

const BatchInputs::LoadedRules* BatchInputs::load_rules(std::size_t rules) {
  const auto found = pack_->rules.find(rules);
  if (found != pack_->rules.end()) return &found->second;
  if (list_.rules[rules].files.empty()) return nullptr;
  std::vector<std::string> paths;
  for (const WrittenText& file : list_.rules[rules].files) paths.push_back(file.value);
  auto set = rule::RuleSet::load(paths, pack_->world.graph.schema(), told_);
  if (!set) return nullptr;
  auto inputs = inputs_of(set->texts());
  return &pack_->rules.emplace(rules, LoadedRules{*std::move(set), std::move(inputs)})
              .first->second;
}

void BatchInputs::check_days(std::size_t pack) {
  const Day known = packs_[pack]->date;
  for (std::size_t d = 0; d < list_.dates.size(); ++d) {
    const batch::DateChoice& date = list_.dates[d];
    if (dates_used_[pack][d] && date.day && *date.day > known)
      told_.warning(date.where, "the pack '{}' knows facts up to {}; {} is looked at with these",
                    list_.packs[pack].name.value, to_text(known), to_text(*date.day));
  }
}

void BatchInputs::check_pack(std::size_t pack) {
  pack_.reset();  // before the next is loaded: room for one
  pack_ = load_pack(pack);
  if (!pack_) return;
  packs_[pack] = {pack_->run.inputs.front(), pack_->world.as_of};
  check_days(pack);
  for (std::size_t r = 0; r < list_.rules.size(); ++r) {
    const LoadedRules* rules = nullptr;
    for (std::size_t m = 0; m < list_.models.size(); ++m) {
      if (!needs(pack, r, m)) continue;
      if (rules == nullptr) rules = load_rules(r);
      if (rules == nullptr) break;
      rules_[r] = rules->inputs;
      if (!models_[m] || !ranking::check_basis(rules->rules, models_[m]->model, told_)) continue;
      if (list_.outputs.where)
        ranking::check_where({pack_->world.graph, rules->rules, models_[m]->model},
                             *list_.outputs.where, told_);
    }
  }
}

void BatchInputs::check(Diagnostics& diagnostics) {
  for (std::size_t m = 0; m < list_.models.size(); ++m) models_[m] = load_model(list_.models[m]);
  for (std::size_t s = 0; s < list_.scenarios.size(); ++s)
    scenarios_[s] = load_scenario(list_.scenarios[s]);
  // The first one last, since it stays for the first jobs.
  for (std::size_t p = list_.packs.size(); p-- > 0;)
    if (needed_.empty() ||
        std::any_of(needed_.begin(), needed_.end(), [&](const auto& n) { return n[0] == p; }))
      check_pack(p);
  std::set<std::string> texts;
  for (const Diagnostic& diagnostic : told_.all())
    if (texts.insert(to_text(diagnostic)).second) diagnostics.add(diagnostic);
  told_ = {};
}

Day BatchInputs::day_of(const batch::Job& job) const {
  return list_.dates[job.date].day.value_or(packs_[job.pack]->date);
}

batch::JobIdentity BatchInputs::identity(const batch::Job& job) const {
  batch::JobIdentity identity{job.id, engine_name(), {}, {}};
  const batch::Outputs& outputs = list_.outputs;
  identity.options.emplace_back("as_of", to_text(day_of(job)));
  if (job.scenario)
    identity.options.emplace_back("scenario", scenarios_[*job.scenario]->scenario.name);
  identity.options.emplace_back("formats", fmt::format("{}", fmt::join(outputs.formats, " ")));
  if (outputs.top) identity.options.emplace_back("top", fmt::format("{}", *outputs.top));
  if (outputs.where) identity.options.emplace_back("where", outputs.where->value);
  const auto add = [&](const report::Input& input) {
    identity.inputs.push_back({input.path, input.sha256});
  };
  add(packs_[job.pack]->input);
  for (const report::Input& input : rules_[job.rules]) add(input);
  add(models_[job.model]->input);
  if (job.scenario)
    for (const report::Input& input : scenarios_[*job.scenario]->inputs) add(input);
  return identity;
}

Result<JobParts> BatchInputs::parts(const batch::Job& job) {
  told_ = {};
  if (!pack_ || pack_->index != job.pack) {
    pack_.reset();
    pack_ = load_pack(job.pack);
  }
  const LoadedRules* rules = pack_ ? load_rules(job.rules) : nullptr;
  if (rules == nullptr) {
    const auto& all = told_.all();
    const auto error = std::find_if(all.begin(), all.end(), [](const Diagnostic& told) {
      return told.severity == Severity::error;
    });
    if (error == all.end())
      return failure(list_.packs[job.pack].files.front().value, "cannot be read any more");
    return tl::make_unexpected(*error);
  }
  if (!same_content(pack_->run.inputs, {packs_[job.pack]->input}))
    return failure(packs_[job.pack]->input.path, "changed since the batch began");
  if (!same_content(rules->inputs, rules_[job.rules]))
    return failure(rules_[job.rules].front().path, "changed since the batch began");
  const LoadedModel& model = *models_[job.model];
  JobParts parts{pack_->world.graph,
                 rules->rules,
                 model.text,
                 model.model,
                 job.scenario ? &scenarios_[*job.scenario]->scenario : nullptr,
                 day_of(job),
                 pack_->run};
  parts.run.as_of = parts.as_of;
  parts.run.inputs.insert(parts.run.inputs.end(), rules->inputs.begin(), rules->inputs.end());
  parts.run.inputs.push_back(model.input);
  return parts;
}

}  // namespace harbinger::cli
