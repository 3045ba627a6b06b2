// SPDX-License-Identifier: Apache-2.0
// What is told of signals that are wrong, and where.
#include <random>

#include <rapidcheck.h>

#include "signal/detail/pattern_text.hpp"
#include "small_world.hpp"

namespace harbinger::signal {

namespace {

pack::Schema schema() {
  using enum pack::AttributeType;
  PackBuilder b;
  b.roles().site = b.kind("Port", {{"country", text}, {"opened", date}});
  b.kind("Deal", {{"units", integer}, {"flow", text}});
  b.kind("Firm", {{"country", text}});
  b.relation("DELIVERED_TO", {"Deal"}, {"Port"}, {{"date", date}});
  b.relation("SUPPLIES", {"Firm"}, {"Deal"});
  b.relation("OWNS", {"Firm"}, {"Firm"});
  return b.schema();
}

/// Line 2 is the signal; its message and the column, without the excerpt.
std::string told(const std::string& body) {
  const std::string all = checked("  - {id: s, " + body + "}\n", schema()).told;
  std::string first = all.substr(0, all.find('\n'));
  const std::size_t hint = all.find('~') == std::string::npos ? all.find('^') : all.find("~ ");
  std::string line = hint == std::string::npos ? "" : all.substr(hint, all.find('\n', hint) - hint);
  const std::size_t text = line.find_first_not_of("^~ ");
  if (text != std::string::npos) first += " | " + line.substr(text);
  const std::string prefix = "signals.yaml:2:";
  REQUIRE(first.substr(0, prefix.size()) == prefix);
  return first.substr(prefix.size());
}

/// A pattern that begins at column 20.
std::string told_of_match(const std::string& match) {
  return told("match: \"" + match + "\", combine: count");
}

}  // namespace

TEST_CASE("Mistakes in the syntax of a path are told where they are", "[signal][mistakes]") {
  CHECK(told_of_match("site)<-[:DELIVERED_TO]-(a)") ==
        "21: error: expected a path, which begins with '(', found 'site'");
  CHECK(told_of_match("(site)<-[:DELIVERED_TO]-(a") == "47: error: expected ')', found the end");
  CHECK(told_of_match("(site)<[:DELIVERED_TO]-(a)") ==
        "28: error: expected '-' after '<', found '['");
  CHECK(told_of_match("(site)<-[:DELIVERED_TO]->(a)") ==
        "27: error: a step has one direction: '<-' or '->', or neither");
  CHECK(told_of_match("(site)<-[:DELIVERED_TO]-(a {flow 'x'})") ==
        "54: error: expected ':' and a value, found 'x'");
  CHECK(told_of_match("(site)<-[:DELIVERED_TO]-(a {flow: 'x})") ==
        "55: error: this quote is not closed");
  CHECK(told_of_match("(site) & (a)") == "28: error: this character has no meaning in a pattern");
}

TEST_CASE("Any text is a path or has one mistake in it", "[signal][mistakes][property]") {
  // Pieces of patterns in any order: most are nearly right.
  static const std::vector<std::string> pieces = {
      "(",    ")",  "(site)",    "<-[",   "]-",
      "->",   "-[", "]->",       ":OWNS", ":Deal",
      "a",    "*",  "1..3",      "..",    "|",
      "{",    "}",  "flow: 'x'", "'",     "9999999999999999999999",
      "1.5",  "--", "<",         "\\",    ",",
      "\xff", " "};
  const bool holds = rc::check("parse", [](std::uint32_t seed) {
    std::mt19937 dice(seed);
    for (int i = 0; i < 200; ++i) {
      std::string text = i % 2 == 0 ? "(site)" : "";
      for (auto n = dice() % 12; n > 0; --n) text += pieces[dice() % pieces.size()];
      Diagnostics diagnostics;
      const auto path = detail::parse_path(written_argument("match", text), diagnostics);
      RC_ASSERT(path.has_value() == (diagnostics.all().size() == 0));
      RC_ASSERT(diagnostics.all().size() <= 1);
    }
  });
  CHECK(holds);
  std::string deep = "(site)";
  for (int i = 0; i < 40; ++i) deep += "<-[:OWNS]-()";
  CHECK(told_of_match(deep).find("a path may have at most 32 steps") != std::string::npos);
}

TEST_CASE("Walks have a bound and no name", "[signal][mistakes]") {
  const std::string firm = "(site)<-[:DELIVERED_TO]-(a)<-[:SUPPLIES]-(f)";
  CHECK(told_of_match(firm + "<-[:OWNS*]-(o)") ==
        "73: error: a walk of any length needs a bound | write *1..6");
  CHECK(told_of_match(firm + "<-[:OWNS*1..]-(o)") ==
        "73: error: a walk of any length needs a bound | write *1..6");
  CHECK(told_of_match(firm + "<-[:OWNS*1..9]-(o)") == "73: error: a walk may have at most 8 steps");
  CHECK(told_of_match(firm + "<-[:OWNS*3..2]-(o)") ==
        "73: error: the shortest walk is longer than the longest");
  CHECK(told_of_match(firm + "<-[w:OWNS*1..2]-(o)") ==
        "74: error: 'w' cannot name a walk of several edges | leave the name out");
}

TEST_CASE("Unknown names are told with the nearest right one", "[signal][mistakes]") {
  CHECK(told_of_match("(site)<-[:DELIVERD_TO]-(a)") ==
        "31: error: unknown relation 'DELIVERD_TO' | did you mean 'DELIVERED_TO'?");
  CHECK(told_of_match("(site)<-[:DELIVERED_TO]-(a:Deel)") ==
        "48: error: unknown kind 'Deel' | did you mean 'Deal'?");
  CHECK(told_of_match("(site)<-[:DELIVERED_TO]-(a {flw: 'x'})") ==
        "49: error: unknown attribute 'flw' | did you mean 'flow'?");
  CHECK(told_of_match("(site)<-[:DELIVERED_TO]-(a {units: 'x'})") ==
        "56: error: 'units' is a double");
  CHECK(told("match: '(site)', combine: cuont") ==
        "39: error: unknown way to combine 'cuont' | did you mean 'count'?");
  CHECK(told("match: '(site)<-[:DELIVERED_TO]-(a)', combine: count, over: cuntry") ==
        "73: error: unknown attribute 'cuntry' of a site | did you mean 'country'?");
}

TEST_CASE("A relation that never connects such kinds is an error", "[signal][mistakes]") {
  CHECK(told_of_match("(site)<-[:SUPPLIES]-(f:Firm)") ==
        "27: error: SUPPLIES never leads from Firm to Port | SUPPLIES leads from Firm to Deal");
  CHECK(told_of_match("(site)-[:DELIVERED_TO]->(a)") ==
        "27: error: DELIVERED_TO never leads from Port to any node | DELIVERED_TO leads from Deal "
        "to Port");
}

TEST_CASE("A variable names one thing", "[signal][mistakes]") {
  CHECK(told_of_match("(site)<-[a:DELIVERED_TO]-(a)") ==
        "47: error: 'a' names a step before, and a node here");
  CHECK(told_of_match("(site)<-[d:DELIVERED_TO]-(a)<-[d:SUPPLIES]-(f)") ==
        "52: error: 'd' names a step before, and a step here");
  CHECK(told_of_match("(a:Deal)<-[:SUPPLIES]-(f)") ==
        "21: error: the path does not lead to the site | name a node (site)");
  CHECK(told_of_match("(site)<-[:DELIVERED_TO]-(params)") ==
        "46: error: 'params' has a meaning of its own");
}

TEST_CASE("Conditions and values name what the match names", "[signal][mistakes]") {
  const std::string match = "match: '(site)<-[d:DELIVERED_TO]-(a:Deal)', combine: sum, ";
  CHECK(told(match + "value: a.unit") ==
        "80: error: 'a' has no field 'unit' | did you mean 'units'?");
  CHECK(told(match + "value: b.units") == "78: error: unknown variable 'b' | did you mean 'a'?");
  CHECK(told(match + "value: a.flow") ==
        "78: error: 'sum' cannot combine values of type string: it needs a number");
  CHECK(told(match + "value: a.units, where: a.units") ==
        "94: error: a condition must be a bool, and this is double");
  CHECK(told("match: '(site)<-[:DELIVERED_TO]-(:Deal)', combine: count") ==
        "64: error: 'count' counts what the match names, and it names nothing | name a node or a "
        "step");
  CHECK(told("match: '(site)<-[:DELIVERED_TO]-(a)', combine: sum") ==
        "60: error: 'sum' needs a value");
  CHECK(told("match: '(site)<-[:DELIVERED_TO]-(a)'") ==
        "10: error: the signal 's' needs 'combine' | how the terms become one value: count, any, "
        "sum, max, ...");
}

TEST_CASE("What is near has a distance", "[signal][mistakes]") {
  CHECK(told("near: {match: '(o:Port)', within: far}, combine: count") ==
        "47: error: expected a distance such as '80 km', found 'far'");
  CHECK(told("near: {match: '(site)', within: 8 km}, combine: count") ==
        "28: error: the site is not near itself: name another node first");
}

TEST_CASE("Signals that read each other in a circle are named", "[signal][mistakes]") {
  const std::string told = checked(
                               "  - {id: a, value: b + 1.0}\n  - {id: b, value: c + 1.0}\n"
                               "  - {id: c, value: a + 1.0}\n",
                               schema())
                               .told;
  CHECK(told.substr(0, told.find('\n')) ==
        "signals.yaml:2:10: error: signals read each other in a circle: a -> b -> c -> a");
}

TEST_CASE("All mistakes of all signals come in one run", "[signal][mistakes]") {
  const CheckedSignals result = checked(
      "  - {id: a, match: '(site', combine: count}\n  - {id: a, match: '(site)', combine: cnt}\n"
      "  - {id: c, value: d + 1.0}\n",
      schema());
  CHECK(!result.set);
  std::size_t errors = 0;
  for (std::size_t at = result.told.find("error:"); at != std::string::npos;
       at = result.told.find("error:", at + 1))
    ++errors;
  CHECK(errors == 4);  // the path, the id again, the way to combine, an unknown signal
}

}  // namespace harbinger::signal
