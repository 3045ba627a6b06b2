// SPDX-License-Identifier: Apache-2.0
#include "expr/bounds.hpp"

#include "expressions.hpp"
#include "generated_expressions.hpp"
#include "held_by.hpp"

using namespace harbinger;
using namespace harbinger::expr;
using namespace harbinger::expr::testing;

namespace {

/// x and y are any known number, n a count, s a share, t a truth value, w a word; p is a parameter, 10.
Environment environment() {
  Environment names(Dialect::rules);
  for (const char* number : {"x", "y", "n", "s"}) names.declare(number, simple(TypeKind::number));
  names.declare("t", simple(TypeKind::boolean));
  names.declare("w", simple(TypeKind::string));
  names.declare_field("params", "p", simple(TypeKind::number));
  return names;
}

KnownValues known() {
  const double infinity = std::numeric_limits<double>::infinity();
  KnownValues values;
  values.slots = {numbers_in(-infinity, infinity),
                  numbers_in(-infinity, infinity),
                  numbers_in(0, infinity),
                  numbers_in(0, 1),
                  anything_of(simple(TypeKind::boolean)),
                  anything_of(simple(TypeKind::string)),
                  exactly(Value(10.0))};
  values.is_constant = {false, false, false, false, false, false, true};
  return values;
}

Possible values_of(const std::string& text) {
  return possible_values(checked(text, environment()), known());
}
bool never_true(const std::string& text) { return !values_of(text).is_true; }
bool never_false(const std::string& text) { return !values_of(text).is_false; }

/// The idle parts of a condition, as `text: why`.
std::vector<std::string> idle(const std::string& text) {
  static const char* const words[] = {"never true", "never false", "contradicted", "exhausted",
                                      "needless"};
  std::vector<std::string> parts;
  for (const IdleClause& clause : idle_clauses(checked(text, environment()), known()))
    parts.push_back(clause.text + ": " + words[static_cast<std::size_t>(clause.why)]);
  return parts;
}
using Parts = std::vector<std::string>;

}  // namespace

TEST_CASE("What the bounds of a name rule out is found", "[bounds]") {
  CHECK(never_true("n < 0"));
  CHECK(never_true("s > 1"));
  CHECK(never_false("n >= 0"));
  CHECK(never_true("n + 1 < 1"));
  CHECK(never_true("2 * s > 2"));
  CHECK(never_true("-n > 0"));
  CHECK(never_true("s - 1 > 0"));
  CHECK(never_true("s / 2 > 0.5"));
  CHECK(never_true("min(n, 4) > 4"));
  CHECK(never_true("max(x, 3) < 3"));
  CHECK(never_true("clamp(x, 0, 1) > 1"));
  CHECK(never_true("abs(x) < 0"));
  CHECK(never_true("floor(s) > 1"));
  CHECK(never_true("ln(1 + n) < 0"));
  CHECK(never_true("n == -1"));
  CHECK(never_true("n in [-1, -2]"));
  CHECK(never_true("w in []"));
  CHECK(never_true("params.p > 10"));
  CHECK(never_true("(t ? 1 : 2) > 2"));
  CHECK(never_true("(x > 3 ? x : 4) < 3"));
  CHECK(never_true("size(w) < 0"));
  CHECK(never_true("default(s, 2) > 2"));
}

TEST_CASE("What the bounds leave open is not claimed", "[bounds]") {
  CHECK_FALSE(never_true("n < 1"));
  CHECK_FALSE(never_true("s >= 1"));
  CHECK_FALSE(never_false("n > 0"));
  CHECK_FALSE(never_true("x > 5 || x < 3"));
  CHECK_FALSE(never_true("x >= 3 && x <= 3"));
  CHECK_FALSE(never_true("x > 5 && y < 3"));
  CHECK_FALSE(never_false("known(x)"));
  CHECK_FALSE(never_true("!known(x)"));
  CHECK_FALSE(never_true("default(s, 2) > 1"));
  CHECK_FALSE(never_true("1 / x > 5"));
  CHECK_FALSE(never_true("x % 3 > 2"));
  CHECK_FALSE(never_true("w < 'a'"));
  // 0 / 0 and infinity less infinity are no numbers: they are neither above 3 nor at most 3.
  CHECK_FALSE(never_false("x / y > 3 || x / y <= 3"));
  CHECK_FALSE(never_false("x - y > 3 || x - y <= 3"));
}

TEST_CASE("Conditions joined by && and || bear on each other", "[bounds]") {
  CHECK(never_true("x > 5 && x < 3"));
  CHECK(never_true("x > 3 && x < 3"));
  CHECK(never_true("x > y && y > 5 && x < 5"));
  CHECK(never_true("x < 3 && (t || n > 1) && x > 3"));
  CHECK(never_true("t && !t"));
  CHECK(never_true("w == 'a' && w == 'b'"));
  CHECK(never_true("w in ['a', 'b'] && w == 'c'"));
  CHECK(never_true("w == 'a' && w != 'a'"));
  CHECK(never_true("(x < 1 || x > 9) && x > 2 && x < 8"));
  CHECK(never_true("x + y > 5 && x + y < 3"));
  CHECK(never_true("!known(x) && x > 3"));
  CHECK(never_false("x > 3 || x <= 3"));
  CHECK(never_false("x > 3 || x < 5"));
  CHECK(never_false("t || !t"));
  CHECK(never_false("w != 'a' || w != 'b'"));
  CHECK(never_false("known(x) || !known(x)"));
}

TEST_CASE("The part of a condition that is idle is named", "[bounds]") {
  CHECK(idle("x > 5 && n < 0") == Parts{"n < 0: never true"});
  CHECK(idle("x > 5 && t && x < 3") == Parts{"x < 3: contradicted"});
  CHECK(idle("x > 5 || t || x <= 5") == Parts{"x <= 5: exhausted"});
  CHECK(idle("n >= 0") == Parts{"n >= 0: never false"});
  CHECK(idle("x > 5 && x > 3") == Parts{"x > 3: needless"});
  CHECK(idle("x > 3 && x > 5") == Parts{"x > 3: needless"});
  CHECK(idle("x > 5 && x > 5") == Parts{"x > 5: needless"});
  CHECK(idle("x > 3 || x > 5") == Parts{"x > 5: needless"});
  CHECK(idle("t && s >= 0") == Parts{"s >= 0: never false"});
  CHECK(idle("t || (x > 5 && x < 3)") == Parts{"x > 5 && x < 3: never true"});
  CHECK(idle("t || (x > 5 && x > 3)") == Parts{"x > 3: needless"});
  CHECK(idle("!(x > 5 && x > 3)") == Parts{"x > 3: needless"});
  CHECK(idle("1 > 2") == Parts{"1 > 2: never true"});
}

TEST_CASE("What is there for a reason is left alone", "[bounds]") {
  CHECK(idle("x > 5 && x < 8").empty());
  CHECK(idle("t && x > 5").empty());
  CHECK(idle("true").empty());
  CHECK(idle("false").empty());
  CHECK(idle("params.p > 3").empty());
  CHECK(idle("params.p > 3 && x > 1").empty());
  // Without the guard the condition would be unknown where it is false now.
  CHECK(idle("known(x) && x > 3").empty());
  CHECK(idle("x > 3 && known(x)").empty());
  // An error on the left is absorbed only because of the right.
  CHECK(idle("x / y > 3 && y != 0").empty());
}

TEST_CASE("One condition implies another", "[bounds]") {
  const auto says = [](const std::string& a, const std::string& b) {
    return implies(checked(a, environment()), checked(b, environment()), known());
  };
  CHECK(says("x > 5", "x > 3"));
  CHECK(says("x > 5 && t", "t"));
  CHECK(says("x == 4", "x > 3 && x < 5"));
  CHECK(says("w == 'a'", "w in ['a', 'b']"));
  CHECK(says("x > 5", "known(x)"));
  CHECK_FALSE(says("x > 3", "x > 5"));
  CHECK_FALSE(says("x > 3 || t", "x > 3"));
  CHECK_FALSE(says("true", "n >= 0"));  // n may be unknown
}

TEST_CASE("Two conditions that say the same in other words have one meaning", "[bounds]") {
  const auto same = [](const std::string& a, const std::string& b) {
    return meaning(checked(a, environment())) == meaning(checked(b, environment()));
  };
  CHECK(same("x > 3 && t", "(t)  &&  (3 < x)"));
  CHECK(same("x > 3 || (t || y > 1)", "y > 1 || x > 3 || t"));
  CHECK(same("x + y > 2 * 3", "y + x > 6"));
  CHECK(same("x > 3 && x > 3", "x > 3"));
  CHECK(same("!!t", "t"));
  CHECK_FALSE(same("x > 3", "x >= 3"));
  CHECK_FALSE(same("x - y > 3", "y - x > 3"));
  CHECK_FALSE(same("t && x > 3 || y > 1", "t && (x > 3 || y > 1)"));
  CHECK_FALSE(same("w == 'a, b'", "w == 'a,b'"));
  CHECK_FALSE(same("w in ['a', 'b']", "w in ['a,b']"));
}

TEST_CASE("Conditions nested without end are given up, not followed", "[bounds]") {
  std::string text = "x > 5";
  for (int i = 0; i < 60; ++i)
    text = "(" + text + (i % 2 == 0 ? " || y > " : " && y < ") + std::to_string(i) + ")";
  CHECK_FALSE(never_true(text));
}

namespace {

/// Bounds of the columns of generated_environment(), and a value within them.
struct Bounded {
  KnownValues known;
  std::vector<Value> row;
};

Possible drawn_bounds(const std::vector<double>& ends) {
  const auto pick = [&] { return ends[*rc::gen::inRange<std::size_t>(0, ends.size())]; };
  const double a = pick();
  const double b = pick();
  Possible out = numbers_in(std::min(a, b), std::max(a, b));
  out.nan = *rc::gen::inRange(0, 4) == 0;
  return out;
}

Value drawn_number(const Possible& bounds, const std::vector<double>& ends) {
  std::vector<double> inside;
  for (const double end : ends)
    if (bounds.numbers->holds(end)) inside.push_back(end);
  const auto pick = [&] { return inside[*rc::gen::inRange<std::size_t>(0, inside.size())]; };
  switch (*rc::gen::inRange(0, 10)) {
    case 0: return Unknown{};
    case 1: return Error{"given"};
    case 2: return bounds.nan ? Value(std::nan("")) : Value(pick());
    case 3: {
      const double a = pick();
      const double b = pick();
      return a == b ? Value(a) : Value(Range{std::min(a, b), std::max(a, b)});
    }
    default: return pick();
  }
}

Bounded drawn() {
  static const std::vector<double> ends = {-std::numeric_limits<double>::infinity(),
                                           -1e9,
                                           -2.5,
                                           -1,
                                           -0.0,
                                           0.0,
                                           1e-9,
                                           0.5,
                                           1,
                                           2.5,
                                           3,
                                           1e9,
                                           std::numeric_limits<double>::infinity()};
  Bounded out;
  for (int i = 0; i < 3; ++i) {
    out.known.slots.push_back(drawn_bounds(ends));
    out.row.push_back(drawn_number(out.known.slots.back(), ends));
  }
  for (int i = 0; i < 2; ++i) {
    out.known.slots.push_back(anything_of(simple(TypeKind::boolean)));
    const int which = *rc::gen::inRange(0, 4);
    out.row.push_back(which == 0   ? Value(Unknown{})
                      : which == 1 ? Value(Error{"given"})
                                   : Value(which == 2));
  }
  for (int i = 0; i < 2; ++i) {
    out.known.slots.push_back(anything_of(simple(TypeKind::string)));
    static const std::vector<std::string> texts = {"a", "b", "bb", ""};
    const auto which = *rc::gen::inRange<std::size_t>(0, 5);
    out.row.push_back(which == 4 ? Value(Unknown{}) : Value(texts[which]));
  }
  out.known.is_constant.assign(7, false);
  return out;
}

}  // namespace

TEST_CASE("No value of an expression lies outside what is possible", "[bounds][property]") {
  const Environment names = generated_environment();
  REQUIRE(rc::check("possible values hold the value", [&](bool truth) {
    const Bounded world = drawn();
    ExpressionGenerator generator(false);
    const std::string text = truth ? generator.truth(3) : generator.number(3);
    const Program program = checked(text, names);
    const Value value = program.evaluate(ValueRow(world.row));
    RC_LOG() << text << " is " << to_text(value);
    RC_ASSERT(holds(possible_values(program, world.known), value));
  }));
}

TEST_CASE("A part called needless changes no value", "[bounds][property]") {
  const Environment names = generated_environment();
  REQUIRE(rc::check("without a needless part the value is the same", [&] {
    const Bounded world = drawn();
    ExpressionGenerator generator(false);
    std::vector<std::string> parts;
    for (int i = *rc::gen::inRange(2, 5); i > 0; --i)
      parts.push_back(*rc::gen::inRange(0, 2) == 0
                          ? "n0" + std::string(*rc::gen::element(" > ", " <= ", " == ")) +
                                *rc::gen::element<std::string>("1", "2.5", "n1")
                          : generator.truth(1));
    const std::string sign = *rc::gen::element<std::string>(" && ", " || ");
    const auto joined = [&](std::size_t left_out) {
      std::string text;
      for (std::size_t i = 0; i < parts.size(); ++i)
        if (i != left_out) text += (text.empty() ? "(" : sign + "(") + parts[i] + ")";
      return text;
    };
    const Program whole = checked(joined(parts.size()), names);
    for (const IdleClause& clause : idle_clauses(whole, world.known)) {
      if (clause.why != IdleClause::Why::needless) continue;
      const auto same_text = [&](const std::string& part) {
        return part == clause.text || "(" + clause.text + ")" == part;
      };
      const auto found = std::find_if(parts.rbegin(), parts.rend(), same_text);
      if (found == parts.rend()) continue;  // a part of a part
      const auto at = static_cast<std::size_t>(parts.rend() - found - 1);
      const Value with = whole.evaluate(ValueRow(world.row));
      const Value without = checked(joined(at), names).evaluate(ValueRow(world.row));
      RC_LOG() << joined(parts.size()) << " without " << clause.text;
      // Of an error and unknown, either may stand where the other does.
      const bool* truth = with.get_if<bool>();
      const bool* other = without.get_if<bool>();
      RC_ASSERT((truth == nullptr) == (other == nullptr));
      if (truth != nullptr) RC_ASSERT(*truth == *other);
      return;  // one at a time: of two that say the same, each is needless beside the other
    }
  }));
}
