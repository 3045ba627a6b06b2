// SPDX-License-Identifier: Apache-2.0
#include "scenario/scenario.hpp"

#include <algorithm>
#include <filesystem>
#include <map>
#include <numeric>

#include <fmt/format.h>

#include "base/files.hpp"
#include "base/key_path.hpp"
#include "base/text_place.hpp"
#include "base/yaml_reader.hpp"

namespace harbinger::scenario {

namespace {

bool is_name(std::string_view text) {
  const auto fits = [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '_';
  };
  return !text.empty() && std::all_of(text.begin(), text.end(), fits);
}

/// A file that a scenario names, as seen from the current folder.
WrittenText beside(const WrittenText& file) {
  WrittenText path = file;
  const std::filesystem::path folder =
      std::filesystem::path(file.text ? file.text->name() : "").parent_path();
  path.value = (folder / file.value).lexically_normal().string();
  path.offsets = {file.offsets.empty() ? 0u : file.offsets.front()};
  return path;
}

/// The columns of a row in YAML.
bool read_cells(const YamlNode& node, Named<YamlNode>& cells, Diagnostics& diagnostics) {
  if (node.kind != YamlKind::map) return expected(node, "a map of columns", diagnostics);
  return read_value(node, cells, diagnostics);
}

/// The edits of one scenario on their own: what they are, and whether they contradict each other.
class Layer {
 public:
  Layer(std::string name, Diagnostics& diagnostics)
      : name_(std::move(name)), diagnostics_(diagnostics) {}

  void add(const ScenarioText& text) {
    if (!text.rules.names.empty()) {
      UseRules rules;
      for (const WrittenText& file : text.rules.names) rules.files.push_back(beside(file));
      push(std::move(rules), {});
    }
    if (text.model) push(UseModel{beside(*text.model)}, {});
    add(text.edits);
  }

  void add(std::span<const EditText> all) {
    for (const EditText& edit : all) add(edit);
  }

  void set(const WrittenText& written, const YamlNode& to, const std::string& why) {
    const auto path = parse_path(written, diagnostics_);
    if (!path) return;
    // A path also contradicts one that leads into what it sets.
    for (const WrittenText& other : paths_) {
      const std::string& shorter = std::min(other.value, written.value);
      const std::string& longer = std::max(other.value, written.value);
      const bool clashes = shorter == longer || (path->root != EditPath::Root::table &&
                                                 longer.starts_with(shorter + "."));
      if (clashes) return tell_second(written, "'{}' is set twice", other);
    }
    if (path->root == EditPath::Root::rule &&
        !claim(rules_, path->id, Claim::edited, "the rule '{}' is removed and edited"))
      return;
    paths_.push_back(written);
    push(SetValue{*path, to}, why);
  }

  void set_parameter(const WrittenText& name, const YamlNode& to) {
    WrittenText path = name;
    path.value = "params." + name.value;
    path.offsets = {name.offsets.empty() ? 0u : name.offsets.front()};
    paths_.push_back(path);
    push(SetValue{{EditPath::Root::parameter, path, {}, {}, name}, to}, {});
  }

  void remove(const WrittenText& id, const std::string& why) {
    if (claim(facts_, id, Claim::removed, "'{}' is removed, and removed or changed already"))
      push(RemoveFact{id}, why);
  }

  std::vector<Edit> edits;

 private:
  enum class Claim : unsigned char { removed, changed, edited, added };
  using Claims = std::map<std::string, std::pair<Claim, WrittenText>>;

  void push(decltype(Edit::what) what, const std::string& why) {
    edits.push_back({std::move(what), why, name_, 0});
  }

  void tell_second(const WrittenText& what, fmt::format_string<const std::string&> message,
                   const WrittenText& first) {
    diagnostics_.error(what.where(), message, what.value)
        .with_hint("first at " + to_text(first.where()));
  }

  /// Whether what an edit does to a fact or a rule fits what another one does; several may edit one rule.
  bool claim(Claims& claims, const WrittenText& id, Claim claim,
             fmt::format_string<const std::string&> message) {
    const auto [found, is_new] = claims.emplace(id.value, std::pair(claim, id));
    const auto& [before, first] = found->second;
    const auto edits_rule = [](Claim c) { return c == Claim::edited || c == Claim::added; };
    if (is_new) return true;
    if (edits_rule(before) && edits_rule(claim) && (before != claim || claim == Claim::edited))
      return true;
    tell_second(id, message, first);
    return false;
  }

  void add(const EditText& edit) {
    std::vector<std::string> verbs;
    if (edit.set) verbs.emplace_back("set");
    if (!edit.remove.names.empty()) verbs.emplace_back("remove");
    if (edit.remove_all) verbs.emplace_back("remove_all");
    if (edit.add) verbs.emplace_back("add");
    if (edit.change) verbs.emplace_back("change");
    if (edit.add_rule) verbs.emplace_back("add_rule");
    if (edit.remove_rule) verbs.emplace_back("remove_rule");
    if (verbs.size() != 1) {
      diagnostics_
          .error(
              edit.where, "an edit says one thing; this one says {}",
              verbs.empty() ? std::string("nothing") : fmt::format("{}", fmt::join(verbs, " and ")))
          .with_hint("set, remove, remove_all, add, change, add_rule or remove_rule");
      return;
    }
    const bool takes_to = edit.set || edit.change;
    if (takes_to != edit.to.has_value()) {
      if (takes_to)
        diagnostics_.error(edit.where, "'{}' needs the key 'to'", verbs.front());
      else
        diagnostics_.error(edit.where, "'{}' takes no key 'to'", verbs.front());
      return;
    }
    if (edit.set) set(*edit.set, *edit.to, edit.why);
    for (const WrittenText& id : edit.remove.names) remove(id, edit.why);
    if (edit.remove_all) push(RemoveAllFacts{*edit.remove_all}, edit.why);
    if (edit.add) add_row(*edit.add, edit.why);
    if (edit.change) change(*edit.change, *edit.to, edit.why);
    if (edit.add_rule) add_rule(*edit.add_rule, edit.why);
    if (edit.remove_rule && claim(rules_, *edit.remove_rule, Claim::removed,
                                  "the rule '{}' is removed, and removed or edited already"))
      push(RemoveRule{*edit.remove_rule}, edit.why);
  }

  void add_row(const YamlNode& node, const std::string& why) {
    AddFact added;
    if (!read_cells(node, added.row.cells, diagnostics_)) return;
    const auto table = std::find_if(added.row.cells.begin(), added.row.cells.end(),
                                    [](const auto& cell) { return cell.first.value == "table"; });
    if (table == added.row.cells.end()) {
      diagnostics_.error(node.where, "a row needs the key 'table'")
          .with_hint("the name of a table, as pack.yaml has it");
      return;
    }
    if (!read_value(table->second, added.row.table, diagnostics_)) return;
    added.row.cells.erase(table);
    push(std::move(added), why);
  }

  void change(const WrittenText& id, const YamlNode& to, const std::string& why) {
    ChangeFact changed{{id, {}}};
    if (read_cells(to, changed.row.cells, diagnostics_) &&
        claim(facts_, id, Claim::changed, "'{}' is changed, and changed or removed already"))
      push(std::move(changed), why);
  }

  void add_rule(const rule::RuleText& rule, const std::string& why) {
    if (claim(rules_, rule.id, Claim::added,
              "the rule '{}' is added, and added or removed already"))
      push(AddRule{rule}, why);
  }

  std::string name_;
  Diagnostics& diagnostics_;
  std::vector<WrittenText> paths_;
  Claims facts_;
  Claims rules_;
};

/// All scenarios of some files, and what each extends.
class ScenarioReader {
 public:
  explicit ScenarioReader(Diagnostics& diagnostics) : diagnostics_(diagnostics) {}

  void read(const std::string& path) {
    const auto text = read_file(path);
    if (!text) return void(diagnostics_.add(text.error()));
    const auto tree = read_yaml(*text, diagnostics_);
    if (!tree) return;
    ScenarioFileText file;
    const bool whole = read_record(*tree, file, diagnostics_);
    if (whole && file.scenarios.empty())
      diagnostics_.error(tree->where, "the file holds no scenarios");
    for (ScenarioText& scenario : file.scenarios) add(std::move(scenario));
  }

  std::vector<Scenario> scenarios() {
    std::vector<Scenario> result;
    for (std::size_t i = 0; i < texts_.size(); ++i) {
      const auto line = line_of(i);
      if (!line) continue;
      Scenario scenario{texts_[i].name.value,  texts_[i].title, texts_[i].why, {}, {},
                        texts_[i].name.where()};
      for (std::size_t layer = 0; layer < line->size(); ++layer) {
        const ScenarioText& text = texts_[(*line)[layer]];
        if (text.as_of) scenario.as_of = text.as_of->last;
        for (Edit edit : layers_[(*line)[layer]].edits) {
          edit.layer = layer;
          scenario.edits.push_back(std::move(edit));
        }
      }
      result.push_back(std::move(scenario));
    }
    return result;
  }

 private:
  void add(ScenarioText text) {
    const WrittenText& name = text.name;
    if (!name.text) return;  // a record without its name has been told already
    if (!is_name(name.value))
      diagnostics_.error(name.where(), "'{}' is no name for a scenario", name.value)
          .with_hint("lower-case letters, digits and _");
    const auto [found, is_new] = by_name_.emplace(name.value, texts_.size());
    if (!is_new) {
      diagnostics_.error(name.where(), "the scenario '{}' is there twice", name.value)
          .with_hint("first at " + to_text(texts_[found->second].name.where()));
      return;
    }
    layers_.emplace_back(name.value, diagnostics_);
    layers_.back().add(text);
    texts_.push_back(std::move(text));
  }

  /// The scenario and what it extends, the last of these first; nothing where that cannot be followed.
  std::optional<std::vector<std::size_t>> line_of(std::size_t start) {
    std::vector<std::size_t> line{start};
    while (const auto& extends = texts_[line.back()].extends) {
      const auto found = by_name_.find(extends->value);
      if (found == by_name_.end()) {
        if (line.size() == 1) tell_unknown(*extends);
        return std::nullopt;
      }
      if (std::find(line.begin(), line.end(), found->second) != line.end()) {
        // Told once, at the scenario that comes back to itself.
        if (found->second == start)
          diagnostics_.error(texts_[start].extends->where(), "the scenario '{}' extends itself{}",
                             texts_[start].name.value, line.size() > 1 ? ", by way of others" : "");
        return std::nullopt;
      }
      line.push_back(found->second);
    }
    std::reverse(line.begin(), line.end());
    return line;
  }

  void tell_unknown(const WrittenText& name) {
    std::vector<std::string> names;
    for (const auto& [known, index] : by_name_) names.push_back(known);
    diagnostics_.error(name.where(), "unknown scenario '{}'", name.value)
        .did_you_mean(name.value, names);
  }

  Diagnostics& diagnostics_;
  std::vector<ScenarioText> texts_;
  std::vector<Layer> layers_;  ///< One for each text.
  std::map<std::string, std::size_t> by_name_;
};

/// The value of an argument: YAML where it is a list, a map or a quoted text as a whole, else a plain scalar,
/// so that an expression needs no quotes of its own.
YamlNode value_of(const WrittenText& argument, std::size_t begin) {
  YamlNode node;
  const std::string value = argument.value.substr(begin);
  if (value.find_first_of("[{\"'") == 0) {
    Diagnostics unheard;
    const auto text = std::make_shared<const SourceText>(argument.text->name(), value);
    if (auto tree = read_yaml(text, unheard)) return *std::move(tree);
  }
  node.kind = YamlKind::scalar;
  node.plain = true;
  node.scalar = {
      value,
      argument.text,
      {argument.offsets.begin() + static_cast<std::ptrdiff_t>(begin), argument.offsets.end()}};
  node.where = node.scalar.where();
  return node;
}

}  // namespace

std::vector<Scenario> readable_scenarios(std::span<const std::string> paths,
                                         Diagnostics& diagnostics) {
  ScenarioReader reader(diagnostics);
  for (const std::string& path : paths) reader.read(path);
  return reader.scenarios();
}

std::optional<std::vector<Scenario>> read_scenarios(std::span<const std::string> paths,
                                                    Diagnostics& diagnostics) {
  const std::size_t errors = diagnostics.error_count();
  auto scenarios = readable_scenarios(paths, diagnostics);
  if (diagnostics.error_count() > errors) return std::nullopt;
  return scenarios;
}

Scenario scenario_of(std::string name, const Named<YamlNode>& parameters,
                     std::span<const EditText> edits, Diagnostics& diagnostics) {
  Layer layer(name, diagnostics);
  for (const auto& [parameter, value] : parameters) layer.set_parameter(parameter, value);
  layer.add(edits);
  Scenario scenario;
  scenario.name = std::move(name);
  scenario.edits = std::move(layer.edits);
  return scenario;
}

Scenario quick_scenario(std::span<const std::string> sets, std::span<const std::string> removes,
                        Diagnostics& diagnostics) {
  Scenario scenario;
  scenario.name = "command_line";
  scenario.title = "The edits of the command line";
  Layer layer(scenario.name, diagnostics);
  for (const std::string& set : sets) {
    const WrittenText argument = written_argument("--set", set);
    // A condition may hold `=` too, but a path never does.
    const std::size_t equals = set.find('=');
    if (equals == std::string::npos || equals == 0) {
      diagnostics.error(argument.where(), "expected PATH=VALUE, found '{}'", set);
      continue;
    }
    WrittenText path = argument;
    path.value.resize(equals);
    path.offsets.resize(equals + 1);
    layer.set(path, value_of(argument, equals + 1), {});
  }
  for (const std::string& remove : removes) layer.remove(written_argument("--remove", remove), {});
  scenario.edits = std::move(layer.edits);
  return scenario;
}

}  // namespace harbinger::scenario
