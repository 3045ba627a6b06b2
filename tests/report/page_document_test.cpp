// SPDX-License-Identifier: Apache-2.0
#include "report/page_document.hpp"

#include <catch2/catch.hpp>
#include <nlohmann/json.hpp>

#include <set>

#include "ranking/bundled.hpp"
#include "ranking/explanation.hpp"
#include "report/layout.hpp"
#include "report/page_template.hpp"
#include "report/whatif_report.hpp"
#include "scenario/edited_inputs.hpp"

using namespace harbinger;
using namespace harbinger::report;
using nlohmann::json;
using tests::bundled;
using tests::bundled_assessment;

namespace {

Page bundled_page(std::size_t shown = 1'000'000) {
  const ranking::Assessment& assessment = bundled_assessment();
  Page page{"rank", "Exposure", assessment, {}};
  for (const std::uint32_t row : assessment.ranking.order())
    if (page.sites.size() < shown) page.sites.push_back({row, assessment.ranking.rank_of(row), 0});
  page.model_file = "models/exposure.yaml";
  return page;
}

/// The page of the whole bundled pack, made once.
const json& whole_page() {
  static const json document = json::parse(page_document(bundled_page(), a_run(), 2));
  return document;
}

/// The bundled ranking and that after a scenario.
scenario::Comparison compared(const scenario::Scenario& scenario) {
  const ranking::Assessment& before = bundled_assessment();
  Diagnostics diagnostics;
  const auto model_text = model::read_model_text(
      *read_file(std::string(HARBINGER_SOURCE_DIR) + "/models/exposure.yaml"), diagnostics);
  const scenario::BaseInputs base{bundled().graph, bundled().rules, *model_text, bundled().model,
                                  bundled().as_of()};
  const auto edited = scenario::edited_inputs(base, scenario, diagnostics);
  REQUIRE(edited);
  const ranking::Assessment after(before, edited->basis(), edited->view, 2);
  return scenario::compared(before, after, 20);
}

}  // namespace

TEST_CASE("The contributions on a page add up to the score at every site", "[page]") {
  const json& page = whole_page();
  REQUIRE(page["details"].size() == 551);
  for (const json& site : page["sites"]) {
    double sum = 0;
    for (const json& part : page["details"][site["id"].get<std::string>()]["contributions"])
      sum += part["value"].get<double>();
    INFO(site["id"]);
    CHECK(sum == Approx(site["score"].get<double>()).margin(1e-9));
  }
}

TEST_CASE("Every fact, node, source and rule that a page names is on it", "[page]") {
  const json& page = whole_page();
  std::set<std::string> named;
  for (const json& detail : page["details"]) {
    for (const json& evidence : detail["evidence"])
      for (const json& support : evidence["supports"])
        for (const json& fact : support["chain"]) named.insert(fact.get<std::string>());
    for (const char* list : {"not_fired", "not_evaluated"})
      for (const json& at : detail[list]) REQUIRE(at.get<std::size_t>() < page["silent"].size());
  }
  CHECK(named.size() > 1000);
  for (const std::string& fact : named) REQUIRE(page["facts"].contains(fact));
  CHECK(page["facts"].size() == named.size());  // and no other
  for (const json& fact : page["facts"]) {
    REQUIRE(bundled().graph.find_fact(fact["id"].get<std::string>()));
    for (const char* end : {"from", "to", "node"})
      if (fact.contains(end)) REQUIRE(page["nodes"].contains(fact[end].get<std::string>()));
    CHECK(fact.contains("node") != fact.contains("relation"));
    for (const json& source : fact["sources"])
      REQUIRE(page["sources"].contains(source.get<std::string>()));
  }
  std::set<std::string> rules;
  for (const json& rule : page["method"]["rules"]) rules.insert(rule["id"].get<std::string>());
  for (const json& silent : page["silent"])
    REQUIRE(rules.contains(silent["rule"].get<std::string>()));
}

TEST_CASE("The country of every site on a page is named, explained or not", "[page]") {
  Page page = bundled_page();
  page.details = 0;
  const json document = json::parse(page_document(page, a_run(), 2));
  CHECK(document["facts"].empty());
  CHECK_FALSE(document.contains("where"));
  std::set<std::string> countries;
  for (const json& site : document["sites"]) countries.insert(site["country"].get<std::string>());
  CHECK(countries.size() > 100);
  for (const std::string& country : countries)
    CHECK(document["nodes"][country]["kind"] == "Country");
  CHECK(document["nodes"].size() == countries.size());
  CHECK(document["nodes"]["AGO"]["name"] == "Angola");
}

TEST_CASE("A page tells the condition of its sites, and the edits of each scenario", "[page]") {
  Page page = bundled_page(1);
  page.where = "country == 'PHL'";
  scenario::Comparison comparison;
  comparison.edits = {"params.concessional=20", "remove a"};
  page.comparisons = {&comparison, 1};
  const json document = json::parse(page_document(page, a_run(), 1));
  CHECK(document["where"] == "country == 'PHL'");
  CHECK(document["sites"][0].contains("rank_in_selection"));
  CHECK(document["whatif"]["scenarios"][0]["edits"] == json{"params.concessional=20", "remove a"});
}

TEST_CASE("What is silent at a site is what its explanation says", "[page]") {
  const json& page = whole_page();
  const ranking::Assessment& assessment = bundled_assessment();
  for (const std::size_t row : {0u, 100u, 300u, 550u}) {
    const ranking::Explanation explanation = ranking::explanation(assessment, row);
    const json& detail = page["details"][assessment.site_id(row)];
    REQUIRE(detail["not_fired"].size() == explanation.not_fired.size());
    for (std::size_t i = 0; i < explanation.not_fired.size(); ++i) {
      const json& silent = page["silent"][detail["not_fired"][i].get<std::size_t>()];
      const ranking::SilentRule& rule = explanation.not_fired[i];
      CHECK(silent["rule"] == bundled().rules.rule(rule.rule).id);
      REQUIRE(silent["clauses"].size() == rule.failed.size());
      for (std::size_t k = 0; k < rule.failed.size(); ++k)
        CHECK(silent["clauses"][k]["clause"] == rule.failed[k].text);
    }
    REQUIRE(detail["evidence"].size() == explanation.evidence.size());
    for (std::size_t i = 0; i < explanation.evidence.size(); ++i)
      CHECK(detail["evidence"][i]["terms"] == explanation.evidence[i].evidence.supports.size());
  }
}

TEST_CASE("A page stays small: few supports of a signal, the largest, and chains of bounded length",
          "[page]") {
  const json& page = whole_page();
  bool is_cut = false;
  for (const json& detail : page["details"])
    for (const json& evidence : detail["evidence"]) {
      const json& supports = evidence["supports"];
      REQUIRE(supports.size() == std::min<std::size_t>(12, evidence["terms"].get<std::size_t>()));
      is_cut = is_cut || supports.size() < evidence["terms"];
      for (std::size_t i = 1; i < supports.size(); ++i)
        if (supports[i]["term"].is_number())
          CHECK(std::abs(supports[i - 1]["term"].get<double>()) >=
                std::abs(supports[i]["term"].get<double>()));
      for (const json& support : supports) CHECK(support["chain"].size() < 40);
    }
  CHECK(is_cut);
  CHECK(page_document(bundled_page(), a_run(), 2).size() < 6'000'000);
}

TEST_CASE("A page is the same for any number of threads", "[page]") {
  const std::string one = page_document(bundled_page(150), a_run(), 1);
  CHECK(one == page_document(bundled_page(150), a_run(), 2));
  CHECK(one == page_document(bundled_page(150), a_run(), 8));
}

TEST_CASE("Sites that are not explained are bare, and counted", "[page]") {
  Page page = bundled_page(5);
  page.details = 2;
  const json document = json::parse(page_document(page, a_run(), 2));
  CHECK(document["totals"] == json{{"sites", 551}, {"shown", 5}, {"detailed", 2}});
  CHECK(document["details"].size() == 2);
  CHECK(document["sites"][1].contains("rules"));
  CHECK_FALSE(document["sites"][2].contains("rules"));
  CHECK_FALSE(document["sites"][2].contains("signals"));
  CHECK(document["sites"][4]["score"] == whole_page()["sites"][4]["score"]);
  page.details = 0;
  const json bare = json::parse(page_document(page, a_run(), 2));
  CHECK(bare["details"] == json::object());
  CHECK(bare["facts"] == json::object());
  CHECK(bare["silent"] == json::array());
  CHECK(bare["timeline"].is_null());
  CHECK(bare["whatif"].is_null());
}

TEST_CASE("What is not UTF-8 is replaced on a page, not thrown at", "[page]") {
  Page page = bundled_page(1);
  page.title = "Port \xFF\xC3 of";
  page.notes = {"\xED\xA0\x80"};  // half of a surrogate pair
  const json document = json::parse(page_document(page, a_run(), 1));
  CHECK(has(document["title"].get<std::string>(), "Port \xEF\xBF\xBD"));
  CHECK(has(document["notes"][0].get<std::string>(), "\xEF\xBF\xBD"));
}

TEST_CASE("The method tells rules and model as their files do", "[page]") {
  const json& method = whole_page()["method"];
  CHECK(method["rules"].size() == 48);
  const ranking::Assessment& assessment = bundled_assessment();
  for (std::size_t i = 0; i < 48; ++i) {
    std::size_t fired = 0;
    for (std::size_t row = 0; row < assessment.sites(); ++row)
      fired += assessment.outcomes.rules[i].fired[row] ? 1u : 0u;
    CHECK(method["rules"][i]["fired_at"] == fired);
  }
  const json& rule = method["rules"][0];
  CHECK(rule["id"] == "supplier.state_controlled");
  CHECK(rule["when"] == "state_made_deliveries > 0");
  CHECK(rule["points"] == "35");
  CHECK(rule["dimension"] == "influence.supplier");
  CHECK(method["model"]["tree"]["combine"] == "geometric");
  CHECK(method["model"]["tree"]["of"][0]["id"] == "influence");
  CHECK(method["model"]["tree"]["of"][0]["floor"] == 0.1);
  CHECK(method["confidence"][0] == json{{"word", "high"}, {"probability", 0.95}});
}

TEST_CASE("The method has the parameters, tables and caps that rules and signals name", "[page]") {
  const json& method = whole_page()["method"];
  const auto named = [](const json& list, const char* key, const char* name) {
    for (const json& item : list)
      if (item[key] == name) return item;
    FAIL("no " << name);
    return json();
  };
  CHECK(named(method["params"], "name", "state")["value"] == "CHN");
  const json territories = named(method["params"], "name", "state_territories");
  CHECK(territories["value"] == "[CHN, HKG, MAC]");
  CHECK(has(territories["why"].get<std::string>(), "where a company of that state is based"));
  const json listings = named(method["groups"], "id", "listings");
  CHECK(listings["cap"] == 55);
  CHECK(listings["dimension"] == "influence.supplier");
  CHECK(has(listings["why"].get<std::string>(), "repeat one finding"));
  CHECK(named(method["rules"], "id", "supplier.delivered_after_listing")["group"] == "listings");
  const json seen = named(method["tables"], "name", "data_seen");
  CHECK(has(seen["why"].get<std::string>(), "what passes through the equipment"));
  CHECK(seen["entries"][0] ==
        json{{"text", "container_vehicle"},
             {"value", 3},
             {"why", "images are stored with container number, plate and declaration"}});
  const json ship = named(method["signals"], "id", "nearby_largest_ship");
  CHECK(ship["lookup"] == json{{"table", "ship_weight"}});
  CHECK(ship["within"] == "80 km");
  for (const json& signal : method["signals"])
    if (signal.contains("lookup"))
      named(method["tables"], "name", signal["lookup"]["table"].get<std::string>().c_str());
}

TEST_CASE("Facts that a what-if names are on its page, by their keys", "[page]") {
  const std::vector<std::string> removed{"DELIVERED_TO:d-subic-2024:port-of-subic:2024-11"};
  Diagnostics diagnostics;
  const std::vector<scenario::Comparison> comparisons{
      compared(scenario::quick_scenario({}, removed, diagnostics))};
  Page page = bundled_page(3);
  page.comparisons = comparisons;
  const json document = json::parse(page_document(page, a_run(), 2));
  CHECK(document["whatif"]["scenarios"][0]["sentence"] == whatif_sentence(comparisons[0]));
  const json& moved = document["whatif"]["scenarios"][0]["moved"];
  REQUIRE(moved.size() == comparisons[0].moved.size());
  bool is_named = false;
  for (const json& move : moved)
    for (const json& cause : move["causes"])
      for (const json& key : cause["facts"]) {
        REQUIRE(document["facts"].contains(key.get<std::string>()));
        is_named = is_named || document["facts"][key.get<std::string>()]["id"] == removed[0];
      }
  CHECK(is_named);
}

TEST_CASE("A fact that a scenario adds has its id on the page, behind what no key begins with",
          "[page]") {
  const std::vector<std::string> files{std::string(HARBINGER_SOURCE_DIR) +
                                       "/data/scenarios/new_loan.yaml"};
  Diagnostics diagnostics;
  const auto scenarios = scenario::read_scenarios(files, diagnostics);
  REQUIRE(scenarios);
  const std::vector<scenario::Comparison> comparisons{compared(scenarios->front())};
  Page page = bundled_page(3);
  page.comparisons = comparisons;
  const json document = json::parse(page_document(page, a_run(), 2));
  std::set<std::string> added;
  for (const json& move : document["whatif"]["scenarios"][0]["moved"])
    for (const json& cause : move["causes"])
      for (const json& fact : cause["facts"]) {
        const auto key = fact.get<std::string>();
        if (document["facts"].contains(key)) continue;
        REQUIRE(key.starts_with("+"));
        CHECK_FALSE(bundled().graph.find_fact(key.substr(1)));
        added.insert(key);
      }
  CHECK(std::any_of(added.begin(), added.end(), [](const std::string& key) {
    return has(key, "what-if-puerto-princesa-2025");
  }));
  for (const auto& [key, fact] : document["facts"].items()) CHECK_FALSE(key.starts_with("+"));
}
