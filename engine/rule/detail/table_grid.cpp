// SPDX-License-Identifier: Apache-2.0
#include "rule/detail/table_grid.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <numeric>
#include <set>

namespace harbinger::rule::detail {

namespace {

/// Words of boxes that cost as much as a row looked at.
constexpr std::uint64_t words_a_step = 4;

/// Sets the bits [first, last).
void set_all(Bits& bits, std::size_t first, std::size_t last) {
  for (; first < last && first % 64 != 0; ++first) bits.set(first);
  for (; first + 64 <= last; first += 64) bits.words()[first / 64] = ~0ull;
  for (; first < last; ++first) bits.set(first);
}

/// All cells of an input, the one that says what occurs among them.
std::vector<const Cell*> cells_of(const DecisionTable& table, std::size_t input) {
  std::vector<const Cell*> cells;
  for (const TableRow& row : table.rows) cells.push_back(&row.cells[input]);
  if (table.inputs[input].among) cells.push_back(&*table.inputs[input].among);
  return cells;
}

/// A number between two others, a whole one where there is one; nothing where there is none. Of whole numbers only
/// whole ones.
std::optional<double> between(double low, double high, bool whole) {
  const double next = std::isinf(low) ? std::ceil(high) - 1 : std::floor(low) + 1;
  if (next > low && next < high) return next;
  if (whole) return std::nullopt;
  const double middle = std::isinf(low)    ? std::nextafter(high, low)
                        : std::isinf(high) ? std::nextafter(low, high)
                                           : low + (high - low) / 2;
  return middle > low && middle < high ? std::optional(middle) : std::nullopt;
}

/// What an input may be. What reads only constants is a switch: any of its values may be set one day.
expr::Possible possible_values(const TableInput& input, const expr::KnownValues& known) {
  const auto slots = input.value.slots();
  const bool is_switch = std::all_of(slots.begin(), slots.end(), [&](std::uint32_t slot) {
    return slot < known.is_constant.size() && known.is_constant[slot];
  });
  return is_switch ? expr::anything() : expr::possible_values(input.value, known);
}

/// The ends of all ranges and of what may occur, and a number between each two, in order; NaN behind them.
std::vector<double> numbers_of(const std::vector<const Cell*>& cells, bool whole,
                               const expr::Possible& possible) {
  constexpr double infinity = std::numeric_limits<double>::infinity();
  std::set<double> ends;
  if (possible.numbers)
    for (const double end : {possible.numbers->low, possible.numbers->high})
      if (std::abs(end) < std::numeric_limits<double>::max()) ends.insert(end);
  for (const Cell* cell : cells)
    for (const CellItem& item : cell->items)
      for (const double end : {std::get<Interval>(item.of).low, std::get<Interval>(item.of).high})
        if (std::isfinite(end)) ends.insert(end);
  std::vector<double> numbers;
  double before = -infinity;
  for (const double end : ends) {
    if (const auto number = between(before, end, whole)) numbers.push_back(*number);
    if (!whole || std::floor(end) == end) numbers.push_back(end);
    before = end;
  }
  if (ends.empty()) numbers.push_back(0);
  if (const auto number = between(before, infinity, whole)) numbers.push_back(*number);
  if (!whole) numbers.push_back(std::numeric_limits<double>::quiet_NaN());
  return numbers;
}

std::vector<std::string> texts_of(const std::vector<const Cell*>& cells,
                                  const expr::Possible& possible) {
  std::set<std::string> texts = possible.texts.listed;
  for (const Cell* cell : cells)
    for (const CellItem& item : cell->items) texts.insert(std::get<std::string>(item.of));
  return {texts.begin(), texts.end()};
}

}  // namespace

bool TableGrid::may_be(const expr::Possible& possible, const Part& part) {
  if (const auto* truth = std::get_if<bool>(&part.value))
    return *truth ? possible.is_true : possible.is_false;
  if (const auto* text = std::get_if<std::string>(&part.value))
    return possible.texts.all_but != (!part.others && possible.texts.listed.contains(*text));
  const double number = std::get<double>(part.value);
  if (std::isnan(number)) return possible.nan;
  return possible.numbers && possible.numbers->holds(number);
}

std::vector<TableGrid::Part> TableGrid::parts_of(const DecisionTable& table, std::size_t input,
                                                 const expr::Possible& possible) {
  const TableInput& of = table.inputs[input];
  const auto cells = cells_of(table, input);
  std::vector<Part> parts;
  if (of.kind == InputKind::truth) {
    parts = {{true}, {false}};
  } else if (of.kind == InputKind::text) {
    std::string other = "another";
    for (std::string& text : texts_of(cells, possible)) {
      if (text == other) other += " text";
      parts.push_back({std::move(text)});
    }
    parts.push_back({std::move(other), true});
  } else {
    const bool whole = of.whole || of.kind == InputKind::date;
    for (const double number : numbers_of(cells, whole, possible))
      parts.emplace_back().value = number;
  }
  // Of what has never a value there is nothing to say; dates may be any.
  const auto occurs = [&](const Part& part) { return may_be(possible, part); };
  if (of.kind != InputKind::date && std::any_of(parts.begin(), parts.end(), occurs))
    std::erase_if(parts, [&](const Part& part) { return !occurs(part); });
  if (of.among)
    std::erase_if(parts, [&](const Part& part) { return !may_take(*of.among, part.value); });
  return parts;
}

TableGrid::TableGrid(const DecisionTable& table, const expr::KnownValues& known,
                     std::uint64_t steps) {
  std::uint64_t words =
      0;  // of all boxes: those of a row, and one for each item, which sets some of them
  for (std::size_t input = 0; input < table.inputs.size(); ++input) {
    parts_.push_back(parts_of(table, input, possible_values(table.inputs[input], known)));
    all_.emplace_back(parts_.back().size(), true);
    const std::uint64_t size = all_.back().words().size();
    for (const TableRow& row : table.rows) words += size + row.cells[input].items.size();
  }
  gave_up_ = words / words_a_step > steps;
  if (gave_up_) return;
  for (const TableRow& row : table.rows) {
    Box& box = boxes_.emplace_back();
    for (std::size_t input = 0; input < parts_.size(); ++input)
      box.push_back(taken(row.cells[input], input));
    certain_.push_back(std::none_of(row.cells.begin(), row.cells.end(), [](const Cell& cell) {
      return cell.kind == Cell::Kind::expression;
    }));
  }
  index_rows(steps);
}

std::pair<std::size_t, std::size_t> TableGrid::named(const CellItem& item,
                                                     std::size_t input) const {
  const auto begin = parts_[input].begin();
  auto end = parts_[input].end();
  auto first = end;
  auto last = end;
  if (const auto* truth = std::get_if<bool>(&item.of)) {
    first = std::find_if(begin, end,
                         [&](const Part& part) { return std::get<bool>(part.value) == *truth; });
    last = first == end ? end : first + 1;
  } else if (const auto* text = std::get_if<std::string>(&item.of)) {
    if (end != begin && (end - 1)->others) --end;  // in order are those before it
    first = std::lower_bound(begin, end, *text, [](const Part& part, const std::string& of) {
      return std::get<std::string>(part.value) < of;
    });
    last = first != end && std::get<std::string>(first->value) == *text ? first + 1 : first;
  } else {
    const auto& interval = std::get<Interval>(item.of);
    const auto number = [](const Part& part) { return std::get<double>(part.value); };
    if (end != begin && std::isnan(number(*(end - 1)))) --end;
    first = std::partition_point(begin, end, [&](const Part& part) {
      return interval.low_in ? number(part) < interval.low : number(part) <= interval.low;
    });
    last = std::partition_point(first, end, [&](const Part& part) {
      return interval.high_in ? number(part) <= interval.high : number(part) < interval.high;
    });
  }
  return {static_cast<std::size_t>(first - begin), static_cast<std::size_t>(last - begin)};
}

/// As may_take says of each part, and found without asking each.
Bits TableGrid::taken(const Cell& cell, std::size_t input) const {
  const std::size_t size = parts_[input].size();
  if (cell.kind != Cell::Kind::values) return Bits(size, true);
  Bits any(size);
  for (const CellItem& item : cell.items) {
    const auto [first, last] = named(item, input);
    if (item.differs) {
      set_all(any, 0, first);
      set_all(any, last, size);
    } else {
      set_all(any, first, last);
    }
  }
  if (!cell.negated) return any;
  for (std::uint64_t& word : any.words()) word = ~word;
  any.clear_tail();
  return any;
}

void TableGrid::index_rows(std::uint64_t steps) {
  std::size_t fewest = std::numeric_limits<std::size_t>::max();
  for (std::size_t input = 0; input < parts_.size(); ++input) {
    std::size_t taken = 0;
    for (const Box& box : boxes_) taken += box[input].count();
    // Where all rows take one part only, that parts nothing.
    const std::size_t shared = taken / std::max<std::size_t>(parts_[input].size(), 1);
    if (shared < fewest) fewest = shared, telling_ = input;
  }
  // An index larger than what a question may look at would not be looked at.
  std::size_t size = 0;
  for (const Box& box : boxes_) size += box.empty() ? 0 : box[telling_].count();
  if (parts_.empty() || size > steps) return;
  by_part_.resize(parts_[telling_].size());
  for (std::uint32_t row = 0; row < boxes_.size(); ++row)
    boxes_[row][telling_].for_each([&](std::size_t part) { by_part_[part].push_back(row); });
}

std::vector<std::uint32_t> TableGrid::near_before(std::uint32_t row) const {
  std::vector<std::uint32_t> rows;
  std::size_t size = 0;
  if (!by_part_.empty())
    boxes_[row][telling_].for_each([&](std::size_t part) { size += by_part_[part].size(); });
  if (by_part_.empty() || size > row) {  // all of them are fewer
    rows.resize(row);
    std::iota(rows.begin(), rows.end(), 0u);
    return rows;
  }
  boxes_[row][telling_].for_each([&](std::size_t part) {
    const auto end = std::lower_bound(by_part_[part].begin(), by_part_[part].end(), row);
    rows.insert(rows.end(), by_part_[part].begin(), end);
  });
  std::sort(rows.begin(), rows.end());
  rows.erase(std::unique(rows.begin(), rows.end()), rows.end());
  return rows;
}

TablePoint TableGrid::point(const Box& box) const {
  TablePoint point;
  for (std::size_t input = 0; input < parts_.size(); ++input) {
    const Part& part = parts_[input][box[input].ascending().front()];
    point.values.push_back(part.value);
    point.others.push_back(part.others);
  }
  return point;
}

bool is_empty(const Box& box) {
  return std::any_of(box.begin(), box.end(), [](const Bits& bits) { return bits.count() == 0; });
}

Box common(const Box& a, const Box& b) {
  Box both = a;
  for (std::size_t input = 0; input < a.size(); ++input)
    for (std::size_t word = 0; word < a[input].words().size(); ++word)
      both[input].words()[word] &= b[input].words()[word];
  return both;
}

bool meet(const Box& a, const Box& b) {
  for (std::size_t input = 0; input < a.size(); ++input) {
    bool any = false;
    for (std::size_t word = 0; word < a[input].words().size() && !any; ++word)
      any = (a[input].words()[word] & b[input].words()[word]) != 0;
    if (!any) return false;
  }
  return true;
}

bool PointSearch::step(std::uint64_t count) {
  gave_up_ = gave_up_ || count > left_;
  left_ -= std::min(count, left_);
  return !gave_up_;
}

std::optional<TablePoint> PointSearch::outside(const Box& region, std::vector<std::uint32_t> rows) {
  if (is_empty(region) || !step(rows.size())) return std::nullopt;
  std::erase_if(rows, [&](std::uint32_t row) { return !meet(grid_.box(row), region); });
  Box found = region;
  if (!search(0, rows, found)) return std::nullopt;
  return grid_.point(found);
}

bool PointSearch::takes_rest(std::uint32_t row, std::size_t input, const Box& region) const {
  for (; input < region.size(); ++input)
    for (std::size_t word = 0; word < region[input].words().size(); ++word)
      if ((region[input].words()[word] & ~grid_.box(row)[input].words()[word]) != 0) return false;
  return true;
}

/// `rows` take the point as far as it is chosen, in the inputs before `input`. Which of them take a part is all
/// that matters for the inputs behind it: parts taken by the same rows are searched once.
bool PointSearch::search(std::size_t input, const std::vector<std::uint32_t>& rows, Box& found) {
  if (rows.empty()) return true;
  if (input == found.size() || !step(rows.size())) return false;
  for (const std::uint32_t row : rows)
    if (takes_rest(row, input, found)) return false;
  const Bits region = found[input];
  std::vector<std::vector<std::uint32_t>> taking(region.size());
  for (const std::uint32_t row : rows) {
    const Bits& taken = grid_.box(row)[input];
    taken.for_each([&](std::size_t part) { taking[part].push_back(row); });
    if (!step(taken.count())) return false;
  }
  std::set<std::vector<std::uint32_t>> searched;
  for (const std::uint32_t part : region.ascending()) {
    found[input] = Bits(region.size());
    found[input].set(part);
    if (searched.insert(taking[part]).second && search(input + 1, taking[part], found)) return true;
    if (gave_up_) return false;
  }
  found[input] = region;
  return false;
}

}  // namespace harbinger::rule::detail
