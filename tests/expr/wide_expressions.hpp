// SPDX-License-Identifier: Apache-2.0
// Random expressions over the columns of generated_environment(), from all of the rules dialect that a program
// over columns may hold: every operator, texts, whole numbers, lists, maps, macros, times, what fails and what
// overflows. Each production has a name, and is counted where it is drawn.
#pragma once

#include <functional>
#include <map>
#include <string>
#include <vector>

namespace harbinger::expr::testing {

class WideExpressions {
 public:
  using Drawn = std::map<std::string, std::size_t>;

  /// below(n) draws one of 0 .. n - 1.
  WideExpressions(std::function<int(int)> below, Drawn& drawn)
      : below_(std::move(below)), drawn_(drawn) {
    add_truths();
    add_numbers();
    add_texts();
    add_lists();
  }

  std::string truth(int depth) {
    return depth <= 0 ? pick({"t0", "t1", "true", "false", "n0 > 1", "s0 == \"a\""})
                      : drawn(truths_, depth - 1);
  }
  std::string number(int depth) {
    return depth <= 0 ? pick({"n0", "n1", "n2", "0", "1", "-2.5", "3", "0.5"})
                      : drawn(numbers_, depth - 1);
  }
  std::string text(int depth) {
    return depth <= 0 ? pick({"s0", "s1", "\"a\"", "\"bb\"", "\"\""}) : drawn(texts_, depth - 1);
  }
  /// Of numbers.
  std::string list(int depth) {
    return depth <= 0 ? pick({"[1, 2, 3]", "[n0]", "[n0, n1]", "[n0].filter(x, false)"})
                      : drawn(lists_, depth - 1);
  }

  /// The names of all productions.
  [[nodiscard]] std::vector<std::string> names() const {
    std::vector<std::string> names;
    for (const auto* productions : {&truths_, &numbers_, &texts_, &lists_})
      for (const Production& production : *productions) names.push_back(production.name);
    return names;
  }

 private:
  struct Production {
    std::string name;
    std::function<std::string(int depth)> make;
  };
  using Productions = std::vector<Production>;

  std::string drawn(const Productions& productions, int depth) {
    const Production& chosen =
        productions[static_cast<std::size_t>(below_(static_cast<int>(productions.size())))];
    ++drawn_[chosen.name];
    return chosen.make(depth);
  }
  std::string pick(const std::vector<std::string>& choices) {
    return choices[static_cast<std::size_t>(below_(static_cast<int>(choices.size())))];
  }

  /// A template: @ # $ ~ stand for a truth value, a number, a text and a list of numbers in brackets, ^ for a
  /// comparison, ` for == or !=.
  std::function<std::string(int)> form(const std::string& text) {
    return [this, text](int d) {
      std::string out;
      for (const char c : text) {
        if (c == '@')
          out += "(" + truth(d) + ")";
        else if (c == '#')
          out += "(" + number(d) + ")";
        else if (c == '$')
          out += "(" + this->text(d) + ")";
        else if (c == '~')
          out += "(" + list(d) + ")";
        else if (c == '^')
          out += pick({"<", "<=", ">", ">=", "==", "!="});
        else if (c == '`')
          out += pick({"==", "!="});
        else
          out += c;
      }
      return out;
    };
  }
  void add(Productions& productions, const std::string& name, const std::string& text) {
    productions.push_back({name, form(text)});
  }

  void add_truths();
  void add_numbers();
  void add_texts();
  void add_lists();

  std::function<int(int)> below_;
  Drawn& drawn_;
  Productions truths_;
  Productions numbers_;
  Productions texts_;
  Productions lists_;
};

inline void WideExpressions::add_truths() {
  add(truths_, "and", "@ && @");
  add(truths_, "or", "@ || @ || @");
  add(truths_, "and over or", "(@ || @) && !(@ && @)");
  add(truths_, "not", "!@");
  add(truths_, "choice of truths", "@ ? @ : @");
  add(truths_, "order of truths", "@ ^ @");
  add(truths_, "order of numbers", "# ^ #");
  add(truths_, "order of texts", "$ ^ $");
  add(truths_, "number in list", "# in [0, 1, 2.5, 1e9]");
  add(truths_, "number in no list", "# in []");
  add(truths_, "number in varying list", "# in [n1, 3, #]");
  add(truths_, "number in any list", "# in ~");
  add(truths_, "text in list", "$ in [\"a\", \"bb\"]");
  add(truths_, "text in long list",
      "$ in [\"a\", \"b\", \"bb\", \"abc\", \"\", \"12\", \"2019-11\", \"2019-11-05\", "
      "\"d\u00e9\"]");
  add(truths_, "text in varying list", "$ in [s0, \"abc\", $]");
  add(truths_, "text in map", "$ in {\"a\": n0, \"b\": 1}");
  add(truths_, "truth in list", "@ in [t0, true]");
  add(truths_, "lists equal", "~ ` ~");
  add(truths_, "startsWith", "$.startsWith(\"a\")");
  add(truths_, "endsWith", "$.endsWith($)");
  add(truths_, "contains", "$.contains($)");
  add(truths_, "matches", "$.matches(\"[ab]b+.?c\")");
  add(truths_, "matches of texts", "\"abc\".matches($)");
  add(truths_, "exists", "~.exists(x, x > #)");
  add(truths_, "all", "~.all(x, x ^ 1 || @)");
  add(truths_, "exists_one", "[n0, n1, #].exists_one(x, x > 1)");
  add(truths_, "exists in pairs", "~.exists(i, x, i < 2 && x > i)");
  add(truths_, "exists within all", "[n0, n1].all(x, [n2, 1].exists(y, y ^ x))");
  add(truths_, "all over texts", "[s0, $].all(s, s.size() ^ 1)");
  add(truths_, "exists over a map", "{\"a\": n0, \"b\": #}.exists(k, v, k == s0 && v > 0)");
  add(truths_, "known", "known(#)");
  add(truths_, "known truth", "known(@)");
  add(truths_, "known text", "known($)");
  add(truths_, "known list", "known(~)");
  add(truths_, "default truth", "default(@, @)");
  add(truths_, "null", "dyn(#) ` null");
  add(truths_, "null beside truth", "(@ ? null : dyn($)) ` null");
  add(truths_, "dynamic comparison", "dyn(#) ^ #");
  add(truths_, "types that differ", "dyn($) ^ #");
  add(truths_, "dynamic junction", "@ && dyn(#)");
  add(truths_, "dynamic absorbed", "dyn($) || @");
  add(truths_, "type", "type(#) == double");
  add(truths_, "bytes", "bytes($) ^ b\"b\"");
  add(truths_, "dates", "date($) ^ date(\"2019-11\")");
  add(truths_, "dates of texts", "date(s0) ^ date($)");
  add(truths_, "timestamps", "timestamp($) ^ timestamp(\"2009-02-13T23:31:30Z\")");
  add(truths_, "durations", "days(#) ^ duration(\"36h\")");
  add(truths_, "duration of text", "duration($) ^ duration(\"1s\")");
  add(truths_, "division by zero absorbed", "1 / int(#) > 0 || @");
  add(truths_, "optional", "optional.ofNonZeroValue(#).hasValue()");
  add(truths_, "truth from a map", "{\"a\": @}[$]");
  add(truths_, "truth from a list", "[@, t1][#]");
  add(truths_, "bound truth", "cel.bind(x, @, x || !x)");
  add(truths_, "bool of text", "bool($)");
}

inline void WideExpressions::add_numbers() {
  add(numbers_, "sum", "# + #");
  add(numbers_, "difference", "# - #");
  add(numbers_, "product", "# * #");
  add(numbers_, "quotient", "# / #");
  add(numbers_, "remainder", "# % #");
  add(numbers_, "negative", "-#");
  add(numbers_, "choice of numbers", "@ ? # : #");
  add(numbers_, "default number", "default(#, #)");
  add(numbers_, "min", "min(#, #, #)");
  add(numbers_, "max", "max(#, #)");
  add(numbers_, "max of list", "max(~)");
  add(numbers_, "clamp", "clamp(#, #, #)");
  add(numbers_, "abs", "abs(#)");
  add(numbers_, "round", "round(#) + floor(#) - ceil(#)");
  add(numbers_, "roots", "sqrt(#) + exp(#) + ln(#)");
  add(numbers_, "pow", "pow(#, 2)");
  add(numbers_, "loan", "grant_element(2, 20, #, 5)");
  add(numbers_, "size of text", "size($)");
  add(numbers_, "size of sum", "size($ + s1)");
  add(numbers_, "size of list", "size(~)");
  add(numbers_, "int", "int(#)");
  add(numbers_, "int that overflows", "int(# * 1e30)");
  add(numbers_, "int of text", "int($)");
  add(numbers_, "uint", "uint(#)");
  add(numbers_, "double of text", "double($)");
  add(numbers_, "whole sums", "[#, n1].transformList(i, x, i * 7 % 4 - 2)[#]");
  add(numbers_, "whole numbers that overflow",
      "[#, n1, n2].transformList(i, x, i * 9007199254740992 * 1024)[#]");
  add(numbers_, "indexOf", "$.indexOf($)");
  add(numbers_, "item of list", "~[#]");
  add(numbers_, "item of literal", "[n0, #, n2][1]");
  add(numbers_, "entry of map", "{\"a\": #, \"b\": n1}[$]");
  add(numbers_, "bound number", "cel.bind(x, #, x * x)");
  add(numbers_, "year", "year(date($))");
  add(numbers_, "year past 9999", "year(date(\"9999-06-01\") + days(#))");
  add(numbers_, "year of timestamp", "timestamp($).getFullYear()");
  add(numbers_, "hours", "(timestamp(\"2009-02-13T23:31:30Z\") + days(#)).getHours()");
  add(numbers_, "age", "age(date($), date(\"2020-01-01\"))");
  add(numbers_, "decay", "decay(date(\"2019\"), date(\"2020\"), days(#))");
  add(numbers_, "greatest", "math.greatest(#, 2)");
  add(numbers_, "optional number", "optional.of(#).orValue(1)");
}

inline void WideExpressions::add_texts() {
  add(texts_, "texts joined", "$ + $");
  add(texts_, "text and constant", "$ + \"-\" + s1");
  add(texts_, "choice of texts", "@ ? $ : $");
  add(texts_, "default text", "default($, $)");
  add(texts_, "lower and upper", "$.upperAscii().lowerAscii()");
  add(texts_, "replace", "$.replace(\"a\", $)");
  add(texts_, "substring", "$.substring(1)");
  add(texts_, "substring by index", "[#, 1].transformList(i, x, $.substring(i))[1]");
  add(texts_, "charAt", "$.charAt(0)");
  add(texts_, "trim", "$.trim()");
  add(texts_, "split", "$.split(\"b\")[0]");
  add(texts_, "join", "[$, s1, \"x\"].join(\"/\")");
  add(texts_, "string of number", "string(#)");
  add(texts_, "string of truth", "string(@)");
  add(texts_, "string of whole number", "[#, 1].transformList(i, x, string(i))[1]");
  add(texts_, "format of texts", "\"%s is %s\".format([$, s0])");
  add(texts_, "format of numbers", "\"%.1f %s\".format([#, $])");
  add(texts_, "text from a map", "{1: $, 2: s0}[#]");
  add(texts_, "text from a list", "[$, s1][#]");
  add(texts_, "texts mapped", "[s0, $].map(s, s + \"!\").join(\",\")");
  add(texts_, "text of bytes", "string(bytes($))");
  add(texts_, "first text found", "[s0, s1, $].filter(s, s > \"a\")[0]");
  add(texts_, "bound text", "cel.bind(s, $, s + s)");
}

inline void WideExpressions::add_lists() {
  add(lists_, "literal of numbers", "[#, n1, #]");
  add(lists_, "lists joined", "~ + [n2]");
  add(lists_, "map", "~.map(x, x * 2 + n0)");
  add(lists_, "map of some", "~.map(x, x > 0, # + x)");
  add(lists_, "filter", "~.filter(x, x ^ #)");
  add(lists_, "choice of lists", "@ ? ~ : [0.5 + #]");
  add(lists_, "default list", "default(~, [1])");
  add(lists_, "distinct", "[n0, n1, #].distinct()");
}

}  // namespace harbinger::expr::testing
