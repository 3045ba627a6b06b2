// SPDX-License-Identifier: Apache-2.0
// Random inputs as files: a small pack whose facts nobody made sense of, random signals over it, rules over these,
// and a model over both. Whatever the engine takes is drawn: every combine, near, over, without, allocate, lookup,
// functions of the graph, groups and effects of rules, weights from the data.
#pragma once

#include <set>

#include "pack/pack_folder.hpp"
#include "scenario/loaded_inputs.hpp"
#include "signal/draw_signals.hpp"

namespace harbinger::tests {

class RandomWorld {
 public:
  /// `ports` sites; of other kinds there are about a dozen each. The model of a rowwise world looks at one site for
  /// its score.
  RandomWorld(std::uint32_t seed, std::size_t ports, bool rowwise = false)
      : dice_(seed), ports_(ports), rowwise_(rowwise) {
    write_pack();
    Diagnostics diagnostics;
    const auto pack = pack::load_pack(folder_.path(), diagnostics);
    if (!pack) throw std::runtime_error(lines_of(diagnostics));
    // What signals are is known once they are checked; rules and model are drawn over them.
    const std::string head = header();
    std::string signals = head;
    for (std::size_t n = 3 + dice_.below(6); n > 0; --n) {
      std::string one = drawn_signal();
      while (!checked(head + one, pack->schema)) one = drawn_signal();
      signals += one;
    }
    signals += derived_signals();
    const auto set = checked(signals, pack->schema);
    if (!set) throw std::runtime_error("no signals: " + signals);
    for (const signal::Signal& signal : set->signals().signals())
      signals_.emplace_back(signal.id, signal.kind);
    const std::string model = drawn_model();
    rules_text = signals + drawn_rules();
    model_text = model;
    inputs = loaded_inputs(folder_.path(), rules_text, model_text, diagnostics);
    if (!inputs) throw std::runtime_error(lines_of(diagnostics) + rules_text + model_text);
  }

  std::string rules_text;
  std::string model_text;
  std::unique_ptr<LoadedInputs> inputs;
  [[nodiscard]] std::string scenario_file() const { return folder_.path() + "/scenario.yaml"; }

 private:
  using Texts = std::vector<std::string>;
  std::string one_of(const Texts& all) { return dice_.one_of(all); }
  std::string tenth(std::size_t most) {
    return fmt::format("{}", static_cast<double>(dice_.below(most * 10 + 1)) / 10);
  }

  static std::optional<rule::RuleSet> checked(const std::string& text, const pack::Schema& schema) {
    Diagnostics diagnostics;
    const auto texts =
        rule::read_rule_text(std::make_shared<const SourceText>("s", text), diagnostics);
    return texts ? rule::RuleSet::check(*texts, schema, diagnostics) : std::nullopt;
  }

  // ----------------------------------------------------------------------------------------------- pack
  static constexpr std::size_t few = 9;

  [[nodiscard]] std::size_t count_of(const std::string& kind) const {
    return kind == "port" ? ports_ : kind == "roll" ? 2 : few;
  }
  std::string any(const std::string& kind) {
    return kind + std::to_string(dice_.below(count_of(kind)));
  }
  std::string n() {
    return dice_.chance(0.15) ? "" : dice_.chance(0.1) ? "\"[0.25, 0.75]\"" : tenth(2);
  }
  std::string t() { return one_of({"a", "b", "c", ""}); }
  std::string d() {
    return dice_.chance(0.15) ? ""
           : dice_.chance(0.2)
               ? fmt::format("{}", 2008 + dice_.below(16))
               : fmt::format("{}-{:02}-11", 2008 + dice_.below(16), 1 + dice_.below(12));
  }
  std::string validity(double often) {
    return fmt::format("{},{}", dice_.chance(often) ? "2012" : "",
                       dice_.chance(often) ? "2019-05" : "");
  }
  std::string tail(double often = 0.15) {
    return validity(often) + (dice_.chance(0.5) ? ",high,s1\n" : ",low,s1\n");
  }

  void write_pack() {
    folder_.write("pack.yaml", R"(pack: random
date: 2024-06-30
confidence: {high: 0.95, low: 0.5}
sources: sources.csv
roles: {site: Port, country: Land, public_body: Office, owns: HOLDS, controls: CONTROLS, listed_on: LISTED, allied_with: ALLY}
nodes:
  - table: ports.csv
    kind: Port
    attributes: {n: number, t: text, d: date, lat: number, lon: number, who: text, ally: text, home: {ref: [Land], relation: HOME}}
  - {table: lands.csv, kind: Land, attributes: {n: number, t: text, d: date}}
  - {table: makers.csv, kind: {column: kind, of: [Maker, Office]}, attributes: {n: number, t: text, d: date}}
  - {table: deals.csv, kind: Deal, attributes: {n: number, t: text, d: date}}
  - {table: ships.csv, kind: Ship, attributes: {n: number, t: text, d: date}}
  - {table: rolls.csv, kind: Roll, attributes: {n: number, t: text, d: date}}
relations:
  - {table: part.csv, relation: PART, from: {column: from, kinds: [Port]}, to: {column: to, kinds: [Port]}, attributes: {n: number, d: date}}
  - {table: in.csv, relation: IN, from: {column: from, kinds: [Port]}, to: {column: to, kinds: [Land]}, attributes: {n: number, d: date}}
  - {table: to.csv, relation: TO, from: {column: from, kinds: [Deal]}, to: {column: to, kinds: [Port, Land]}, attributes: {n: number, d: date}}
  - {table: by.csv, relation: BY, from: {column: from, kinds: [Maker, Office]}, to: {column: to, kinds: [Deal]}, attributes: {n: number, d: date}}
  - {table: holds.csv, relation: HOLDS, from: {column: from, kinds: [Maker, Office, Land]}, to: {column: to, kinds: [Maker, Office, Port]}, attributes: {n: number, d: date, share: share}}
  - {table: controls.csv, relation: CONTROLS, from: {column: from, kinds: [Maker, Office, Land]}, to: {column: to, kinds: [Maker, Office]}, attributes: {n: number, d: date}}
  - {table: listed.csv, relation: LISTED, from: {column: from, kinds: [Maker, Office]}, to: {column: to, kinds: [Roll]}, attributes: {n: number, d: date}}
  - {table: ally.csv, relation: ALLY, from: {column: from, kinds: [Land]}, to: {column: to, kinds: [Land]}, attributes: {n: number, d: date}}
  - {table: call.csv, relation: CALL, from: {column: from, kinds: [Ship]}, to: {column: to, kinds: [Port]}, attributes: {n: number, d: date}}
  - {table: flies.csv, relation: FLIES, from: {column: from, kinds: [Ship]}, to: {column: to, kinds: [Land]}, attributes: {n: number, d: date}}
legal_tests:
  - id: law
    title: A law
    authority: somebody
    lists: [roll0]
    periods:
      - {to: 2015-12-31, effect: owned, threshold: 0.5, comparison: at_least, added_over: each, control_counts: false, source: s1}
      - {from: 2016-01-01, effect: owned, threshold: 0.25, comparison: more_than, added_over: all, control_counts: true, source: s1}
)");
    write_nodes();
    const double crowd = 1.0 + static_cast<double>(ports_) / few;
    write_edges("part", {"port"}, {"port"}, ports_);
    write_edges("in", {"port"}, {"land"}, ports_);
    write_edges("to", {"deal"}, {"port", "port", "land"}, static_cast<std::size_t>(crowd * 8));
    write_edges("by", {"maker", "office"}, {"deal"}, 14);
    write_edges("holds", {"maker", "office", "land", "maker"}, {"maker", "office", "port"}, 16,
                true);
    write_edges("controls", {"land", "office", "maker"}, {"office", "maker"}, 5);
    write_edges("listed", {"maker", "office"}, {"roll"}, 5);
    write_edges("ally", {"land"}, {"land"}, 6);
    write_edges("call", {"ship"}, {"port"}, static_cast<std::size_t>(crowd * 10));
    write_edges("flies", {"ship"}, {"land"}, 9);
  }

  void write_nodes() {
    const auto table = [&](const Texts& kinds, const std::string& file, const std::string& columns,
                           auto cells) {
      std::string text = "id,name,n,t,d," + columns + "valid_from,valid_to,confidence,source\n";
      for (const std::string& kind : kinds)
        for (std::size_t i = 0; i < count_of(kind); ++i)
          text += fmt::format("{0}{1},The {0} {1},{2},{3},{4},{5}{6}", kind, i, n(), t(), d(),
                              cells(kind), tail());
      folder_.write(file, text);
    };
    const auto no_more = [](const std::string&) { return std::string(); };
    table({"port"}, "ports.csv", "lat,lon,who,ally,home,", [&](const std::string&) {
      const bool placed = dice_.chance(0.85);
      const std::size_t degrees = 2 + ports_ / 60;  // some ten neighbours within 80 km
      return fmt::format(
          "{},{},{},{},{},", placed ? tenth(degrees) : "", placed ? tenth(degrees) : "",
          dice_.chance(0.8) ? any(one_of({"maker", "office", "land"})) : "",
          dice_.chance(0.8) ? any("land") : "", dice_.chance(0.8) ? any("land") : "");
    });
    table({"land"}, "lands.csv", "", no_more);
    table({"maker", "office"}, "makers.csv", "kind,", [](const std::string& kind) {
      return std::string(kind == "maker" ? "Maker," : "Office,");
    });
    table({"deal"}, "deals.csv", "", no_more);
    table({"ship"}, "ships.csv", "", no_more);
    table({"roll"}, "rolls.csv", "", no_more);
  }

  void write_edges(const std::string& file, const Texts& from, const Texts& to, std::size_t count,
                   bool shares = false) {
    std::string text = shares ? "from,to,n,d,share,valid_from,valid_to,confidence,source\n"
                              : "from,to,n,d,valid_from,valid_to,confidence,source\n";
    std::set<std::pair<std::string, std::string>> seen;
    std::map<std::string, int> held;
    for (std::size_t i = 0; i < count; ++i) {
      const std::string a = any(one_of(from));
      const std::string b = any(one_of(to));
      if (a == b || !seen.emplace(a, b).second) continue;
      std::string share;
      if (shares) {
        const int percent = std::vector{10, 25, 30, 51}[dice_.below(4)];
        if (held[b] + percent <= 100 && dice_.chance(0.85)) {
          held[b] += percent;
          share = fmt::format("{},", percent / 100.0);
        } else {
          share = ",";
        }
      }
      // Who was listed or allied is asked of days past.
      const bool asked_of_past = file == "ally" || file == "listed";
      text +=
          fmt::format("{},{},{},{},{}{}", a, b, n(), d(), share, tail(asked_of_past ? 0.5 : 0.15));
    }
    folder_.write(file + ".csv", text);
  }

  // -------------------------------------------------------------------------------------------- signals
  std::string header() {
    return fmt::format(R"(params:
  holder: {{value: {}, why: drawn}}
  number: {{value: {}, why: drawn}}
  words: {{value: [a, b], why: drawn}}
tables:
  letters: {{a: 1, b: {}, c: 3}}
groups:
  - {{id: some, cap: {}}}
  - {{id: others, cap: {}}}
signals:
)",
                       any(one_of({"maker", "office", "land"})), 1 + dice_.below(9), dice_.below(9),
                       5 + dice_.below(40), 5 + dice_.below(40));
  }

  std::string drawn_signal() {
    std::string id = fmt::format("s{}", drawn_++);
    if (dice_.chance(0.5)) {
      std::string text = signal::yaml_of(signal::draw_signal(dice_));
      return "  - id: " + id + text.substr(text.find('\n'));
    }
    return "  - {id: " + id + ", " + template_signal() + "}\n";
  }

  /// What the drawer of signals does not draw.
  std::string template_signal() {
    const std::string path =
        one_of({"(site)<-[e:TO]-(a:Deal)<-[:BY]-(m)",
                "(site)-[:PART*0..3]->(p:Port)<-[:TO]-(a:Deal)<-[:BY]-(m)", "(site)<-[e:HOLDS]-(m)",
                "(site)-[:HOME]->(l:Land)<-[e:TO]-(a:Deal)<-[:BY]-(m:Maker)"});
    const std::string calls = "(site)<-[e:CALL]-(s:Ship)-[:FLIES]->(l:Land)";
    const std::string near =
        one_of({"match: \"(o:Port)<-[e:CALL]-(s:Ship)\", within: 80 km, decay: 25 km",
                "match: \"(o:Port)<-[e:CALL]-(s:Ship)-[:FLIES]->(:Land)\", within: 40 km",
                "match: \"(o:Port)\", within: 60 km"});
    const bool has_call = near.find("e:CALL") != std::string::npos;
    const std::string m = "m.id";
    const std::string over =
        dice_.chance(0.2) ? one_of({", over: t", ", over: home", ", over: who"}) : "";
    const auto of = [&](const std::string& match, const std::string& rest) {
      return fmt::format("match: \"{}\", {}{}", match, rest, over);
    };
    switch (dice_.below(20)) {
      case 16:
        return of("(site)-[:PART*1..3]->(p:Port)",
                  "value: p.n, combine: " + one_of({"sum", "max", "noisy_or"}));
      case 17:
        return of("(site)<-[:PART*0..2]-(p:Port)<-[e:CALL]-(s:Ship)",
                  "value: e.n, combine: sum, missing: zero");
      case 18: return of(path, "value: m.name, combine: collect");
      case 19:
        return of("(site)<-[e:TO]-(a:Deal)", "value: e.confidence * a.confidence, combine: sum");
      case 0:
        return fmt::format("near: {{{}}}, value: {}, combine: {}", near, has_call ? "e.n" : "o.n",
                           one_of({"sum", "max", "mean", "noisy_or"}));
      case 1:
        return fmt::format("near: {{{}}}, where: \"o.id != site.id\", value: {}, combine: {}", near,
                           has_call ? "e.id" : "o.id", one_of({"count_distinct", "collect"}));
      case 2:
        return of("(site)<-[e:TO]-(a:Deal)",
                  "value: a.n, combine: sum, allocate: " + one_of({"split", "full", "unknown"}));
      case 3:
        return of(
            "(site)<-[e:TO]-(a:Deal)",
            "value: a.t, lookup: {table: letters, default: 1}, combine: " + one_of({"max", "sum"}));
      case 4:
        return of(
            path,
            "where: \"controlled_by(m, params.holder)\", value: m.id, combine: count_distinct");
      case 5:
        return of(path, "where: \"controlled_by(m, site.who)\", value: m.id, combine: " +
                            one_of({"count_distinct", "collect"}));
      case 6:
        return of(path, "value: \"look_through(m, params.holder)\", combine: " +
                            one_of({"max", "sum", "noisy_or"}));
      case 7:
        return of(path,
                  "value: \"look_through(m, site.who)\", combine: " + one_of({"max", "mean"}));
      case 8:
        return of(calls,
                  "where: \"allied(l, e.d)\", value: e.id, combine: count_distinct, missing: "
                  "lower_bound");
      case 9:
        return of(
            calls,
            "where: \"allied('land1', e.d) || allied(site.ally, e.d)\", value: e.n, combine: sum");
      case 10:
        return of(path,
                  "where: \"listed_on(m, 'roll0', a.d)\", value: m.id, combine: count_distinct")
            .replace(0, 0, "");
      case 11:
        return of(path, "value: \"listed_since(m, 'roll1')\", combine: " +
                            one_of({"first", "last", "collect"}));
      case 12:
        return of(path,
                  "where: \"legal('law', m) == 'yes'\", value: m.id, combine: count_distinct");
      case 13:
        return of("(site)<-[:TO]-(:Deal)<-[:BY]-(m)<-[:HOLDS*0..2]-(o)",
                  "where: \"controlled_by(m, o)\", value: o.id, combine: count_distinct");
      case 14:
        return of(calls,
                  "value: \"decay(e.d, as_of, years(params.number))\", combine: sum, missing: " +
                      one_of({"zero", "lower_bound"}));
      default:
        return of("(site)<-[:TO]-(a:Deal)",
                  "value: a.d, combine: " + one_of({"first", "last", "span"}) +
                      ", without: \"(site)<-[:HOLDS]-(:Maker)\"");
    }
  }

  /// Over what there is for sure.
  std::string derived_signals() {
    std::string text = fmt::format(
        "  - {{id: base_n, match: \"(site)\", value: site.n, combine: max}}\n"
        "  - {{id: base_t, match: \"(site)\", value: site.t, combine: collect}}\n"
        "  - {{id: calls, match: \"(site)<-[e:CALL]-(:Ship)\", value: e.n, combine: sum, missing: "
        "zero}}\n"
        "  - {{id: sum, value: \"{}\"}}\n",
        one_of({"base_n + calls", "calls - default(base_n, params.number)",
                "default(base_n, 0) * calls"}));
    text += fmt::format("  - {{id: truth, value: \"{}\"}}\n",
                        one_of({"sum > 1", "known(base_n) && calls > 0.5",
                                "as_of > date('2014-01-01') && sum > 0"}));
    return text;
  }

  // ---------------------------------------------------------------------------------------------- rules
  std::string condition() {
    const auto& [id, kind] = dice_.one_of(signals_);
    if (kind == expr::ColumnKind::truth) return one_of({id, "!" + id});
    if (kind == expr::ColumnKind::number)
      return one_of({id + " > " + tenth(2), "known(" + id + ") && " + id + " < params.number",
                     "default(" + id + ", 0) <= 1"});
    return one_of({"known(" + id + ")", "!known(" + id + ")"});
  }
  std::string amount() {
    for (int tries = 0; tries < 4; ++tries) {
      const auto& [id, kind] = dice_.one_of(signals_);
      if (kind == expr::ColumnKind::number && dice_.chance(0.4))
        return fmt::format("\"{} * default({}, 1)\"", 1 + dice_.below(9), id);
    }
    return std::to_string(static_cast<int>(dice_.below(50)) - 10);
  }

  std::string drawn_rules() {
    std::string text = "rules:\n";
    const std::size_t count = 5 + dice_.below(8);
    for (std::size_t i = 0; i < count; ++i) {
      std::string when = condition();
      if (dice_.chance(0.3)) when += one_of({" && ", " || "}) + condition();
      text += fmt::format("  - {{id: r{}, when: \"{}\", because: drawn", i, when);
      if (dice_.chance(0.1)) text += ", enabled: {value: false, reason: drawn}";
      if (dice_.chance(0.2)) text += fmt::format(", valid_from: {}", 2005 + dice_.below(20));
      if (dice_.chance(0.1)) text += ", valid_to: 2026";
      if (dice_.chance(0.1)) {
        text += ", tier_at_least: " + one_of({"high", "middle"}) + "}\n";
        continue;
      }
      std::string leaf = dice_.one_of(leaves_);
      std::string effect = one_of({"points", "points", "points", "multiply", "floor", "cap"});
      if (effect == "points" && dice_.chance(0.4)) {
        const bool first = dice_.chance(0.5);
        leaf = first ? leaves_.front() : leaves_.back();
        text += first ? ", group: some" : ", group: others";
      }
      text += fmt::format(", dimension: {}, {}: {}}}\n", leaf, effect,
                          effect == "multiply" ? tenth(2) : amount());
    }
    return text;
  }

  // ---------------------------------------------------------------------------------------------- model
  std::string drawn_indicator(bool may_drop, std::set<std::string>& taken) {
    std::string signal;
    while (signal.empty()) {
      const auto& [id, kind] = dice_.one_of(signals_);
      if (kind == expr::ColumnKind::number || kind == expr::ColumnKind::truth) signal = id;
    }
    if (!taken.insert(signal).second) return {};
    std::string how = one_of(
        rowwise_ ? Texts{"as_is", "goalposts, low: 0, high: 3", "logistic, midpoint: 1, slope: 2",
                         "log, low: 0, high: 5"}
                 : Texts{"minmax", "zscore", "rank", "percentile", "goalposts, low: 0, high: 3",
                         "logistic, midpoint: 1, slope: 2", "log, low: 0, high: 5"});
    return fmt::format(
        "          - {{signal: {}, weight: {}, normalise: {}, direction: {}, missing: {}}}\n",
        signal, 1 + dice_.below(3), how, one_of({"rising", "falling"}),
        one_of(rowwise_   ? Texts{"drop", "zero", "unknown"}
               : may_drop ? Texts{"drop", "mean", "zero", "unknown"}
                          : Texts{"mean", "zero", "unknown"}));
  }

  std::string drawn_model() {
    std::string text =
        "model: random\ntop: {combine: " + one_of({"arithmetic", "geometric", "harmonic"}) +
        "}\ndimensions:\n";
    for (const char* pillar : {"p", "q"}) {
      const std::string how = way_to_weigh();
      text += fmt::format(
          "  - id: {}\n    weight: {}\n    floor: {}\n    combine: {}\n    weights: {}\n    "
          "children:\n",
          pillar, 1 + dice_.below(3), one_of({"0", "0.1"}),
          one_of({"arithmetic", "geometric", "max"}), how);
      const std::size_t leaves = 1 + dice_.below(3);
      for (std::size_t i = 0; i < leaves; ++i) text += drawn_leaf(pillar, i);
    }
    return text + fmt::format(
                      "tiers:\n  by: {}\n  bounds: [{{tier: high, at_least: 60}}, {{tier: middle, "
                      "at_least: 30}}, {{tier: low, at_least: 0}}]\n",
                      rowwise_ ? "score" : one_of({"score", "percentile"}));
  }
  std::string way_to_weigh() {
    return one_of(rowwise_ ? Texts{"given", "equal"}
                           : Texts{"given", "equal", "entropy", "critic", "pca"});
  }

  std::string drawn_leaf(const std::string& pillar, std::size_t i) {
    const std::string how = way_to_weigh();
    const std::string combine = one_of({"arithmetic", "geometric", "max", "min"});
    std::string text = fmt::format(
        "      - id: l{}\n        weight: {}\n        combine: {}\n        weights: {}\n", i,
        1 + dice_.below(3), combine, how);
    if (i == 0 || dice_.chance(0.5)) {
      text += fmt::format("        points: {{full: {}, weight: {}}}\n", 20 + dice_.below(90),
                          1 + dice_.below(3));
      leaves_.push_back(fmt::format("{}.l{}", pillar, i));
    }
    std::set<std::string> taken;
    std::string indicators;
    for (std::size_t n = (i == 0 ? 0 : 1) + dice_.below(3); n > 0; --n)
      indicators += drawn_indicator(how == "given" || how == "equal", taken);
    return text + (indicators.empty() ? "" : "        indicators:\n" + indicators);
  }

  signal::Dice dice_;
  std::size_t ports_;
  bool rowwise_;
  PackFolder folder_;
  std::size_t drawn_ = 0;
  std::vector<std::pair<std::string, expr::ColumnKind>> signals_;
  Texts leaves_;
};

}  // namespace harbinger::tests
