// SPDX-License-Identifier: Apache-2.0
// Conditions opened up: margins and elements by hand, the tree against the value of the whole.
#include "expr/condition.hpp"

#include "expressions.hpp"
#include "generated_expressions.hpp"

namespace harbinger::expr {

using namespace testing;

namespace {

using Kind = Condition::Kind;

Environment port_environment() {
  Environment environment;
  environment.declare("calls", simple(TypeKind::number));
  environment.declare("share", simple(TypeKind::number));
  environment.declare("maker", simple(TypeKind::string));
  environment.declare("allied", simple(TypeKind::boolean));
  return environment;
}

/// The condition at a port with 5 calls, a fifth of it held, by Acme, allied.
Condition at_port(const std::string& text, Value share = 0.2) {
  const ValueRow row({Value(5.0), std::move(share), Value(std::string("Acme")), Value(true)});
  return checked(text, port_environment()).condition(row);
}

std::string margin_of(const std::string& text, Value share = 0.2) {
  return to_text(at_port(text, std::move(share)).clause->margin);
}

const Quantified& macro_of(const Condition& condition) {
  REQUIRE(condition.quantified.size() == 1);
  return condition.quantified.front();
}

}  // namespace

TEST_CASE("A condition is a tree down to the clauses that read something", "[condition]") {
  const Condition top = at_port("calls > 2 && !(share > 0.5 || maker == 'Acme')");
  CHECK(top.kind == Kind::conjunction);
  CHECK(is_false(top.result));
  REQUIRE(top.parts.size() == 2);
  CHECK(top.parts[0].kind == Kind::clause);
  CHECK(is_true(top.parts[0].result));
  const Condition& negation = top.parts[1];
  CHECK(negation.kind == Kind::negation);
  CHECK(is_false(negation.result));
  const Condition& either = negation.parts.at(0);
  CHECK(either.kind == Kind::disjunction);
  CHECK(is_true(either.result));
  REQUIRE(either.parts.size() == 2);
  CHECK(is_false(either.parts[0].result));
  CHECK(is_true(either.parts[1].result));
  CHECK_FALSE(either.parts[1].clause->wanted);
  CHECK(either.parts[1].text == "maker == 'Acme'");
}

TEST_CASE("A margin is positive where the clause holds, whichever way it is written",
          "[condition]") {
  CHECK(margin_of("calls > 2") == "3");  // 5 - 2
  CHECK(margin_of("2 < calls") == "3");  // turned round
  CHECK(margin_of("calls >= 7.5") == "-2.5");
  CHECK(margin_of("calls < 7.5") == "2.5");  // 7.5 - 5
  CHECK(margin_of("calls <= 1") == "-4");
  CHECK(margin_of("calls == 5") == "0");
  CHECK(margin_of("calls == 3") == "-2");  // off by two, whichever way
  CHECK(margin_of("calls == 7") == "-2");
  CHECK(margin_of("calls != 7") == "2");
  CHECK(margin_of("calls != 5") == "0");
}

TEST_CASE("A range has all the margins it may have, and what is no number has none",
          "[condition]") {
  const Value range = Range{0.25, 0.75};
  CHECK(margin_of("share > 0.5", range) == "[-0.25, 0.25]");
  CHECK(margin_of("share < 1", range) == "[0.25, 0.75]");
  CHECK(margin_of("share == 0.5", range) == "[-0.25, 0]");
  CHECK(margin_of("share != 0", range) == "[0.25, 0.75]");
  CHECK(margin_of("share > 0.5", Unknown{}) == "unknown");
  CHECK(margin_of("maker == 'Acme'") == "unknown");
  CHECK(margin_of("allied") == "unknown");
  CHECK(margin_of("calls in [1, 5]") == "unknown");
  CHECK(margin_of("calls / 0 > 1") == "unknown");  // infinite
}

TEST_CASE("Of exists, the first element that made it true is told, with what was read for it",
          "[condition]") {
  const Condition found = at_port("[1, 4, 6, 9].exists(x, x > calls)");
  const Quantified& macro = macro_of(found);
  CHECK(macro.macro == "exists");
  CHECK(macro.items == 4);
  CHECK(macro.holding == 2);
  REQUIRE(macro.decisive);
  CHECK(macro.decisive->index == 2);
  CHECK(to_text(macro.decisive->value) == "6");
  const Condition& body = macro.decisive->body.front();
  CHECK(body.text == "x > calls");
  CHECK(to_text(body.clause->read) == "6");
  CHECK(to_text(body.clause->margin) == "1");
  CHECK_FALSE(macro_of(at_port("[1, 4].exists(x, x > calls)")).decisive);
}

TEST_CASE("Of all, the first element that made it false is told", "[condition]") {
  const Condition condition = at_port("[1, 6, 2, 9].all(x, x < calls && allied)");
  const Quantified& macro = macro_of(condition);
  CHECK(macro.holding == 2);
  REQUIRE(macro.decisive);
  CHECK(macro.decisive->index == 1);
  CHECK(is_false(macro.decisive->body.front().parts.at(0).result));
  CHECK(is_true(macro.decisive->body.front().parts.at(1).result));
  CHECK_FALSE(macro_of(at_port("[1, 2].all(x, x < calls)")).decisive);
}

TEST_CASE("Of exists_one, the one element is told, or the second that is one too many",
          "[condition]") {
  CHECK(macro_of(at_port("[9, 5].exists_one(x, x == calls)")).decisive->index == 1);
  const Condition several = at_port("[5, 1, 5, 5].exists_one(x, x == calls)");
  CHECK(is_false(several.result));
  CHECK(macro_of(several).holding == 3);
  CHECK(macro_of(several).decisive->index == 2);
}

TEST_CASE("A macro inside a clause is told as well", "[condition]") {
  const Condition condition = at_port("size([1, 6, 7].filter(x, x > calls)) > 1");
  CHECK(to_text(condition.clause->read) == "2");
  CHECK(macro_of(condition).macro == "filter");
  CHECK(macro_of(condition).holding == 2);
  CHECK(macro_of(condition).decisive->index == 1);
}

TEST_CASE("An element inside another's knows both variables", "[condition]") {
  const Condition condition = at_port("[10, 20].exists(x, [1, 3].exists(y, x / y > calls))");
  const Quantified& outer = macro_of(condition);
  CHECK(outer.decisive->index == 0);  // 10 / 1 > 5
  const Quantified& inner = macro_of(outer.decisive->body.front());
  CHECK(inner.decisive->index == 0);
  CHECK(to_text(inner.decisive->body.front().clause->read) == "10");
}

TEST_CASE("Where nothing decided, the element that left the answer open is told", "[condition]") {
  const Condition condition = at_port("[0.1, 0.3].exists(x, x > share)", Range{0.2, 0.4});
  CHECK(condition.result.is<Unknown>());
  CHECK(macro_of(condition).unknown == 1);
  CHECK(macro_of(condition).decisive->index == 1);
}

TEST_CASE("The clauses that decided are those that say what the whole says", "[condition]") {
  const auto texts = [](const std::string& text) {
    std::string names;
    for (const Clause& clause : deciding_clauses(at_port(text))) names += clause.text + "; ";
    return names;
  };
  CHECK(texts("calls > 9 && (allied || share > 0.5)") == "calls > 9; ");
  CHECK(texts("calls > 9 || (allied && share > 0.1)") == "allied; share > 0.1; ");
  CHECK(texts("calls > 9 || share > 0.5") == "calls > 9; share > 0.5; ");
  CHECK(texts("!(calls > 1 || share > 0.5)") == "calls > 1; ");
  CHECK(texts("calls > 1 && calls / 0 % 2 > 1") == "calls / 0 % 2 > 1; ");
}

TEST_CASE("The branch of a choice that is not taken is marked", "[condition]") {
  const Condition choice = at_port("allied ? calls > 9 : share > 0.1");
  CHECK(choice.kind == Kind::choice);
  REQUIRE(choice.parts.size() == 3);
  CHECK(choice.parts[1].reached);
  CHECK(is_false(choice.parts[1].result));
  CHECK_FALSE(choice.parts[2].reached);
  CHECK(clauses_of(choice).size() == 1);
  CHECK(leaves_of(choice).size() == 3);
}

namespace {

/// What the parts make of the whole: the first of false, unknown, error, true that is there for `&&`.
Value junction(const std::vector<Condition>& parts, bool decisive) {
  bool unknown = false;
  bool error = false;
  for (const Condition& part : parts) {
    if (part.result.is<bool>() && part.result.get<bool>() == decisive) return decisive;
    unknown = unknown || part.result.is<Unknown>();
    error = error || part.result.is<Error>();
  }
  if (unknown) return Unknown{};
  if (error) return Error{"some"};
  return !decisive;
}

/// Whether each inner node says what its parts say together.
bool adds_up(const Condition& condition) {
  for (const Condition& part : condition.parts)
    if (!adds_up(part)) return false;
  switch (condition.kind) {
    case Kind::clause: return true;
    case Kind::conjunction: return same(condition.result, junction(condition.parts, false));
    case Kind::disjunction: return same(condition.result, junction(condition.parts, true));
    case Kind::negation: {
      const Value& inner = condition.parts.at(0).result;
      return same(condition.result, inner.is<bool>() ? Value(!inner.get<bool>()) : inner);
    }
    case Kind::choice: {
      const Value& question = condition.parts.at(0).result;
      if (!question.is<bool>()) return same(condition.result, question);
      return same(condition.result, condition.parts[question.get<bool>() ? 1 : 2].result);
    }
  }
  return false;
}

bool is_ordering(const Clause& clause) {
  return clause.comparison.starts_with('<') || clause.comparison.starts_with('>');
}

/// A clause that holds has no negative margin, one that does not no positive one.
bool margins_agree(const Condition& condition) {
  for (const Condition* leaf : leaves_of(condition)) {
    const double* margin = leaf->clause->margin.get_if<double>();
    if (margin == nullptr || !is_ordering(*leaf->clause)) continue;
    if (is_true(leaf->result) ? *margin < 0 : *margin > 0) return false;
  }
  return true;
}

}  // namespace

TEST_CASE("The parts of any condition add up to its value", "[condition]") {
  CHECK(rc::check("tree = value", [] {
    ExpressionGenerator generator(false);
    const std::string text = generator.truth(*rc::gen::inRange(0, 5));
    const auto seed = *rc::gen::arbitrary<unsigned>();
    RC_LOG() << text << "\n";
    const Program program = checked(text, generated_environment());
    const auto columns = generated_columns(20, seed, true);
    for (std::size_t i = 0; i < 20; ++i) {
      std::vector<Value> values;
      for (const Column& column : columns) values.push_back(column.at(i));
      const ValueRow row(std::move(values));
      const Condition condition = program.condition(row);
      RC_ASSERT(same(condition.result, program.evaluate(row)));
      RC_ASSERT(adds_up(condition));
      RC_ASSERT(margins_agree(condition));
    }
  }));
}

}  // namespace harbinger::expr
