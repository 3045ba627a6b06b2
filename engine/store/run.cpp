// SPDX-License-Identifier: Apache-2.0
#include "store/run.hpp"

#include <algorithm>
#include <array>
#include <charconv>

#include <fmt/format.h>

#include "base/files.hpp"
#include "ranking/site_info.hpp"

namespace harbinger::store {

namespace {

constexpr std::size_t hash_digits = 6;

}  // namespace

std::string to_text(const RunName& name) { return fmt::format("{}-{}", name.number, name.hash); }

RunResult result_of(std::string_view bytes) {
  RunResult result{{}, sha256(bytes), bytes.size()};
  if (bytes.size() <= kept_at_most) result.bytes.emplace(bytes);
  return result;
}

std::vector<KeptSite> places_of(const ranking::Assessment& assessment) {
  std::vector<KeptSite> places;
  places.reserve(assessment.sites());
  for (const std::uint32_t row : assessment.ranking.order()) {
    ranking::SiteInfo info = ranking::site_info(assessment.view, assessment.site(row));
    places.push_back({std::move(info.id), std::move(info.name), std::move(info.country),
                      scenario::standing_of(assessment, row)});
  }
  return places;
}

KeptRanking ranking_of(std::string name, const ranking::Assessment& assessment, std::size_t most) {
  KeptRanking kept{std::move(name), assessment.view.as_of(), {}};
  if (assessment.sites() <= most) kept.places = places_of(assessment);
  return kept;
}

std::string hash_of(const Run& run) {
  // A length before each part keeps parts apart.
  std::string text;
  const auto add = [&](std::string_view part) { text += fmt::format("{}:{}", part.size(), part); };
  add(run.command);
  add(run.engine);
  for (const Option& option : run.options) add(option.name), add(option.value);
  for (const Input& input : run.inputs) add(input.sha256);
  add(run.result.sha256);
  return sha256(text).substr(0, hash_digits);
}

std::vector<std::string> arguments(const Run& run) {
  std::vector<std::string> out{run.command};
  for (const Option& option : run.options)
    if (!option.name.empty()) out.push_back(fmt::format("--{}={}", option.name, option.value));
  // What has no name stands last, behind `--`, where it may begin with a dash.
  bool is_first = true;
  for (const Option& option : run.options) {
    if (!option.name.empty()) continue;
    if (is_first) out.emplace_back("--");
    is_first = false;
    out.push_back(option.value);
  }
  return out;
}

std::string shell_word(const std::string& word) {
  const char* plain = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789._/-+:,@%=";
  if (!word.empty() && word.find_first_not_of(plain) == std::string::npos) return word;
  std::string out = "'";
  for (const char c : word) out += c == '\'' ? std::string("'\\''") : std::string(1, c);
  return out + "'";
}

std::string command_line(const Run& run) {
  std::string line = "harbinger";
  for (const std::string& argument : arguments(run)) line += " " + shell_word(argument);
  return line;
}

std::string utc_text(std::chrono::system_clock::time_point time) {
  using namespace std::chrono;
  const auto day = floor<days>(time);
  const hh_mm_ss clock(floor<milliseconds>(time - day));
  return fmt::format("{}T{:02}:{:02}:{:02}.{:03}Z",
                     to_text(Day{static_cast<std::int32_t>(day.time_since_epoch().count())}),
                     clock.hours().count(), clock.minutes().count(), clock.seconds().count(),
                     clock.subseconds().count());
}

namespace {

void add_field(std::string& out, std::string_view field, char end) {
  for (const char c : field) {
    if (c == '\t')
      out += "\\t";
    else if (c == '\n')
      out += "\\n";
    else if (c == '\\')
      out += "\\\\";
    else
      out += c;
  }
  out += end;
}

/// The next field of `text`, taken off its front; nothing where it does not end with `end`.
std::optional<std::string> next_field(std::string_view& text, char end) {
  std::string field;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] == end) {
      text.remove_prefix(i + 1);
      return field;
    }
    if (text[i] == '\t' || text[i] == '\n') return std::nullopt;
    if (text[i] != '\\') {
      field += text[i];
      continue;
    }
    if (++i == text.size()) return std::nullopt;
    if (text[i] != 't' && text[i] != 'n' && text[i] != '\\') return std::nullopt;
    field += text[i] == 't' ? '\t' : text[i] == 'n' ? '\n' : '\\';
  }
  return std::nullopt;
}

template <class Number>
bool read_number(const std::string& text, Number& number) {
  const char* end = text.data() + text.size();
  const auto [stop, code] = std::from_chars(text.data(), end, number);
  return code == std::errc() && stop == end;
}

}  // namespace

std::string places_text(const std::vector<KeptSite>& places) {
  std::string out;
  for (const KeptSite& place : places) {
    add_field(out, place.site, '\t');
    add_field(out, place.name, '\t');
    add_field(out, place.country, '\t');
    out += fmt::format("{}\t{}\t", place.standing.rank, place.standing.score);
    add_field(out, place.standing.tier, '\n');
  }
  return out;
}

std::optional<std::vector<KeptSite>> parse_places(std::string_view text) {
  std::vector<KeptSite> places;
  while (!text.empty()) {
    std::array<std::string, 6> fields;
    for (std::size_t i = 0; i < fields.size(); ++i) {
      auto field = next_field(text, i + 1 == fields.size() ? '\n' : '\t');
      if (!field) return std::nullopt;
      fields[i] = *std::move(field);
    }
    KeptSite place{fields[0], fields[1], fields[2], {0, 0, fields[5]}};
    if (!read_number(fields[3], place.standing.rank) ||
        !read_number(fields[4], place.standing.score))
      return std::nullopt;
    places.push_back(std::move(place));
  }
  return places;
}

}  // namespace harbinger::store
