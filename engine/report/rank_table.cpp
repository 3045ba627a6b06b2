// SPDX-License-Identifier: Apache-2.0
#include <algorithm>

#include <fmt/core.h>

#include "ranking/explanation.hpp"
#include "ranking/site_info.hpp"
#include "report/csv.hpp"
#include "report/detail/ranking_words.hpp"
#include "report/markdown.hpp"
#include "report/rank_report.hpp"

namespace harbinger::report {

namespace {

/// The top dimension that a leaf lies below.
std::string_view pillar_of(std::string_view dimension) {
  return dimension.substr(0, dimension.find('.'));
}

/// What stands below a site: the strongest reason of each pillar, two at most, or that there is no evidence.
/// Exposure is where the pillars meet, so the two largest of one pillar would tell half of it.
std::vector<std::string> reasons(const ranking::Assessment& a, std::size_t site) {
  if (a.scores.no_evidence[site]) return {"no evidence on this day"};
  const auto fired = ranking::fired_rules(a, site, ranking::contributions(a, site));
  std::vector<std::string> lines;
  for (const model::DimensionId pillar : a.basis.model[model::Model::top].children) {
    const auto strongest =
        std::find_if(fired.begin(), fired.end(), [&](const ranking::FiredRule& f) {
          const rule::Rule& rule = a.basis.rules.rule(f.rule);
          return f.contribution > 0 && rule.dimension.valid() &&
                 pillar_of(a.basis.rules.dimensions()[rule.dimension.index()]) ==
                     a.basis.model[pillar].id;
        });
    if (strongest != fired.end() && lines.size() < 2)
      lines.push_back(
          fmt::format("{:+.1f}  {}", strongest->contribution, printable(strongest->because)));
  }
  return lines;
}

/// The colour of a tier: the severest first, whatever the model calls them.
Emphasis emphasis_of(std::size_t tier, std::size_t tiers) {
  static constexpr Emphasis scale[] = {Emphasis::severe, Emphasis::serious, Emphasis::notable,
                                       Emphasis::calm};
  return tiers <= 1 ? Emphasis::calm : scale[std::min<std::size_t>(tier * 4 / tiers, 3)];
}

}  // namespace

const std::string& title_of(const model::Model& model) {
  return model.title.empty() ? model.name : model.title;
}

std::string rank_table(const ShownRanking& ranking, const RunInfo& run, const TextStyle& style) {
  const ranking::Assessment& a = ranking.assessment;
  // rank 5, site 35, country 7, type 15, score 5 + bar 12, tier 10, and seven gaps: 97 columns.
  std::string out = fmt::format("{}\n\n", detail::shown_words(ranking, run));
  out += emphasised(fmt::format("{:>5}  {:<35} {:<7} {:<15} {:>5} {:<12}  {}", "rank", "site",
                                "country", "type", "score", "", "tier"),
                    Emphasis::strong, style) +
         "\n";
  for (const ranking::SelectedSite& selected : ranking.sites) {
    const std::size_t site = selected.site;
    const ranking::SiteInfo info = ranking::site_info(a.view, a.site(site));
    const Emphasis emphasis = emphasis_of(a.scores.tier[site], a.basis.model.tiers.bounds.size());
    out += fmt::format("{:>5}  {} {} {} {:>5.1f} {}  {}\n", selected.rank,
                       fitted(printable(info.name), 35), fitted(printable(info.country), 7),
                       fitted(printable(info.type), 15), a.scores.total[site],
                       emphasised(bar(a.scores.total[site] / 100, 12), emphasis, style),
                       emphasised(cut(a.tier_of(site), 10), emphasis, style));
    for (const std::string& reason : reasons(a, site))
      out += emphasised(fmt::format("       {}", cut(reason, style.width - 8)), Emphasis::faint,
                        style) +
             "\n";
  }
  return out;
}

std::string rank_csv(const ShownRanking& ranking) {
  const ranking::Assessment& a = ranking.assessment;
  const auto& dimensions = a.basis.model[model::Model::top].children;
  std::string out = ranking.selected
                        ? "rank,rank_in_selection,id,name,country,type,lat,lon,score,tier"
                        : "rank,id,name,country,type,lat,lon,score,tier";
  for (const model::DimensionId id : dimensions) out += "," + csv_text(a.basis.model[id].id);
  out += ",no_evidence,rules,not_evaluated\n";
  for (const ranking::SelectedSite& selected : ranking.sites) {
    const std::size_t site = selected.site;
    const ranking::SiteInfo info = ranking::site_info(a.view, a.site(site));
    out += fmt::format("{},", selected.rank);
    if (ranking.selected) out += fmt::format("{},", selected.rank_in_selection);
    out += fmt::format("{},{},{},{},{},{},{},{}", csv_text(info.id), csv_text(info.name),
                       csv_text(info.country), csv_text(info.type),
                       info.lat ? csv_number(*info.lat) : "", info.lon ? csv_number(*info.lon) : "",
                       csv_number(a.scores.total[site]), csv_text(a.tier_of(site)));
    for (const model::DimensionId id : dimensions)
      out += "," + csv_number(100 * a.scores.dimensions[id.index()][site]);
    std::string fired, unknown;
    for (std::size_t i = 0; i < a.outcomes.rules.size(); ++i) {
      const std::string& id = a.basis.rules.rules()[i].id;
      if (a.outcomes.rules[i].fired[site]) fired += (fired.empty() ? "" : "|") + id;
      if (a.outcomes.rules[i].not_evaluated[site]) unknown += (unknown.empty() ? "" : "|") + id;
    }
    out += fmt::format(",{},{},{}\n", a.scores.no_evidence[site] ? "yes" : "no", csv_text(fired),
                       csv_text(unknown));
  }
  return out;
}

std::string rank_markdown(const ShownRanking& ranking, const RunInfo& run) {
  const ranking::Assessment& a = ranking.assessment;
  std::string out = fmt::format(
      "{}\n\n| rank | site | country | type | score | tier | reasons |\n"
      "|---:|---|---|---|---:|---|---|\n",
      detail::shown_words(ranking, run));
  for (const ranking::SelectedSite& selected : ranking.sites) {
    const ranking::SiteInfo info = ranking::site_info(a.view, a.site(selected.site));
    std::string why;
    for (const std::string& reason : reasons(a, selected.site))
      why += (why.empty() ? "" : "<br>") + markdown_text(reason);
    out +=
        fmt::format("| {} | {} | {} | {} | {:.1f} | {} | {} |\n", selected.rank,
                    markdown_text(info.name), markdown_text(info.country), markdown_text(info.type),
                    a.scores.total[selected.site], markdown_text(a.tier_of(selected.site)), why);
  }
  return out + markdown_inputs(run);
}

}  // namespace harbinger::report
