// SPDX-License-Identifier: Apache-2.0
#include "ruletest/detail/test_world.hpp"

#include <algorithm>

#include "pack/fact_builder.hpp"

namespace harbinger::ruletest::detail {

namespace {

constexpr const char* test_source = "given-by-the-test";

/// The pack without its facts. Legal tests ask for lists, which are facts.
pack::Pack emptied(const pack::Pack& base) {
  pack::Pack pack = base;
  pack.set_facts(pack::FactBuilder(base.schema).build());
  pack.legal_tests.clear();
  pack::Source source;
  source.id = test_source;
  source.title = "Given by the test";
  const auto place =
      std::lower_bound(pack.sources.begin(), pack.sources.end(), source.id,
                       [](const pack::Source& a, const std::string& id) { return a.id < id; });
  pack.sources.insert(place, std::move(source));
  return pack;
}

const std::string& surest_word(const pack::Schema& schema) {
  return std::max_element(
             schema.confidence.begin(), schema.confidence.end(),
             [](const auto& a, const auto& b) { return a.probability < b.probability; })
      ->word;
}

bool has_table(const pack::Pack& pack, const std::string& name) {
  return std::any_of(pack.tables.begin(), pack.tables.end(), [&](const std::string& path) {
    return path == name || path.ends_with("/" + name);
  });
}

/// The table's name, placed at the row: there a column that is missing is told.
WrittenText table_at(const WrittenText& table, const Named<YamlNode>& cells) {
  WrittenText name = table;
  if (!cells.empty()) name.offsets = cells.front().first.offsets;
  return name;
}

/// Adds a cell that the row leaves out.
void complete(pack::AddedRow& row, const std::string& column, const std::string& value) {
  for (const auto& cell : row.cells)
    if (cell.first.value == column) return;
  WrittenText name = row.table;
  name.value = column;
  YamlNode node;
  node.kind = YamlKind::scalar;
  node.where = row.table.where();
  node.scalar = row.table;
  node.scalar.value = value;
  row.cells.emplace_back(std::move(name), std::move(node));
}

std::vector<scenario::Edit> rows_of(const TestText& test, const pack::Pack& pack) {
  std::vector<scenario::Edit> edits;
  for (const auto& [table, rows] : test.facts)
    for (const Named<YamlNode>& cells : rows) {
      const bool known = has_table(pack, table.value);
      pack::AddedRow row{known ? table_at(table, cells) : table, cells};
      complete(row, "confidence", surest_word(pack.schema));
      complete(row, "source", test_source);
      edits.push_back({scenario::AddFact{std::move(row)}, {}, {}, 0});
      if (!known) break;  // told once
    }
  return edits;
}

}  // namespace

std::optional<scenario::EditedInputs> test_world(const TestText& test,
                                                 const scenario::BaseInputs& base,
                                                 Diagnostics& diagnostics) {
  const std::size_t errors = diagnostics.error_count();
  scenario::Scenario scenario =
      scenario::scenario_of(test.name.value, test.params, test.edits, diagnostics);
  if (test.as_of) scenario.as_of = test.as_of->last;
  std::optional<scenario::EditedInputs> inputs;
  if (test.facts.empty()) {
    inputs = scenario::edited_inputs(base, scenario, diagnostics);
  } else {
    // The rows are a layer below the edits, so that these may remove or change them.
    for (scenario::Edit& edit : scenario.edits) edit.layer = 1;
    auto rows = rows_of(test, base.graph.pack());
    scenario.edits.insert(scenario.edits.begin(), rows.begin(), rows.end());
    const graph::EntityGraph empty(emptied(base.graph.pack()));
    inputs = scenario::edited_inputs({empty, base.rules, base.model_text, base.model, base.as_of},
                                     scenario, diagnostics);
  }
  if (diagnostics.error_count() > errors) return std::nullopt;
  return inputs;
}

}  // namespace harbinger::ruletest::detail
