// SPDX-License-Identifier: Apache-2.0
#include <catch2/catch.hpp>

#include <string>

#include "cli/eval_lines.hpp"

namespace harbinger::cli {

TEST_CASE("Each line is answered, in order, whatever is wrong with it", "[eval]") {
  const std::string lines =
      "{\"expr\": \"1 + 1\"}\n"
      "not json\n"
      "\n"
      "[1]\n"
      "{\"vars\": {}}\n"
      "{\"expr\": \"1 +\"}\r\n"
      "{\"expr\": \"x\", \"vars\": {\"x\": \"last\"}}";
  CHECK(evaluated_lines(lines, 1) ==
        "{\"value\":2,\"type\":\"int\"}\n"
        "{\"error\":\"not JSON\",\"at\":2}\n"
        "{\"error\":\"not JSON\",\"at\":1}\n"
        "{\"error\":\"expected an object: {\\\"expr\\\": \\\"1 + 2\\\"}\",\"at\":1}\n"
        "{\"error\":\"\\\"expr\\\" is missing: the text of an expression\",\"at\":1}\n"
        "{\"error\":\"expected a value, found the end\",\"at\":4}\n"
        "{\"value\":\"last\",\"type\":\"string\"}\n");
}

TEST_CASE("The answers do not depend on the number of threads", "[eval]") {
  std::string lines;
  for (int i = 0; i < 5000; ++i)
    lines += "{\"expr\": \"x / (x % 7)\", \"vars\": {\"x\": " + std::to_string(i) + "}}\n";
  const std::string alone = evaluated_lines(lines, 1);
  CHECK(alone == evaluated_lines(lines, 8));
  CHECK(alone.starts_with(
      "{\"error\":\"division by zero\",\"at\":1}\n{\"value\":1,\"type\":\"int\"}\n"));
}

TEST_CASE("An error stands where the part that failed begins", "[eval]") {
  CHECK(evaluated_line("{\"expr\": \"1 + 2 / 0\"}") == "{\"error\":\"division by zero\",\"at\":5}");
  CHECK(evaluated_line("{\"expr\": \"'é' + m.key\", \"vars\": {\"m\": {}}}") ==
        "{\"error\":\"no such key: key\",\"at\":7}");
}

TEST_CASE("What one line may cost is bounded", "[eval]") {
  const auto fails = [](const std::string& expression) {
    return evaluated_line("{\"expr\": \"" + expression + "\"}").starts_with("{\"error\"");
  };
  std::string doubled = "'0123456789012345678901234567890123456789'";
  for (int i = 0; i < 40; ++i) doubled = "cel.bind(x, " + doubled + ", x + x)";
  CHECK(fails(doubled));
  std::string nested = "size(l)";
  for (int i = 0; i < 12; ++i) nested = "l.map(x, " + nested + ")";
  CHECK(fails("cel.bind(l, [1,2,3,4,5,6,7,8,9,10], " + nested + ")"));
  CHECK(fails("'a'.matches('" + std::string(5000, 'a') + "')"));
  CHECK(fails("'aaaa'.matches('((a{100}){100}){100}')"));
  CHECK(fails(std::string(200, '(') + "1" + std::string(200, ')')) == false);
  CHECK(fails(std::string(3000, '(') + "1" + std::string(3000, ')')));
  CHECK(fails("'%.2000f'.format([1.0])"));
}

}  // namespace harbinger::cli
