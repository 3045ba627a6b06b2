// SPDX-License-Identifier: Apache-2.0
// Mistakes in tests: each with its place and the nearest right name, all in one run.
#include "test_base.hpp"

namespace harbinger::ruletest {

TEST_CASE("Every mistake of a file of tests is told in one run", "[ruletest]") {
  const TestBase base;
  CHECK(checked(base, R"yaml(
tests:
  - {name: a, given: {latitud: 2}, expect: {fires: nort}}
  - {name: b, given: {latitude: far, listed: 7}, expect: {points: {held: many}}}
  - {name: c, given: {latitude: 1}, expect: {fires: north, not_fires: north}}
  - {name: d, site: prot, expect: {fires: north}}
  - {name: e, site: port, expect: {tier: hihg, rank: 0, rank_order: [port]}}
  - {name: f, site: port, params: {nroth: 2}, expect: {fires: north}}
)yaml")
            .told ==
        "4:23 unknown signal 'latitud'; did you mean 'latitude'?\n"
        "4:52 unknown rule 'nort'; did you mean 'north'?\n"
        "5:33 expected a number, found 'far'\n"
        "5:46 expected true or false, found '7'\n"
        "5:74 expected a number, found 'many'\n"
        "6:71 what the rule 'north' does is expected twice in this test\n"
        "7:21 unknown site 'prot'; did you mean 'port'?\n"
        "8:42 unknown tier 'hihg'; did you mean 'high'?\n"
        "8:54 a rank is a whole number from 1 on, found '0'\n"
        "8:70 an order has at least two sites\n"
        "9:36 unknown parameter 'nroth'; did you mean 'north'?\n");
}

TEST_CASE("A test has signals given or a site, and expects something of it", "[ruletest]") {
  const TestBase base;
  CHECK(
      checked(base, R"yaml(
tests:
  - {name: a, expect: {fires: north}}
  - {name: b, given: {}, site: port, expect: {fires: north}}
  - {name: c, given: {}, expect: {}}
  - {name: d, given: {}, expect: {tier: high}}
  - {name: e, given: {}, edits: [{remove: maker}], expect: {fires: north}}
  - {name: f, site: port, otherwise: zero, expect: {fires: north}}
  - {name: f, given: {}, otherwise: nothing, expect: {fires: north}}
)yaml")
          .told ==
      "4:12 the test 'a' has neither 'given' nor 'site'; given: {SIGNAL: VALUE}, or a site of the "
      "pack or of `facts`\n"
      "5:32 a test has signals given, or a site, not both\n"
      "6:12 the test 'c' expects nothing; fires, not_fires, points, tier, ...\n"
      "7:41 a tier is known only where the test has a site; give `site:` in place of `given:`\n"
      "8:34 facts do not reach signals that are given\n"
      "9:38 'otherwise' is about signals that are given, and none are\n"
      "10:12 the test 'f' is there twice; first at a.test.yaml:9:12\n"
      "10:37 expected unknown or zero, found 'nothing'\n");
}

TEST_CASE("Rows of a test are checked as rows of a table, each at its place", "[ruletest]") {
  const TestBase base;
  CHECK(checked(base, R"yaml(
tests:
  - name: a
    site: here
    facts:
      sites.csv: [{id: here, name: Here, country: XXX, latt: 4}]
      own.csv: [{owner: a}, {owner: b}]
    expect: {fires: north}
)yaml")
            .told ==
        "7:56 the table 'sites.csv' has no column 'latt'; did you mean 'lat'?\n"
        "8:7 the pack has no table 'own.csv'; did you mean 'owns.csv'?\n"
        "7:51 unknown id 'XXX'\n");
}

TEST_CASE("A file is one of tests by its name or by its keys", "[ruletest]") {
  const auto is_one = [](const std::string& path, const std::string& yaml) {
    Diagnostics diagnostics;
    const auto tree = read_yaml(std::make_shared<const SourceText>(path, yaml), diagnostics);
    return is_test_file(path, *tree);
  };
  CHECK(is_one("a.test.yaml", "rules: [a.yaml]\ntests: []"));
  CHECK(is_one("a.yaml", "rules: [a.yaml]\ntests: []"));
  CHECK(is_one("a.yaml", "rules: a.yaml\ntests: []"));
  CHECK_FALSE(is_one("a.yaml", "rules: [{id: a}]\ntests: []"));
  CHECK_FALSE(is_one("a.yaml", "include: [a.yaml]\ntests: []"));
  CHECK_FALSE(is_one("a.yaml", "rules: [a.yaml]"));
}

TEST_CASE("What a file of tests names lies beside it", "[ruletest]") {
  Diagnostics diagnostics;
  const auto file =
      read_test_text(std::make_shared<const SourceText>(
                         "rules/a.test.yaml",
                         "rules: [a.yaml, more/b.yaml]\npack: ../data/p\nas_of: 2020\n"
                         "tests: [{name: a, given: {}, expect: {fires: x}}]"),
                     diagnostics);
  REQUIRE(file);
  REQUIRE(file->rules.size() == 2);
  CHECK(file->rules[0].value == "rules/a.yaml");
  CHECK(file->rules[1].value == "rules/more/b.yaml");
  CHECK(file->rules[1].where().column == 17);
  CHECK(file->rules[1].where().length == 11);  // as written: more/b.yaml
  CHECK(file->pack->value == "data/p");
  CHECK(file->as_of == parse_day("2020-12-31"));
}

TEST_CASE("A rule file holds its own tests", "[ruletest]") {
  Diagnostics diagnostics;
  const auto file = read_test_text(
      std::make_shared<const SourceText>("rules/a.yaml",
                                         "rules: []\nsignals: []\n"
                                         "tests: [{name: a, given: {}, expect: {fires: x}}]"),
      diagnostics);
  REQUIRE(file);
  REQUIRE(file->rules.size() == 1);
  CHECK(file->rules[0].value == "rules/a.yaml");
  CHECK(file->tests.size() == 1);
}

}  // namespace harbinger::ruletest
