// SPDX-License-Identifier: Apache-2.0
// The slow twin of signals: every binding of a drawn signal at a site, found by trying every edge of the
// graph at every step, then values as their definition says. Uses nothing of engine/signal.
#pragma once

#include <cmath>
#include <functional>
#include <set>

#include "draw_signals.hpp"

namespace harbinger::signal {

enum class Tri { no, unknown, yes };
inline Tri tri(bool truth) { return truth ? Tri::yes : Tri::no; }

/// What a twin says: unknown, or a number between two ends, a truth value or a text.
struct TwinValue {
  enum class What { unknown, number, truth, text } what = What::unknown;
  double low = 0;
  double high = 0;
  bool truth = false;
  std::string text;
};
inline TwinValue twin_number(double low, double high) {
  return {TwinValue::What::number, low, high, false, {}};
}
inline TwinValue twin_truth(bool truth) { return {TwinValue::What::truth, 0, 0, truth, {}}; }
inline TwinValue twin_text(std::string text) {
  return {TwinValue::What::text, 0, 0, false, std::move(text)};
}

class NaiveTwin {
 public:
  NaiveTwin(const DrawnSignal& signal, const graph::GraphView& view)
      : s_(signal), view_(view), graph_(view.graph()) {}

  TwinValue at(graph::NodeId site) {
    if (!view_.has(site)) return {};
    std::vector<graph::NodeId> members = {site};
    if (s_.over) {
      const pack::Cell own = graph_.node(site).cell(1);
      if (!pack::is_known(own)) return {};
      members.clear();
      for (const graph::NodeId other : graph_.sites())
        if (view_.has(other) && graph_.node(other).cell(1) == own) members.push_back(other);
    }
    terms_.clear();
    for (const graph::NodeId member : members) {
      binding_.assign(s_.nodes.size() + s_.edges.size(), none);
      binding_[0] = member.value();
      bind(0);
    }
    return combined();
  }

 private:
  static constexpr std::uint32_t none = 0xffffffff;

  [[nodiscard]] bool fits(const DrawnNode& node, graph::NodeId id) const {
    const pack::NodeFact fact = graph_.node(id);
    if (!node.label.empty() && graph_.schema().kinds[fact.kind().index()].name != node.label)
      return false;
    return node.text.empty() || fact.cell(1) == pack::Cell(std::string_view(node.text));
  }

  /// Calls visit(edge, other) for every edge of the graph that the drawn edge may be, from `at`.
  void for_each(const DrawnEdge& drawn, graph::NodeId at,
                const std::function<void(graph::EdgeId, graph::NodeId)>& visit) const {
    for (std::size_t i = 0; i < graph_.edge_count(); ++i) {
      const graph::EdgeId edge(i);
      if (!view_.has(edge) ||
          graph_.schema().relations[graph_.edge(edge).relation().index()].name != drawn.relation)
        continue;
      const bool forth = drawn.walked_from_from || drawn.either;
      const bool back = !drawn.walked_from_from || drawn.either;
      if (forth && graph_.source(edge) == at) visit(edge, graph_.target(edge));
      if (back && graph_.target(edge) == at) visit(edge, graph_.source(edge));
    }
  }

  void walk(const DrawnEdge& drawn, graph::NodeId at, unsigned taken,
            std::set<graph::NodeId>& ends) const {
    if (taken >= drawn.min) ends.insert(at);
    if (taken == drawn.max) return;
    for_each(drawn, at,
             [&](graph::EdgeId, graph::NodeId other) { walk(drawn, other, taken + 1, ends); });
  }

  void bind(std::size_t i) {
    if (i == s_.edges.size()) return found();
    const DrawnEdge& drawn = s_.edges[i];
    const std::size_t start = drawn.walked_from_from ? drawn.from : drawn.to;
    const std::size_t end = drawn.walked_from_from ? drawn.to : drawn.from;
    const auto arrive = [&](graph::NodeId node) {
      if (!fits(s_.nodes[end], node)) return;
      const std::uint32_t before = binding_[end];
      if (before != none && before != node.value()) return;
      binding_[end] = node.value();
      bind(i + 1);
      binding_[end] = before;
    };
    if (drawn.repeats()) {
      std::set<graph::NodeId> ends;
      walk(drawn, graph::NodeId(binding_[start]), 0, ends);
      for (const graph::NodeId node : ends) arrive(node);
      return;
    }
    for_each(drawn, graph::NodeId(binding_[start]), [&](graph::EdgeId edge, graph::NodeId node) {
      binding_[s_.nodes.size() + i] = edge.value();
      arrive(node);
    });
  }

  [[nodiscard]] bool is_there(std::size_t i, graph::NodeId at) const {
    if (i == s_.without.size()) return true;
    const DrawnEdge& drawn = s_.without[i];
    std::set<graph::NodeId> ends;
    walk(drawn, at, 0, ends);
    const std::size_t end = (drawn.walked_from_from ? drawn.to : drawn.from) - s_.nodes.size();
    return std::any_of(ends.begin(), ends.end(), [&](graph::NodeId node) {
      return fits(s_.without_nodes[end], node) && is_there(i + 1, node);
    });
  }

  [[nodiscard]] pack::Cell cell(std::size_t variable, std::size_t of_node,
                                std::size_t of_edge) const {
    return variable < s_.nodes.size()
               ? graph_.node(graph::NodeId(binding_[variable])).cell(of_node)
               : graph_.edge(graph::EdgeId(binding_[variable])).cell(of_edge);
  }
  [[nodiscard]] std::optional<pack::NumberRange> number(std::size_t variable) const {
    const pack::Cell found = cell(variable, 0, 0);
    const auto* range = std::get_if<pack::NumberRange>(&found);
    return range != nullptr ? std::optional(*range) : std::nullopt;
  }

  [[nodiscard]] Tri says(const DrawnAtom& atom) const {
    const auto x = number(atom.x);
    const auto y = number(atom.y);
    switch (atom.what) {
      case DrawnAtom::What::above:
        return !x                       ? Tri::unknown
               : x->low > atom.number   ? Tri::yes
               : x->high <= atom.number ? Tri::no
                                        : Tri::unknown;
      case DrawnAtom::What::known: return tri(x.has_value());
      case DrawnAtom::What::is_a: {
        const pack::Cell found = cell(atom.x, 1, 0);
        const auto* text = std::get_if<std::string_view>(&found);
        return text == nullptr ? Tri::unknown : tri(*text == "a");
      }
      case DrawnAtom::What::less:
        return !x || !y            ? Tri::unknown
               : x->high < y->low  ? Tri::yes
               : x->low >= y->high ? Tri::no
                                   : Tri::unknown;
      case DrawnAtom::What::differs: return tri(binding_[atom.x] != binding_[atom.y]);
    }
    return Tri::no;
  }

  [[nodiscard]] Tri condition() const {
    Tri all = Tri::yes;
    for (const auto& either : s_.where) {
      Tri any = Tri::no;
      for (const DrawnAtom& atom : either) any = std::max(any, says(atom));
      all = std::min(all, any);
    }
    return all;
  }

  struct Term {
    Tri there = Tri::no;
    TwinValue value;
  };

  [[nodiscard]] TwinValue value() const {
    const DrawnValue& v = s_.value;
    const auto x = v.what == DrawnValue::What::none ? std::nullopt : number(v.x);
    switch (v.what) {
      case DrawnValue::What::none: return twin_truth(true);
      case DrawnValue::What::number: return x ? twin_number(x->low, x->high) : TwinValue();
      case DrawnValue::What::sum: {
        // The engine adds ranges as its expressions do; a sum of a range and a number is told apart there.
        const auto y = number(v.y);
        return x && y ? twin_number(x->low + y->low, x->high + y->high) : TwinValue();
      }
      case DrawnValue::What::text: {
        const pack::Cell found = cell(v.x, 1, 0);
        const auto* text = std::get_if<std::string_view>(&found);
        return text == nullptr ? TwinValue() : twin_text(std::string(*text));
      }
      case DrawnValue::What::id:
        return twin_text(std::string(graph_.node(graph::NodeId(binding_[v.x])).id()));
      case DrawnValue::What::date: {
        const pack::Cell found = cell(v.x, 2, 1);
        const auto* date = std::get_if<Date>(&found);
        return date == nullptr ? TwinValue() : twin_text(to_text(*date));
      }
      case DrawnValue::What::truth: {
        const Tri truth = says(v.atom);
        return truth == Tri::unknown ? TwinValue() : twin_truth(truth == Tri::yes);
      }
    }
    return {};
  }

  /// The variables that the value names tell terms apart.
  [[nodiscard]] std::set<std::size_t> term_variables() const {
    const DrawnValue& v = s_.value;
    if (v.what == DrawnValue::What::none) return {};
    if (v.what == DrawnValue::What::truth) {
      const bool two =
          v.atom.what == DrawnAtom::What::less || v.atom.what == DrawnAtom::What::differs;
      return two ? std::set{v.atom.x, v.atom.y} : std::set{v.atom.x};
    }
    return v.what == DrawnValue::What::sum ? std::set{v.x, v.y} : std::set{v.x};
  }

  void found() {
    if (!s_.without.empty()) {
      const DrawnEdge& first = s_.without[0];
      if (is_there(0, graph::NodeId(binding_[first.walked_from_from ? first.from : first.to])))
        return;
    }
    const Tri there = condition();
    if (there == Tri::no) return;
    std::vector<std::uint32_t> key;
    for (const std::size_t variable : term_variables()) key.push_back(binding_[variable]);
    Term& term = terms_[key];
    term.there = std::max(term.there, there);
    term.value = value();
  }

  [[nodiscard]] TwinValue of_nothing() const {
    if (s_.missing == "unknown") return {};
    const std::string& c = s_.combine;
    if (c == "count" || c == "count_distinct" || c == "sum" || c == "noisy_or")
      return twin_number(0, 0);
    if (c == "any") return twin_truth(false);
    if (c == "all") return twin_truth(true);
    if (c == "collect") return twin_text("");
    if (s_.missing != "zero") return {};
    return c == "first" || c == "last" ? twin_text("") : twin_number(0, 0);
  }

  [[nodiscard]] TwinValue junction(bool wanted, bool skips) const {
    bool doubt = false;
    for (const auto& [key, term] : terms_) {
      const bool known = term.value.what == TwinValue::What::truth;
      if (known && term.value.truth != wanted) continue;
      if (known && term.there == Tri::yes) return twin_truth(wanted);
      doubt = true;
    }
    return doubt && !skips ? TwinValue() : twin_truth(!wanted);
  }

  [[nodiscard]] TwinValue counted(bool skips) const {
    double least = 0;
    double most = 0;
    for (const auto& [key, term] : terms_) {
      const bool sure = term.there == Tri::yes && term.value.what != TwinValue::What::unknown;
      least += sure ? 1 : 0;
      most += sure || !skips ? 1 : 0;
    }
    return twin_number(least, most);
  }

  [[nodiscard]] TwinValue counted_distinct(bool skips) const {
    std::set<std::string> sure;
    std::set<std::string> perhaps;
    double unknown_values = 0;
    bool unknown_is_there = false;
    for (const auto& [key, term] : terms_) {
      if (term.value.what == TwinValue::What::unknown) {
        ++unknown_values;
        unknown_is_there = unknown_is_there || term.there == Tri::yes;
        continue;
      }
      perhaps.insert(term.value.text);
      if (term.there == Tri::yes) sure.insert(term.value.text);
    }
    const auto n = static_cast<double>(sure.size());
    if (skips) return twin_number(n, n);
    return twin_number(std::max(n, unknown_is_there ? 1.0 : 0.0),
                       static_cast<double>(perhaps.size()) + unknown_values);
  }

  [[nodiscard]] TwinValue combined() const {
    if (terms_.empty()) return of_nothing();
    const std::string& c = s_.combine;
    const bool skips = s_.missing == "zero" || s_.missing == "lower_bound";
    if (c == "any" || c == "all") return junction(c == "any", skips);
    if (c == "count") return counted(skips);
    if (c == "count_distinct") return counted_distinct(skips);
    std::vector<TwinValue> known;
    for (const auto& [key, term] : terms_) {
      if (term.there == Tri::yes && term.value.what != TwinValue::What::unknown)
        known.push_back(term.value);
      else if (s_.missing == "zero" && c != "first" && c != "last" && c != "collect" && c != "span")
        known.push_back(twin_number(0, 0));
      else if (!skips)
        return {};
    }
    return known.empty() ? of_nothing() : combined_known(known);
  }

  [[nodiscard]] TwinValue combined_known(const std::vector<TwinValue>& known) const {
    const std::string& c = s_.combine;
    std::set<std::string> texts;
    double low = c == "noisy_or" ? 1 : c == "sum" || c == "mean" ? 0 : known[0].low;
    double high = c == "noisy_or" ? 1 : c == "sum" || c == "mean" ? 0 : known[0].high;
    for (const TwinValue& v : known) {
      texts.insert(v.text);
      if (c == "sum" || c == "mean") low += v.low, high += v.high;
      if (c == "max") low = std::max(low, v.low), high = std::max(high, v.high);
      if (c == "min") low = std::min(low, v.low), high = std::min(high, v.high);
      if (c == "noisy_or") low *= 1 - v.low, high *= 1 - v.high;
    }
    if (c == "noisy_or") return twin_number(1 - low, 1 - high);
    if (c == "mean")
      return twin_number(low / static_cast<double>(known.size()),
                         high / static_cast<double>(known.size()));
    if (c == "first") return twin_text(*texts.begin());
    if (c == "last") return twin_text(*texts.rbegin());
    if (c == "collect") return twin_text(fmt::format("{}", fmt::join(texts, ", ")));
    if (c == "span") {
      const double years =
          (parse_day(*texts.rbegin())->number - parse_day(*texts.begin())->number) / 365.2425;
      return twin_number(years, years);
    }
    return twin_number(low, high);
  }

  const DrawnSignal& s_;
  const graph::GraphView& view_;
  const graph::EntityGraph& graph_;
  std::vector<std::uint32_t> binding_;
  std::map<std::vector<std::uint32_t>, Term> terms_;
};

inline bool agree(const TwinValue& twin, const expr::Value& value) {
  switch (twin.what) {
    case TwinValue::What::unknown: return value.is<expr::Unknown>();
    case TwinValue::What::truth: return value.is<bool>() && value.get<bool>() == twin.truth;
    case TwinValue::What::text:
      return value.is<std::string>() && value.get<std::string>() == twin.text;
    case TwinValue::What::number: break;
  }
  const auto near = [](double a, double b) { return std::abs(a - b) <= 1e-12; };
  if (const auto* number = value.get_if<double>())
    return near(*number, twin.low) && near(*number, twin.high);
  const auto* range = value.get_if<expr::Range>();
  return range != nullptr && near(range->low, twin.low) && near(range->high, twin.high);
}

inline std::string text_of(const TwinValue& twin) {
  switch (twin.what) {
    case TwinValue::What::unknown: return "unknown";
    case TwinValue::What::truth: return twin.truth ? "true" : "false";
    case TwinValue::What::text: return twin.text;
    case TwinValue::What::number: break;
  }
  return fmt::format("[{}, {}]", twin.low, twin.high);
}

}  // namespace harbinger::signal
