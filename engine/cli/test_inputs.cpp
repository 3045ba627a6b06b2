// SPDX-License-Identifier: Apache-2.0
#include "cli/test_inputs.hpp"

#include <filesystem>

namespace harbinger::cli {

namespace {

/// A path that a file of tests names; an error at its place where there is nothing.
std::string named_path(const WrittenText& path, Diagnostics& diagnostics) {
  if (!std::filesystem::exists(path.value))
    diagnostics.error(path.where(), "'{}': no such file or folder", path.value);
  return path.value;
}

/// Nothing where an error was added.
std::optional<InputOptions> options_for(const ruletest::TestFile& file, const InputOptions& given,
                                        Diagnostics& diagnostics) {
  const std::size_t errors = diagnostics.error_count();
  InputOptions options = given;
  if (given.rules.empty())
    for (const WrittenText& rules : file.rules)
      options.rules.push_back(named_path(rules, diagnostics));
  if (given.pack.empty() && file.pack) options.pack = named_path(*file.pack, diagnostics);
  if (given.model.empty() && file.model) options.model = named_path(*file.model, diagnostics);
  if (diagnostics.error_count() > errors) return std::nullopt;
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
  const auto options = options_for(*file, options_, diagnostics);
  const TestBase* base = options ? base_for(*options, diagnostics) : nullptr;
  if (base == nullptr) return std::nullopt;
  CheckedFile checked{*std::move(file), base, base->inputs->world.as_of, {}};
  if (checked.file.as_of && !options_.as_of) checked.as_of = *checked.file.as_of;
  checked.tests = ruletest::checked_tests(checked.file, base->base(checked.as_of), diagnostics);
  return checked;
}

}  // namespace harbinger::cli
