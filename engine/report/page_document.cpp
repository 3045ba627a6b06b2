// SPDX-License-Identifier: Apache-2.0
#include "report/page_document.hpp"

#include <algorithm>
#include <unordered_map>

#include <fmt/core.h>

#include "base/parallel.hpp"
#include "ranking/site_info.hpp"
#include "report/detail/comparison_json.hpp"
#include "report/detail/page_details.hpp"
#include "report/detail/page_facts.hpp"
#include "report/detail/page_method.hpp"
#include "report/detail/timeline_json.hpp"
#include "report/whatif_report.hpp"

namespace harbinger::report {

namespace {

using detail::compact;
using detail::Json;

/// Sites that are explained between two words to the caller.
constexpr std::size_t explained_at_once = 64;

std::string entry_text(const detail::Entry& entry) {
  return compact(entry.first) + ":" + compact(entry.second);
}

std::string joined(const std::vector<std::string>& texts) {
  std::string all;
  for (const std::string& text : texts) all += (all.empty() ? "" : ",\n") + text;
  return all;
}

/// Texts that stand in the document once, and are named by their place.
class SharedTexts {
 public:
  /// `[0,3,4]`: the places of the texts.
  std::string places_of(const std::vector<std::string>& texts) {
    std::string list;
    for (const std::string& text : texts) {
      const auto [found, is_new] = place_of_.try_emplace(text, texts_.size());
      if (is_new) texts_.push_back(text);
      list += (list.empty() ? "" : ",") + std::to_string(found->second);
    }
    return "[" + list + "]";
  }
  [[nodiscard]] const std::vector<std::string>& texts() const { return texts_; }

 private:
  std::unordered_map<std::string, std::size_t> place_of_;
  std::vector<std::string> texts_;
};

class PageWriter {
 public:
  PageWriter(const Page& page, const RunInfo& run, unsigned threads, const Explained& explained)
      : page_(page),
        run_(run),
        threads_(threads),
        explained_(explained),
        detailed_(std::min(page.details, page.sites.size())),
        facts_(page.assessment.basis.graph) {}

  std::string write() {
    add("format", "harbinger-page/1");
    add("kind", page_.kind);
    add("title", page_.title);
    add("run", detail::json_of(run_));
    add("totals", {{"sites", page_.assessment.sites()},
                   {"shown", page_.sites.size()},
                   {"detailed", detailed_}});
    if (page_.where) add("where", *page_.where);
    add("notes", page_.notes);
    add("tiers", detail::tiers_json(page_.assessment.basis.model.tiers));
    add("dimensions", detail::dimensions_json(page_.assessment.basis.model));
    add_sites();
    add_details();
    add("timeline", page_.timeline ? detail::json_of(*page_.timeline) : Json(nullptr));
    add("whatif", page_.comparisons.empty() ? Json(nullptr) : whatif_json());
    const Json method = detail::method_json(page_.assessment, page_.model_file);
    add("method", method);
    add_facts(method);
    return out_ + "}";
  }

 private:
  void add_text(const char* key, const std::string& json) {
    out_ += (out_.empty() ? "{\"" : ",\n\"") + std::string(key) + "\":" + json;
  }
  void add(const char* key, const Json& json) { add_text(key, compact(json)); }

  void add_sites() {
    std::vector<std::string> texts(page_.sites.size());
    parallel_for(texts.size(), threads_, [&](std::size_t i) { texts[i] = compact(site_json(i)); });
    add_text("sites", "[" + joined(texts) + "]");
    add_countries();
  }

  /// Of all sites, so that each is named where it is shown.
  void add_countries() {
    const ranking::Assessment& a = page_.assessment;
    for (const ranking::SelectedSite& shown : page_.sites)
      facts_.add_node(ranking::site_info(a.view, a.site(shown.site)).country);
  }

  [[nodiscard]] Json site_json(std::size_t i) const {
    // What nobody can open on the page is left out, so that a page of many sites stays small.
    const auto json_of = i < detailed_ ? detail::json_of_site : detail::json_of_bare_site;
    return json_of(page_.assessment, page_.sites[i], page_.where.has_value());
  }

  void add_details() {
    std::vector<detail::PageDetail> details(detailed_);
    for (std::size_t begin = 0; begin < detailed_; begin += explained_at_once) {
      const std::size_t count = std::min(explained_at_once, detailed_ - begin);
      parallel_for(count, threads_, [&](std::size_t i) {
        const std::size_t site = page_.sites[begin + i].site;
        details[begin + i] =
            detail::page_detail(page_.assessment, ranking::explanation(page_.assessment, site));
      });
      if (explained_) explained_(begin + count, detailed_);
    }
    std::vector<std::string> entries;
    SharedTexts silent;
    for (const detail::PageDetail& detail : details) {
      entries.push_back(fmt::format(
          R"({}:{{"contributions":{},"evidence":{},"not_fired":{},"not_evaluated":{}}})",
          compact(detail.site), compact(detail.contributions), compact(detail.evidence),
          silent.places_of(detail.not_fired), silent.places_of(detail.not_evaluated)));
      facts_.add(detail.facts);
    }
    add_text("details", "{" + joined(entries) + "}");
    add_text("silent", "[" + joined(silent.texts()) + "]");
  }

  [[nodiscard]] Json whatif_json() {
    Json scenarios = Json::array();
    for (const scenario::Comparison& comparison : page_.comparisons) {
      Json json = detail::json_of(comparison);
      json["sentence"] = whatif_sentence(comparison);
      json["edits"] = comparison.edits;
      for (const scenario::Move& move : comparison.moved) facts_.add_node(move.country);
      for (Json& move : json["moved"])
        for (Json& cause : move["causes"])
          for (Json& fact : cause["facts"]) fact = facts_.add(fact.get<std::string>());
      scenarios.push_back(std::move(json));
    }
    return {{"scenarios", std::move(scenarios)}};
  }

  void add_facts(const Json& method) {
    for (const char* part : {"rules", "signals"})
      for (const Json& item : method[part])
        if (item.contains("source")) facts_.add_source(item["source"].get<std::string>());
    add_entries("facts", facts_.facts());
    add_entries("nodes", facts_.nodes());
    add_entries("sources", facts_.sources());
  }
  void add_entries(const char* key, const std::vector<detail::Entry>& entries) {
    std::vector<std::string> texts;
    for (const detail::Entry& entry : entries) texts.push_back(entry_text(entry));
    add_text(key, "{" + joined(texts) + "}");
  }

  const Page& page_;
  const RunInfo& run_;
  unsigned threads_;
  const Explained& explained_;
  std::size_t detailed_;
  detail::PageFacts facts_;
  std::string out_;
};

}  // namespace

std::string page_document(const Page& page, const RunInfo& run, unsigned threads,
                          const Explained& explained) {
  return PageWriter(page, run, threads, explained).write();
}

}  // namespace harbinger::report
