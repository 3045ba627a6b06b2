// SPDX-License-Identifier: Apache-2.0
#include "cli/commands.hpp"
#include "cli/page.hpp"
#include "ranking/explanation.hpp"
#include "ranking/rule_explanation.hpp"
#include "report/explain_report.hpp"
#include "report/rule_report.hpp"

namespace harbinger::cli {

namespace {

/// The rules that --rule names; an unknown one is an error with the nearest id.
std::vector<rule::RuleId> asked_rules(const std::vector<std::string>& ids,
                                      const rule::RuleSet& rules, Diagnostics& diagnostics) {
  std::vector<std::string> known;
  for (const rule::Rule& rule : rules.rules()) known.push_back(rule.id);
  std::vector<rule::RuleId> asked;
  for (const std::string& id : ids)
    if (const auto found = rules.find(id))
      asked.push_back(*found);
    else
      diagnostics.error(written_argument("--rule", id).where(), "unknown rule '{}'", id)
          .did_you_mean(id, known);
  return asked;
}

/// What a picture or a page does not show is refused, not left out in silence.
void check_shown(const ExplainOptions& options, Diagnostics& diagnostics) {
  if (options.format != "svg" && options.format != "html") return;
  const auto refuse_option = [&](const char* option) {
    diagnostics.error({}, "{} is not for --format {}", option, options.format)
        .with_hint("the formats for it are table and json");
  };
  if (!options.rules.empty()) refuse_option("--rule");
  if (options.all) refuse_option("--all");
}

std::string text_of(const ranking::Assessment& assessment, std::size_t site,
                    const std::vector<rule::RuleId>& asked, const ExplainOptions& options,
                    const report::RunInfo& run, const report::TextStyle& style) {
  std::vector<ranking::RuleExplanation> rules;
  for (const rule::RuleId id : asked)
    rules.push_back(ranking::rule_explanation(assessment, site, id));
  if (options.format == "table" && !rules.empty())
    return report::rules_text(assessment, site, rules, style);
  const ranking::Explanation explanation = ranking::explanation(assessment, site);
  if (options.format == "svg") return report::explain_svg(assessment, explanation, run);
  if (options.format != "json")
    return report::explain_text(assessment, explanation, run, style, options.all);
  return rules.empty() ? report::explain_json(assessment, explanation, run)
                       : report::rules_json(assessment, explanation, rules, run);
}

}  // namespace

int explain(const ExplainOptions& options, Context& context) {
  Diagnostics diagnostics;
  check_shown(options, diagnostics);
  const auto inputs = load_inputs(options.inputs, context, diagnostics);
  std::vector<rule::RuleId> rules;
  if (inputs) rules = asked_rules(options.rules, inputs->rules, diagnostics);
  tell(diagnostics, context);
  if (!inputs || diagnostics.has_errors()) return wrong_input;
  const ranking::Assessment assessment(inputs->basis(),
                                       graph::GraphView(inputs->world.graph, inputs->world.as_of),
                                       options.inputs.thread_count());
  const auto site = find_row(assessment, options.site);
  if (!site) return refuse(site.error(), context);
  const report::TextStyle style = style_of(options.output, context);
  const Result<std::string> text =
      options.format == "html"
          ? explain_page(assessment, *site, inputs->run, page_options(options, context), context)
          : text_of(assessment, *site, rules, options, inputs->run, style);
  if (!text) return refuse(text.error(), context);
  return deliver(*text, options.output, context);
}

}  // namespace harbinger::cli
