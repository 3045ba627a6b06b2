// SPDX-License-Identifier: Apache-2.0
#include <set>

#include <fmt/core.h>

#include "report/csv.hpp"
#include "report/whatif_report.hpp"

namespace harbinger::report {

namespace {

using scenario::Cause;
using scenario::Comparison;
using scenario::Move;
using scenario::Standing;

struct FlatStanding {
  std::string rank;
  std::string score;
  std::string tier;
};

FlatStanding flat(const std::optional<Standing>& standing) {
  if (!standing) return {};
  return {fmt::format("{}", standing->rank), csv_number(standing->score), csv_text(standing->tier)};
}

std::string csv_row(const Comparison& comparison, const Move& move) {
  const FlatStanding before = flat(move.before);
  const FlatStanding after = flat(move.after);
  std::string causes;
  std::set<std::string> facts;
  for (const Cause& cause : move.causes) {
    causes += fmt::format("{}{}={}", causes.empty() ? "" : "|", cause.of, csv_number(cause.value));
    facts.insert(cause.facts.begin(), cause.facts.end());
  }
  std::string ids;
  for (const std::string& fact : facts) ids += (ids.empty() ? "" : "|") + fact;
  return fmt::format("{},{},{},{},{},{},{},{},{},{},{},{},{},{},{}\n", csv_text(comparison.name),
                     csv_text(comparison.title), to_text(comparison.as_of_after),
                     csv_text(move.site), csv_text(move.name), csv_text(move.country), before.rank,
                     after.rank, before.score, after.score,
                     move.before && move.after ? csv_number(move.change()) : "", before.tier,
                     after.tier, csv_text(causes), csv_text(ids));
}

}  // namespace

std::string whatif_csv(std::span<const Comparison> comparisons) {
  std::string out =
      "scenario,title,as_of,site,name,country,rank_before,rank_after,score_before,score_after,"
      "change,tier_before,tier_after,causes,facts\n";
  for (const Comparison& comparison : comparisons)
    for (const Move& move : comparison.moved) out += csv_row(comparison, move);
  return out;
}

}  // namespace harbinger::report
