// SPDX-License-Identifier: Apache-2.0
#include "cli/test_inputs.hpp"

namespace harbinger::cli {

namespace {

InputOptions options_for(const ruletest::TestFile& file, const InputOptions& given) {
  InputOptions options = given;
  if (options.rules.empty()) options.rules = file.rules;
  if (options.pack.empty()) options.pack = file.pack;
  if (options.model.empty()) options.model = file.model;
  return options;
}

}  // namespace

const TestBase* TestInputs::base_for(const InputOptions& options, Diagnostics& diagnostics) {
  for (const Loaded& loaded : loaded_)
    if (loaded.options.rules == options.rules && loaded.options.pack == options.pack &&
        loaded.options.model == options.model)
      return loaded.base ? &*loaded.base : nullptr;
  Loaded& loaded = loaded_.emplace_back(Loaded{options, std::nullopt});
  auto inputs = load_inputs(options, context_, diagnostics);
  auto model_text = inputs ? load_model_text(options, context_) : std::nullopt;
  if (!model_text) return nullptr;
  loaded.base = TestBase{std::move(inputs), *std::move(model_text)};
  return &*loaded.base;
}

std::optional<CheckedFile> TestInputs::check(const std::string& path, Diagnostics& diagnostics) {
  auto file = ruletest::read_test_file(path, diagnostics);
  if (!file) return std::nullopt;
  const TestBase* base = base_for(options_for(*file, options_), diagnostics);
  if (base == nullptr) return std::nullopt;
  CheckedFile checked{*std::move(file), base, base->inputs->world.as_of, {}};
  if (checked.file.as_of && !options_.as_of) checked.as_of = *checked.file.as_of;
  checked.tests = ruletest::checked_tests(checked.file, base->base(checked.as_of), diagnostics);
  return checked;
}

}  // namespace harbinger::cli
