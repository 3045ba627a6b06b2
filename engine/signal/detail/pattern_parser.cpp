// SPDX-License-Identifier: Apache-2.0
#include <charconv>

#include <fmt/core.h>

#include "signal/detail/pattern_lexer.hpp"
#include "signal/detail/pattern_text.hpp"

namespace harbinger::signal::detail {

namespace {

/// Thrown inside this file alone: the first mistake ends the parse.
struct Mistake {
  std::size_t offset;
  std::size_t length;
  std::string message;
  std::string hint;
};

class Parser {
 public:
  explicit Parser(const WrittenText& text) : text_(text), tokens_(pattern_tokens(text.value)) {}

  WrittenPath path() {
    WrittenPath path;
    path.nodes.push_back(node());
    while (peek().kind != PatternToken::end) {
      const std::size_t begin = peek().offset;
      path.edges.push_back(edge());
      path.nodes.push_back(node());
      if (path.edges.size() > longest_path)
        throw Mistake{begin, 1, fmt::format("a path may have at most {} steps", longest_path), {}};
    }
    return path;
  }

 private:
  [[nodiscard]] const Token& peek() const { return tokens_[at_]; }
  [[nodiscard]] bool is(std::string_view sign) const {
    return peek().kind == PatternToken::sign && peek().value == sign;
  }
  Token take() { return tokens_[at_ + 1 < tokens_.size() ? at_++ : at_]; }
  bool taken(std::string_view sign) {
    const bool found = is(sign);
    if (found) take();
    return found;
  }
  [[noreturn]] void expected(std::string_view what, std::string hint = {}) const {
    const Token& found = peek();
    if (found.kind == PatternToken::wrong)
      throw Mistake{found.offset, found.length, found.value, {}};
    const std::string shown =
        found.kind == PatternToken::end ? found.value : "'" + found.value + "'";
    throw Mistake{found.offset, found.length, fmt::format("expected {}, found {}", what, shown),
                  std::move(hint)};
  }
  void want(std::string_view sign, std::string_view what) {
    if (!taken(sign)) expected(what);
  }
  [[nodiscard]] TextPosition since(std::size_t begin) const {
    const std::size_t end = at_ == 0 ? begin : tokens_[at_ - 1].offset + tokens_[at_ - 1].length;
    return text_.position(begin, end > begin ? end - begin : 1);
  }

  WrittenName name(std::string_view what) {
    if (peek().kind != PatternToken::name) expected(what);
    const Token token = take();
    return {token.value, text_.position(token.offset, token.length)};
  }
  WrittenName optional_name() {
    return peek().kind == PatternToken::name ? name("a name") : WrittenName{};
  }

  std::vector<WrittenName> alternatives(std::string_view what) {
    std::vector<WrittenName> names;
    if (!taken(":")) return names;
    names.push_back(name(what));
    while (taken("|")) {
      taken(":");
      names.push_back(name(what));
    }
    return names;
  }

  std::vector<WrittenFilter> filters() {
    std::vector<WrittenFilter> all;
    if (!taken("{")) return all;
    do {
      WrittenFilter filter;
      filter.key = name("the name of an attribute");
      want(":", "':' and a value");
      literal(filter);
      all.push_back(std::move(filter));
    } while (taken(","));
    want("}", "',' or '}'");
    return all;
  }

  void literal(WrittenFilter& filter) {
    const std::size_t begin = peek().offset;
    const bool negative = taken("-");
    const Token token = peek();
    if (token.kind == PatternToken::number) {
      double number = 0;
      std::from_chars(token.value.data(), token.value.data() + token.value.size(), number);
      filter.literal = negative ? -number : number;
    } else if (!negative && token.kind == PatternToken::text) {
      filter.literal = token.value;
    } else if (!negative && (token.value == "true" || token.value == "false")) {
      filter.literal = token.value == "true";
    } else {
      expected("a text in quotes, a number, true or false");
    }
    take();
    filter.where = since(begin);
  }

  WrittenNode node() {
    const std::size_t begin = peek().offset;
    want("(", at_ == 0 ? "a path, which begins with '('" : "a node, which begins with '('");
    WrittenNode node;
    node.variable = optional_name();
    node.labels = alternatives("the name of a kind");
    node.filters = filters();
    want(")", "')'");
    node.where = since(begin);
    return node;
  }

  WrittenEdge edge() {
    const std::size_t begin = peek().offset;
    WrittenEdge edge;
    const bool left = taken("<");
    want("-", left ? "'-' after '<'" : "'-' or '<-', a step to another node, or the end");
    if (taken("[")) inside(edge);
    want("-", "'-' or '->'");
    const bool right = taken(">");
    if (left && right)
      throw Mistake{begin, 1, "a step has one direction: '<-' or '->', or neither", {}};
    edge.direction = left ? Direction::left : right ? Direction::right : Direction::either;
    edge.where = since(begin);
    return edge;
  }

  void inside(WrittenEdge& edge) {
    edge.variable = optional_name();
    edge.relations = alternatives("the name of a relation");
    if (is("*")) repetition(edge);
    edge.filters = filters();
    want("]", "']'");
  }

  unsigned whole() {
    const Token token = peek();
    unsigned number = 0;
    const char* last = token.value.data() + token.value.size();
    const auto [end, code] = std::from_chars(token.value.data(), last, number);
    if (code != std::errc() || end != last || number > 1000) expected("a whole number of steps");
    take();
    return number;
  }

  /// `*2`, `*..3` (from 1), `*0..1`; an open end would make the search unbounded.
  void repetition(WrittenEdge& edge) {
    const Token star = take();
    const bool has_first = peek().kind == PatternToken::number;
    edge.repeats = true;
    edge.min = has_first ? whole() : 1;
    const bool range = taken("..");
    const bool has_last = range && peek().kind == PatternToken::number;
    edge.max = has_last ? whole() : edge.min;
    const std::size_t length = peek().offset - star.offset;
    if (range ? !has_last : !has_first)
      throw Mistake{star.offset, length, "a walk of any length needs a bound", "write *1..6"};
    if (edge.max > longest_walk)
      throw Mistake{
          star.offset, length, fmt::format("a walk may have at most {} steps", longest_walk), {}};
    if (edge.max < edge.min || edge.max == 0)
      throw Mistake{star.offset, length, "the shortest walk is longer than the longest", {}};
    if (!edge.variable.text.empty())
      throw Mistake{star.offset, length,
                    fmt::format("'{}' cannot name a walk of several edges", edge.variable.text),
                    "leave the name out"};
  }

  const WrittenText& text_;
  std::vector<Token> tokens_;
  std::size_t at_ = 0;
};

}  // namespace

std::optional<WrittenPath> parse_path(const WrittenText& text, Diagnostics& diagnostics) {
  try {
    return Parser(text).path();
  } catch (const Mistake& mistake) {
    auto& error =
        diagnostics.error(text.position(mistake.offset, mistake.length), "{}", mistake.message);
    if (!mistake.hint.empty()) error.with_hint(mistake.hint);
    return std::nullopt;
  }
}

}  // namespace harbinger::signal::detail
