// SPDX-License-Identifier: Apache-2.0
// Reading rule files: includes first, each file once, with the CSV files of decision tables, all merged into one
// RuleTexts.
#include <algorithm>
#include <filesystem>
#include <map>
#include <unordered_map>

#include "base/files.hpp"
#include "base/key_path.hpp"
#include "base/text_place.hpp"
#include "base/yaml_reader.hpp"
#include "rule/detail/rule_files.hpp"
#include "rule/named_files.hpp"
#include "rule/points.hpp"

namespace harbinger::rule {

namespace {

namespace fs = std::filesystem;

const WrittenText& name_of(const GroupText& group) { return group.id; }
const WrittenText& name_of(const RuleText& rule) { return rule.id; }
const WrittenText& name_of(const DecisionTableText& table) { return table.id; }
const WrittenText& name_of(const signal::SignalText& signal) { return signal.id; }
template <class T>
const WrittenText& name_of(const std::pair<WrittenText, T>& named) {
  return named.first;
}

/// Moves `from` behind `into`; a name that is there already is an error and stays out.
template <class T>
void merge(std::vector<T>& into, std::vector<T> from, std::string_view what,
           Diagnostics& diagnostics) {
  std::unordered_map<std::string, std::size_t> places;
  for (std::size_t i = 0; i < into.size(); ++i) places.emplace(name_of(into[i]).value, i);
  for (T& item : from) {
    const WrittenText& name = name_of(item);
    // A record without its name has been told already.
    const auto first = name.text ? places.find(name.value) : places.end();
    if (first == places.end()) {
      if (name.text) places.emplace(name.value, into.size());
      into.push_back(std::move(item));
    } else {
      diagnostics.error(name.where(), "the {} '{}' is there twice", what, name.value)
          .with_hint("first at " + to_text(name_of(into[first->second]).where()));
    }
  }
}

class RuleFileReader {
 public:
  explicit RuleFileReader(Diagnostics& diagnostics) : diagnostics_(&diagnostics) {}

  void read(const std::string& path) {
    auto text = read_file(path);
    if (!text) return void(diagnostics_->add(text.error()));
    // Standard input is one file too; it has no folder.
    read_text(*text, path == "-" ? fs::path() : fs::weakly_canonical(path));
  }

  void read_text(const std::shared_ptr<const SourceText>& text, const fs::path& path) {
    if (!path.empty() && is_done(path)) return;
    merged_.files.push_back(text);
    const auto yaml = read_yaml(text, *diagnostics_);
    RuleFileText file;
    if (!yaml || yaml->kind == YamlKind::null) return;
    // What was read of a file with mistakes is merged all the same, to tell the mistakes of the rest.
    (void)read_record(*yaml, file, *diagnostics_);
    if (open_.empty() && merged_.title.empty()) merged_.title = file.title;
    if (open_.empty() && file.tests.where.text) merged_.has_tests = true;
    open_.push_back(path);
    for (const WrittenText& included : file.include)
      if (included.text != nullptr) include(included, path);  // What is no text was told.
    open_.pop_back();
    for (DecisionTableText& table : file.decision_tables) complete(table, path);
    if (!path.empty()) done_.push_back(path);
    add(std::move(file));
  }

  RuleTexts merged() && { return std::move(merged_); }
  std::vector<std::string> named() && { return std::move(named_); }

 private:
  [[nodiscard]] bool is_done(const fs::path& path) const {
    return std::find(done_.begin(), done_.end(), path) != done_.end();
  }

  /// Where a file that is named in another lies: its path, and the name it is told by, never read by. Nothing where
  /// an error was added. Resolved, so that neither `..` nor a link leads out of the folder.
  struct Beside {
    fs::path path;
    std::string name;
  };
  std::optional<Beside> beside(const WrittenText& name, const fs::path& from,
                               std::string_view verb) {
    if (from.empty()) {
      diagnostics_->error(name.where(), "a text without a folder {} no files", verb);
      return std::nullopt;
    }
    const fs::path written(name.value);
    const fs::path folder = from.parent_path();
    const fs::path path = fs::weakly_canonical(folder / written);
    const auto [rest, _] = std::mismatch(folder.begin(), folder.end(), path.begin(), path.end());
    if (written.is_absolute() || rest != folder.end()) {
      diagnostics_->error(name.where(), "'{}' leaves the folder of this file", name.value)
          .with_hint("name files of the same folder, or under it");
      return std::nullopt;
    }
    named_.push_back(path.string());
    return Beside{
        path, (fs::path(name.text->name()).parent_path() / written).lexically_normal().string()};
  }

  /// The text of a file that is named by `name`; nullptr where an error was added.
  std::shared_ptr<const SourceText> text_of(const Beside& file, const WrittenText& name) {
    auto text = read_file(file.path.string());
    if (text) return std::make_shared<const SourceText>(file.name, std::string((*text)->content()));
    diagnostics_->error(name.where(), "'{}': {}", name.value, text.error().message);
    return nullptr;
  }

  void include(const WrittenText& name, const fs::path& from) {
    const auto file = beside(name, from, "includes");
    if (!file) return;
    if (std::find(open_.begin(), open_.end(), file->path) != open_.end())
      return void(diagnostics_->error(name.where(), "'{}' includes itself again", name.value));
    if (is_done(file->path)) return;
    if (const auto text = text_of(*file, name)) read_text(text, file->path);
  }

  /// Reads the table's CSV file, which counts among the files read, and numbers its rows.
  void complete(DecisionTableText& table, const fs::path& from) {
    if (table.csv && table.csv->text == nullptr) table.csv.reset();  // What is no text was told.
    if (table.csv && !table.rows.empty())
      diagnostics_->error(table.csv->where(), "the table '{}' has both rows and a CSV file",
                          table.id.value);
    else if (table.csv)
      read_csv(table, from);
    number_rows(table);
  }

  void read_csv(DecisionTableText& table, const fs::path& from) {
    if (csv_rows_ > most_rules) return;  // told already
    const auto file = beside(*table.csv, from, "reads");
    if (!file) return;
    auto text = csv_files_.find(file->path);
    if (text == csv_files_.end()) {
      const auto read = text_of(*file, *table.csv);
      if (read == nullptr) return;
      text = csv_files_.emplace(file->path, read).first;
      merged_.files.push_back(read);
    }
    (void)read_rows(text->second, table, *diagnostics_);
    csv_rows_ += table.rows.size();
    if (csv_rows_ > most_rules)
      diagnostics_->error(
          table.csv->where(),
          "with '{}' decision tables have more than {} rows in CSV files (the limit)",
          table.csv->value, most_rules);
  }

  void add(RuleFileText file) {
    merge(merged_.params, std::move(file.params), "parameter", *diagnostics_);
    merge(merged_.tables, std::move(file.tables), "table", *diagnostics_);
    merge(merged_.signals, std::move(file.signals), "signal", *diagnostics_);
    merge(merged_.groups, std::move(file.groups), "group", *diagnostics_);
    merge(merged_.rules, std::move(file.rules), "rule", *diagnostics_);
    merge(merged_.decision_tables, std::move(file.decision_tables), "decision table",
          *diagnostics_);
  }

  Diagnostics* diagnostics_;
  RuleTexts merged_;
  std::vector<fs::path> open_;  ///< The chain of includes that is being read.
  std::vector<fs::path> done_;
  std::vector<std::string> named_;  ///< Files that others name, there or not.
  std::map<fs::path, std::shared_ptr<const SourceText>> csv_files_;
  std::size_t csv_rows_ = 0;  ///< Of all tables so far.
};

}  // namespace

RuleTexts detail::readable_rule_files(std::span<const std::string> paths,
                                      Diagnostics& diagnostics) {
  RuleFileReader reader(diagnostics);
  for (const std::string& path : paths) reader.read(path);
  return std::move(reader).merged();
}

RuleTexts detail::readable_rule_text(const std::shared_ptr<const SourceText>& text,
                                     Diagnostics& diagnostics) {
  RuleFileReader reader(diagnostics);
  reader.read_text(text, {});
  return std::move(reader).merged();
}

std::optional<RuleTexts> read_rule_files(std::span<const std::string> paths,
                                         Diagnostics& diagnostics) {
  const std::size_t errors = diagnostics.error_count();
  RuleTexts texts = detail::readable_rule_files(paths, diagnostics);
  if (diagnostics.error_count() > errors) return std::nullopt;
  return texts;
}

std::vector<std::string> named_files(std::span<const std::string> paths) {
  Diagnostics told;
  RuleFileReader reader(told);
  for (const std::string& path : paths) reader.read(path);
  return std::move(reader).named();
}

std::optional<RuleTexts> read_rule_text(const std::shared_ptr<const SourceText>& text,
                                        Diagnostics& diagnostics) {
  const std::size_t errors = diagnostics.error_count();
  RuleTexts texts = detail::readable_rule_text(text, diagnostics);
  if (diagnostics.error_count() > errors) return std::nullopt;
  return texts;
}

}  // namespace harbinger::rule
