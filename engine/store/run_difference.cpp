// SPDX-License-Identifier: Apache-2.0
#include "store/run_difference.hpp"

#include <algorithm>
#include <map>
#include <span>
#include <unordered_map>

#include "ranking/rank_correlation.hpp"

namespace harbinger::store {

namespace {

using scenario::Comparison;
using scenario::Move;

/// What has no name among options.
constexpr const char* arguments_name = "arguments";

/// Values by name; those of one name joined, in their order.
std::map<std::string, std::string> values_of(const std::vector<Option>& options) {
  std::map<std::string, std::string> values;
  for (const Option& option : options) {
    std::string& value = values[option.name.empty() ? arguments_name : option.name];
    value += (value.empty() ? "" : ", ") + option.value;
  }
  return values;
}

std::map<std::string, std::string> hashes_of(const std::vector<Input>& inputs,
                                             const std::vector<Input>& others) {
  std::map<std::string, std::string> hashes;
  for (const Input& input : inputs) {
    const auto same_path = [&](const Input& other) { return other.path == input.path; };
    const auto same_content = [&](const Input& other) { return other.sha256 == input.sha256; };
    const bool is_moved = std::none_of(others.begin(), others.end(), same_path) &&
                          std::any_of(others.begin(), others.end(), same_content);
    if (!is_moved) hashes[input.path] = input.sha256;
  }
  return hashes;
}

std::vector<Difference> differences(const std::map<std::string, std::string>& before,
                                    const std::map<std::string, std::string>& after) {
  std::map<std::string, Difference> all;
  for (const auto& [what, value] : before) all[what] = {what, value, {}};
  for (const auto& [what, value] : after) {
    Difference& difference = all[what];
    difference.what = what;
    difference.after = value;
  }
  std::vector<Difference> out;
  for (auto& [what, difference] : all)
    if (difference.before != difference.after) out.push_back(std::move(difference));
  return out;
}

/// The line from `at` to its end.
std::string_view line_at(std::string_view text, std::size_t at) {
  const std::string_view rest = text.substr(std::min(at, text.size()));
  return rest.substr(0, rest.find('\n'));
}

LineDifference first_difference(std::string_view before, std::string_view after) {
  const auto [a, b] = std::mismatch(before.begin(), before.end(), after.begin(), after.end());
  const auto at = static_cast<std::size_t>(a - before.begin());
  const std::string_view same = before.substr(0, at);
  const std::size_t last_break = same.rfind('\n');
  const std::size_t start = last_break == std::string_view::npos ? 0 : last_break + 1;
  return {static_cast<std::size_t>(std::count(same.begin(), same.end(), '\n')) + 1,
          std::string(line_at(before, start)), std::string(line_at(after, start))};
}

using KeptRankings = std::span<const KeptRanking>;

const KeptRanking* named(KeptRankings rankings, const std::string& name) {
  const auto found = std::find_if(rankings.begin(), rankings.end(),
                                  [&](const KeptRanking& kept) { return kept.name == name; });
  return found != rankings.end() ? &*found : nullptr;
}

void compare_by_name(KeptRankings before, KeptRankings after, std::size_t top,
                     RunDifference& result) {
  for (const KeptRanking& was : before) {
    const KeptRanking* is = named(after, was.name);
    if (is == nullptr || !was.places || !is->places) {
      result.not_compared.push_back(was.name);
      continue;
    }
    Comparison& comparison = result.rankings.emplace_back(compared(*was.places, *is->places, top));
    comparison.name = was.name;
    comparison.as_of_before = was.as_of;
    comparison.as_of_after = is->as_of;
  }
  for (const KeptRanking& is : after)
    if (named(before, is.name) == nullptr) result.not_compared.push_back(is.name);
}

/// The first apart: a scenario may have the name of the ranking before it.
void compare_rankings(KeptRankings before, KeptRankings after, std::size_t top,
                      RunDifference& result) {
  const std::size_t first = before.empty() || after.empty() ? 0 : 1;
  compare_by_name(before.first(first), after.first(first), top, result);
  compare_by_name(before.subspan(first), after.subspan(first), top, result);
}

using PlaceOf = std::unordered_map<std::string_view, const KeptSite*>;

PlaceOf place_of(const std::vector<KeptSite>& places) {
  PlaceOf by_site;
  for (const KeptSite& place : places) by_site.emplace(place.site, &place);
  return by_site;
}

std::vector<std::string> in_top_of_first_alone(const std::vector<KeptSite>& first,
                                               const PlaceOf& second, std::size_t top) {
  std::vector<std::string> ids;
  for (const KeptSite& place : first) {
    if (place.standing.rank > top) break;
    const auto other = second.find(place.site);
    if (other == second.end() || other->second->standing.rank > top) ids.push_back(place.site);
  }
  return ids;
}

Move move_of(const KeptSite& place) { return {place.site, place.name, place.country, {}, {}, {}}; }

}  // namespace

RunDifference difference(const Run& before, const Run& after, std::size_t top) {
  RunDifference result;
  result.options = differences(values_of(before.options), values_of(after.options));
  if (before.command != after.command)
    result.options.insert(result.options.begin(), {"command", before.command, after.command});
  result.inputs =
      differences(hashes_of(before.inputs, after.inputs), hashes_of(after.inputs, before.inputs));
  if (before.engine != after.engine)
    result.engine = Difference{"engine", before.engine, after.engine};
  result.same_result = before.result.sha256 == after.result.sha256;
  if (!result.same_result && before.result.bytes && after.result.bytes)
    result.first_line = first_difference(*before.result.bytes, *after.result.bytes);
  compare_rankings(before.rankings, after.rankings, top, result);
  return result;
}

Comparison compared(const std::vector<KeptSite>& before, const std::vector<KeptSite>& after,
                    std::size_t top) {
  Comparison result;
  result.sites_before = before.size();
  result.sites_after = after.size();
  result.top = top;
  const PlaceOf was = place_of(before);
  const PlaceOf is = place_of(after);
  std::vector<double> scores_before;
  std::vector<double> scores_after;
  for (const KeptSite& place : after) {
    Move move = move_of(place);
    move.after = place.standing;
    if (const auto found = was.find(place.site); found != was.end()) {
      move.before = found->second->standing;
      scores_before.push_back(move.before->score);
      scores_after.push_back(move.after->score);
    }
    if (move.before != move.after) result.moved.push_back(std::move(move));
  }
  for (const KeptSite& place : before)
    if (!is.contains(place.site)) result.moved.emplace_back(move_of(place)).before = place.standing;
  for (const Move& move : result.moved)
    result.rescored += !move.before || !move.after || move.change() != 0 ? 1u : 0u;
  scenario::order_moves(result.moved);
  result.entered = in_top_of_first_alone(after, was, top);
  result.left = in_top_of_first_alone(before, is, top);
  result.kendall = ranking::kendall_tau_b(scores_before, scores_after);
  result.spearman = ranking::spearman_rho(scores_before, scores_after);
  return result;
}

}  // namespace harbinger::store
