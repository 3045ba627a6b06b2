// SPDX-License-Identifier: Apache-2.0
// Indices that others publish, computed again by models of ours. The data and where they come from:
// tests/data/asem/README.md, tests/data/china_index/README.md.
#include <catch2/catch.hpp>

#include <algorithm>
#include <cmath>
#include <fstream>
#include <map>
#include <sstream>
#include <string>
#include <vector>

#include "base/files.hpp"
#include "model/model.hpp"
#include "model/score.hpp"

using namespace harbinger;
using namespace harbinger::model;
using Catch::Matchers::WithinAbs;

namespace {

const std::string data_folder = std::string(HARBINGER_SOURCE_DIR) + "/tests/data/";

using Row = std::map<std::string, std::string>;

std::vector<std::string> cells(const std::string& line) {
  std::vector<std::string> result(1);
  bool quoted = false;
  for (const char c : line) {
    if (c == '"')
      quoted = !quoted;
    else if (c == ',' && !quoted)
      result.emplace_back();
    else if (c != '\r')
      result.back() += c;
  }
  return result;
}

std::vector<Row> table(const std::string& name) {
  std::ifstream file(data_folder + name);
  std::string line;
  std::getline(file, line);
  const std::vector<std::string> head = cells(line);
  std::vector<Row> rows;
  while (std::getline(file, line)) {
    const std::vector<std::string> values = cells(line);
    Row& row = rows.emplace_back();
    for (std::size_t i = 0; i < head.size(); ++i) row[head[i]] = values.at(i);
  }
  return rows;
}

expr::Column column(const std::vector<Row>& rows, const std::string& name) {
  expr::Column result;
  result.known = Bits(rows.size());
  result.errors = Bits(rows.size());
  for (std::size_t row = 0; row < rows.size(); ++row) {
    const std::string& cell = rows[row].at(name);
    result.numbers.push_back(cell.empty() ? 0 : std::stod(cell));
    result.known.assign(row, !cell.empty());
  }
  return result;
}

using Signals = std::map<std::string, expr::Column>;

Inputs inputs_of(const Signals& signals, std::size_t sites) {
  return {sites, {}, [&signals](std::string_view name) -> const expr::Column* {
            const auto found = signals.find(std::string(name));
            return found == signals.end() ? nullptr : &found->second;
          }};
}

Model loaded(std::shared_ptr<const SourceText> text) {
  Diagnostics diagnostics;
  const auto model = load_model(text, diagnostics);
  for (const auto& d : diagnostics.all()) UNSCOPED_INFO(to_text(d));
  REQUIRE(model);
  return *model;
}

double to_one_decimal(double x) { return std::round(x * 10) / 10; }

// --- ASEM -------------------------------------------------------------------------------------------------

void divide_by(expr::Column& indicator, const expr::Column& denominator) {
  for (std::size_t row = 0; row < indicator.numbers.size(); ++row)
    if (indicator.known[row]) indicator.numbers[row] /= denominator.numbers[row];
}

void fill_with_group_mean(expr::Column& indicator, const std::vector<Row>& countries) {
  std::map<std::string, std::pair<double, double>> sums;  // of a group: sum, count
  for (std::size_t row = 0; row < countries.size(); ++row) {
    if (!indicator.known[row]) continue;
    auto& [sum, count] = sums[countries[row].at("EurAsia_group")];
    sum += indicator.numbers[row];
    count += 1;
  }
  for (std::size_t row = 0; row < countries.size(); ++row) {
    if (indicator.known[row]) continue;
    const auto& [sum, count] = sums.at(countries[row].at("EurAsia_group"));
    indicator.numbers[row] = sum / count;
    indicator.known.set(row);
  }
}

Signals asem_signals(const std::vector<Row>& countries) {
  Signals signals;
  for (const Row& entry : table("asem/hierarchy.csv")) {
    if (entry.at("Level") != "1") continue;
    expr::Column indicator = column(countries, entry.at("iCode"));
    if (!entry.at("Denominator").empty())
      divide_by(indicator, column(countries, entry.at("Denominator")));
    fill_with_group_mean(indicator, countries);
    signals[entry.at("iCode")] = indicator;
  }
  return signals;
}

// --- China Index ------------------------------------------------------------------------------------------

/// A model with one leaf for each value of `column` ("domain" or "layer"), every answer out of 4.
std::string china_index_model(const std::vector<Row>& indicators, const std::string& by,
                              const std::string& missing) {
  std::map<std::string, std::string> leaves;
  for (const Row& entry : indicators) {
    std::string id = by.empty() ? "all" : entry.at(by);
    for (char& c : id)
      c = c == ' ' || c == '-' ? '_'
                               : static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
    leaves[id] += "      - {signal: " + entry.at("indicator") +
                  ", normalise: goalposts, low: 0, high: 4, missing: " + missing + "}\n";
  }
  std::string text = "model: china_index\ndimensions:\n";
  for (const auto& [id, lines] : leaves) text += "  - id: " + id + "\n    indicators:\n" + lines;
  return text + "tiers: {bounds: [{tier: any, at_least: 0}]}\n";
}

struct ChinaIndex {
  std::vector<Row> countries = table("china_index/scores.csv");
  std::vector<Row> indicators = table("china_index/indicators.csv");
  std::map<std::string, Row> results;
  Signals signals;

  ChinaIndex() {
    for (const Row& row : table("china_index/results.csv")) results[row.at("iso2")] = row;
    for (const Row& entry : indicators)
      signals[entry.at("indicator")] = column(countries, entry.at("indicator"));
  }

  [[nodiscard]] std::pair<Model, Scores> by(const std::string& grouping,
                                            const std::string& missing) const {
    Model model = loaded(std::make_shared<const SourceText>(
        "china.yaml", china_index_model(indicators, grouping, missing)));
    Scores scores = score(model, inputs_of(signals, countries.size()), 2);
    return {std::move(model), std::move(scores)};
  }
};

}  // namespace

TEST_CASE("The ASEM index of Sustainable Connectivity has its published first places",
          "[published]") {
  const std::vector<Row> countries = table("asem/raw.csv");
  REQUIRE(countries.size() == 51);
  const Signals signals = asem_signals(countries);
  REQUIRE(signals.size() == 49);
  const Model model = loaded(*read_file(data_folder + "asem/model.yaml"));
  const Scores scores = score(model, inputs_of(signals, countries.size()), 2);
  std::vector<std::pair<double, std::string>> ranked;
  for (std::size_t row = 0; row < countries.size(); ++row)
    ranked.emplace_back(-scores.total[row], countries[row].at("uCode"));
  std::sort(ranked.begin(), ranked.end());
  const std::vector<std::pair<std::string, double>> published = {
      {"CHE", 68.38}, {"NLD", 64.82}, {"DNK", 64.80}, {"NOR", 64.47}};
  for (std::size_t place = 0; place < published.size(); ++place) {
    CHECK(ranked[place].second == published[place].first);
    CHECK_THAT(-ranked[place].first, WithinAbs(published[place].second, 0.005));
  }
}

TEST_CASE("The China Index has its 101 published totals and ranks", "[published]") {
  const ChinaIndex index;
  REQUIRE(index.countries.size() == 101);
  const auto [model, scores] = index.by("", "drop");
  std::vector<double> percents;
  for (const double total : *scores.total) percents.push_back(to_one_decimal(total));
  for (std::size_t row = 0; row < percents.size(); ++row) {
    const Row& result = index.results.at(index.countries[row].at("iso2"));
    INFO(result.at("country"));
    CHECK(percents[row] == std::stod(result.at("percent")));
    CHECK_THAT(scores.total[row], WithinAbs(100 * std::stod(result.at("points")) /
                                                std::stod(result.at("points_possible")),
                                            1e-9));
    const auto above = std::count_if(percents.begin(), percents.end(),
                                     [&](double p) { return p > percents[row]; });
    CHECK(1 + above == std::stol(result.at("rank")));
  }
}

TEST_CASE("The China Index has its 909 published domains", "[published]") {
  const ChinaIndex index;
  const auto [model, scores] = index.by("domain", "drop");
  REQUIRE(model.dimensions.size() == 10);
  std::size_t same = 0;
  for (std::size_t row = 0; row < index.countries.size(); ++row)
    for (std::size_t d = 1; d < 10; ++d) {
      const Row& result = index.results.at(index.countries[row].at("iso2"));
      const double found = to_one_decimal(100 * scores.dimensions[d][row]);
      same += found == std::stod(result.at(model.dimensions[d].id + "_percent")) ? 1u : 0u;
    }
  CHECK(same == 909);
}

TEST_CASE("The China Index has its 303 published layers, in which no answer counts as 0",
          "[published]") {
  const ChinaIndex index;
  const auto [model, scores] = index.by("layer", "zero");
  REQUIRE(model.dimensions.size() == 4);
  std::size_t same = 0;
  for (std::size_t row = 0; row < index.countries.size(); ++row)
    for (std::size_t d = 1; d < 4; ++d) {
      const Row& result = index.results.at(index.countries[row].at("iso2"));
      const double found = std::round(to_one_decimal(100 * scores.dimensions[d][row]));
      same += found == std::stod(result.at(model.dimensions[d].id + "_percent")) ? 1u : 0u;
    }
  CHECK(same == 303);
}
