// SPDX-License-Identifier: Apache-2.0
#include "report/rule_report.hpp"

#include <fmt/core.h>

#include "ranking/site_info.hpp"
#include "report/detail/condition_json.hpp"
#include "report/detail/condition_text.hpp"
#include "rule/because.hpp"

namespace harbinger::report {

namespace {

using detail::Json;
using ranking::RuleExplanation;
using State = RuleExplanation::State;

std::string_view name_of(State state) {
  switch (state) {
    case State::fired: return "fired";
    case State::not_fired: return "not_fired";
    case State::not_evaluated: return "not_evaluated";
    case State::off: break;
  }
  return "off";
}

std::string_view words_of(State state) {
  switch (state) {
    case State::fired: return "fired";
    case State::not_fired: return "did not fire";
    case State::not_evaluated: return "not evaluated";
    case State::off: break;
  }
  return "off";
}

class RuleText {
 public:
  RuleText(const ranking::Assessment& a, const RuleExplanation& e, const TextStyle& style)
      : set_(a.basis.rules), rule_(set_.rule(e.rule)), e_(e), style_(style) {}

  std::string write() {
    out_ =
        fmt::format("{}: {}\n", emphasised(rule_.id, Emphasis::strong, style_), words_of(e_.state));
    if (!rule_.title.empty()) line(printable(rule_.title));
    if (!e_.reason.empty()) line("reason: " + printable(e_.reason));
    out_ += detail::condition_text(e_.condition, 2, style_.width);
    write_effect();
    if (!e_.because.empty()) line(printable(e_.because));
    return std::move(out_);
  }

 private:
  void line(const std::string& text) {
    out_ += "  " + wrapped(text, style_.width - 2, "  ") + "\n";
  }

  /// `30 + 5 * calls = 45`, or the number alone where it is written so.
  [[nodiscard]] std::string amount() const {
    const std::string& written = rule_.points->text().value;
    const std::string value = rule::readable(e_.amount);
    return written == value ? value : written + " = " + value;
  }

  void write_effect() {
    if (!rule_.points) return line("lifts the tier to at least " + rule_.tier);
    std::string text = fmt::format("{} {} to {}", rule::to_text(rule_.effect), amount(),
                                   set_.dimensions()[rule_.dimension.index()]);
    if (rule_.group.valid()) {
      const rule::Group& group = set_.groups()[rule_.group.index()];
      text += fmt::format(", in the group {} (cap {})", group.id, rule::to_text(group.cap));
    }
    if (e_.state == State::fired)
      text += fmt::format(": {} points there, {:+.2f} of the score", rule::to_text(e_.effective),
                          e_.contribution);
    line(text);
  }

  const rule::RuleSet& set_;
  const rule::Rule& rule_;
  const RuleExplanation& e_;
  const TextStyle& style_;
  std::string out_;
};

Json json_of_rule(const ranking::Assessment& a, const RuleExplanation& e) {
  const rule::RuleSet& set = a.basis.rules;
  const rule::Rule& rule = set.rule(e.rule);
  Json json{{"rule", rule.id}, {"title", rule.title}, {"state", name_of(e.state)}};
  if (!e.reason.empty()) json["reason"] = e.reason;
  if (!e.because.empty()) json["because"] = e.because;
  json["when"] = rule.when.text().value;
  json["condition"] = detail::json_of(e.condition);
  json["effect"] = rule::to_text(rule.effect);
  if (!rule.points) {
    json["tier"] = rule.tier;
    return json;
  }
  json["dimension"] = set.dimensions()[rule.dimension.index()];
  json["group"] = rule.group.valid() ? Json(set.groups()[rule.group.index()].id) : Json(nullptr);
  json["points"] = {{"written", rule.points->text().value},
                    {"value", detail::json_of(e.amount)},
                    {"effective", rule::to_number(e.effective)}};
  json["contribution"] = e.contribution;
  return json;
}

}  // namespace

std::string rules_text(const ranking::Assessment& a, std::size_t site,
                       std::span<const RuleExplanation> rules, const TextStyle& style) {
  const ranking::SiteInfo info = ranking::site_info(a.view, a.site(site));
  std::string out = fmt::format("{}  ({}, {}, {}), as of {}\n",
                                emphasised(printable(info.name), Emphasis::strong, style), info.id,
                                info.type, info.country, to_text(a.view.as_of()));
  for (const RuleExplanation& rule : rules) out += "\n" + RuleText(a, rule, style).write();
  return out;
}

std::string rules_json(const ranking::Assessment& a, const ranking::Explanation& explanation,
                       std::span<const RuleExplanation> rules, const RunInfo& run) {
  Json json = detail::json_of_explanation(a, explanation, run);
  json["explained"] = Json::array();
  for (const RuleExplanation& rule : rules) json["explained"].push_back(json_of_rule(a, rule));
  return detail::dumped(json);
}

}  // namespace harbinger::report
