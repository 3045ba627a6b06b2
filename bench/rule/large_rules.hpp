// SPDX-License-Identifier: Apache-2.0
// A rule file as large as they come: rules with conditions of three clauses over fifty signals, points, sentences
// and groups, made from a counter, the same every time.
#pragma once

#include <cstddef>
#include <memory>
#include <string>

#include <fmt/format.h>

#include "base/diagnostic.hpp"

namespace harbinger::bench {

inline std::string signal_name(std::size_t i) { return fmt::format("signal_{}", i); }

/// `signals` matched from the graph; each fifth one derived from two others.
inline std::string large_signals(std::size_t signals) {
  std::string yaml = "params:\n  least: {value: 2, why: what counts as many}\nsignals:\n";
  for (std::size_t i = 0; i < signals; ++i)
    yaml +=
        i % 5 == 4
            ? fmt::format("  - id: {}\n    title: Signal {}\n    value: \"{} + {} / 2\"\n",
                          signal_name(i), i, signal_name(i - 1), signal_name(i - 2))
            : fmt::format(
                  "  - id: {}\n    title: Signal {}\n"
                  "    match: \"(site)<-[d:DELIVERED_TO]-(a:Activity)<-[:SUPPLIES]-(m:Company)\"\n"
                  "    where: \"known(m.country) && m.country != site.country && d.confidence > "
                  "0.{}\"\n"
                  "    value: \"a.id\"\n    combine: count_distinct\n",
                  signal_name(i), i, i % 9 + 1);
  return yaml;
}

inline std::string large_rules(std::size_t rules, std::size_t signals) {
  std::string yaml = large_signals(signals) + "groups:\n";
  for (std::size_t i = 0; i < 20; ++i)
    yaml += fmt::format("  - {{id: group_{}, cap: {}, why: they repeat one finding}}\n", i, 30 + i);
  yaml += "rules:\n";
  for (std::size_t i = 0; i < rules; ++i) {
    const std::string a = signal_name(i % signals);
    const std::string b = signal_name((i * 7 + 1) % signals);
    const std::string c = signal_name((i * 13 + 2) % signals);
    yaml += fmt::format(
        "  - id: area_{}.rule_{}\n    title: Rule {} of the area\n"
        "    when: \"{} > {} && ({} >= params.least || {} == 0)\"\n"
        "    dimension: influence.supplier\n    points: \"{} + 2 * min({}, 4)\"\n"
        "    because: \"{{{}}} found where {{{}}} were expected\"\n"
        "    why: what was seen in the field\n    source: report-{}\n",
        i % 40, i, i, a, i % 11, b, c, i % 97, a, a, b, i % 100);
    if (i % 4 == 0) yaml += fmt::format("    group: group_{}\n", i / 4 % 20);
  }
  return yaml;
}

inline std::shared_ptr<const SourceText> source(std::string yaml) {
  return std::make_shared<const SourceText>("large.yaml", std::move(yaml));
}

}  // namespace harbinger::bench
