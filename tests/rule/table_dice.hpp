// SPDX-License-Identifier: Apache-2.0
// Random decision tables over the signals of rule_fixture.hpp, each cell with the same condition as a person would
// write it in CEL: what the engine makes of a cell is held against that.
#pragma once

#include <array>
#include <random>
#include <string>
#include <vector>

#include "rule_fixture.hpp"

namespace harbinger::rule {

struct CellPair {
  const char* cell;
  const char* cel;
};

/// What an input may be made of, and cells for it.
struct InputPool {
  const char* value;
  std::vector<CellPair> cells;
  bool exact = true;  ///< Its values are all that the analysis takes it to have.
};

/// By input, of which each table draws one value.
inline const std::array<std::vector<InputPool>, 4> input_pool = {{
    {{"calls",
      {{"-", "true"},
       {"1", "calls == 1"},
       {"[0..2)", "calls >= 0 && calls < 2"},
       {"> 1", "calls > 1"},
       {"(..2]", "calls <= 2"},
       {"!= 2", "calls != 2"},
       {"0, 3", "(calls == 0 || calls == 3)"},
       {"not(1, [3..))", "!(calls == 1 || calls >= 3)"},
       {"{input >= 4 * share}", "calls >= 4 * share"},
       {"{1 / input > 0.4}", "1 / calls > 0.4"},
       {"{input > 2 || input < 1 // )}", "(calls > 2 || calls < 1)"}}},
     {"calls > 1 ? 1.0 : 0.0",
      {{"-", "true"},
       {"<= 0.6", "(calls > 1 ? 1.0 : 0.0) <= 0.6"},
       {">= 0.4", "(calls > 1 ? 1.0 : 0.0) >= 0.4"},
       {"!= 1", "(calls > 1 ? 1.0 : 0.0) != 1.0"}}},
     {"calls / calls // not for 0",
      {{"-", "true"},
       {"< 5", "calls / calls < 5"},
       {">= 5", "calls / calls >= 5"},
       {"not(1)", "!(calls / calls == 1)"},
       {"not([0..2])", "!(calls / calls >= 0 && calls / calls <= 2)"}},
      false}},
    {{"share",
      {{"-", "true"},
       {"0.5", "share == 0.5"},
       {"< 0.5", "share < 0.5"},
       {"[0.25..0.75]", "share >= 0.25 && share <= 0.75"},
       {"]0.25..0.5[, > 0.75", "((share > 0.25 && share < 0.5) || share > 0.75)"}}}},
    {{"donated",
      {{"-", "true"}, {"true", "donated"}, {"false", "!donated"}, {"!= true", "!donated"}}}},
    {{"maker",
      {{"-", "true"},
       {"x", "maker == 'x'"},
       {"'x', y", "(maker == 'x' || maker == 'y')"},
       {"not(x)", "maker != 'x'"},
       {"{input in ['x', 'z']}", "maker in ['x', 'z']"}}},
     {"size(maker)",
      {{"-", "true"},
       {"< 2", "size(maker) < 2"},
       {"> 1", "size(maker) > 1"},
       {"not(0)", "size(maker) != 0"},
       {"1, [2..3)", "(size(maker) == 1 || size(maker) >= 2 && size(maker) < 3)"}}}},
}};
inline constexpr std::array<const char*, 4> input_names = {"calls", "share", "donated", "maker"};
inline constexpr std::array<const char*, 6> points_pool = {
    "10", "20", "5 + 5", "30", "10 * calls", "calls / (2 * share - 1)"};
inline constexpr std::array<const char*, 8> hit_pool = {"unique",  "first",   "any",     "priority",
                                                        "collect", "collect", "collect", "collect"};
inline constexpr std::array<const char*, 4> collect_pool = {"sum", "max", "min", "count"};

struct DrawnRow {
  std::array<CellPair, 4> cells;
  std::string points;
  int priority = 0;
};

struct DrawnTable {
  std::size_t policy = 0;  ///< Of hit_pool; from 4 on, of collect_pool.
  std::vector<DrawnRow> rows;
  std::array<std::size_t, 4> values{};  ///< Of input_pool.
  std::size_t columns = 4;

  [[nodiscard]] const InputPool& input(std::size_t column) const {
    return input_pool[column][values[column]];
  }
  [[nodiscard]] bool is_exact() const {
    for (std::size_t i = 0; i < columns; ++i)
      if (!input(i).exact) return false;
    return true;
  }

  [[nodiscard]] bool counts() const { return policy == 7; }

  [[nodiscard]] std::string yaml() const {
    std::string text = "decision_tables:\n  - id: t\n    dimension: d\n    hit: ";
    text += hit_pool[policy];
    if (policy >= 4) text += std::string("\n    collect: ") + collect_pool[policy - 4];
    text += "\n    inputs:\n";
    for (std::size_t i = 0; i < columns; ++i)
      text += std::string("      - {name: ") + input_names[i] + ", value: \"" + input(i).value +
              "\"}\n";
    text += "    rows:\n";
    for (const DrawnRow& row : rows) {
      text += "      - when: {";
      for (std::size_t i = 0; i < columns; ++i)
        text +=
            std::string(i == 0 ? "" : ", ") + input_names[i] + ": \"" + row.cells[i].cell + "\"";
      text += "}\n";
      if (!counts()) text += "        points: \"" + row.points + "\"\n";
      if (policy == 3) text += "        priority: " + std::to_string(row.priority) + "\n";
    }
    return text;
  }

  /// For each row two rules of its own: whether it hits (c), and its points (p).
  [[nodiscard]] std::string rules() const {
    std::string text = "rules:\n";
    for (std::size_t i = 0; i < rows.size(); ++i) {
      std::string when = rows[i].cells[0].cel;
      for (std::size_t k = 1; k < columns; ++k) when += std::string(" && ") + rows[i].cells[k].cel;
      const std::string points = counts() ? "1" : rows[i].points;
      for (const auto& [id, given] : {std::pair("c", std::string("1")), std::pair("p", points)})
        text += std::string("  - {id: ") + id + std::to_string(i) + ", dimension: d, when: \"" +
                when + "\", points: \"" + given + "\"}\n";
    }
    return text;
  }
};

/// Tables in each case of a property: most tables have nothing rare about them.
inline constexpr int tables_a_case = 10;

class TableDice {
 public:
  explicit TableDice(std::uint32_t seed) : random_(seed) {}

  std::size_t below(std::size_t bound) { return random_() % bound; }

  DrawnTable table(std::size_t most_rows, bool expressions = true) {
    DrawnTable table;
    table.policy = below(hit_pool.size());
    const std::size_t rows = 1 + below(most_rows);
    if (below(3) == 0) table.columns = 1;  // where rows often cover all there is
    for (std::size_t k = 0; k < 4; ++k)
      table.values[k] = below(2) == 0 ? 0 : below(input_pool[k].size());
    for (std::size_t i = 0; i < rows; ++i) {
      DrawnRow& row = table.rows.emplace_back();
      for (std::size_t k = 0; k < 4; ++k) do {
          const auto& cells = table.input(k).cells;
          row.cells[k] = cells[below(3) == 0 ? 0 : below(cells.size())];
        } while (!expressions && row.cells[k].cell[0] == '{');
      row.points = points_pool[below(points_pool.size())];
      row.priority = static_cast<int>(below(3));
    }
    return table;
  }

  /// Values at and around what the cells name; unknown ones, ranges and errors among them.
  SiteValues site() {
    SiteValues site(4);
    if (below(8) != 0) site[0] = static_cast<double>(below(5));
    if (below(8) != 0) site[1] = 0.25 * static_cast<double>(below(5));
    if (below(20) == 0) site[1] = expr::Range{0.25, 0.75};
    if (below(8) != 0) site[2] = below(2) == 0;
    if (below(8) != 0) site[3] = std::string(1, static_cast<char>('x' + below(3)));
    for (expr::Value& value : site)
      if (below(25) == 0) value = expr::Error{"a test"};
    return site;
  }
  std::vector<SiteValues> sites(std::size_t count) {
    std::vector<SiteValues> all;
    for (std::size_t i = 0; i < count; ++i) all.push_back(site());
    return all;
  }

 private:
  std::mt19937 random_;
};

}  // namespace harbinger::rule
