// SPDX-License-Identifier: Apache-2.0
#include "cli/live_inputs.hpp"

#include <filesystem>

#include <sys/stat.h>

#include "base/files.hpp"

namespace harbinger::cli {

namespace {

template <class T>
std::shared_ptr<const T> shared(std::optional<T> value) {
  return value ? std::make_shared<const T>(*std::move(value)) : nullptr;
}

}  // namespace

std::optional<LiveInputs> read_again(const LiveInputs* before, StaleParts stale,
                                     const InputOptions& options, const Context& context,
                                     Diagnostics& diagnostics) {
  if (before == nullptr) stale = {true, true, true};
  LiveInputs inputs = before != nullptr ? *before : LiveInputs{};
  if (stale.pack) inputs.world = shared(load_world(options, context, diagnostics));
  report::Input model_input = before != nullptr ? before->run.inputs.back() : report::Input{};
  if (stale.model) inputs.model = shared(load_model(options, context, model_input, diagnostics));
  // Rules are checked against the pack's schema.
  if (inputs.world && (stale.rules || stale.pack))
    inputs.rules = shared(rule::RuleSet::load(options.rule_files(context),
                                              inputs.world->graph.schema(), diagnostics));
  if (!inputs.world || !inputs.rules || !inputs.model ||
      !ranking::check_basis(*inputs.rules, *inputs.model, diagnostics))
    return std::nullopt;
  inputs.run = run_info(*inputs.world, options.pack_folder(context), *inputs.rules, model_input);
  return inputs;
}

void FileStamps::look_at(const LiveInputs& inputs, const InputOptions& options,
                         const Context& context, std::chrono::system_clock::time_point read_from) {
  const std::int64_t read_from_ns =
      std::chrono::duration_cast<std::chrono::nanoseconds>(read_from.time_since_epoch()).count();
  std::map<std::string, File> files;
  const auto add = [&](const std::string& name, StaleParts part) {
    const auto known = files_.find(name);
    Stamp stamp = known != files_.end() ? known->second.stamp : stamp_of(name);
    if (known == files_.end() && stamp.written_ns >= read_from_ns) stamp = {};
    files.emplace(name, File{part, stamp});
  };
  const std::string pack = options.pack_folder(context);
  std::error_code code;
  if (std::filesystem::is_regular_file(pack, code))  // a snapshot, which is all in one
    add(pack, {true, false, false});
  else
    for (const pack::PackFile& file : inputs.world->graph.pack().files)
      add(file.path, {true, false, false});
  for (const auto& file : inputs.rules->texts().files) add(file->name(), {false, true, false});
  add(options.model_file(context), {false, false, true});
  files_ = std::move(files);
}

std::vector<std::string> FileStamps::files() const {
  std::vector<std::string> names;
  for (const auto& [name, file] : files_) names.push_back(name);
  return names;
}

FileStamps::Changed FileStamps::changed() {
  Changed changed;
  for (auto& [name, file] : files_) {
    const Stamp now = stamp_of(name);
    if (now == file.stamp) continue;
    file.stamp = now;
    changed.files.push_back(name);
    changed.parts.pack |= file.part.pack;
    changed.parts.rules |= file.part.rules;
    changed.parts.model |= file.part.model;
  }
  return changed;
}

FileStamps::Stamp FileStamps::stamp_of(const std::string& file) {
  struct stat status = {};
  if (::stat(file.c_str(), &status) != 0) return {};
  return {std::int64_t{status.st_mtim.tv_sec} * 1'000'000'000 + status.st_mtim.tv_nsec,
          static_cast<std::uint64_t>(status.st_size), status.st_ino};
}

}  // namespace harbinger::cli
