// SPDX-License-Identifier: Apache-2.0
// Cells to CEL:
//
//     [0..5)       scanners >= 0 && scanners < 5
//     1, 3         scanners == 1 || scanners == 3
//     not(a, b)    !(maker == "a" || maker == "b")
//     false        !(deliveries > 0)
//     {input > 2}  (scanners > 2)
//
// A date literal stands for all its days, so that `>= 2019` is true from its first one.
#include <algorithm>
#include <cmath>

#include <fmt/format.h>

#include "base/date.hpp"
#include "rule/decision_cell.hpp"
#include "rule/detail/condition_limits.hpp"

namespace harbinger::rule {

namespace {

bool is_name_byte(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_';
}

/// A text whose bytes come from places of another.
class MappedText {
 public:
  explicit MappedText(const WrittenText& from) : from_(from) { out_.text = from.text; }

  /// Text that stands for the byte `at` of the other.
  void add(std::string_view text, std::size_t at) {
    out_.value += text;
    out_.offsets.insert(out_.offsets.end(), text.size(), offset(at));
  }
  [[nodiscard]] std::size_t size() const { return out_.value.size(); }
  WrittenText finished(std::size_t end) && {
    out_.offsets.push_back(offset(end));
    return std::move(out_);
  }

 private:
  [[nodiscard]] std::uint32_t offset(std::size_t at) const {
    return from_.offsets.empty() ? 0 : from_.offsets[std::min(at, from_.offsets.size() - 1)];
  }
  const WrittenText& from_;
  WrittenText out_;
};

/// As CEL writes a text: backslashes, quotes and what is no printable ASCII escaped where they must be.
std::string quoted(std::string_view text) {
  std::string out = "\"";
  for (const char c : text) {
    if (c == '"' || c == '\\')
      out += std::string("\\") + c;
    else if (c == '\n')
      out += "\\n";
    else if (c == '\r')
      out += "\\r";
    else if (static_cast<unsigned char>(c) < 0x20)
      out += fmt::format("\\x{:02x}", static_cast<unsigned char>(c));
    else
      out += c;
  }
  return out + "\"";
}

/// What closes a parenthesis behind a text: on a line of its own where a comment might swallow it.
std::string_view closing(std::string_view text) {
  return text.find("//") == std::string_view::npos ? ")" : "\n)";
}

class ConditionWriter {
 public:
  ConditionWriter(const Cell& cell, std::string_view input, InputKind kind)
      : cell_(cell), kind_(kind), text_(cell.text) {
    const bool is_plain =
        std::all_of(input.begin(), input.end(), [](char c) { return is_name_byte(c) || c == '.'; });
    input_ = is_plain ? std::string(input) : fmt::format("({}{}", input, closing(input));
  }

  WrittenText run() && {
    if (cell_.kind == Cell::Kind::expression)
      write_expression();
    else if (cell_.kind == Cell::Kind::values)
      write_values();
    return std::move(text_).finished(cell_.text.value.size());
  }

 private:
  [[nodiscard]] std::string literal(double number) const {
    if (kind_ != InputKind::date) return fmt::format("{}", number);
    return quoted(to_text(Day{static_cast<std::int32_t>(number)}));
  }

  /// Both ends, joined by &&.
  [[nodiscard]] std::string in_interval(const Interval& of) const {
    if (of.low == of.high) return fmt::format("{} == {}", input_, literal(of.low));
    std::string text;
    if (std::isfinite(of.low))
      text = fmt::format("{} {} {}", input_, of.low_in ? ">=" : ">", literal(of.low));
    if (std::isfinite(of.high))
      text += fmt::format("{}{} {} {}", text.empty() ? "" : " && ", input_, of.high_in ? "<=" : "<",
                          literal(of.high));
    return text;
  }

  [[nodiscard]] std::string condition(const CellItem& item) const {
    if (const auto* truth = std::get_if<bool>(&item.of))
      return (*truth != item.differs ? "" : "!") + input_;
    if (const auto* text = std::get_if<std::string>(&item.of))
      return fmt::format("{} {} {}", input_, item.differs ? "!=" : "==", quoted(*text));
    const auto& interval = std::get<Interval>(item.of);
    if (!item.differs) return in_interval(interval);
    if (interval.low == interval.high)
      return fmt::format("{} != {}", input_, literal(interval.low));
    return "!(" + in_interval(interval) + ")";
  }

  void write_values() {
    const std::size_t first = cell_.items.front().begin;
    // A range inside an `or` needs no parentheses: `&&` binds closer.
    const bool wrapped = cell_.negated || cell_.items.size() > 1;
    if (wrapped) text_.add(cell_.negated ? "!(" : "(", first);
    for (const CellItem& item : cell_.items) {
      if (text_.size() > detail::longest_condition) break;
      if (&item != &cell_.items.front()) text_.add(" || ", item.begin);
      text_.add(condition(item), item.begin);
    }
    if (wrapped) text_.add(")", cell_.items.back().end);
  }

  /// The bytes of a comment or of a literal of CEL that begins here, which name nothing; 0 where none does.
  [[nodiscard]] std::size_t length_of_nameless(std::size_t at) const {
    const std::string& text = cell_.text.value;
    if (text.compare(at, 2, "//") == 0) return std::min(text.find('\n', at), text.size()) - at;
    const char quote = text[at];
    if (quote != '"' && quote != '\'') return 0;
    const std::string three(3, quote);
    const std::string end = text.compare(at, 3, three) == 0 ? three : std::string(1, quote);
    const char before = at > 0 ? text[at - 1] : ' ';
    const bool raw = before == 'r' || before == 'R';
    for (std::size_t i = at + end.size(); i < text.size(); ++i) {
      if (text[i] == '\\' && !raw)
        ++i;
      else if (text.compare(i, end.size(), end) == 0)
        return i + end.size() - at;
    }
    return text.size() - at;
  }

  /// Whether what begins here is a field: behind a dot.
  [[nodiscard]] bool is_field(std::size_t at) const {
    const std::size_t before = cell_.text.value.find_last_not_of(" \t\n\r", at - 1);
    return at > 0 && before != std::string::npos && cell_.text.value[before] == '.';
  }

  /// The expression in parentheses, with the input's value for each `input` that is a name of its own.
  void write_expression() {
    const std::string& text = cell_.text.value;
    text_.add("(", 0);
    for (std::size_t at = 0; at < text.size() && text_.size() <= detail::longest_condition;) {
      if (const std::size_t length = length_of_nameless(at)) {
        for (const std::size_t end = at + length; at < end; ++at) text_.add(text.substr(at, 1), at);
        continue;
      }
      std::size_t end = at;
      while (end < text.size() && is_name_byte(text[end])) ++end;
      if (text.compare(at, end - at, "input") == 0 && !is_field(at)) {
        text_.add(input_, at);
      } else {
        end = std::max(end, at + 1);
        for (std::size_t i = at; i < end; ++i) text_.add(text.substr(i, 1), i);
      }
      at = end;
    }
    text_.add(closing(text), text.size());
  }

  const Cell& cell_;
  InputKind kind_;
  std::string input_;
  MappedText text_;
};

}  // namespace

WrittenText condition_of(const Cell& cell, std::string_view input, InputKind kind) {
  return ConditionWriter(cell, input, kind).run();
}

}  // namespace harbinger::rule
