// SPDX-License-Identifier: Apache-2.0
#include "expr/detail/parser.hpp"

#include <algorithm>
#include <array>
#include <utility>

#include <fmt/core.h>

#include "base/assert.hpp"
#include "expr/detail/lexer.hpp"

namespace harbinger::expr::detail {

namespace {

constexpr std::array<std::string_view, 17> reserved_words = {
    "as",  "break", "const",   "continue",  "else",   "for", "function", "if",   "import",
    "let", "loop",  "package", "namespace", "return", "var", "void",     "while"};

struct SignedOperator {
  std::string_view sign;
  Operator op;
};
constexpr std::array<SignedOperator, 7> relations = {{{"==", Operator::equal},
                                                      {"!=", Operator::not_equal},
                                                      {"<=", Operator::less_equal},
                                                      {">=", Operator::greater_equal},
                                                      {"<", Operator::less},
                                                      {">", Operator::greater},
                                                      {"in", Operator::in}}};
constexpr std::array<SignedOperator, 2> sums = {{{"+", Operator::add}, {"-", Operator::subtract}}};
constexpr std::array<SignedOperator, 3> products = {
    {{"*", Operator::multiply}, {"/", Operator::divide}, {"%", Operator::remainder}}};

std::uint32_t depth_over(const std::vector<Syntax>& children) {
  std::uint32_t deepest = 0;
  for (const Syntax& child : children) deepest = std::max(deepest, child.depth);
  return deepest + 1;
}

std::string shown(const Token& token, std::string_view text) {
  if (token.kind == TokenKind::end) return "the end";
  return fmt::format("'{}'", text.substr(token.begin, token.end - token.begin));
}

/// After the first error all words are used up, so that every loop ends and later errors are not told.
class Parser {
 public:
  Parser(std::string_view text, std::vector<Token> tokens, SyntaxError& error)
      : text_(text), tokens_(std::move(tokens)), error_(error) {}

  std::optional<Syntax> whole() {
    Syntax root = expression();
    if (!failed_ && here().kind != TokenKind::end) unexpected_after();
    if (failed_) return std::nullopt;
    return root;
  }

 private:
  [[nodiscard]] const Token& here() const { return tokens_[at_]; }
  [[nodiscard]] bool at_sign(std::string_view sign) const {
    return here().kind == TokenKind::sign && here().text == sign;
  }
  [[nodiscard]] bool at_word(std::string_view word) const {
    return here().kind == TokenKind::name && !here().quoted && here().text == word;
  }
  Token take() {
    Token token = here();
    if (at_ + 1 < tokens_.size()) ++at_;
    if (token.kind != TokenKind::end) last_end_ = token.end;
    return token;
  }
  bool take_sign(std::string_view sign) {
    if (!at_sign(sign)) return false;
    take();
    return true;
  }

  void fail(std::size_t begin, std::size_t end, std::string message) {
    if (!failed_) error_ = {begin, std::max(end, begin + 1), std::move(message)};
    failed_ = true;
    at_ = tokens_.size() - 1;
  }
  void fail_here(std::string message) {
    const Token token = here();
    fail(token.begin, token.end, std::move(message));
  }
  void expect_sign(std::string_view sign, std::string_view after) {
    if (take_sign(sign) || failed_) return;
    fail_here(fmt::format("expected '{}' {}, found {}", sign, after, shown(here(), text_)));
  }
  void unexpected_after() {
    if (at_sign("{")) return fail_here("protocol-buffer messages are not supported");
    fail_here(fmt::format("expected an operator or the end, found {}", shown(here(), text_)));
  }

  Syntax finish(Syntax node) {
    node.end = last_end_;
    node.depth = depth_over(node.children);
    if (node.depth > deepest_expression)
      fail(node.begin, node.end,
           fmt::format(
               "the expression is nested deeper than {} levels (in a row of operators each is one)",
               deepest_expression));
    return node;
  }
  Syntax start(SyntaxKind kind, std::size_t begin) {
    Syntax node;
    node.kind = kind;
    node.begin = node.outer_begin = begin;
    return node;
  }

  Syntax expression() {
    const Nesting nesting(*this);
    if (failed_) return {};
    Syntax condition = disjunction();
    if (!at_sign("?")) return condition;
    take();
    Syntax node = start(SyntaxKind::conditional, condition.outer_begin);
    node.children.push_back(std::move(condition));
    node.children.push_back(disjunction());
    expect_sign(":", "and the other value of '?'");
    node.children.push_back(expression());
    return finish(std::move(node));
  }

  template <class Part>
  Syntax joined(SyntaxKind kind, std::string_view sign, Part part) {
    Syntax first = part();
    if (!at_sign(sign)) return first;
    Syntax node = start(kind, first.outer_begin);
    node.children.push_back(std::move(first));
    while (take_sign(sign)) node.children.push_back(part());
    return finish(std::move(node));
  }
  Syntax disjunction() {
    return joined(SyntaxKind::disjunction, "||", [this] { return conjunction(); });
  }
  Syntax conjunction() {
    return joined(SyntaxKind::conjunction, "&&", [this] { return relation(); });
  }

  template <std::size_t N>
  [[nodiscard]] std::optional<Operator> operator_here(
      const std::array<SignedOperator, N>& level) const {
    for (const auto& [sign, op] : level)
      if (at_sign(sign) || (sign == "in" && at_word("in"))) return op;
    return std::nullopt;
  }
  template <std::size_t N, class Part>
  Syntax chained(const std::array<SignedOperator, N>& level, Part part) {
    Syntax left = part();
    while (const auto op = operator_here(level)) {
      take();
      Syntax node = start(SyntaxKind::binary, left.outer_begin);
      node.op = *op;
      node.children.push_back(std::move(left));
      node.children.push_back(part());
      left = finish(std::move(node));
    }
    return left;
  }
  Syntax relation() {
    return chained(relations, [this] { return sum(); });
  }
  Syntax sum() {
    return chained(sums, [this] { return product(); });
  }
  Syntax product() {
    return chained(products, [this] { return unary(); });
  }

  Syntax unary() {
    const Nesting nesting(*this);
    if (failed_) return {};
    const std::size_t begin = here().begin;
    if (at_sign("-") && tokens_[at_ + 1].kind == TokenKind::integer) return negative_integer();
    if (!at_sign("!") && !at_sign("-")) return member();
    Syntax node = start(at_sign("!") ? SyntaxKind::negation : SyntaxKind::negate, begin);
    take();
    node.children.push_back(unary());
    return finish(std::move(node));
  }

  /// The smallest int has a magnitude that is no int: the sign is part of the literal.
  Syntax negative_integer() {
    const std::size_t begin = take().begin;
    const Token token = take();
    if (token.magnitude > (1ull << 63))
      fail(begin, token.end, "the integer is below the least int");
    Syntax node = start(SyntaxKind::literal, begin);
    node.value = static_cast<std::int64_t>(0 - token.magnitude);
    node.written_integer = true;
    return members_of(finish(std::move(node)));
  }

  Syntax member() { return members_of(primary()); }

  Syntax members_of(Syntax operand) {
    for (;;) {
      if (take_sign(".")) {
        operand = selected(std::move(operand));
      } else if (take_sign("[")) {
        operand = indexed(std::move(operand));
      } else {
        break;
      }
    }
    const bool names_type = operand.kind == SyntaxKind::name || operand.kind == SyntaxKind::select;
    if (names_type && at_sign("{")) fail_here("protocol-buffer messages are not supported");
    return operand;
  }

  Syntax selected(Syntax operand) {
    Syntax node = start(SyntaxKind::select, operand.outer_begin);
    node.optional_select = take_sign("?");
    node.name_begin = here().begin;
    const bool quoted = here().quoted;
    node.name = selector();
    node.children.push_back(std::move(operand));
    if (!quoted && !node.optional_select && take_sign("(")) {
      node.kind = SyntaxKind::call;
      node.has_target = true;
      arguments(node.children);
    }
    return finish(std::move(node));
  }

  Syntax indexed(Syntax operand) {
    Syntax node = start(SyntaxKind::index, operand.outer_begin);
    node.optional_select = take_sign("?");
    node.children.push_back(std::move(operand));
    node.children.push_back(expression());
    expect_sign("]", "behind the index");
    return finish(std::move(node));
  }

  /// A name behind a dot: reserved words are fields too, only those of the language itself are not.
  std::string selector() {
    if (here().kind != TokenKind::name) {
      fail_here(fmt::format("expected a name behind '.', found {}", shown(here(), text_)));
      return {};
    }
    if (at_word("in") || at_word("true") || at_word("false") || at_word("null"))
      fail_here(fmt::format("'{}' is a word of the language and names no field", here().text));
    return take().text;
  }

  void arguments(std::vector<Syntax>& out) {
    if (take_sign(")")) return;
    do {
      out.push_back(expression());
    } while (take_sign(","));
    expect_sign(")", "behind the arguments");
  }

  Syntax primary() {
    const Token token = here();
    switch (token.kind) {
      case TokenKind::integer:
      case TokenKind::unsigned_integer:
      case TokenKind::number:
      case TokenKind::string:
      case TokenKind::bytes: return literal();
      case TokenKind::name: return named(false, token.begin);
      case TokenKind::sign:
        if (token.text == "(") return parenthesised();
        if (token.text == "[") return list();
        if (token.text == "{") return map();
        if (token.text == "." && tokens_[at_ + 1].kind == TokenKind::name) {
          take();
          return named(true, token.begin);
        }
        break;
      case TokenKind::end: break;
    }
    fail_here(fmt::format("expected a value, found {}", shown(token, text_)));
    return {};
  }

  Syntax literal() {
    Token token = take();
    Syntax node = start(SyntaxKind::literal, token.begin);
    if (token.kind == TokenKind::number) node.value = token.number;
    if (token.kind == TokenKind::unsigned_integer) node.value = token.magnitude;
    if (token.kind == TokenKind::string) node.value = std::move(token.text);
    if (token.kind == TokenKind::bytes) node.value = Bytes{std::move(token.text)};
    if (token.kind == TokenKind::integer) {
      if (token.magnitude > static_cast<std::uint64_t>(INT64_MAX))
        fail(token.begin, token.end, "the integer is above the greatest int");
      node.value = static_cast<std::int64_t>(token.magnitude);
      node.written_integer = true;
    }
    return finish(std::move(node));
  }

  /// `absolute`: behind a dot of its own, so that no container and no local variable is asked for it.
  Syntax named(bool absolute, std::size_t begin) {
    const Token token = take();
    Syntax node = start(SyntaxKind::literal, begin);
    node.absolute = absolute;
    if (!token.quoted && (token.text == "true" || token.text == "false")) {
      node.value = token.text == "true";
      return finish(std::move(node));
    }
    if (!token.quoted && token.text == "null") {
      node.value = Null{};
      return finish(std::move(node));
    }
    if (!token.quoted && token.text == "in")
      fail(token.begin, token.end, "expected a value, found 'in'");
    if (std::find(reserved_words.begin(), reserved_words.end(), token.text) != reserved_words.end())
      fail(token.begin, token.end, fmt::format("'{}' is a reserved word", token.text));
    node.kind = SyntaxKind::name;
    node.name = token.text;
    node.name_begin = token.begin;
    if (!token.quoted && take_sign("(")) {
      node.kind = SyntaxKind::call;
      arguments(node.children);
    }
    return finish(std::move(node));
  }

  Syntax parenthesised() {
    const std::size_t begin = take().begin;
    Syntax inner = expression();
    expect_sign(")", fmt::format("for the '(' at byte {}", begin + 1));
    inner.outer_begin = begin;
    return inner;
  }

  Syntax list() {
    Syntax node = start(SyntaxKind::list, take().begin);
    while (!failed_ && !at_sign("]")) {
      const bool optional = take_sign("?");
      node.children.push_back(expression());
      node.children.back().optional_entry = optional;
      if (!take_sign(",")) break;
    }
    expect_sign("]", "behind the items of the list");
    return finish(std::move(node));
  }

  Syntax map() {
    Syntax node = start(SyntaxKind::map, take().begin);
    while (!failed_ && !at_sign("}")) {
      const bool optional = take_sign("?");
      node.children.push_back(expression());
      node.children.back().optional_entry = optional;
      expect_sign(":", "behind the key");
      node.children.push_back(expression());
      if (!take_sign(",")) break;
    }
    expect_sign("}", "behind the entries of the map");
    return finish(std::move(node));
  }

  /// Counts how deep the parser itself has gone, parentheses included.
  class Nesting {
   public:
    explicit Nesting(Parser& parser) : parser_(parser) {
      if (++parser_.nesting_ > 2 * deepest_expression)
        parser_.fail_here(fmt::format(
            "the expression is nested deeper than {} levels (in a row of operators each is one)",
            deepest_expression));
    }
    Nesting(const Nesting&) = delete;
    Nesting& operator=(const Nesting&) = delete;
    ~Nesting() { --parser_.nesting_; }

   private:
    Parser& parser_;
  };

  std::string_view text_;
  std::vector<Token> tokens_;
  SyntaxError& error_;
  std::size_t at_ = 0;
  std::size_t last_end_ = 0;
  std::uint32_t nesting_ = 0;
  bool failed_ = false;
};

}  // namespace

std::string_view sign_of(Operator op) {
  switch (op) {
    case Operator::add: return "+";
    case Operator::subtract: return "-";
    case Operator::multiply: return "*";
    case Operator::divide: return "/";
    case Operator::remainder: return "%";
    case Operator::equal: return "==";
    case Operator::not_equal: return "!=";
    case Operator::less: return "<";
    case Operator::less_equal: return "<=";
    case Operator::greater: return ">";
    case Operator::greater_equal: return ">=";
    case Operator::in: return "in";
  }
  HARBINGER_ASSERT(false);
}

Operator mirrored(Operator op) {
  switch (op) {
    case Operator::less: return Operator::greater;
    case Operator::less_equal: return Operator::greater_equal;
    case Operator::greater: return Operator::less;
    case Operator::greater_equal: return Operator::less_equal;
    default: return op;
  }
}

std::optional<Syntax> parse(std::string_view text, SyntaxError& error) {
  if (text.size() > longest_expression) {
    error = {0, 1, fmt::format("the expression is longer than {} bytes", longest_expression)};
    return std::nullopt;
  }
  auto tokens = tokens_of(text, error);
  if (!tokens) return std::nullopt;
  if (tokens->size() == 1) {
    error = {0, 1, "the expression is empty"};
    return std::nullopt;
  }
  return Parser(text, std::move(*tokens), error).whole();
}

}  // namespace harbinger::expr::detail
