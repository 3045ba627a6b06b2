// SPDX-License-Identifier: Apache-2.0
// `rank --watch`: the ranking beside an editor.
#include <algorithm>
#include <ostream>

#include <fmt/format.h>

#include "cli/commands.hpp"
#include "cli/folder_watch.hpp"
#include "cli/interrupt.hpp"
#include "cli/live_inputs.hpp"
#include "cli/result_text.hpp"
#include "report/whatif_report.hpp"
#include "rule/named_files.hpp"
#include "store/run_difference.hpp"

namespace harbinger::cli {

namespace {

using Clock = std::chrono::steady_clock;

constexpr std::size_t moves_shown = 10;
constexpr std::size_t default_top = 20;

/// A ranking and what it was made of.
struct Ranked {
  LiveInputs inputs;
  std::unique_ptr<const ranking::Assessment> assessment;
  std::string table;
};

/// Of the file that declares kinds and relations.
std::string schema_hash(const Ranked& ranked) {
  for (const pack::PackFile& file : ranked.inputs.world->graph.pack().files)
    if (file.path.ends_with("pack.yaml")) return file.sha256;
  return {};
}

class RankingWatch {
 public:
  RankingWatch(const RankOptions& options, Context& context, FolderWatch folders)
      : options_(options), context_(context), folders_(std::move(folders)) {}

  /// The first ranking; its errors end the watch.
  bool begin() {
    const auto begin = std::chrono::system_clock::now();
    Diagnostics diagnostics;
    auto first = ranked({true, true, true}, diagnostics);
    tell(diagnostics, context_);
    if (!first) return false;
    good_ = *std::move(first);
    look_at_files(begin);
    context_.out << good_.table << std::flush;
    context_.err << fmt::format("watching {} files; Ctrl-C ends\n", stamps_.files().size())
                 << std::flush;
    return true;
  }

  void run(const Interrupt& interrupt) {
    do see();
    while (folders_.wait(interrupt.file()));
  }

 private:
  /// Ranks again where something was saved, or what is broken may be mended.
  void see() {
    const auto begin = Clock::now();
    const auto read_from = std::chrono::system_clock::now();
    const FileStamps::Changed changed = stamps_.changed();
    stale_.pack |= changed.parts.pack;
    stale_.rules |= changed.parts.rules;
    stale_.model |= changed.parts.model;
    if (!stale_.any()) return;
    Diagnostics diagnostics;
    auto now = ranked(stale_, diagnostics);
    if (!now) {
      look_where_it_may_be_mended(diagnostics);
      return show_errors(diagnostics);
    }
    stale_ = {};
    errors_.clear();
    const std::string moves = moves_between(good_, *now);
    good_ = *std::move(now);
    look_at_files(read_from);
    const std::chrono::duration<double, std::milli> taken = Clock::now() - begin;
    show(moves, changed.files, taken.count(), diagnostics);
  }

  std::optional<Ranked> ranked(StaleParts stale, Diagnostics& diagnostics) const {
    const bool is_first = good_.assessment == nullptr;
    auto inputs = read_again(is_first ? nullptr : &good_.inputs, stale, options_.inputs, context_,
                             diagnostics);
    if (!inputs) return std::nullopt;
    const unsigned threads = options_.inputs.thread_count();
    const graph::GraphView view(inputs->world->graph, inputs->world->as_of);
    Ranked now;
    // What an edit of rules or model does not reach is not computed again; another pack is.
    now.assessment =
        inputs->world == good_.inputs.world
            ? std::make_unique<const ranking::Assessment>(*good_.assessment, inputs->basis(), view,
                                                          threads)
            : std::make_unique<const ranking::Assessment>(inputs->basis(), view, threads);
    now.inputs = *std::move(inputs);
    auto table = table_of(now, diagnostics);
    if (!table) return std::nullopt;
    now.table = *std::move(table);
    return now;
  }

  std::optional<std::string> table_of(const Ranked& now, Diagnostics& diagnostics) const {
    std::optional<WrittenText> where;
    if (options_.where) where = written_argument("--where", *options_.where);
    const auto selection = ranking::select(*now.assessment, where, diagnostics);
    if (!selection) return std::nullopt;
    return ranking_text(*now.assessment, *selection, where.has_value(), options_.top,
                        now.inputs.run, options_.format, context_.style);
  }

  std::string moves_between(const Ranked& before, const Ranked& after) const {
    const std::size_t top = options_.top.value_or(default_top);
    // Causes are told between worlds of one schema.
    if (schema_hash(before) == schema_hash(after))
      return told(scenario::compared(*before.assessment, *after.assessment, top));
    scenario::Comparison comparison = store::compared(store::places_of(*before.assessment),
                                                      store::places_of(*after.assessment), top);
    comparison.as_of_before = before.assessment->view.as_of();
    comparison.as_of_after = after.assessment->view.as_of();
    return told(comparison);
  }

  std::string told(const scenario::Comparison& comparison) const {
    return report::whatif_moves(comparison, context_.style, moves_shown);
  }

  void look_at_files(std::chrono::system_clock::time_point read_from) {
    stamps_.look_at(good_.inputs, options_.inputs, context_, read_from);
    folders_.watch_folders_of(stamps_.files());
  }

  /// Also in the folders of files that are broken, and of those that rules name and that are not there yet.
  void look_where_it_may_be_mended(const Diagnostics& diagnostics) {
    std::vector<std::string> files = stamps_.files();
    for (std::string& file : rule::named_files(options_.inputs.rule_files(context_)))
      files.push_back(std::move(file));
    for (const Diagnostic& diagnostic : diagnostics.all())
      if (diagnostic.where.text) files.push_back(diagnostic.where.text->name());
    folders_.watch_folders_of(files);
  }

  /// On a terminal the ranking as it is now, with what moved below; elsewhere what moved, behind what was told before.
  void show(const std::string& moves, const std::vector<std::string>& files, double milliseconds,
            const Diagnostics& warnings) {
    if (context_.out_is_terminal) context_.out << "\x1b[H\x1b[2J" << good_.table;
    context_.out << fmt::format(
                        "\n{}, ranked again in {:.0f} ms\n{}",
                        files.empty() ? "mended" : fmt::format("{} saved", fmt::join(files, ", ")),
                        milliseconds, moves)
                 << std::flush;
    tell(warnings, context_);
  }

  /// Once for each state of the files.
  void show_errors(const Diagnostics& diagnostics) {
    std::string errors;
    for (const Diagnostic& diagnostic : diagnostics.all()) errors += to_text(diagnostic);
    if (errors == errors_) return;
    errors_ = errors;
    tell(diagnostics, context_);
    context_.err << "the ranking stays as it was; waiting for the next save\n" << std::flush;
  }

  const RankOptions& options_;
  Context& context_;
  FolderWatch folders_;
  FileStamps stamps_;
  Ranked good_;       ///< The last that could be made.
  StaleParts stale_;  ///< What was saved since.
  std::string errors_;
};

}  // namespace

int watch_ranking(const RankOptions& options, Context& context) {
  if (options.format != "table")
    return refuse({Severity::error,
                   {},
                   fmt::format("--watch shows a table, not {}", options.format),
                   "leave --format out"},
                  context);
  auto folders = FolderWatch::make();
  if (!folders) return refuse(folders.error(), context);
  const Interrupt interrupt;
  RankingWatch watch(options, context, *std::move(folders));
  if (!watch.begin()) return wrong_input;
  watch.run(interrupt);
  return done;
}

}  // namespace harbinger::cli
