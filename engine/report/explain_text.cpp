// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <set>

#include <fmt/core.h>

#include "ranking/site_info.hpp"
#include "report/detail/clause_text.hpp"
#include "report/explain_report.hpp"
#include "report/fact_text.hpp"
#include "rule/because.hpp"

namespace harbinger::report {

namespace {

constexpr std::size_t supports_shown = 3;

class ExplainText {
 public:
  ExplainText(const ranking::Assessment& a, const ranking::Explanation& e, const TextStyle& style,
              bool all)
      : a_(a), e_(e), style_(style), all_(all) {}

  std::string write(const RunInfo& run) {
    write_head(run);
    write_contributions();
    write_fired();
    write_evidence();
    write_silent("Rules that did not fire", e_.not_fired);
    write_silent("Rules not evaluated (something they read is not known)", e_.not_evaluated);
    write_silent("Rules that are off", e_.disabled);
    write_sources();
    return std::move(out_);
  }

 private:
  const graph::EntityGraph& graph() const { return a_.basis.graph; }

  void heading(std::string_view text) {
    out_ += "\n" + emphasised(text, Emphasis::strong, style_) + "\n";
  }

  void line(std::size_t indent, std::string_view text) {
    const std::string margin(indent, ' ');
    out_ += margin + wrapped(text, style_.width - indent, margin) + "\n";
  }

  void write_head(const RunInfo& run) {
    const ranking::SiteInfo info = ranking::site_info(a_.view, a_.site(e_.site));
    out_ += emphasised(printable(info.name), Emphasis::strong, style_) +
            fmt::format("  ({}, {}, {})\n", info.id, info.type, info.country);
    out_ +=
        fmt::format("rank {} of {}, score {:.2f}, tier {}, as of {}\n", a_.ranking.rank_of(e_.site),
                    a_.sites(), e_.score, a_.tier_of(e_.site), to_text(run.as_of));
    if (a_.scores.no_evidence[e_.site]) out_ += "no evidence on this day: the score is the floor\n";
    for (std::size_t i = 1; i < a_.basis.model.dimensions.size(); ++i)
      write_dimension(model::DimensionId(i));
  }

  /// A dimension with its value; a leaf with its points as well, so that they can be reconciled with the rules.
  void write_dimension(model::DimensionId id) {
    const model::Dimension& dimension = a_.basis.model[id];
    const double value = a_.scores.dimensions[id.index()][e_.site];
    std::string points;
    for (const model::LeafPoints& leaf : a_.model_inputs.points)
      if (leaf.leaf == id && dimension.points)
        points = fmt::format("  {:g} points of {:g}", rule::to_number(leaf.millionths[e_.site]),
                             dimension.points->full);
    const std::size_t indent = dimension.id.find('.') == std::string::npos ? 2 : 4;
    out_ += fmt::format("{:<26} {:>6.1f} {}{}\n", std::string(indent, ' ') + dimension.id,
                        100 * value, bar(value, 20), points);
  }

  void write_contributions() {
    heading("Contributions (they add up to the score)");
    double sum = 0;
    for (const ranking::Contribution& c : e_.contributions) {
      sum += c.value;
      out_ += fmt::format("  {:>+7.2f}  {:<40} {}\n", c.value, c.label(),
                          c.kind == ranking::Contribution::Kind::floor ? "" : c.dimension);
    }
    out_ += fmt::format("  {:>7.2f}  total\n", sum);
  }

  void write_fired() {
    heading("Rules that fired");
    if (e_.fired.empty()) out_ += "  none\n";
    for (const ranking::FiredRule& fired : e_.fired) {
      const rule::Rule& rule = a_.basis.rules.rule(fired.rule);
      out_ += fmt::format("  {:>+7.2f}  {} ({:+g} points)\n", fired.contribution, rule.id,
                          rule::to_number(fired.points));
      line(11, printable(fired.because));
    }
  }

  void write_evidence() {
    heading("Evidence (* removing this fact alone changes the value)");
    for (const ranking::SignalEvidence& signal : e_.evidence) {
      const auto& signals = a_.basis.rules.signals();
      out_ += fmt::format("  {} = {}\n", signals.id(signal.signal),
                          rule::readable(signal.evidence.value));
      if (!signal.evidence.complete)
        line(4,
             "more chains lead here than are looked at: these are some of them, and none was tried "
             "alone");
      std::size_t shown = 0;
      for (const signal::Support& support : signal.evidence.supports) {
        if (!all_ && shown++ == supports_shown) break;
        write_support(support);
      }
      const std::size_t rest = signal.evidence.supports.size() -
                               std::min(signal.evidence.supports.size(), supports_shown);
      if (!all_ && rest > 0)
        out_ += fmt::format("      ... and {} more (--all shows them)\n", rest);
    }
  }

  /// Facts that functions used (a chain of control) lie beyond the far end of the path, so they come first.
  static std::vector<signal::WitnessFact> from_afar(const signal::Witness& witness) {
    std::vector<signal::WitnessFact> facts = witness.facts;
    std::rotate(facts.begin(), facts.begin() + static_cast<std::ptrdiff_t>(witness.path_facts),
                facts.end());
    return facts;
  }

  void write_support(const signal::Support& support) {
    std::size_t shown = 0;
    for (const signal::Witness& witness : support.alternatives) {
      if (!all_ && shown == 1) {
        out_ += fmt::format("      ... or by {} other chain(s)\n", support.alternatives.size() - 1);
        break;
      }
      out_ += fmt::format("    {}{}\n",
                          shown == 0 ? "- gives " : "  or so: ", rule::readable(support.term));
      ++shown;
      for (const signal::WitnessFact& fact : from_afar(witness))
        if (all_ || fact.fact.is_edge) write_fact(fact);
    }
  }

  void write_fact(const signal::WitnessFact& shown) {
    const pack::Fact fact = graph().fact(shown.fact);
    for (const pack::SourceId source : fact.sources()) sources_.insert(source);
    const std::string text =
        fmt::format("{} {}", shown.decisive ? "*" : " ", printable(statement(graph(), shown.fact)));
    const std::string margin = "        ";
    out_ += "      " + wrapped(text, style_.width - 8, margin) + "\n";
    out_ += margin +
            emphasised(fmt::format("{} [{}; {}]", validity_text(fact.validity()),
                                   provenance(graph(), fact), fact.id()),
                       Emphasis::faint, style_) +
            "\n";
  }

  void write_silent(std::string_view title, const std::vector<ranking::SilentRule>& rules) {
    if (rules.empty()) return;
    heading(title);
    for (const ranking::SilentRule& silent : rules) {
      out_ += fmt::format("  {}\n", a_.basis.rules.rule(silent.rule).id);
      if (!silent.reason.empty()) line(6, silent.reason);
      for (const expr::Clause& clause : silent.failed) line(6, detail::clause_text(clause));
    }
  }

  void write_sources() {
    if (sources_.empty()) return;
    heading("Sources");
    for (const pack::SourceId id : sources_) {
      const pack::Source& source = graph().pack().sources[id.index()];
      std::string text = fmt::format("{}: {}", source.id, source.title);
      if (!source.publisher.empty()) text += ". " + source.publisher;
      if (!source.date.empty()) text += ", " + source.date;
      if (source.collection) text += " (stands for several reports)";
      line(2, printable(text));
      if (!source.address.empty()) out_ += "      " + printable(source.address) + "\n";
    }
  }

  const ranking::Assessment& a_;
  const ranking::Explanation& e_;
  const TextStyle& style_;
  bool all_;
  std::string out_;
  std::set<pack::SourceId> sources_;
};

}  // namespace

std::string explain_text(const ranking::Assessment& assessment,
                         const ranking::Explanation& explanation, const RunInfo& run,
                         const TextStyle& style, bool all) {
  return ExplainText(assessment, explanation, style, all).write(run);
}

}  // namespace harbinger::report
