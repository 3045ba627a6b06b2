// SPDX-License-Identifier: Apache-2.0
#include "cli/page.hpp"

#include <algorithm>
#include <unordered_set>

#include <fmt/format.h>

#include "cli/progress.hpp"
#include "cli/result_text.hpp"
#include "ranking/site_info.hpp"
#include "report/page_template.hpp"
#include "report/rank_report.hpp"
#include "report/whatif_report.hpp"

namespace harbinger::cli {

namespace {

using ranking::Assessment;
using ranking::SelectedSite;

constexpr const char* template_path = "engine/report/web/page.html";
/// Where a page follows sites over time without being asked since when.
constexpr const char* first_year = "2000-12-31";
constexpr std::size_t best_beside_moved = 100;

/// Kind, title and what all pages have.
report::Page begun(const char* kind, std::string title, const Assessment& assessment,
                   const PageOptions& options) {
  report::Page page{kind, std::move(title), assessment, {}};
  page.details = options.details;
  page.model_file = options.model_file;
  const Day known_up_to = assessment.basis.graph.pack().date, as_of = assessment.view.as_of();
  if (as_of > known_up_to)
    page.notes.push_back(fmt::format("the pack knows facts up to {}; {} is looked at with these",
                                     to_text(known_up_to), to_text(as_of)));
  return page;
}

Result<std::string> page_text(const report::Page& page, const report::RunInfo& run,
                              const PageOptions& options, Context& context) {
  const auto page_template = read_bundled(context, template_path);
  if (!page_template) return tl::make_unexpected(page_template.error());
  // Before all is explained in vain.
  if (const auto empty = report::filled_page(**page_template, {}); !empty) return empty;
  ProgressLine progress("sites explained", context);
  return report::filled_page(
      **page_template,
      report::page_document(page, run, options.threads,
                            [&](std::size_t done, std::size_t all) { progress.tell(done, all); }));
}

/// The first of `sites`, year by year up to the day looked at; nothing where that lies before, or there is no site.
std::optional<scenario::Timeline> yearly(const Assessment& assessment,
                                         const std::vector<SelectedSite>& sites,
                                         const PageOptions& options) {
  const Day first = *parse_day(first_year), last = assessment.view.as_of();
  std::vector<std::size_t> rows;
  for (std::size_t i = 0; i < std::min<std::size_t>(sites.size(), options.details); ++i)
    rows.push_back(sites[i].site);
  if (rows.empty() || last < first) return std::nullopt;
  return scenario::timeline(assessment, scenario::days_of(first, last, {.years = 1}), rows, 0,
                            options.threads);
}

SelectedSite standing_of(const Assessment& assessment, std::size_t row) {
  return {row, assessment.ranking.rank_of(row), 0};
}

std::string name_of(const Assessment& assessment, std::size_t row) {
  const ranking::SiteInfo info = ranking::site_info(assessment.view, assessment.site(row));
  return info.name.empty() ? info.id : info.name;
}

/// The row of a site that is there, by its id.
std::size_t row_of(const Assessment& assessment, const std::string& site) {
  const auto sites = assessment.view.sites();
  const graph::NodeId node = *assessment.basis.graph.find_node(site);
  return static_cast<std::size_t>(std::lower_bound(sites.begin(), sites.end(), node) -
                                  sites.begin());
}

}  // namespace

Result<std::string> rank_page(const Assessment& assessment, const ranking::Selection& selection,
                              const std::optional<std::string>& where, std::optional<unsigned> top,
                              const report::RunInfo& run, const PageOptions& options,
                              Context& context) {
  const std::size_t shown = std::min<std::size_t>(selection.sites.size(), top.value_or(-1u));
  report::Page page = begun("rank", report::title_of(assessment.basis.model), assessment, options);
  page.sites.assign(selection.sites.begin(),
                    selection.sites.begin() + static_cast<std::ptrdiff_t>(shown));
  page.where = where;
  for (std::string& note : ranking_notes(assessment, selection))
    page.notes.push_back(std::move(note));
  const auto timeline = yearly(assessment, page.sites, options);
  page.timeline = timeline ? &*timeline : nullptr;
  return page_text(page, run, options, context);
}

Result<std::string> explain_page(const Assessment& assessment, std::size_t site,
                                 const report::RunInfo& run, const PageOptions& options,
                                 Context& context) {
  report::Page page =
      begun("explain", name_of(assessment, site) + ": " + report::title_of(assessment.basis.model),
            assessment, options);
  page.sites = {standing_of(assessment, site)};
  const auto timeline = yearly(assessment, page.sites, options);
  page.timeline = timeline ? &*timeline : nullptr;
  return page_text(page, run, options, context);
}

Result<std::string> whatif_page(const Assessment& before,
                                std::span<const scenario::Comparison> comparisons,
                                const report::RunInfo& run, const PageOptions& options,
                                Context& context) {
  std::unordered_set<std::string> moved;
  for (const scenario::Comparison& comparison : comparisons)
    for (const scenario::Move& move : comparison.moved) moved.insert(move.site);
  report::Page page = begun("whatif", report::whatif_title(comparisons), before, options);
  for (const std::uint32_t row : before.ranking.order())
    if (page.sites.size() < best_beside_moved || moved.contains(before.site_id(row)))
      page.sites.push_back(standing_of(before, row));
  for (const scenario::Comparison& comparison : comparisons)
    if (const auto note = whatif_note(comparison)) page.notes.push_back(*note);
  page.comparisons = comparisons;
  return page_text(page, run, options, context);
}

Result<std::string> timeline_page(const Assessment& last, const scenario::Timeline& timeline,
                                  const report::RunInfo& run, const PageOptions& options,
                                  Context& context) {
  report::Page page =
      begun("timeline",
            fmt::format("{}, {} to {}", report::title_of(last.basis.model),
                        to_text(timeline.days.front()), to_text(timeline.days.back())),
            last, options);
  std::unordered_set<std::string> seen;  // a site may be named twice
  for (const scenario::SiteTimeline& site : timeline.sites)
    if (seen.insert(site.site).second)
      page.sites.push_back(standing_of(last, row_of(last, site.site)));
  page.timeline = &timeline;
  return page_text(page, run, options, context);
}

}  // namespace harbinger::cli
