// SPDX-License-Identifier: Apache-2.0
#include "base/diagnostic.hpp"

#include <algorithm>
#include <array>

#include "base/utf8.hpp"

namespace harbinger {

namespace {

/// Optimal string alignment: insertions, deletions, substitutions and swaps of neighbours.
std::size_t edit_distance(std::string_view a, std::string_view b) {
  std::vector<std::size_t> two_back(b.size() + 1), back(b.size() + 1), now(b.size() + 1);
  for (std::size_t j = 0; j <= b.size(); ++j) back[j] = j;
  for (std::size_t i = 1; i <= a.size(); ++i) {
    now[0] = i;
    for (std::size_t j = 1; j <= b.size(); ++j) {
      const std::size_t cost = a[i - 1] == b[j - 1] ? 0 : 1;
      now[j] = std::min({back[j] + 1, now[j - 1] + 1, back[j - 1] + cost});
      if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1])
        now[j] = std::min(now[j], two_back[j - 2] + 1);
    }
    std::swap(two_back, back);
    std::swap(back, now);
  }
  return back[b.size()];
}

}  // namespace

SourceText::SourceText(std::string name, std::string content)
    : name_(std::move(name)), content_(std::move(content)) {}

const std::vector<std::size_t>& SourceText::line_starts() const {
  std::call_once(lines_found_, [this] {
    line_starts_.push_back(0);
    for (std::size_t end = content_.find('\n'); end != std::string::npos;
         end = content_.find('\n', end + 1))
      line_starts_.push_back(end + 1);
  });
  return line_starts_;
}

std::size_t SourceText::line_start(std::uint32_t number) const {
  const std::vector<std::size_t>& starts = line_starts();
  return number >= 1 && number <= starts.size() ? starts[number - 1] : content_.size();
}

std::string_view SourceText::line(std::uint32_t number) const {
  const std::vector<std::size_t>& starts = line_starts();
  if (number < 1 || number > starts.size()) return {};
  const std::size_t start = starts[number - 1];
  const std::size_t end = number < starts.size() ? starts[number] : content_.size();
  std::string_view text = std::string_view(content_).substr(start, end - start);
  while (!text.empty() && (text.back() == '\n' || text.back() == '\r')) text.remove_suffix(1);
  return text;
}

std::pair<std::uint32_t, std::uint32_t> SourceText::line_and_column(std::size_t offset) const {
  const std::vector<std::size_t>& starts = line_starts();
  offset = std::min(offset, content_.size());
  const auto after = std::upper_bound(starts.begin(), starts.end(), offset);
  const auto line_number = static_cast<std::uint32_t>(after - starts.begin());
  const std::size_t start = starts[line_number - 1];
  const std::size_t column =
      code_point_count(std::string_view(content_).substr(start, offset - start)) + 1;
  return {line_number, static_cast<std::uint32_t>(column)};
}

TextPosition position_at(const std::shared_ptr<const SourceText>& text, std::size_t offset,
                         std::size_t length) {
  const auto [line, column] = text->line_and_column(offset);
  const std::size_t points =
      code_point_count(text->content().substr(std::min(offset, text->content().size()), length));
  return {text, line, column, static_cast<std::uint32_t>(std::max<std::size_t>(points, 1))};
}

TextPosition whole_file(std::string name) {
  return {std::make_shared<const SourceText>(std::move(name), std::string()), 0, 0, 1};
}

std::string nearest_name(std::string_view wrong, std::span<const std::string> names) {
  // The distance takes the product of both lengths: what is no name that a person wrote is not looked for.
  constexpr std::size_t longest_name = 100;
  if (wrong.size() > longest_name) return {};
  const std::size_t most = std::max<std::size_t>(1, wrong.size() / 3);
  const std::string* best = nullptr;
  std::size_t best_distance = most + 1;
  for (const std::string& name : names) {
    if (name.size() > wrong.size() + most || wrong.size() > name.size() + most) continue;
    const std::size_t distance = edit_distance(wrong, name);
    if (distance < best_distance ||
        (distance == best_distance && best != nullptr && name < *best)) {
      best = &name;
      best_distance = distance;
    }
  }
  return best != nullptr ? *best : std::string();
}

Diagnostic& Diagnostic::did_you_mean(std::string_view wrong, std::span<const std::string> names) {
  const std::string near = nearest_name(wrong, names);
  return near.empty() ? *this : with_hint(fmt::format("did you mean '{}'?", near));
}

Diagnostic& Diagnostic::with_hint(std::string text) {
  hint = std::move(text);
  return *this;
}

std::string to_text(const Diagnostic& diagnostic) {
  const TextPosition& where = diagnostic.where;
  const std::string_view name =
      where.text ? std::string_view(where.text->name()) : std::string_view();
  const std::string_view severity = diagnostic.severity == Severity::error ? "error" : "warning";
  std::string place(name);
  if (where.line > 0) place += fmt::format(":{}:{}", where.line, where.column);
  std::string out =
      fmt::format("{}{}{}: {}", place, place.empty() ? "" : ": ", severity, diagnostic.message);
  const std::string_view line = where.text ? where.text->line(where.line) : std::string_view();
  // A line too long to be read on a terminal helps nobody; the position is enough.
  if (line.empty() || line.size() > 400) {
    if (!diagnostic.hint.empty()) out += fmt::format("\n  {}", diagnostic.hint);
    return out;
  }
  std::string shown(line);
  std::replace(shown.begin(), shown.end(), '\t', ' ');
  const std::string number = std::to_string(where.line);
  const std::size_t rest =
      code_point_count(line) + 1 > where.column ? code_point_count(line) + 1 - where.column : 1;
  const std::size_t underlined = std::min<std::size_t>(std::max<std::uint32_t>(where.length, 1),
                                                       std::max<std::size_t>(rest, 1));
  out += fmt::format("\n  {} | {}\n  {:{}} | {:{}}^{:~<{}}", number, shown, "", number.size(), "",
                     where.column - 1, "", underlined - 1);
  if (!diagnostic.hint.empty()) out += " " + diagnostic.hint;
  return out;
}

Diagnostic& Diagnostics::add(Diagnostic diagnostic) {
  if (diagnostic.severity == Severity::error) ++errors_;
  return all_.emplace_back(std::move(diagnostic));
}

}  // namespace harbinger
