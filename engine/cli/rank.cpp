// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <ostream>
#include <span>

#include "cli/commands.hpp"
#include "ranking/selection.hpp"
#include "report/rank_report.hpp"

namespace harbinger::cli {

namespace {

constexpr unsigned sites_in_a_table = 20;

/// On stderr: how many sites cannot be told apart, where they are many.
void tell_ties(const ranking::Assessment& assessment, Context& context) {
  const double tied = assessment.ranking.share_in_ties();
  if (tied > 0.1)
    context.err << fmt::format("note: {:.0f} % of the sites share their rank with another\n",
                               100 * tied);
}

/// On stderr: rules that something unknown kept from being evaluated, and whether any rule is on.
void tell_rules(const ranking::Assessment& assessment, Context& context) {
  std::size_t rules = 0, on = 0;
  for (std::size_t i = 0; i < assessment.outcomes.rules.size(); ++i) {
    on += assessment.basis.rules.rules()[i].applies_on(assessment.view.as_of()) ? 1u : 0u;
    rules += assessment.outcomes.rules[i].not_evaluated->count() > 0 ? 1u : 0u;
  }
  if (on == 0) context.err << "note: no rule is on: every site stands at the floor\n";
  if (rules > 0)
    context.err << fmt::format(
        "note: {} of {} rules could not be evaluated at some sites, where something is unknown "
        "(explain tells)\n",
        rules, on);
}

std::string text_of(const report::ShownRanking& shown, const report::RunInfo& run,
                    const std::string& format, const report::TextStyle& style) {
  if (format == "csv") return report::rank_csv(shown);
  if (format == "json") return report::rank_json(shown, run);
  if (format == "jsonl") return report::rank_jsonl(shown);
  if (format == "geojson") return report::rank_geojson(shown, run);
  if (format == "md") return report::rank_markdown(shown, run);
  return report::rank_table(shown, run, style);
}

}  // namespace

int rank(const RankOptions& options, Context& context) {
  Diagnostics diagnostics;
  const auto inputs = load_inputs(options.inputs, context, diagnostics);
  tell(diagnostics, context);
  if (!inputs) return wrong_input;
  const unsigned threads = options.inputs.thread_count();
  const ranking::Assessment assessment(
      inputs->basis(), graph::GraphView(inputs->world.graph, inputs->world.as_of), threads);
  std::optional<WrittenText> where;
  if (options.where) where = written_argument("--where", *options.where);
  Diagnostics wrong;
  const auto selection = ranking::select(assessment, where, wrong);
  tell(wrong, context);
  if (!selection) return wrong_input;
  if (selection->unknown > 0)
    context.err << fmt::format("note: the condition is unknown for {} sites, which are left out\n",
                               selection->unknown);

  // A table is read by people; every other format by programs, which want all.
  const bool people = options.format == "table" || options.format == "md";
  const std::size_t most = options.top ? *options.top
                           : people    ? sites_in_a_table
                                       : selection->sites.size();
  const std::span<const ranking::SelectedSite> sites(selection->sites.data(),
                                                     std::min(most, selection->sites.size()));
  const report::ShownRanking shown{assessment, sites, where.has_value(), selection->sites.size()};
  report::TextStyle style = context.style;
  if (!options.output.empty()) style.colour = false;
  tell_ties(assessment, context);
  tell_rules(assessment, context);
  return deliver(text_of(shown, inputs->run, options.format, style), options.output, context);
}

}  // namespace harbinger::cli
