// SPDX-License-Identifier: Apache-2.0
#include "report/owners_report.hpp"

#include <algorithm>

#include "report/detail/json.hpp"
#include "report/fact_text.hpp"

namespace harbinger::report {

namespace {

using detail::Json;

std::string percent(graph::ShareBounds share) {
  if (share.low == share.high) return fmt::format("{:.2f} %", 100 * share.low);
  return fmt::format("{:.2f} to {:.2f} %", 100 * share.low, 100 * share.high);
}

/// A holder that controls without a chain of recorded stakes owns a share that is not known, not none.
std::string share_text(const HolderReading& h) {
  return h.look_through_chain.empty() && h.control != graph::Truth::no ? "not known"
                                                                       : percent(h.look_through);
}

std::string percent(const DecimalRange& share) {
  return percent(graph::ShareBounds{share.low.to_double(), share.high.to_double()});
}

/// The word for the answer of a test: its own for yes.
std::string answer_text(const pack::LegalTest& test, const graph::LegalAnswer& answer) {
  if (answer.truth == graph::Truth::yes) return test.answer;
  return answer.truth == graph::Truth::no ? "not " + test.answer : "unknown";
}

/// The days of the period that was used.
std::string period_text(const pack::LegalTest& test, const graph::LegalAnswer& answer) {
  if (!answer.period) return "no period of the rule covers the day";
  const pack::LegalPeriod& period = test.periods[*answer.period];
  std::string text = "rule " + validity_text({period.from, period.to});
  if (period.effect == pack::LegalPeriod::Effect::owned)
    text += fmt::format(
        ": {} {} % held{}{}",
        period.comparison == pack::LegalPeriod::Comparison::at_least ? "at least" : "more than",
        to_text(Decimal{period.threshold.units * 100}),
        period.added_over == pack::LegalPeriod::AddedOver::all ? " by all listed owners together"
                                                               : " by one listed owner",
        period.control_counts ? ", or control" : "");
  if (period.effect == pack::LegalPeriod::Effect::listed_only)
    text += ": only who is listed itself";
  if (!period.why.empty()) text += ": " + period.why;
  return text;
}

class OwnersText {
 public:
  OwnersText(const graph::Ownership& ownership, const OwnersReport& report, const TextStyle& style)
      : graph_(ownership.view().graph()), report_(report), style_(style) {}

  std::string write(const RunInfo& run) {
    const pack::NodeFact entity = graph_.node(report_.entity);
    out_ = emphasised(printable(entity.name()), Emphasis::strong, style_) +
           fmt::format("  ({}, {}), as of {}\n", entity.id(),
                       graph_.schema().kinds[entity.kind().index()].name, to_text(run.as_of));
    write_holders();
    for (const HolderReading& holder : report_.holders)
      if (holder.ultimate || report_.holders.size() == 1) write_chains(holder);
    write_legal();
    return std::move(out_);
  }

 private:
  void write_holders() {
    out_ +=
        "\n" +
        emphasised(fmt::format("{:<58} {:>20}  {}", "Holders behind it", "look-through", "control"),
                   Emphasis::strong, style_) +
        "\n";
    if (report_.holders.empty()) out_ += "  the pack knows none on this day\n";
    for (const HolderReading& h : report_.holders) {
      const pack::NodeFact node = graph_.node(h.holder);
      const std::string id = " (" + cut(node.id(), 40) + ")";
      const std::string name = cut(printable(node.name()), 56 - display_width(id)) + id;
      out_ += fmt::format("{} {} {:>20}  {}\n", h.ultimate ? "*" : " ", fitted(name, 56),
                          share_text(h), to_text(h.control));
    }
    if (!report_.holders.empty()) out_ += "* ultimate: the pack knows nobody behind it\n";
  }

  void write_chain(const std::vector<graph::OwnershipLink>& chain) {
    for (const graph::OwnershipLink& link : chain) {
      const pack::Fact fact = graph_.edge(link.edge);
      out_ +=
          "    " +
          wrapped(printable(statement(graph_, graph::fact_of(link))), style_.width - 6, "      ") +
          "\n";
      out_ += "      " +
              emphasised(fmt::format("{} [{}; {}]", validity_text(fact.validity()),
                                     provenance(graph_, fact), fact.id()),
                         Emphasis::faint, style_) +
              "\n";
    }
  }

  void write_chains(const HolderReading& h) {
    out_ += "\n" +
            emphasised("Behind it: " + printable(graph_.node(h.holder).name()), Emphasis::strong,
                       style_) +
            "\n";
    out_ += fmt::format(
        "  look-through {} (the holder and the public bodies it controls as one owner)\n",
        share_text(h));
    write_chain(h.look_through_chain);
    out_ += fmt::format("  control: {}\n", to_text(h.control));
    write_chain(h.control_chain);
  }

  void write_legal() {
    const auto& tests = graph_.pack().legal_tests;
    if (tests.empty()) return;
    out_ += "\n" +
            emphasised("Legal tests (a reading of public rules, not advice)", Emphasis::strong,
                       style_) +
            "\n";
    for (std::size_t i = 0; i < tests.size(); ++i) {
      const graph::LegalAnswer& answer = report_.legal[i];
      out_ += fmt::format("  {}: {}", tests[i].title.empty() ? tests[i].id : tests[i].title,
                          answer_text(tests[i], answer));
      if (answer.truth != graph::Truth::no)
        out_ += fmt::format(" ({})", graph::to_text(answer.how));
      out_ += fmt::format(", {} held by restricted owners\n", percent(answer.held));
      out_ += "    " + wrapped(period_text(tests[i], answer), style_.width - 4, "    ") + "\n";
      for (const graph::ListedOwner& owner : answer.listed_owners)
        out_ += fmt::format("    listed: {} on {}\n", graph_.node(owner.party).name(),
                            tests[i].lists[owner.list]);
      write_chain(answer.chain);
    }
  }

  const graph::EntityGraph& graph_;
  const OwnersReport& report_;
  const TextStyle& style_;
  std::string out_;
};

Json json_of_chain(const graph::EntityGraph& graph,
                   const std::vector<graph::OwnershipLink>& chain) {
  Json list = Json::array();
  for (const graph::OwnershipLink& link : chain) {
    const pack::Fact fact = graph.edge(link.edge);
    Json json{{"id", fact.id()}, {"statement", statement(graph, graph::fact_of(link))}};
    json["valid_from"] =
        fact.validity().from ? Json(to_text(*fact.validity().from)) : Json(nullptr);
    json["valid_to"] = fact.validity().to ? Json(to_text(*fact.validity().to)) : Json(nullptr);
    json["confidence"] = graph.schema().confidence[fact.confidence()].word;
    json["sources"] = Json::array();
    for (const pack::SourceId source : fact.sources())
      json["sources"].push_back(graph.pack().sources[source.index()].id);
    list.push_back(std::move(json));
  }
  return list;
}

}  // namespace

OwnersReport owners_report(const graph::Ownership& ownership, graph::NodeId entity,
                           std::optional<graph::NodeId> holder) {
  OwnersReport report;
  report.entity = entity;
  const std::vector<graph::NodeId> behind =
      holder ? std::vector{*holder} : ownership.holders_behind(entity);
  for (const graph::NodeId node : behind) {
    if (node == entity && !holder) continue;
    report.holders.push_back(
        {node, ownership.holders_behind(node).empty(), ownership.look_through(entity, node),
         ownership.controlled_by(entity, node), ownership.look_through_chain(entity, node),
         ownership.control_chain(entity, node)});
  }
  std::stable_sort(report.holders.begin(), report.holders.end(),
                   [](const HolderReading& a, const HolderReading& b) {
                     return std::tuple(!a.ultimate, -a.look_through.high) <
                            std::tuple(!b.ultimate, -b.look_through.high);
                   });
  for (const pack::LegalTest& test : ownership.view().graph().pack().legal_tests)
    report.legal.push_back(graph::legal_answer(ownership, test, entity, ownership.day()));
  return report;
}

std::string owners_text(const graph::Ownership& ownership, const OwnersReport& report,
                        const RunInfo& run, const TextStyle& style) {
  return OwnersText(ownership, report, style).write(run);
}

std::string owners_json(const graph::Ownership& ownership, const OwnersReport& report,
                        const RunInfo& run) {
  const graph::EntityGraph& graph = ownership.view().graph();
  Json json = detail::json_of(run);
  json["entity"] = {{"id", graph.node(report.entity).id()},
                    {"name", graph.node(report.entity).name()}};
  json["holders"] = Json::array();
  for (const HolderReading& h : report.holders)
    json["holders"].push_back(
        {{"id", graph.node(h.holder).id()},
         {"name", graph.node(h.holder).name()},
         {"ultimate", h.ultimate},
         {"look_through", {{"low", h.look_through.low}, {"high", h.look_through.high}}},
         {"control", graph::to_text(h.control)},
         {"look_through_chain", json_of_chain(graph, h.look_through_chain)},
         {"control_chain", json_of_chain(graph, h.control_chain)}});
  json["legal_tests"] = Json::array();
  const auto& tests = graph.pack().legal_tests;
  for (std::size_t i = 0; i < tests.size(); ++i) {
    const graph::LegalAnswer& answer = report.legal[i];
    Json listed = Json::array();
    for (const graph::ListedOwner& owner : answer.listed_owners)
      listed.push_back(
          {{"id", graph.node(owner.party).id()}, {"list", tests[i].lists[owner.list]}});
    json["legal_tests"].push_back(
        {{"id", tests[i].id},
         {"title", tests[i].title},
         {"truth", graph::to_text(answer.truth)},
         {"answer", answer_text(tests[i], answer)},
         {"how", graph::to_text(answer.how)},
         {"period", period_text(tests[i], answer)},
         {"held", {{"low", answer.held.low.to_double()}, {"high", answer.held.high.to_double()}}},
         {"listed_owners", std::move(listed)},
         {"chain", json_of_chain(graph, answer.chain)}});
  }
  return detail::dumped(json);
}

}  // namespace harbinger::report
