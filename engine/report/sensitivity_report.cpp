// SPDX-License-Identifier: Apache-2.0
#include "report/sensitivity_report.hpp"

#include <algorithm>
#include <cmath>

#include <fmt/core.h>

#include "ranking/site_info.hpp"
#include "report/csv.hpp"
#include "report/detail/change_text.hpp"
#include "report/detail/json.hpp"

namespace harbinger::report {

namespace {

using detail::counted_text;
using uncertainty::Sensitivity;
using uncertainty::SiteDoubt;

/// From such a share of the draws on, a site is said to stay.
constexpr double sure_share = 0.95;

std::string_view what_of(const uncertainty::Doubts& doubts) {
  if (doubts.weights && doubts.points) return "both";
  return doubts.points ? "points" : "weights";
}

std::string drawn_text(const uncertainty::Doubts& doubts) {
  const std::string what = doubts.weights && doubts.points ? "each weight and each rule's points"
                           : doubts.points                 ? "each rule's points"
                                                           : "each weight";
  return fmt::format("{} up to {:.4g} % up or down", what, 100 * doubts.spread);
}

std::string interval_text(const SiteDoubt& site) {
  return site.low == site.high ? fmt::format("{}", site.low)
                               : fmt::format("{}-{}", site.low, site.high);
}

}  // namespace

std::string sensitivity_sentence(const Sensitivity& sensitivity) {
  const auto& shown = sensitivity.shown;
  if (shown.empty()) return "There are no sites to rank.";
  const auto staying = std::count_if(shown.begin(), shown.end(), [](const SiteDoubt& site) {
    return site.share_in_top >= sure_share;
  });
  return fmt::format(
      "With {}, {} of the first {} stay among them in {:.0f} % of draws or more. The first site is "
      "ranked {} in the middle 90 % of draws.",
      drawn_text(sensitivity.doubts), staying, counted_text(shown.size(), "site", "sites"),
      100 * sure_share, interval_text(shown.front()));
}

std::string sensitivity_table(const ranking::Assessment& assessment, const Sensitivity& sensitivity,
                              const RunInfo& run, const TextStyle& style) {
  std::string out =
      wrapped(sensitivity_sentence(sensitivity), style.width, "") + "\n" +
      fmt::format("{}, seed {}, {} ranked, as of {}\n",
                  counted_text(sensitivity.doubts.draws, "draw", "draws"), sensitivity.doubts.seed,
                  counted_text(sensitivity.sites, "site", "sites"), to_text(run.as_of));
  if (sensitivity.shown.empty()) return out;
  // rank 7, site 38, country 7, score 6, median 7, interval 15, top 8, and gaps: 98 columns.
  out += "\n" +
         emphasised(fmt::format("{:>7}  {:<38} {:<7} {:>6} {:>7} {:>15}  {:>8}", "rank", "site",
                                "country", "score", "median", "5 % - 95 %",
                                cut(fmt::format("top {}", sensitivity.top), 8)),
                    Emphasis::strong, style) +
         "\n";
  for (const SiteDoubt& site : sensitivity.shown) {
    const ranking::SiteInfo info = ranking::site_info(assessment.view, assessment.site(site.site));
    out += fmt::format("{:>7}  {} {} {:>6.1f} {:>7} {:>15}  {:>6.1f} %\n", site.rank,
                       fitted(printable(info.name.empty() ? info.id : info.name), 38),
                       fitted(printable(info.country), 7), site.score, site.median,
                       interval_text(site), 100 * site.share_in_top);
  }
  return out;
}

std::string sensitivity_csv(const ranking::Assessment& assessment, const Sensitivity& sensitivity) {
  std::string out = "rank,id,name,country,score,median_rank,low_rank,high_rank,share_in_top\n";
  for (const SiteDoubt& site : sensitivity.shown) {
    const ranking::SiteInfo info = ranking::site_info(assessment.view, assessment.site(site.site));
    out += fmt::format("{},{},{},{},{},{},{},{},{}\n", site.rank, csv_text(info.id),
                       csv_text(info.name), csv_text(info.country), csv_number(site.score),
                       site.median, site.low, site.high, csv_number(site.share_in_top));
  }
  return out;
}

std::string sensitivity_json(const ranking::Assessment& assessment, const Sensitivity& sensitivity,
                             const RunInfo& run) {
  detail::Json json = detail::json_of(run);
  json["draws"] = sensitivity.doubts.draws;
  json["seed"] = sensitivity.doubts.seed;
  json["spread"] = sensitivity.doubts.spread;
  json["what"] = what_of(sensitivity.doubts);
  json["top"] = sensitivity.top;
  json["of"] = sensitivity.sites;
  json["sites"] = detail::Json::array();
  for (const SiteDoubt& site : sensitivity.shown) {
    const ranking::SiteInfo info = ranking::site_info(assessment.view, assessment.site(site.site));
    json["sites"].push_back({{"rank", site.rank},
                             {"id", info.id},
                             {"name", info.name},
                             {"country", info.country},
                             {"score", site.score},
                             {"median_rank", site.median},
                             {"low_rank", site.low},
                             {"high_rank", site.high},
                             {"share_in_top", site.share_in_top}});
  }
  return detail::dumped(json);
}

}  // namespace harbinger::report
