// SPDX-License-Identifier: Apache-2.0
#include "ruletest/rule_test.hpp"

#include <algorithm>
#include <cmath>
#include <map>

#include "base/text_place.hpp"
#include "ruletest/detail/expectations.hpp"
#include "ruletest/detail/given_values.hpp"
#include "ruletest/detail/test_world.hpp"

namespace harbinger::ruletest {

namespace {

/// Whether what a test starts from makes sense together.
bool check_start(const TestText& test, Diagnostics& diagnostics) {
  const std::size_t errors = diagnostics.error_count();
  const TextPosition where = test.name.where();
  if (!test.given && !test.site)
    diagnostics.error(where, "the test '{}' has neither 'given' nor 'site'", test.name.value)
        .with_hint("given: {SIGNAL: VALUE}, or a site of the pack or of `facts`");
  if (test.given && test.site)
    diagnostics.error(test.site->where(), "a test has signals given, or a site, not both");
  if (test.given && !test.facts.empty())
    diagnostics.error(test.facts.front().first.where(),
                      "facts do not reach signals that are given");
  if (test.otherwise && !test.given)
    diagnostics.error(test.otherwise->where(),
                      "'otherwise' is about signals that are given, and none are");
  if (test.given)
    for (const scenario::EditText& edit : test.edits)
      if (!edit.set && !edit.add_rule && !edit.remove_rule)
        diagnostics.error(edit.where, "facts do not reach signals that are given");
  return diagnostics.error_count() == errors;
}

std::optional<RuleTest> checked_test(const TestFile& file, const TestText& text,
                                     const scenario::BaseInputs& base, Diagnostics& diagnostics) {
  const std::size_t errors = diagnostics.error_count();
  if (!check_start(text, diagnostics)) return std::nullopt;
  auto inputs = detail::test_world(text, base, diagnostics);
  if (!inputs) return std::nullopt;
  RuleTest test{text.name.value, text.name.where(), *std::move(inputs), {}, {}, {}, {}, {}};
  test.own_facts = !text.facts.empty();
  test.edited = test.own_facts || !text.edits.empty() || !text.params.empty();
  if (text.given) {
    const bool zero = text.otherwise ? is_zero(*text.otherwise, diagnostics) : file.zero;
    test.given = detail::given_values(test.inputs.rules->signals(), *text.given, file.defaults,
                                      zero, diagnostics);
  } else {
    test.site = detail::site_id(test.inputs, *text.site, diagnostics);
  }
  test.expectations =
      detail::expectations_of(text, test.inputs, text.site.has_value(), diagnostics);
  if (diagnostics.error_count() > errors) return std::nullopt;
  return test;
}

}  // namespace

bool WrittenNumber::is(double number) const {
  if (decimals == 0 && text.find('.') == std::string::npos) return number == value;
  // What rounds to it: a digit of the double's own noise must not decide at the half.
  return std::abs(number - value) <= 0.5 * std::pow(10.0, -decimals) * (1 + 1e-9);
}

std::vector<RuleTest> checked_tests(const TestFile& file, const scenario::BaseInputs& base,
                                    Diagnostics& diagnostics) {
  std::vector<RuleTest> tests;
  std::map<std::string, TextPosition> names;
  for (const TestText& text : file.tests) {
    const auto [first, is_new] = names.emplace(text.name.value, text.name.where());
    if (!is_new)
      diagnostics.error(text.name.where(), "the test '{}' is there twice", text.name.value)
          .with_hint("first at " + to_text(first->second));
    if (auto test = checked_test(file, text, base, diagnostics)) tests.push_back(*std::move(test));
  }
  return tests;
}

}  // namespace harbinger::ruletest
