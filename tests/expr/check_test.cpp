// SPDX-License-Identifier: Apache-2.0
// Mistakes in expressions: where they are, and what is said of them.
#include "expressions.hpp"

#include <rapidcheck.h>

namespace harbinger::expr {

using namespace testing;

namespace {

Environment signals() {
  Environment environment(Dialect::rules, "signal");
  environment.declare("supplier_state_share", simple(TypeKind::number));
  environment.declare("allied_calls", simple(TypeKind::number));
  environment.declare("listed_since", simple(TypeKind::date));
  environment.declare("has_scanner", simple(TypeKind::boolean));
  environment.declare_field("site", "country", simple(TypeKind::string));
  return environment;
}

std::string shown(const std::string& text) {
  Diagnostics diagnostics;
  (void)check(written_argument("--where", text), signals(), diagnostics);
  std::string out;
  for (const Diagnostic& diagnostic : diagnostics.all()) out += to_text(diagnostic) + "\n";
  return out;
}

}  // namespace

TEST_CASE("A misspelt signal is underlined and the right one offered", "[expr][check]") {
  CHECK(shown("suplier_state_share > 0.2") ==
        "--where:1:1: error: unknown signal 'suplier_state_share'\n"
        "  1 | suplier_state_share > 0.2\n"
        "    | ^~~~~~~~~~~~~~~~~~~ did you mean 'supplier_state_share'?\n");
}

TEST_CASE("All mistakes of an expression come in one go, each once", "[expr][check]") {
  CHECK(mistakes("alied_calls + 1 > 2 && site.contry == \"PHL\" && floor(\"a\") > 1", signals()) ==
        "unknown signal 'alied_calls' -- did you mean 'allied_calls'?\n"
        "'site' has no field 'contry' -- did you mean 'country'?\n"
        "'floor' does not take (string) -- it takes floor(double)\n");
}

TEST_CASE("Types that do not go together are told", "[expr][check]") {
  CHECK(mistakes("allied_calls == \"three\"", signals()) ==
        "'==' does not take double and string\n");
  CHECK(mistakes("allied_calls && true", signals()) == "'&&' needs a bool, and this is double\n");
  CHECK(mistakes("!allied_calls", signals()) == "'!' needs a bool, and this is double\n");
  CHECK(mistakes("has_scanner ? 1 : \"a\"", signals()) ==
        "'?' gives double on one side and string on the other\n");
  CHECK(mistakes("-\"a\"", signals()) == "'-' needs an int or a double, and this is string\n");
  CHECK(mistakes("site", signals()) == "'site' is a record: name one of its fields\n");
  CHECK(mistakes("min > 1", signals()) ==
        "unknown signal 'min' -- it is a function: write min(...)\n");
  CHECK(mistakes("listed_since > \"20-12\"", signals()) ==
        "'20-12' is no date -- write 2019, 2019-11 or 2019-11-05\n");
}

TEST_CASE("A syntax error is one error, with what was expected", "[expr][check]") {
  CHECK(shown("(allied_calls > 2") ==
        "--where:1:18: error: expected ')' for the '(' at byte 1, found the end\n"
        "  1 | (allied_calls > 2\n"
        "    |                  ^\n");
  CHECK(mistakes("1 +") == "expected a value, found the end\n");
  CHECK(mistakes("1 2") == "expected an operator or the end, found '2'\n");
  CHECK(mistakes("a.1").find("expected") != std::string::npos);
  CHECK(mistakes("[1, 2") == "expected ']' behind the items of the list, found the end\n");
  CHECK(mistakes("true ? 1") == "expected ':' and the other value of '?', found the end\n");
  CHECK(mistakes("x = 1") == "'=' compares nothing here: equality is '=='\n");
  CHECK(mistakes("a & b") == "'&' is no operator: write '&&'\n");
  CHECK(mistakes("") == "the expression is empty\n");
  CHECK(mistakes("while") == "'while' is a reserved word\n");
  CHECK(mistakes("1x") == "'1x' is neither a number nor a name\n");
  CHECK(mistakes("'\xff'") == "this byte is not UTF-8\n");
}

TEST_CASE("Nesting and size are bounded", "[expr][check]") {
  const auto nested = [](const std::string& open, const std::string& close, int depth) {
    std::string text;
    for (int i = 0; i < depth; ++i) text += open;
    text += "1";
    for (int i = 0; i < depth; ++i) text += close;
    return text;
  };
  // CEL asks for 32 parentheses, 12 nested lists and calls, 24 operators in a row.
  CHECK(mistakes(nested("(", ")", 32)).empty());
  CHECK(mistakes(nested("[", "]", 100)).empty());
  CHECK(mistakes(nested("1 + ", "", 200)).empty());
  for (const auto& text : {nested("(", ")", 5000), nested("[", "]", 5000), nested("-", "", 5000),
                           nested("1 + ", "", 5000), nested("[1][", "]", 5000)})
    CHECK(mistakes(text) ==
          "the expression is nested deeper than 250 levels (in a row of operators each is one)\n");
  CHECK(mistakes(nested("true || ", "", 1)).find("needs a bool") != std::string::npos);
  CHECK(mistakes(std::string(100000, '1')) == "the expression is longer than 65536 bytes\n");
}

TEST_CASE("Any text at all is checked without a fault", "[expr][check][property]") {
  REQUIRE(rc::check("no text breaks the checker", [] {
    static const std::vector<std::string> words = {"1",
                                                   "2u",
                                                   "1.5",
                                                   "'a'",
                                                   "b'x'",
                                                   "x",
                                                   "site",
                                                   ".",
                                                   "country",
                                                   "(",
                                                   ")",
                                                   "[",
                                                   "]",
                                                   "{",
                                                   "}",
                                                   ",",
                                                   ":",
                                                   "?",
                                                   "+",
                                                   "-",
                                                   "*",
                                                   "/",
                                                   "%",
                                                   "<",
                                                   "==",
                                                   "in",
                                                   "&&",
                                                   "||",
                                                   "!",
                                                   "all",
                                                   "exists",
                                                   "map",
                                                   "size",
                                                   "min",
                                                   "known",
                                                   "default",
                                                   "has",
                                                   "true",
                                                   "null",
                                                   "\"2020\"",
                                                   "listed_since",
                                                   "allied_calls",
                                                   "`q`",
                                                   "'",
                                                   "\\",
                                                   "0x",
                                                   "9e999",
                                                   "\xc3"};
    std::string text;
    const int count = *rc::gen::inRange(0, 30);
    for (int i = 0; i < count; ++i)
      text += words[*rc::gen::inRange<std::size_t>(0, words.size())] + " ";
    RC_LOG() << text;
    for (const Dialect dialect : {Dialect::strict, Dialect::rules}) {
      Environment environment(dialect);
      environment.declare("x", simple(TypeKind::dyn));
      environment.declare("allied_calls", simple(TypeKind::number));
      environment.declare("listed_since", simple(TypeKind::date));
      environment.declare_field("site", "country", simple(TypeKind::string));
      Diagnostics diagnostics;
      const auto program = check(written_argument("expr", text), environment, diagnostics);
      RC_ASSERT(program.has_value() != diagnostics.has_errors());
      if (!program) continue;
      const ValueRow row({Value(std::int64_t{3}), 2.0, *parse_date("2020-12"), std::string("PHL")});
      (void)program->evaluate(row);
      (void)program->clauses(row);
    }
  }));
}

TEST_CASE("A condition must be a truth value and points a number", "[expr][check]") {
  Diagnostics diagnostics;
  CHECK_FALSE(check_as(TypeKind::boolean, "a condition", written_argument("e", "allied_calls"),
                       signals(), diagnostics));
  CHECK(messages(diagnostics) == "a condition must be a bool, and this is double\n");
  CHECK(check_as(TypeKind::number, "points", written_argument("e", "30 + 5"), signals(),
                 diagnostics));
}

}  // namespace harbinger::expr
