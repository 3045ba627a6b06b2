// SPDX-License-Identifier: Apache-2.0
// CEL to the letter. Expected values follow the language definition (cel-spec, doc/langdef.md).
#include "expressions.hpp"

namespace harbinger::expr {

using namespace testing;

TEST_CASE("Operators bind as the grammar says", "[expr][language]") {
  CHECK(text_of("1 + 2 * 3") == "7");
  CHECK(text_of("(1 + 2) * 3") == "9");
  CHECK(text_of("10 - 3 - 2") == "5");
  CHECK(text_of("7 / 2 * 2") == "6");
  CHECK(text_of("-7 % 3") == "-1");
  CHECK(text_of("--3") == "3");
  CHECK(holds("!!true"));
  CHECK(holds("1 < 2 == true"));
  CHECK(holds("true || false && false"));
  CHECK(text_of("false ? 1 : true ? 2 : 3") == "2");
  CHECK(text_of("1 // a comment\n + 1") == "2");
}

TEST_CASE("Integers are 64 bits wide and never wrap", "[expr][language]") {
  CHECK(text_of("-9223372036854775808") == "-9223372036854775808");
  CHECK(text_of("0xff") == "255");
  CHECK(text_of("-0x10") == "-16");
  CHECK(text_of("18446744073709551615u") == "18446744073709551615");
  CHECK(fails("9223372036854775807 + 1"));
  CHECK(fails("-9223372036854775808 - 1"));
  CHECK(fails("-(-9223372036854775808)"));
  CHECK(fails("-9223372036854775808 / -1"));
  CHECK(fails("-9223372036854775808 % -1"));
  CHECK(fails("5000000000 * 5000000000"));
  CHECK(fails("0u - 1u"));
  CHECK(fails("1 / 0"));
  CHECK(fails("1u % 0u"));
  CHECK(mistakes("9223372036854775808").find("above the greatest int") != std::string::npos);
}

TEST_CASE("Doubles are IEEE 754 and divide by zero without error", "[expr][language]") {
  CHECK(text_of("1.0 / 0.0") == "inf");
  CHECK(text_of("-1.0 / 0.0") == "-inf");
  CHECK(holds("0.0 / 0.0 != 0.0 / 0.0"));
  CHECK_FALSE(holds("0.0 / 0.0 < 1.0"));
  CHECK(text_of("1.5e3") == "1500");
  CHECK(text_of(".5") == "0.5");
  CHECK(holds("-0.0 == 0.0"));
}

TEST_CASE("Numbers of different types compare on one number line", "[expr][language]") {
  CHECK(holds("1 < 1.5"));
  CHECK(holds("2u > 1"));
  CHECK(holds("-1 < 0u"));
  CHECK(holds("dyn(1) == 1.0"));
  CHECK(holds("dyn(1u) == 1"));
  // 2^53 + 1 is no double: rounding one side would make these equal.
  CHECK(holds("dyn(9007199254740993) != 9007199254740992.0"));
  CHECK(holds("9007199254740993 > 9007199254740992.0"));
  CHECK(holds("9223372036854775807 < 9223372036854777856.0"));
  // 2^63 stands for the greatest int, as CEL's own conformance tests have it.
  CHECK(holds("dyn(9223372036854775807) == 9223372036854775808.0"));
  CHECK(holds("9223372036854774784 < 9223372036854775808.0"));
  CHECK(holds("18446744073709551615u < 18446744073709551616.0"));
  CHECK_FALSE(holds("dyn(1) == 0.0 / 0.0"));
  CHECK(mistakes("1 == 1.0").find("does not take int and double") != std::string::npos);
  CHECK(mistakes("1 + 1.0").find("does not take int and double") != std::string::npos);
  CHECK(mistakes("5.0 % 2.0").find("does not take double and double") != std::string::npos);
}

TEST_CASE("Values of different types are not equal", "[expr][language]") {
  CHECK_FALSE(holds("dyn(\"1\") == 1"));
  CHECK(holds("dyn(null) != 0"));
  CHECK_FALSE(holds("dyn([1]) == {1: 1}"));
  CHECK(holds("dyn(true) != 1"));
}

TEST_CASE("Text literals take escapes, raw and triple quotes", "[expr][language]") {
  CHECK(text_of(R"('a\tb\\\'\"')") == "a\tb\\'\"");
  CHECK(text_of(R"("\x41\u00e9\U0001F6A2\101")") == "A\u00e9\U0001F6A2A");
  CHECK(text_of(R"(r'\d+')") == "\\d+");
  CHECK(text_of(R"(R'a\"b')") == "a\\\"b");
  CHECK(text_of("'''it's\n\"so\"'''") == "it's\n\"so\"");
  CHECK(text_of("\"\"\"a\"\"b\"\"\"") == "a\"\"b");
  CHECK(text_of(R"(size(b'\xff\000'))") == "2");
  CHECK(text_of(R"(size(b'é'))") == "2");
  CHECK(text_of(R"(size(br'\x'))") == "2");
  CHECK(holds(R"(b'\377' == b'\xff')"));
  CHECK(mistakes(R"('\q')").find("unknown escape '\\q'") != std::string::npos);
  CHECK(mistakes(R"('\ud800')").find("no Unicode code point") != std::string::npos);
  CHECK(mistakes("'abc").find("no closing '") != std::string::npos);
  CHECK(mistakes("'a\nb'").find("no closing '") != std::string::npos);
}

TEST_CASE("Logic absorbs errors from either side", "[expr][language]") {
  CHECK_FALSE(holds("false && 1 / 0 > 0"));
  CHECK(is_false(strict("1 / 0 > 0 && false")));
  CHECK(holds("true || 1 / 0 > 0"));
  CHECK(holds("1 / 0 > 0 || true"));
  CHECK(fails("true && 1 / 0 > 0"));
  CHECK(fails("1 / 0 > 0 || false"));
  CHECK(is_false(strict("dyn('horses') && false")));
  CHECK(fails("dyn('horses') && true"));
  CHECK(fails("1 / 0 > 0 ? 1 : 2"));
  CHECK(text_of("true ? 1 : 1 / 0") == "1");
}

TEST_CASE("Lists and maps index, join and compare", "[expr][language]") {
  CHECK(text_of("[1, 2] + [3]") == "[1, 2, 3]");
  CHECK(text_of("['a', 'b'][1]") == "b");
  CHECK(text_of("[7, 8, 9][dyn(0.0)]") == "7");
  CHECK(fails("[7][dyn(0.5)]"));
  CHECK(fails("[1][1]"));
  CHECK(fails("[1][-1]"));
  CHECK(text_of("{'a': 1, 'b': 2}['b']") == "2");
  CHECK(text_of("{'a': 1}.a") == "1");
  CHECK(text_of("{1: 'x'}[dyn(1.0)]") == "x");
  CHECK(fails("{'a': 1}['c']"));
  CHECK(fails("{'a': 1, 'a': 2}"));
  CHECK(holds("{'a': 1, 'b': 2} == {'b': 2, 'a': 1}"));
  CHECK(holds("2 in [1, 2]"));
  CHECK_FALSE(holds("3 in [1, 2]"));
  CHECK(holds("'a' in {'a': 1}"));
  CHECK(text_of("[1, 2,]") == "[1, 2]");
  CHECK(holds("[] == []"));
  CHECK(holds("[[1]] == [[1]]"));
}

TEST_CASE("Macros run over lists and the keys of maps", "[expr][language]") {
  CHECK(holds("[1, 2, 3].all(x, x > 0)"));
  CHECK(holds("[].all(x, x > 0)"));
  CHECK_FALSE(holds("[].exists(x, x > 0)"));
  CHECK(holds("[1, 2].exists(x, 1 / (x - 1) > 0)"));
  CHECK(fails("[1, 2].all(x, 1 / (x - 1) > 0)"));
  CHECK(holds("[1, 2, 2].exists_one(x, x == 1)"));
  CHECK_FALSE(holds("[1, 2, 2].exists_one(x, x == 2)"));
  CHECK(fails("[0, 1].exists_one(x, 1 / x == 1)"));
  CHECK(text_of("[1, 2, 3].map(x, x * x)") == "[1, 4, 9]");
  CHECK(text_of("[1, 2, 3].map(x, x > 1, x * 10)") == "[20, 30]");
  CHECK(text_of("[1, 2, 3].filter(x, x % 2 == 1)") == "[1, 3]");
  CHECK(holds("{'a': 1, 'b': 2}.exists(k, k == 'b')"));
  CHECK(text_of("[[1, 2], [3]].map(l, l.map(x, x + size(l)))") == "[[3, 4], [4]]");
  CHECK(holds("has({'a': 1}.a) && !has({'a': 1}.b)"));
  CHECK(text_of("[1, 2].map(x, [3].map(x, x))") == "[[3], [3]]");
}

TEST_CASE("An expression that visits too much stops with an error", "[expr][language]") {
  std::string thousand = "[0";
  for (int i = 0; i < 999; ++i) thousand += ", 0";
  thousand += "]";
  Environment environment(Dialect::strict);
  environment.declare("l", list_of(simple(TypeKind::integer)));
  const Value list = strict(thousand);
  const Value value =
      checked("l.all(a, l.all(b, l.all(c, true)))", environment).evaluate(ValueRow({list}));
  CHECK(to_text(value) == "error: the expression visits more than 10000000 items");
}

TEST_CASE("Conversions keep the value or fail", "[expr][language]") {
  CHECK(text_of("int(-7.9)") == "-7");
  CHECK(text_of("int('987')") == "987");
  CHECK(text_of("uint(3.14)") == "3");
  CHECK(fails("uint(-1)"));
  CHECK(fails("int(1e99)"));
  CHECK(fails("int(18446744073709551615u)"));
  CHECK(fails("int(9223372036854775808.0)"));
  CHECK(fails("int('12x')"));
  CHECK(text_of("double('-84.32e7')") == "-843200000");
  CHECK(text_of("string(-4.5e-3)") == "-0.0045");
  CHECK(text_of("string(b'abc')") == "abc");
  CHECK(fails("string(b'\\xff')"));
  CHECK(holds("bool('true') && !bool('0')"));
  CHECK(fails("bool('yes')"));
  CHECK(holds("bytes('ÿ') == b'\\303\\277'"));
  CHECK(holds("type(1) == int && type(1u) == uint && type(1.0) == double && type('') == string"));
  CHECK(holds(
      "type([1]) == list && type({}) == map && type(null) == null_type && type(int) == type"));
  CHECK(holds("type(timestamp(0)) == google.protobuf.Timestamp"));
}

TEST_CASE("Text functions", "[expr][language]") {
  CHECK(text_of("size('añ€🚢')") == "4");
  CHECK(text_of("'abc'.size()") == "3");
  CHECK(holds("'Manila'.contains('nil') && 'Manila'.startsWith('Ma') && 'Manila'.endsWith('a')"));
  CHECK(holds("'Port of Manila'.matches('^Port .*a$')"));
  CHECK(holds("matches('hubba', 'ubb')"));
  CHECK(fails("'a'.matches(dyn('(') + '')"));
  CHECK(mistakes("'a'.matches('(')").find("no regular expression") != std::string::npos);
  CHECK(text_of("'a' + 'b'") == "ab");
  CHECK(holds("'Abc' < 'aBC' && 'a' < 'á'"));
  CHECK(text_of("['a', 'b'].join(', ')") == "a, b");
  CHECK(text_of("distinct(['b', 'a', 'b'])") == "[\"b\", \"a\"]");
}

TEST_CASE("Timestamps and durations", "[expr][language]") {
  CHECK(text_of("timestamp('2009-02-13T23:31:30Z')") == "2009-02-13T23:31:30Z");
  CHECK(text_of("int(timestamp('2009-02-13T23:31:30Z'))") == "1234567890");
  CHECK(text_of("timestamp('2009-02-13T23:31:30.25+01:00')") == "2009-02-13T22:31:30.25Z");
  CHECK(fails("timestamp('2009-02-30T00:00:00Z')"));
  CHECK(fails("timestamp('yesterday')"));
  CHECK(text_of("timestamp('2009-02-13T23:00:00Z') + duration('1h1.5s')") ==
        "2009-02-14T00:00:01.5Z");
  CHECK(text_of("timestamp('1969-12-31T23:59:59.5Z') - duration('1s')") ==
        "1969-12-31T23:59:58.5Z");
  CHECK(text_of("timestamp(10) - timestamp(20)") == "-10s");
  CHECK(text_of("duration('1h30m') + duration('-0.5s')") == "5399.5s");
  CHECK(holds("duration('1h') == duration('3600s') && timestamp(0) < timestamp(1)"));
  CHECK(fails("timestamp('9999-12-31T23:59:59Z') + duration('1s')"));
  // 13 February 2009 was a Friday, the 44th day of its year.
  const std::string at = "timestamp('2009-02-13T23:31:30.123Z')";
  CHECK(text_of(at + ".getFullYear()") == "2009");
  CHECK(text_of(at + ".getMonth()") == "1");
  CHECK(text_of(at + ".getDate()") == "13");
  CHECK(text_of(at + ".getDayOfMonth()") == "12");
  CHECK(text_of(at + ".getDayOfWeek()") == "5");
  CHECK(text_of(at + ".getDayOfYear()") == "43");
  CHECK(text_of(at + ".getHours('+02:00')") == "1");
  CHECK(text_of(at + ".getMinutes()") == "31");
  CHECK(text_of(at + ".getMilliseconds()") == "123");
  // Manila is eight hours ahead: past midnight there.
  CHECK(text_of(at + ".getHours('Asia/Manila')") == "7");
  CHECK(text_of(at + ".getDate('Asia/Manila')") == "14");
  CHECK(fails(at + ".getHours('Asia/Manilla')"));
  // Berlin is one hour ahead in winter and two in summer.
  CHECK(text_of("timestamp('2009-07-01T12:00:00Z').getHours('Europe/Berlin')") == "14");
  CHECK(text_of("timestamp('2009-01-01T12:00:00Z').getHours('Europe/Berlin')") == "13");
  // 64 bits of nanoseconds are 9223372036.85 seconds.
  CHECK_FALSE(fails("duration('9223372036s')"));
  CHECK(fails("duration('9223372037s')"));
  CHECK(fails("timestamp('9999-12-31T00:00:00Z') - timestamp('0001-01-01T00:00:00Z')"));
  CHECK(text_of("duration('90m').getHours()") == "1");
}

TEST_CASE("What the engine does not have is an error that says so", "[expr][language]") {
  CHECK(mistakes("foo(1)") == "function 'foo' is not available\n");
  CHECK(mistakes("math.grate(1, 2)") ==
        "function 'math.grate' is not available -- did you mean 'math.greatest'?\n");
  CHECK(mistakes("Site{id: 'x'}") == "protocol-buffer messages are not supported\n");
  CHECK(mistakes("[1].all(x)") == "'all' is a macro, and does not take 1 arguments\n");
}

}  // namespace harbinger::expr
