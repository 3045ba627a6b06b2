// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <string_view>

#include <fmt/format.h>

#include "report/detail/change_text.hpp"
#include "report/runs_report.hpp"

namespace harbinger::report {

namespace {

constexpr std::size_t hash_shown = 12;
constexpr std::size_t places_shown = 3;

/// `2026-11-28 02:10:11`, of `2026-11-28T02:10:11.123Z`.
std::string time_text(const store::Run& run) {
  std::string text = run.started.substr(0, 19);
  std::replace(text.begin(), text.end(), 'T', ' ');
  return text;
}

/// The command with its options, but for those that name inputs and the day: they fill a line, and are mostly the
/// same.
std::string short_command(const store::Run& run) {
  static constexpr std::string_view inputs[] = {"pack", "rules", "model", "as-of"};
  store::Run rest = run;
  std::erase_if(rest.options, [](const store::Option& option) {
    return std::find(std::begin(inputs), std::end(inputs), option.name) != std::end(inputs);
  });
  return store::command_line(rest).substr(std::string_view("harbinger ").size());
}

std::string size_text(std::uint64_t bytes) {
  if (bytes < 10'000) return fmt::format("{} bytes", bytes);
  if (bytes < 10'000'000) return fmt::format("{:.0f} kB", static_cast<double>(bytes) / 1e3);
  return fmt::format("{:.0f} MB", static_cast<double>(bytes) / 1e6);
}

std::string line(std::string_view label, const std::string& text) {
  return fmt::format("  {:<9} {}\n", label, printable(text));
}

std::string ranking_text(const store::KeptRanking& ranking) {
  if (!ranking.places)
    return line(ranking.name,
                fmt::format("as of {}, too large to be kept", to_text(ranking.as_of)));
  std::string out = line(
      ranking.name, fmt::format("as of {}, {}", to_text(ranking.as_of),
                                detail::counted_text(ranking.places->size(), "site", "sites")));
  const std::size_t shown = std::min(ranking.places->size(), places_shown);
  for (std::size_t i = 0; i < shown; ++i) {
    const store::KeptSite& place = (*ranking.places)[i];
    out += fmt::format("  {:>13} {} {:>5.1f}  {}\n", place.standing.rank,
                       fitted(printable(place.name.empty() ? place.site : place.name), 40),
                       place.standing.score, printable(place.standing.tier));
  }
  return out;
}

}  // namespace

// name 13, time 19, seconds 8, day 10, three gaps of two: 56, and the command in the rest.
std::string runs_table(std::span<const store::Run> runs, const TextStyle& style) {
  std::string out = emphasised(fmt::format("{:<13}  {:<19}  {:>8}  {:<10}  {}", "run",
                                           "started (UTC)", "seconds", "as of", "command"),
                               Emphasis::strong, style) +
                    "\n";
  for (const store::Run& run : runs)
    out +=
        cut(fmt::format("{:<13}  {:<19}  {:>8.3f}  {:<10}  {}", to_text(run.name), time_text(run),
                        run.seconds, to_text(run.as_of), printable(short_command(run))),
            style.width) +
        "\n";
  return out;
}

std::string run_text(const store::Run& run, const TextStyle& style) {
  std::string out = emphasised("run " + to_text(run.name), Emphasis::strong, style) + "\n";
  out += line("command", store::command_line(run));
  out += line("folder", run.folder);
  out += line("started", fmt::format("{} UTC, took {:.3f} s", time_text(run), run.seconds));
  out += line("engine", run.engine);
  out += line("as of", to_text(run.as_of));
  for (std::size_t i = 0; i < run.inputs.size(); ++i)
    out += line(i == 0 ? "inputs" : "", fmt::format("{}  {}", fitted(run.inputs[i].path, 50),
                                                    run.inputs[i].sha256.substr(0, hash_shown)));
  out += line("result",
              fmt::format("{}{}, {}{}{}", size_text(run.result.size),
                          run.output.empty() ? "" : " to " + run.output,
                          run.result.sha256.substr(0, hash_shown), run.colour ? ", in colour" : "",
                          run.result.bytes ? "" : "; too large to be kept: only its hash is"));
  for (const store::KeptRanking& ranking : run.rankings) out += ranking_text(ranking);
  return out;
}

}  // namespace harbinger::report
