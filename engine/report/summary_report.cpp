// SPDX-License-Identifier: Apache-2.0
#include "report/summary_report.hpp"

#include <charconv>
#include <cmath>
#include <optional>
#include <set>

#include "ranking/site_info.hpp"
#include "report/csv.hpp"
#include "report/detail/json.hpp"
#include "report/markdown.hpp"
#include "rule/because.hpp"

namespace harbinger::report {

namespace {

std::optional<double> number(const std::string& text) {
  double value = 0;
  const auto [end, code] = std::from_chars(text.data(), text.data() + text.size(), value);
  return code == std::errc() && end == text.data() + text.size() ? std::optional(value)
                                                                 : std::nullopt;
}

std::string grouped(double value) {
  const bool whole = value == std::floor(value) || std::abs(value) >= 1000;
  std::string text = fmt::format("{:.{}f}", value, whole ? 0 : 1);
  for (std::size_t at = text.find('.') == std::string::npos ? text.size() : text.find('.');
       at > 3 && text[at - 4] != '-';) {
    at -= 3;
    text.insert(at, " ");
  }
  return text;
}

std::string ours_text(const FigureRow& row) {
  if (!row.asked) return "-";
  const double* value = row.ours.get_if<double>();
  if (const auto* whole = row.ours.get_if<std::int64_t>())
    return grouped(static_cast<double>(*whole));
  return value != nullptr ? grouped(*value) : rule::readable(row.ours);
}

std::string published_text(const FigureRow& row) {
  const auto value = number(row.published.value);
  return value ? grouped(*value) : row.published.value;
}

std::string difference_text(const FigureRow& row) {
  const auto published = number(row.published.value);
  const double* ours = row.ours.get_if<double>();
  if (!row.asked || !published || ours == nullptr) return "";
  const double difference = *ours - *published;
  if (std::abs(difference) < 0.05) return "same";
  return (difference > 0 ? "+" : "-") + grouped(std::abs(difference));
}

}  // namespace

Summary counted(const graph::GraphView& view) {
  const graph::EntityGraph& graph = view.graph();
  const pack::Schema& schema = graph.schema();
  Summary summary;
  summary.title = graph.pack().title;
  for (const pack::Shape& kind : schema.kinds) summary.kinds.emplace_back(kind.name, 0);
  for (const pack::Shape& relation : schema.relations)
    summary.relations.emplace_back(relation.name, 0);
  for (const pack::ConfidenceWord& word : schema.confidence)
    summary.confidence.emplace_back(word.word, 0);
  for (std::size_t i = 0; i < graph.node_count(); ++i) {
    if (!view.has(graph::NodeId(i))) continue;
    ++summary.kinds[graph.node(graph::NodeId(i)).kind().index()].second;
    ++summary.confidence[graph.node(graph::NodeId(i)).confidence()].second;
  }
  for (std::size_t i = 0; i < graph.edge_count(); ++i) {
    if (!view.has(graph::EdgeId(i))) continue;
    ++summary.relations[graph.edge(graph::EdgeId(i)).relation().index()].second;
    ++summary.confidence[graph.edge(graph::EdgeId(i)).confidence()].second;
  }
  std::set<std::string> countries;
  for (const graph::NodeId site : view.sites())
    if (view.has(site)) countries.insert(ranking::site_info(view, site).country);
  countries.erase("");
  summary.countries = countries.size();
  summary.sources = graph.pack().sources.size();
  for (const pack::Source& source : graph.pack().sources)
    summary.collections += source.collection ? 1u : 0u;
  return summary;
}

std::string summary_text(const Summary& summary, const RunInfo& run, const TextStyle& style) {
  std::string out =
      emphasised(wrapped(printable(summary.title), style.width, ""), Emphasis::strong, style) +
      "\n";
  out += fmt::format(
      "as of {}; {} sources, {} of which stand for several reports; sites in {} countries\n\n",
      to_text(run.as_of), summary.sources, summary.collections, summary.countries);
  const auto list = [&](std::string_view what, const auto& counts) {
    std::string line;
    for (const auto& [name, count] : counts)
      line += fmt::format("{}{} {}", line.empty() ? "" : ", ", name, count);
    out += fmt::format("{:<12}{}\n", what, wrapped(line, style.width - 12, "            "));
  };
  list("nodes", summary.kinds);
  list("edges", summary.relations);
  list("confidence", summary.confidence);
  if (summary.figures.empty()) return out;
  out += "\n" +
         emphasised(fmt::format("{:<54} {:>13} {:>13} {:>13}", "figure", "published", "this pack",
                                "difference"),
                    Emphasis::strong, style) +
         "\n";
  for (const FigureRow& row : summary.figures) {
    out += fmt::format("{} {:>13} {:>13} {:>13}\n", fitted(printable(row.published.figure), 54),
                       published_text(row), ours_text(row), difference_text(row));
    out += emphasised("    " + wrapped(printable(fmt::format("{}, {}: {}", row.published.as_of,
                                                             row.published.source, row.why)),
                                       style.width - 4, "    "),
                      Emphasis::faint, style) +
           "\n";
  }
  return out;
}

std::string summary_json(const Summary& summary, const RunInfo& run) {
  using detail::Json;
  Json json = detail::json_of(run);
  json["title"] = summary.title;
  for (const auto& [name, counts] : {std::pair{"nodes", &summary.kinds},
                                     {"edges", &summary.relations},
                                     {"confidence", &summary.confidence}}) {
    json[name] = Json::object();
    for (const auto& [what, count] : *counts) json[name][what] = count;
  }
  json["countries_with_sites"] = summary.countries;
  json["sources"] = summary.sources;
  json["figures"] = Json::array();
  for (const FigureRow& row : summary.figures) {
    const auto published = number(row.published.value);
    json["figures"].push_back(
        {{"id", row.published.id},
         {"figure", row.published.figure},
         {"unit", row.published.unit},
         {"published", published ? Json(*published) : Json(row.published.value)},
         {"published_as_of", row.published.as_of},
         {"source", row.published.source},
         {"ours", row.asked ? detail::json_of(row.ours) : Json(nullptr)},
         {"why", row.why}});
  }
  return detail::dumped(json);
}

std::string summary_csv(const Summary& summary) {
  std::string out = "id,figure,unit,published,published_as_of,source,ours,why\n";
  for (const FigureRow& row : summary.figures) {
    const double* ours = row.ours.get_if<double>();
    out += fmt::format("{},{},{},{},{},{},{},{}\n", csv_text(row.published.id),
                       csv_text(row.published.figure), csv_text(row.published.unit),
                       csv_text(row.published.value), csv_text(row.published.as_of),
                       csv_text(row.published.source),
                       row.asked && ours != nullptr ? csv_number(*ours) : "", csv_text(row.why));
  }
  return out;
}

std::string summary_markdown(const Summary& summary, const RunInfo& run) {
  std::string out = fmt::format(
      "{}, as of {}\n\n| figure | published | this pack | difference | why "
      "|\n|---|---:|---:|---:|---|\n",
      summary.title, to_text(run.as_of));
  for (const FigureRow& row : summary.figures)
    out += fmt::format("| {} | {} | {} | {} | {} |\n", markdown_text(row.published.figure),
                       published_text(row), ours_text(row), difference_text(row),
                       markdown_text(row.why));
  return out;
}

}  // namespace harbinger::report
