// SPDX-License-Identifier: Apache-2.0
#include "rule/detail/described.hpp"

#include <algorithm>

#include <fmt/format.h>

#include "signal/meaning.hpp"

namespace harbinger::rule::detail {

namespace {

/// The text on one line, each run of white space a blank.
std::string one_line(std::string_view text) {
  std::string out;
  for (const char c : text) {
    const bool blank = c == ' ' || c == '\n' || c == '\t' || c == '\r';
    if (!blank)
      out += c;
    else if (!out.empty() && out.back() != ' ')
      out += ' ';
  }
  if (!out.empty() && out.back() == ' ') out.pop_back();
  return out;
}

/// A pattern means the same with any white space or none.
std::string without_blanks(std::string text) {
  std::erase_if(text, [](char c) { return c == ' ' || c == '\n' || c == '\t' || c == '\r'; });
  return text;
}

void say(std::vector<Said>& said, std::string what, const std::string& text) {
  if (!text.empty()) said.push_back({std::move(what), one_line(text), text});
}
void say(std::vector<Said>& said, std::string what, const std::optional<WrittenText>& text) {
  if (text) say(said, std::move(what), text->value);
}
void say(std::vector<Said>& said, std::string what, const std::optional<Date>& date) {
  if (date) say(said, std::move(what), to_text(*date));
}

void say_paths(std::vector<Said>& said, const std::string& what, const signal::PathsText& paths) {
  std::vector<std::string> texts;
  for (const WrittenText& path : paths.paths) texts.push_back(one_line(path.value));
  const std::string text = fmt::format("{}", fmt::join(texts, ", "));
  if (!text.empty()) said.push_back({what, text, without_blanks(text)});
}

/// The sentence as it was written, but for doubled braces.
std::string sentence(const Rule& rule) {
  std::string text;
  for (const BecausePart& part : rule.because)
    text += part.program ? "{" + part.program->text().value + "}" : part.text;
  return text;
}

Described described(const RuleSet& set, const Rule& rule) {
  Described out;
  std::vector<Said>& keys = out.keys;
  keys.push_back({"when", one_line(rule.when.text().value), expr::meaning(rule.when),
                  expr::conjuncts(rule.when)});
  if (rule.effect != Effect::points) say(keys, "effect", std::string(to_text(rule.effect)));
  if (rule.points)
    keys.push_back({"points", one_line(rule.points->text().value), expr::meaning(*rule.points)});
  say(keys, "tier", rule.tier);
  if (rule.dimension.valid()) say(keys, "dimension", set.dimensions()[rule.dimension.index()]);
  if (rule.group.valid()) say(keys, "group", set.groups()[rule.group.index()].id);
  if (!rule.enabled) say(keys, "enabled", std::string("false"));
  say(keys, "valid_from", rule.valid_from);
  say(keys, "valid_to", rule.valid_to);
  say(out.texts, "title", rule.title);
  say(out.texts, "because", sentence(rule));
  say(out.texts, "why", rule.why);
  say(out.texts, "source", rule.source);
  say(out.texts, "reason", rule.reason);
  return out;
}

void say_near(std::vector<Said>& keys, const std::optional<signal::NearText>& near) {
  if (!near) return;
  say_paths(keys, "near.match", near->match);
  say(keys, "near.within", near->within.value);
  say(keys, "near.decay", near->decay);
}

Described described(const signal::SignalText& text, const signal::ExpressionMeanings& meanings) {
  Described out;
  std::vector<Said>& keys = out.keys;
  say_paths(keys, "match", text.match);
  say_near(keys, text.near);
  if (text.where) keys.push_back({"where", one_line(text.where->value), meanings.where});
  if (text.value) keys.push_back({"value", one_line(text.value->value), meanings.value});
  say(keys, "combine", text.combine);
  say(keys, "missing", text.missing);
  say_paths(keys, "without", text.without);
  say(keys, "over", text.over);
  if (text.lookup) say(keys, "lookup.table", text.lookup->table.value);
  if (text.lookup && text.lookup->otherwise)
    say(keys, "lookup.default", fmt::format("{}", *text.lookup->otherwise));
  say(keys, "allocate", text.allocate);
  say(out.texts, "title", text.title);
  say(out.texts, "unit", text.unit);
  say(out.texts, "why", text.why);
  say(out.texts, "source", text.source);
  return out;
}

/// Whether the rows of another order give, or name, another outcome.
bool by_order(HitPolicy policy) {
  switch (policy) {
    case HitPolicy::first:
    case HitPolicy::any:
    case HitPolicy::max:
    case HitPolicy::min: return true;  // of several, the first
    case HitPolicy::unique:
    case HitPolicy::priority:
    case HitPolicy::sum:
    case HitPolicy::count: break;
  }
  return false;
}

/// Which rows there are, each by itself.
Said rows_said(std::vector<std::string> names) {
  std::sort(names.begin(), names.end());
  const std::string text = fmt::format("{}", fmt::join(names, ", "));
  Said said{"rows", text, text};
  for (const std::string& name : names) said.clauses.push_back({name, name});
  return said;
}

Described described(const RuleSet& set, const DecisionTable& table) {
  Described out;
  say(out.keys, "policy", std::string(to_text(table.policy)));
  std::vector<std::string> names;
  for (const TableRow& row : table.rows)  // its rule is TABLE.ROW
    names.push_back(set.rule(row.rule).id.substr(table.id.size() + 1));
  out.keys.push_back(rows_said(names));
  if (by_order(table.policy)) say(out.keys, "order", fmt::format("{}", fmt::join(names, ", ")));
  if (table.policy == HitPolicy::priority)
    for (std::size_t i = 0; i < names.size(); ++i)
      say(out.keys, names[i] + ".priority", fmt::format("{}", table.rows[i].priority));
  return out;
}

/// A parameter by what it is: 1 and 1.0 are one number, 1 and "1" are not one value.
std::string meaning_of(const expr::Value& value) {
  return fmt::format("{}:{}", value.data.index(), expr::to_text(value));
}

}  // namespace

DescribedById described_rules(const RuleSet& set) {
  DescribedById all;
  for (const Rule& rule : set.rules()) all.emplace(rule.id, described(set, rule));
  return all;
}

DescribedById described_decision_tables(const RuleSet& set) {
  DescribedById all;
  for (const DecisionTable& table : set.decision_tables())
    all.emplace(table.id, described(set, table));
  return all;
}

DescribedById described_groups(const RuleSet& set) {
  DescribedById all;
  for (const Group& group : set.groups()) {
    Described& out = all[group.id];
    say(out.keys, "cap", to_text(group.cap));
    if (group.dimension.valid())
      say(out.keys, "dimension", set.dimensions()[group.dimension.index()]);
    say(out.texts, "why", group.why);
  }
  return all;
}

DescribedById described_signals(const RuleSet& set) {
  DescribedById all;
  for (std::size_t i = 0; i < set.signals().size(); ++i) {
    const signal::SignalId id(i);
    all.emplace(set.signals().id(id),
                described(set.texts().signals[i], signal::meanings(set.signals(), id)));
  }
  return all;
}

DescribedById described_parameters(const RuleSet& set) {
  DescribedById all;
  for (const auto& [name, value] : set.params())
    all[name].keys.push_back({"value", one_line(expr::to_text(value)), meaning_of(value)});
  for (const auto& [name, text] : set.texts().params)
    say(all[name.value].texts, "why", text.why.value);
  return all;
}

DescribedById described_tables(const RuleSet& set) {
  DescribedById all;
  for (const auto& [name, table] : set.texts().tables) {
    Described& out = all[name.value];
    for (const auto& [entry, number] : table.values) {
      say(out.keys, entry.value, fmt::format("{}", number.value));
      say(out.texts, entry.value + ".why", number.why);
    }
    const auto by_entry = [](const Said& a, const Said& b) { return a.what < b.what; };
    std::sort(out.keys.begin(), out.keys.end(), by_entry);
    say(out.texts, "why", table.why);
  }
  return all;
}

}  // namespace harbinger::rule::detail
