// SPDX-License-Identifier: Apache-2.0
#include "ruletest/detail/given_values.hpp"

namespace harbinger::ruletest::detail {

namespace {

using expr::ColumnKind;

expr::Value nothing(ColumnKind kind) {
  switch (kind) {
    case ColumnKind::number: return 0.0;
    case ColumnKind::truth: return false;
    case ColumnKind::text: break;
  }
  return std::string();
}

/// `[0.4, 0.6]`
std::optional<expr::Value> range_of(const YamlNode& node, Diagnostics& diagnostics) {
  std::vector<double> ends;
  if (!read_value(node, ends, diagnostics)) return std::nullopt;
  if (ends.size() == 2 && ends[0] <= ends[1])
    return ends[0] == ends[1] ? expr::Value(ends[0]) : expr::Value(expr::Range{ends[0], ends[1]});
  diagnostics.error(node.where, "a range is two numbers, the lower first");
  return std::nullopt;
}

bool is_unknown(const YamlNode& node) {
  return node.kind == YamlKind::null ||
         (node.kind == YamlKind::scalar && node.plain && node.scalar.value == "unknown");
}

/// Nothing where an error was added.
std::optional<expr::Value> value_of(const signal::Signal& signal, const YamlNode& node,
                                    Diagnostics& diagnostics) {
  // A text may well be the word 'unknown'; only `~` is an unknown text.
  if (signal.kind == ColumnKind::text ? node.kind == YamlKind::null : is_unknown(node))
    return expr::Unknown{};
  switch (signal.kind) {
    case ColumnKind::number: {
      if (node.kind == YamlKind::sequence) return range_of(node, diagnostics);
      double number = 0;
      if (!read_value(node, number, diagnostics)) return std::nullopt;
      return number;
    }
    case ColumnKind::truth: {
      bool truth = false;
      if (!read_value(node, truth, diagnostics)) return std::nullopt;
      return truth;
    }
    case ColumnKind::text: break;
  }
  std::string text;
  if (!read_value(node, text, diagnostics)) return std::nullopt;
  return text;
}

void set(const signal::SignalSet& signals, const Named<YamlNode>& named,
         std::vector<expr::Value>& values, Diagnostics& diagnostics) {
  for (const auto& [name, node] : named) {
    const auto id = signals.find(name.value);
    if (!id)
      diagnostics.error(name.where(), "unknown signal '{}'", name.value)
          .did_you_mean(name.value, signals.ids());
    else if (auto value = value_of(signals[*id], node, diagnostics))
      values[id->index()] = *std::move(value);
  }
}

}  // namespace

std::vector<expr::Value> given_values(const signal::SignalSet& signals,
                                      const Named<YamlNode>& given, const Named<YamlNode>& defaults,
                                      bool zero, Diagnostics& diagnostics) {
  std::vector<expr::Value> values(signals.size());
  if (zero)
    for (std::size_t i = 0; i < values.size(); ++i)
      values[i] = nothing(signals[signal::SignalId(i)].kind);
  set(signals, defaults, values, diagnostics);
  set(signals, given, values, diagnostics);
  return values;
}

}  // namespace harbinger::ruletest::detail
