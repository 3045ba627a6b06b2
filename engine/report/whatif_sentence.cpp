// SPDX-License-Identifier: Apache-2.0
#include <cmath>
#include <vector>

#include <fmt/core.h>

#include "report/detail/change_text.hpp"
#include "report/detail/moves.hpp"
#include "report/whatif_report.hpp"

namespace harbinger::report {

namespace {

using scenario::Comparison;
using scenario::Move;
using scenario::Standing;

std::string name_text(const Move& move) { return printable(detail::name_of(move)); }

std::string standing_text(const Standing& standing) {
  return fmt::format("({:.1f}, {})", standing.score, printable(standing.tier));
}

/// The best of the sites that came (went), and how many did; empty where none.
std::string came_text(const Comparison& comparison, bool came) {
  const Move* best = nullptr;
  std::size_t count = 0;
  const auto standing = [&](const Move& move) { return came ? *move.after : *move.before; };
  for (const Move& move : comparison.moved) {
    if (!(came ? !move.before : !move.after)) continue;
    ++count;
    if (best == nullptr || standing(move).rank < standing(*best).rank) best = &move;
  }
  if (best == nullptr) return {};
  const std::string where =
      came ? fmt::format("at rank {} {}", best->after->rank, standing_text(*best->after))
           : fmt::format("rank {} before {}", best->before->rank, standing_text(*best->before));
  const std::string_view verb = came ? "added" : "taken away";
  if (count == 1)
    return came ? fmt::format("{} is added {}", name_text(*best), where)
                : fmt::format("{}, {}, is taken away", name_text(*best), where);
  return fmt::format("{} sites are {}, the highest of them {}, {}", count, verb, name_text(*best),
                     where);
}

/// `falls from rank 2 to 7`, and what is odd about it: its rank and its score went opposite ways.
std::string rank_text(const Move& move) {
  const std::uint32_t before = move.before->rank;
  const std::uint32_t after = move.after->rank;
  const double change = move.change();
  if (before == after) {
    if (change == 0) return fmt::format("stays at rank {}", before);
    return fmt::format("{} but stays at rank {}", change < 0 ? "loses score" : "gains score",
                       before);
  }
  const bool falls = after > before;
  std::string text = fmt::format("{} from rank {} to {}", falls ? "falls" : "rises", before, after);
  if (falls && change > 0) text += " although its score rises";
  if (!falls && change < 0) text += " although its score falls";
  return text;
}

/// The largest cause that works the way the score went, and how much of it that is.
std::string cause_text(const Move& move) {
  const scenario::Cause* largest = nullptr;
  for (const scenario::Cause& cause : move.causes)
    if (cause.value * move.change() > 0 &&
        (largest == nullptr || std::abs(cause.value) > std::abs(largest->value)))
      largest = &cause;
  if (largest == nullptr) return {};
  const double share = largest->value / move.change();
  const std::string of = detail::of_text(largest->of);
  if (move.causes.size() == 1) return ", all of it by " + of;
  return fmt::format(", {} of it by {} ({})", share >= 0.5 ? "most" : "the largest part", of,
                     detail::change_text(largest->value));
}

std::string moved_text(const Move& move) {
  const Standing& before = *move.before;
  const Standing& after = *move.after;
  std::string tiers = printable(before.tier);
  if (before.tier != after.tier) tiers += " to " + printable(after.tier);
  return fmt::format("{} {} ({}, {}){}", name_text(move), rank_text(move),
                     detail::scores_text(before.score, after.score), tiers, cause_text(move));
}

/// The site to tell of: the one most moved of those in both rankings, unless it was only moved past.
const Move* most_moved(const Comparison& comparison) {
  for (const Move& move : comparison.moved)
    if (!detail::came_or_went(move) && !detail::only_shifted(move)) return &move;
  return nullptr;
}

std::string extent_text(const Comparison& comparison) {
  std::size_t in_score = 0;
  for (const Move& move : comparison.moved) in_score += move.change() != 0 ? 1u : 0u;
  const std::size_t moved = comparison.moved.size();
  std::string text = fmt::format(
      "{} of {} moved", moved, detail::counted_text(detail::sites_of(comparison), "site", "sites"));
  if (moved > 1)
    text += in_score == moved ? ", all of them in score"
            : in_score == 0   ? ", none of them in score"
                              : fmt::format(", {} of them in score", in_score);
  return text + fmt::format("; Kendall's tau {:.3f}, Spearman's rho {:.3f}", comparison.kendall,
                            comparison.spearman);
}

}  // namespace

std::string whatif_title(std::span<const Comparison> comparisons) {
  if (comparisons.size() != 1) return fmt::format("What if: {} scenarios", comparisons.size());
  const Comparison& only = comparisons.front();
  return "What if: " + (only.title.empty() ? only.name : only.title);
}

std::string whatif_sentence(const Comparison& comparison) {
  std::string text;
  if (comparison.as_of_before != comparison.as_of_after)
    text = fmt::format("As of {} instead of {}: ", to_text(comparison.as_of_after),
                       to_text(comparison.as_of_before));
  if (comparison.moved.empty()) return text + (text.empty() ? "No" : "no") + " site moved.";
  const Move* most = most_moved(comparison);
  for (const std::string& part : {came_text(comparison, true), came_text(comparison, false),
                                  most != nullptr ? moved_text(*most) : std::string()})
    if (!part.empty()) text += part + "; ";
  return text + extent_text(comparison) + ".";
}

}  // namespace harbinger::report
