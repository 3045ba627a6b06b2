// SPDX-License-Identifier: Apache-2.0
#include "ruletest/test_text.hpp"

#include "rule/rule_text.hpp"

namespace harbinger::ruletest {

const Record<ExpectText>& ExpectText::shape() {
  static const auto record =
      Record<ExpectText>("expectation")
          .optional("fires", &ExpectText::fires, "a rule, or rules, that fire")
          .optional("not_fires", &ExpectText::not_fires, "rules that do not fire")
          .optional("not_evaluated", &ExpectText::not_evaluated,
                    "rules that something unknown, or an error, keeps from being evaluated")
          .optional("fires_only", &ExpectText::fires_only, "all rules that fire")
          .optional("points", &ExpectText::points,
                    "by rule: the points it gives to its dimension, after caps")
          .optional("dimensions", &ExpectText::dimensions, "by dimension: the points of its rules")
          .optional("tier", &ExpectText::tier, "the tier of the site")
          .optional("score", &ExpectText::score, "its score, to as many decimals as written")
          .optional("rank", &ExpectText::rank, "its rank")
          .optional("rank_order", &ExpectText::rank_order, "sites, each better than the next");
  return record;
}

bool read_value(const YamlNode& node, TestText& out, Diagnostics& diagnostics) {
  out.where = node.where;
  return TestText::shape().read(node, out, diagnostics);
}

const Record<TestText>& TestText::shape() {
  static const auto record =
      Record<TestText>("test")
          .required("name", &TestText::name, "a sentence that is true where the test passes")
          .optional("why", &TestText::why, "where the expected values come from")
          .optional("given", &TestText::given, "values of signals; ~ is unknown")
          .optional("otherwise", &TestText::otherwise,
                    "what signals are that are not given: unknown (the default) or zero")
          .optional("site", &TestText::site, "a site, in place of signals")
          .optional("facts", &TestText::facts, "rows by table: the whole pack of this test")
          .optional("edits", &TestText::edits, "edits of facts, rules or model, as in a scenario")
          .optional("params", &TestText::params, "other values of parameters")
          .optional("as_of", &TestText::as_of, "the day looked at; of a month, its last")
          .required("expect", &TestText::expect, "what must be true");
  return record;
}

const Record<TestFileText>& TestFileText::shape() {
  static const auto record =
      Record<TestFileText>("test file")
          .optional("title", &TestFileText::title, "one line for people")
          .required("rules", &TestFileText::rules, "the rule file, or files, that are tested")
          .optional("pack", &TestFileText::pack, "folder of facts")
          .optional("model", &TestFileText::model, "scoring model")
          .optional("as_of", &TestFileText::as_of, "the day of tests that name none")
          .optional("otherwise", &TestFileText::otherwise, "for tests that do not say it")
          .optional("defaults", &TestFileText::defaults, "signals given in every test")
          .required("tests", &TestFileText::tests, "each on its own");
  return record;
}

const RecordShape& rule_file_shape() {
  static const RecordShape with_tests = [] {
    RecordShape shape = rule::RuleFileText::shape();
    for (RecordShape::Property& property : shape.properties)
      if (property.key == "tests")
        property.shape = [] { return shape_of(static_cast<std::vector<TestText>*>(nullptr)); };
    return shape;
  }();
  return with_tests;
}

}  // namespace harbinger::ruletest
