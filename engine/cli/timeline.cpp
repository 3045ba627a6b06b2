// SPDX-License-Identifier: Apache-2.0
#include "scenario/timeline.hpp"
#include "cli/commands.hpp"
#include "cli/kept_run.hpp"
#include "cli/page.hpp"
#include "report/rank_report.hpp"
#include "report/timeline_report.hpp"

namespace harbinger::cli {

namespace {

/// A day, or the last of a month or year; an error names the option.
std::optional<Day> day_in(const std::string& option, const std::string& text,
                          Diagnostics& diagnostics) {
  if (const auto date = parse_date(text)) return date->last;
  diagnostics.error(written_argument(option, text).where(),
                    "expected a date (2019, 2019-11 or 2019-11-05), found '{}'", text);
  return std::nullopt;
}

constexpr std::size_t most_days = 10'000;

/// The days asked for; empty where an error was added.
std::vector<Day> days_asked(const TimelineOptions& options, Day last, Diagnostics& diagnostics) {
  const auto from = day_in("--from", options.from, diagnostics);
  const auto to = options.to ? day_in("--to", *options.to, diagnostics) : std::optional(last);
  const auto step = scenario::parse_step(options.step);
  const WrittenText written = written_argument("--step", options.step);
  if (!step)
    diagnostics.error(written.where(), "expected a step of time, found '{}'", options.step)
        .with_hint("years, months or days: 1y, 6m, 30d");
  if (!from || !to || !step) return {};
  if (*to < *from) {
    diagnostics.error(written_argument("--to", to_text(*to)).where(),
                      "the timeline ends before it begins, on {}", to_text(*from));
    return {};
  }
  // A step of one day over most of a century is a slip of the finger.
  const double days = step->days > 0 ? step->days : 30.4 * (step->months + 12 * step->years);
  if ((to->number - from->number) / days > most_days) {
    diagnostics.error(written.where(), "more than {} days", most_days)
        .with_hint("take a longer step");
    return {};
  }
  return scenario::days_of(*from, *to, *step);
}

}  // namespace

int timeline(const TimelineOptions& options, Context& context) {
  Diagnostics diagnostics;
  const auto inputs = load_inputs(options.inputs, context, diagnostics);
  const std::vector<Day> days =
      inputs ? days_asked(options, inputs->world.as_of, diagnostics) : std::vector<Day>();
  if (inputs && !days.empty() && days.back() > inputs->world.graph.pack().date)
    diagnostics.warning(whole_file(options.inputs.pack_folder(context)),
                        "knows facts up to {}; later days are looked at with these",
                        to_text(inputs->world.graph.pack().date));
  tell(diagnostics, context);
  if (days.empty()) return wrong_input;
  const unsigned threads = options.inputs.thread_count();
  const ranking::Assessment base(inputs->basis(),
                                 graph::GraphView(inputs->world.graph, days.back()), threads);
  std::vector<std::size_t> sites;
  for (const std::string& name : options.sites) {
    const auto row = find_row(base, name);
    if (!row) return refuse(row.error(), context);
    sites.push_back(*row);
  }
  const scenario::Timeline result = scenario::timeline(base, days, sites, options.top, threads);
  report::RunInfo run = inputs->run;
  run.as_of = days.back();
  const report::TextStyle style = style_of(options.output, context);
  const Result<std::string> text =
      options.format == "html"
          ? timeline_page(base, result, run, page_options(options, context), context)
      : options.format == "json" ? report::timeline_json(result, run)
      : options.format == "csv"  ? report::timeline_csv(result)
      : options.format == "svg"
          ? report::timeline_svg(result, report::title_of(base.basis.model), run)
          : report::timeline_table(result, run, style);
  if (!text) return refuse(text.error(), context);
  return deliver_kept(
      *text, options.output, [&] { return run_of(options, *inputs, days.back(), context); },
      context);
}

}  // namespace harbinger::cli
