// SPDX-License-Identifier: Apache-2.0
#include "rule/decision_cell.hpp"

#include <algorithm>
#include <charconv>
#include <cmath>

#include "base/date.hpp"

namespace harbinger::rule {

namespace {

/// The bytes [begin, end) of a text.
struct Piece {
  std::size_t begin = 0;
  std::size_t end = 0;
  [[nodiscard]] bool empty() const { return begin == end; }
};

std::string_view forms_of(InputKind kind) {
  switch (kind) {
    case InputKind::number: return "a number, a range such as [0..5) or a comparison such as >= 5";
    case InputKind::truth: return "true or false";
    case InputKind::text: return "a text, in quotes where it has a comma or a sign of its own";
    case InputKind::date: break;
  }
  return "a date such as 2019-11, a range such as [2019..2021) or a comparison such as >= 2019";
}

class CellParser {
 public:
  CellParser(const WrittenText& text, InputKind kind, Diagnostics& diagnostics)
      : text_(text), kind_(kind), diagnostics_(diagnostics) {}

  std::optional<Cell> run() {
    Piece all = trimmed({0, text_.value.size()});
    Cell cell{Cell::Kind::any, false, {}, text_};
    if (all.end - all.begin > longest_cell) {
      fail(all, fmt::format("a cell of more than {} bytes (the limit)", longest_cell), {});
      return std::nullopt;
    }
    if (all.empty() || view(all) == "-") return cell;
    if (text_.value[all.begin] == '{') return expression(all, std::move(cell));
    cell.kind = Cell::Kind::values;
    if (view(all).starts_with("not(")) {
      if (text_.value[all.end - 1] != ')')
        return fail(all, "'not(' without its ')' at the end of the cell", {}), std::nullopt;
      cell.negated = true;
      all = {all.begin + 4, all.end - 1};
    }
    if (!list(all, cell.items)) return std::nullopt;
    return cell;
  }

 private:
  [[nodiscard]] std::string_view view(Piece piece) const {
    return std::string_view(text_.value).substr(piece.begin, piece.end - piece.begin);
  }
  [[nodiscard]] Piece trimmed(Piece piece) const {
    const auto is_space = [&](std::size_t at) {
      const char c = text_.value[at];
      return c == ' ' || c == '\t' || c == '\n' || c == '\r';
    };
    while (!piece.empty() && is_space(piece.begin)) ++piece.begin;
    while (!piece.empty() && is_space(piece.end - 1)) --piece.end;
    return piece;
  }

  bool fail(Piece piece, std::string message, std::string hint) {
    diagnostics_
        .error(text_.position(piece.begin, std::max<std::size_t>(piece.end - piece.begin, 1)), "{}",
               message)
        .with_hint(std::move(hint));
    return false;
  }
  bool unexpected(Piece piece) {
    return fail(piece, fmt::format("expected {}, found '{}'", forms_of(kind_), view(piece)), {});
  }

  std::optional<Cell> expression(Piece all, Cell cell) {
    if (text_.value[all.end - 1] != '}') {
      fail(all, "'{' without its '}' at the end of the cell", "a CEL cell: {input > 5}");
      return std::nullopt;
    }
    cell.kind = Cell::Kind::expression;
    cell.text.value = view({all.begin + 1, all.end - 1});
    if (text_.offsets.size() == text_.value.size() + 1) {
      const auto first = text_.offsets.begin() + static_cast<std::ptrdiff_t>(all.begin) + 1;
      cell.text.offsets.assign(first, text_.offsets.begin() + static_cast<std::ptrdiff_t>(all.end));
    }
    return cell;
  }

  /// Where the entry that begins here ends: at a comma that stands in no quotes.
  [[nodiscard]] std::size_t end_of_entry(Piece list) const {
    char quote = 0;
    for (std::size_t at = list.begin; at < list.end; ++at) {
      const char c = text_.value[at];
      const std::string_view before = view(trimmed({list.begin, at}));
      const bool opens = quote == 0 && (c == '"' || c == '\'') &&
                         (before.empty() || before == "!=");  // only a quote in front is one
      if (opens)
        quote = c;
      else if (c == quote)
        quote = 0;
      else if (c == ',' && quote == 0)
        return at;
    }
    return list.end;
  }

  bool list(Piece rest, std::vector<CellItem>& items) {
    bool good = true;
    const Piece whole = rest;
    while (true) {
      const std::size_t end = end_of_entry(rest);
      const Piece entry = trimmed({rest.begin, end});
      if (items.size() == most_items_of_cell)
        return fail(whole,
                    fmt::format("more than {} entries in a cell (the limit)", most_items_of_cell),
                    {});
      CellItem read{{}, false, entry.begin, entry.end};
      good = (entry.empty() ? fail(whole, "an empty place in this list", {}) : item(entry, read)) &&
             good;
      items.push_back(std::move(read));
      if (end >= rest.end) return good;
      rest.begin = end + 1;
    }
  }

  [[nodiscard]] bool is_ordered() const {
    return kind_ == InputKind::number || kind_ == InputKind::date;
  }

  bool item(Piece piece, CellItem& out) {
    const std::string_view written = view(piece);
    for (const std::string_view sign : {"!=", "<=", ">=", "<", ">"})
      if (written.starts_with(sign))
        return compared(sign, trimmed({piece.begin + sign.size(), piece.end}), piece, out);
    const char first = written.front();
    if (is_ordered() && (first == '[' || first == '(' || first == ']')) return range(piece, out);
    return literal(piece, out.of);
  }

  bool compared(std::string_view sign, Piece operand, Piece whole, CellItem& out) {
    if (operand.empty()) return fail(whole, fmt::format("'{}' with nothing behind it", sign), {});
    if (sign == "!=") {
      out.differs = true;
      return literal(operand, out.of);
    }
    if (!is_ordered())
      return fail(whole,
                  fmt::format("'{}' compares numbers and dates; this input is a {}", sign,
                              kind_ == InputKind::text ? "text" : "truth value"),
                  kind_ == InputKind::text ? "a text that begins so stands in quotes" : "");
    Interval value;
    if (!scalar(operand, value)) return false;
    Interval result;
    if (sign.front() == '<') {
      result.high = sign == "<" ? value.low : value.high;
      result.high_in = sign != "<";
    } else {
      result.low = sign == ">" ? value.high : value.low;
      result.low_in = sign != ">";
    }
    out.of = result;
    return true;
  }

  bool range(Piece piece, CellItem& out) {
    const std::string_view written = view(piece);
    const std::size_t dots = written.find("..");
    const char last = written.back();
    if (dots == std::string_view::npos || written.size() < 4 ||
        (last != ')' && last != ']' && last != '['))
      return fail(piece, fmt::format("expected {}, found '{}'", forms_of(kind_), written),
                  "a range: [0..5), (0..5], [0..)");
    if (written.substr(dots + 2).starts_with('.'))
      return fail(piece, fmt::format("a range has two dots, and '{}' has more", written),
                  "a fraction behind them: [0..0.5]");
    Interval result;
    const Piece low = trimmed({piece.begin + 1, piece.begin + dots});
    const Piece high = trimmed({piece.begin + dots + 2, piece.end - 1});
    if (low.empty() && high.empty()) return fail(piece, "a range without ends", "any value: -");
    Interval end;
    if (!low.empty()) {
      if (!scalar(low, end)) return false;
      result.low_in = written.front() == '[';
      result.low = result.low_in ? end.low : end.high;
    }
    if (!high.empty()) {
      if (!scalar(high, end)) return false;
      result.high_in = last == ']';
      result.high = result.high_in ? end.high : end.low;
    }
    const bool whole = kind_ == InputKind::date;
    Interval within = result;  // No time lies between two days: those inside, with both ends.
    if (whole)
      within = {result.low + (result.low_in ? 0 : 1), result.high - (result.high_in ? 0 : 1)};
    if (within.is_empty())
      return fail(
          piece,
          fmt::format("the range {} is empty: no {} lies in it", written, whole ? "day" : "number"),
          {});
    out.of = result;
    return true;
  }

  /// A number; a date is all its days.
  bool scalar(Piece piece, Interval& out) {
    const std::string_view written = view(piece);
    if (kind_ == InputKind::date) {
      const auto date = parse_date(written);
      if (!date) return unexpected(piece);
      out = {static_cast<double>(date->first.number), static_cast<double>(date->last.number)};
      return true;
    }
    double number = 0;
    const auto [end, code] =
        std::from_chars(written.data(), written.data() + written.size(), number);
    if (code != std::errc() || end != written.data() + written.size() || !std::isfinite(number))
      return unexpected(piece);
    number += 0.0;  // -0 is 0
    out = {number, number};
    return true;
  }

  bool literal(Piece piece, std::variant<bool, std::string, Interval>& out) {
    const std::string_view written = view(piece);
    if (kind_ == InputKind::text) return text(piece, out);
    if (is_ordered()) {
      Interval value;
      if (!scalar(piece, value)) return false;
      out = value;
      return true;
    }
    if (written != "true" && written != "false") return unexpected(piece);
    out = written == "true";
    return true;
  }

  bool text(Piece piece, std::variant<bool, std::string, Interval>& out) {
    const std::string_view written = view(piece);
    const char quote = written.front();
    if (quote != '"' && quote != '\'') {
      out = std::string(written);
      return true;
    }
    std::string value;
    for (std::size_t at = 1; at < written.size(); ++at) {
      if (written[at] != quote) {
        value += written[at];
      } else if (at + 1 < written.size() && written[at + 1] == quote) {
        value += written[at++];
      } else if (at + 1 == written.size()) {
        out = std::move(value);
        return true;
      } else {
        return fail({piece.begin + at + 1, piece.end}, "text behind a closing quote",
                    "a quote inside the text is doubled");
      }
    }
    return fail(piece, "this quote is never closed", {});
  }

  const WrittenText& text_;
  InputKind kind_;
  Diagnostics& diagnostics_;
};

bool takes(const CellItem& item, const CellValue& value) {
  if (const auto* interval = std::get_if<Interval>(&item.of))
    return interval->holds(std::get<double>(value)) != item.differs;
  if (const auto* truth = std::get_if<bool>(&item.of))
    return (*truth == std::get<bool>(value)) != item.differs;
  return (std::get<std::string>(item.of) == std::get<std::string>(value)) != item.differs;
}

}  // namespace

std::optional<Cell> read_cell(const WrittenText& text, InputKind kind, Diagnostics& diagnostics) {
  return CellParser(text, kind, diagnostics).run();
}

bool may_take(const Cell& cell, const CellValue& value) {
  if (cell.kind != Cell::Kind::values) return true;
  const bool any = std::any_of(cell.items.begin(), cell.items.end(),
                               [&](const CellItem& item) { return takes(item, value); });
  return any != cell.negated;
}

}  // namespace harbinger::rule
