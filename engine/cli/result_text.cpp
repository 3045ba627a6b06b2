// SPDX-License-Identifier: Apache-2.0
#include "cli/result_text.hpp"

#include <algorithm>

#include <fmt/format.h>

#include "report/rank_report.hpp"
#include "report/whatif_report.hpp"

namespace harbinger::cli {

namespace {

constexpr std::size_t sites_in_a_table = 20;

/// How many sites cannot be told apart, where they are many.
void add_ties(const ranking::Assessment& assessment, std::vector<std::string>& notes) {
  const double tied = assessment.ranking.share_in_ties();
  if (tied > 0.1)
    notes.push_back(fmt::format("{:.0f} % of the sites share their rank with another", 100 * tied));
}

/// Rules that something unknown kept from being evaluated, and whether any rule is on.
void add_rules(const ranking::Assessment& assessment, std::vector<std::string>& notes) {
  std::size_t rules = 0, on = 0;
  for (std::size_t i = 0; i < assessment.outcomes.rules.size(); ++i) {
    on += assessment.basis.rules.rules()[i].applies_on(assessment.view.as_of()) ? 1u : 0u;
    rules += assessment.outcomes.rules[i].not_evaluated->count() > 0 ? 1u : 0u;
  }
  if (on == 0) notes.push_back("no rule is on: every site stands at the floor");
  if (rules > 0)
    notes.push_back(fmt::format(
        "{} of {} rules could not be evaluated at some sites, where something is unknown "
        "(explain tells)",
        rules, on));
}

}  // namespace

std::string ranking_text(const ranking::Assessment& assessment, const ranking::Selection& selection,
                         bool is_selected, std::optional<unsigned> top, const report::RunInfo& run,
                         const std::string& format, const report::TextStyle& style) {
  // A table is read by people; every other format by programs, which want all.
  const bool people = format == "table" || format == "md";
  const std::size_t most = top ? *top : people ? sites_in_a_table : selection.sites.size();
  const std::span<const ranking::SelectedSite> sites(selection.sites.data(),
                                                     std::min(most, selection.sites.size()));
  const report::ShownRanking shown{assessment, sites, is_selected, selection.sites.size()};
  if (format == "csv") return report::rank_csv(shown);
  if (format == "json") return report::rank_json(shown, run);
  if (format == "jsonl") return report::rank_jsonl(shown);
  if (format == "geojson") return report::rank_geojson(shown, run);
  if (format == "md") return report::rank_markdown(shown, run);
  return report::rank_table(shown, run, style);
}

std::vector<std::string> ranking_notes(const ranking::Assessment& assessment,
                                       const ranking::Selection& selection) {
  std::vector<std::string> notes;
  if (selection.unknown > 0)
    notes.push_back(fmt::format("the condition is unknown for {} sites, which are left out",
                                selection.unknown));
  add_ties(assessment, notes);
  add_rules(assessment, notes);
  return notes;
}

std::string whatif_text(std::span<const scenario::Comparison> comparisons, std::size_t show,
                        const report::RunInfo& run, const std::string& format,
                        const report::TextStyle& style) {
  if (format == "json") return report::whatif_json(comparisons, run);
  if (format == "csv") return report::whatif_csv(comparisons);
  if (format == "md") return report::whatif_markdown(comparisons, run);
  if (format == "svg") return report::whatif_svg(comparisons, run, show);
  return report::whatif_table(comparisons, run, style, show);
}

std::optional<std::string> whatif_note(const scenario::Comparison& comparison) {
  if (comparison.not_evaluated_after <= comparison.not_evaluated_before) return std::nullopt;
  return fmt::format(
      "in '{}' {} rules could not be evaluated at some sites, where something they read is unknown "
      "or an error (before: {}); they give nothing there",
      comparison.name, comparison.not_evaluated_after, comparison.not_evaluated_before);
}

}  // namespace harbinger::cli
