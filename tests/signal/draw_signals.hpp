// SPDX-License-Identifier: Apache-2.0
// Draws random signals and writes them as YAML.
#pragma once

#include <fmt/format.h>

#include "random_signals.hpp"

namespace harbinger::signal {

class SignalDrawer {
 public:
  explicit SignalDrawer(Dice& dice) : dice_(dice) {}

  DrawnSignal draw() {
    signal_.nodes.push_back({"site", "", ""});
    kinds_.push_back("Port");
    draw_path(0, 1 + dice_.below(3));
    if (dice_.chance(0.35)) draw_path(named_node(), 1 + dice_.below(2));
    for (std::size_t n = dice_.below(3); n > 0; --n) {
      auto& either = signal_.where.emplace_back();
      either.push_back(draw_atom());
      if (dice_.chance(0.25)) either.push_back(draw_atom());
    }
    draw_value();
    if (dice_.chance(0.5))
      signal_.missing = dice_.one_of<std::string>({"zero", "unknown", "lower_bound"});
    signal_.over = dice_.chance(0.15);
    if (dice_.chance(0.25)) draw_without();
    return std::move(signal_);
  }

 private:
  std::size_t named_node() {
    std::vector<std::size_t> named;
    for (std::size_t i = 0; i < signal_.nodes.size(); ++i)
      if (!signal_.nodes[i].name.empty()) named.push_back(i);
    return dice_.one_of(named);
  }

  std::size_t variable() {
    std::vector<std::size_t> named;
    for (std::size_t i = 0; i < signal_.nodes.size() + signal_.edges.size(); ++i)
      if (!signal_.name_of(i).empty()) named.push_back(i);
    return dice_.one_of(named);
  }
  std::size_t node_variable() { return named_node(); }

  /// An edge that may be walked from a node of the kind, and the kind it leads to.
  std::pair<DrawnEdge, std::string> draw_edge(const std::string& kind) {
    for (;;) {
      const RelationEnds& r = dice_.one_of(random_relations);
      const bool forth = dice_.chance(0.5);
      const auto& here = forth ? r.from : r.to;
      if (std::find(here.begin(), here.end(), kind) == here.end()) continue;
      DrawnEdge edge;
      edge.relation = r.name;
      edge.walked_from_from = forth;
      const bool same_kinds = r.from == r.to;
      edge.either = dice_.chance(0.15);
      if (same_kinds && dice_.chance(0.5)) {
        edge.min = static_cast<unsigned>(dice_.below(3));
        edge.max = edge.min + static_cast<unsigned>(dice_.below(3));
        if (edge.max == 0) edge.max = 1;
      }
      return {edge, dice_.one_of(forth ? r.to : r.from)};
    }
  }

  void draw_path(std::size_t at, std::size_t length) {
    auto& path = signal_.paths.emplace_back();
    for (; length > 0; --length) {
      auto [edge, kind] = draw_edge(kinds_[at]);
      const std::size_t next = end_of_kind(kind, length == 1);
      edge.from = edge.walked_from_from ? at : next;
      edge.to = edge.walked_from_from ? next : at;
      if (!edge.repeats() && dice_.chance(0.4))
        edge.name = fmt::format("e{}", signal_.edges.size());
      path.push_back(signal_.edges.size());
      signal_.edges.push_back(edge);
      at = next;
    }
  }

  /// A new node, or sometimes one that has a name already: the paths meet again.
  std::size_t end_of_kind(const std::string& kind, bool last) {
    if (last && dice_.chance(0.12))
      for (std::size_t i = 0; i < signal_.nodes.size(); ++i)
        if (kinds_[i] == kind && !signal_.nodes[i].name.empty()) return i;
    DrawnNode node;
    if (dice_.chance(0.65)) node.name = fmt::format("v{}", signal_.nodes.size());
    if (dice_.chance(0.7)) node.label = kind;
    if (dice_.chance(0.1)) node.text = "a";
    signal_.nodes.push_back(node);
    kinds_.push_back(kind);
    return signal_.nodes.size() - 1;
  }

  DrawnAtom draw_atom() {
    using enum DrawnAtom::What;
    DrawnAtom atom;
    atom.what = dice_.one_of<DrawnAtom::What>({above, known, is_a, less, differs});
    const bool of_node = atom.what == is_a || atom.what == differs;
    atom.x = of_node ? node_variable() : variable();
    atom.y = of_node ? node_variable() : variable();
    atom.number = static_cast<double>(dice_.below(4)) / 4;
    return atom;
  }

  void draw_value() {
    using enum DrawnValue::What;
    static const std::vector<std::string> ways = {
        "count", "count_distinct", "any",  "all",     "sum",      "max",   "min", "mean",
        "first", "last",           "span", "collect", "noisy_or", "count", "sum"};
    signal_.combine = dice_.one_of(ways);
    const std::string& c = signal_.combine;
    DrawnValue& value = signal_.value;
    value.x = variable();
    value.y = variable();
    if (c == "any" || c == "all") {
      value.what = truth;
      value.atom = draw_atom();
      if (c == "any" && dice_.chance(0.5)) value.what = none;
    } else if (c == "first" || c == "last" || c == "span") {
      value.what = DrawnValue::What::date;
    } else if (c == "count" || c == "count_distinct" || c == "collect") {
      value.what = dice_.chance(0.5) ? DrawnValue::What::text : id;
      value.x = node_variable();
    } else {
      value.what = dice_.chance(0.3) && c != "noisy_or" ? sum : DrawnValue::What::number;
    }
  }

  void draw_without() {
    std::size_t at = named_node();
    std::string kind = kinds_[at];
    for (std::size_t length = 1 + dice_.below(2); length > 0; --length) {
      auto [edge, next_kind] = draw_edge(kind);
      const std::size_t next = signal_.nodes.size() + signal_.without_nodes.size();
      DrawnNode node;
      if (dice_.chance(0.5)) node.label = next_kind;
      if (dice_.chance(0.4)) node.text = "b";
      signal_.without_nodes.push_back(node);
      edge.from = edge.walked_from_from ? at : next;
      edge.to = edge.walked_from_from ? next : at;
      signal_.without.push_back(edge);
      at = next;
      kind = next_kind;
    }
  }

  Dice& dice_;
  DrawnSignal signal_;
  std::vector<std::string> kinds_;
};

inline DrawnSignal draw_signal(Dice& dice) { return SignalDrawer(dice).draw(); }

inline std::string text_of(const DrawnNode& node) {
  return fmt::format("({}{}{}{})", node.name, node.label.empty() ? "" : ":", node.label,
                     node.text.empty() ? "" : fmt::format(" {{t: '{}'}}", node.text));
}

inline std::string text_of(const DrawnEdge& edge) {
  const std::string inside =
      fmt::format("[{}:{}{}]", edge.name, edge.relation,
                  edge.repeats() ? fmt::format("*{}..{}", edge.min, edge.max) : "");
  if (edge.either) return "-" + inside + "-";
  return edge.walked_from_from ? "-" + inside + "->" : "<-" + inside + "-";
}

inline std::string text_of(const DrawnSignal& s, const DrawnAtom& atom) {
  const std::string x = s.name_of(atom.x);
  const std::string y = s.name_of(atom.y);
  switch (atom.what) {
    case DrawnAtom::What::above: return fmt::format("{}.n > {:.2f}", x, atom.number);
    case DrawnAtom::What::known: return fmt::format("known({}.n)", x);
    case DrawnAtom::What::is_a: return fmt::format("{}.t == 'a'", x);
    case DrawnAtom::What::less: return fmt::format("{}.n < {}.n", x, y);
    case DrawnAtom::What::differs: return fmt::format("{}.id != {}.id", x, y);
  }
  return {};
}

inline std::string value_text(const DrawnSignal& s) {
  const std::string x = s.name_of(s.value.x);
  switch (s.value.what) {
    case DrawnValue::What::none: return {};
    case DrawnValue::What::number: return x + ".n";
    case DrawnValue::What::sum: return x + ".n + " + s.name_of(s.value.y) + ".n";
    case DrawnValue::What::text: return x + ".t";
    case DrawnValue::What::id: return x + ".id";
    case DrawnValue::What::date: return x + ".d";
    case DrawnValue::What::truth: return text_of(s, s.value.atom);
  }
  return {};
}

inline std::string yaml_of(const DrawnSignal& s) {
  const auto other = [](const DrawnEdge& edge) {
    return edge.walked_from_from ? edge.to : edge.from;
  };
  const auto start = [](const DrawnEdge& edge) {
    return edge.walked_from_from ? edge.from : edge.to;
  };
  std::string yaml = "  - id: s\n    match:\n";
  std::vector<bool> written(s.nodes.size(), false);
  const auto node = [&](std::size_t i) {
    const std::string text = written[i] ? "(" + s.nodes[i].name + ")" : text_of(s.nodes[i]);
    written[i] = true;
    return text;
  };
  for (const auto& path : s.paths) {
    std::string text = node(start(s.edges[path[0]]));
    for (const std::size_t edge : path) text += text_of(s.edges[edge]) + node(other(s.edges[edge]));
    yaml += "      - \"" + text + "\"\n";
  }
  std::vector<std::string> all;
  for (const auto& either : s.where) {
    std::vector<std::string> parts;
    for (const DrawnAtom& atom : either) parts.push_back(text_of(s, atom));
    all.push_back(parts.size() == 1 ? parts[0] : fmt::format("({})", fmt::join(parts, " || ")));
  }
  if (!all.empty()) yaml += fmt::format("    where: \"{}\"\n", fmt::join(all, " && "));
  if (const std::string value = value_text(s); !value.empty())
    yaml += "    value: \"" + value + "\"\n";
  yaml += "    combine: " + s.combine + "\n";
  if (!s.missing.empty()) yaml += "    missing: " + s.missing + "\n";
  if (s.over) yaml += "    over: t\n";
  if (!s.without.empty()) {
    std::string text = "(" + s.nodes[start(s.without[0])].name + ")";
    for (const DrawnEdge& edge : s.without)
      text += text_of(edge) + text_of(s.without_nodes[other(edge) - s.nodes.size()]);
    yaml += "    without: \"" + text + "\"\n";
  }
  return yaml;
}

}  // namespace harbinger::signal
