// SPDX-License-Identifier: Apache-2.0
// The reference of rules over columns: what one would write by hand for these rules and no others. Rules are data
// (a list of steps in postfix order), columns are arrays, work is in blocks of 1,024 rows that stay in cache, a truth
// value is a word for 64 rows and another for which of them are known. No virtual calls, no errors of evaluation, no
// ranges, no multiply, floor or cap, no explanations: less than the engine does.
#pragma once

#include <algorithm>
#include <array>
#include <bit>
#include <cstdint>
#include <functional>
#include <optional>
#include <vector>

#include "base/large_array.hpp"
#include "rule/points.hpp"
#include "rule/thirty_rules.hpp"

namespace harbinger::bench {

struct Step {
  enum class Kind : unsigned char {
    less,
    less_equal,
    greater,
    greater_equal,
    equal,
    greater_column,
    truth,
    known,
    is_text,
    all,
    any,
    none
  };
  Kind kind = Kind::all;
  std::size_t column = 0;
  double constant = 0;
  std::size_t other = 0;  ///< A column, or the code of a text.
};

struct PlainRule {
  std::vector<Step> when;
  std::size_t dimension = 0;
  double points = 0;
  std::optional<std::size_t> group;
  /// points + factor * min(column, most)
  std::optional<std::size_t> by_column;
  double factor = 0;
  double most = 1e300;
};

struct PlainGroup {
  std::size_t dimension = 0;
  rule::Points cap = 0;
};

struct PlainOutcomes {
  std::vector<std::vector<std::uint64_t>> fired;
  std::vector<std::vector<std::uint64_t>> not_evaluated;
  std::vector<LargeArray<rule::Points>> totals;  ///< Written by whoever runs a block or a row.
};

namespace steps {

using Steps = std::vector<Step>;

inline std::size_t column_of(const std::string& name) {
  std::vector<std::string> all = number_signals;
  all.insert(all.end(), truth_signals.begin(), truth_signals.end());
  all.insert(all.end(), text_signals.begin(), text_signals.end());
  return static_cast<std::size_t>(std::find(all.begin(), all.end(), name) - all.begin());
}
struct Name {
  std::size_t column;
};
inline Name s(const char* name) { return {column_of(name)}; }
inline Steps operator<(Name a, double c) { return {{Step::Kind::less, a.column, c}}; }
inline Steps operator<=(Name a, double c) { return {{Step::Kind::less_equal, a.column, c}}; }
inline Steps operator>(Name a, double c) { return {{Step::Kind::greater, a.column, c}}; }
inline Steps operator>=(Name a, double c) { return {{Step::Kind::greater_equal, a.column, c}}; }
inline Steps operator==(Name a, double c) { return {{Step::Kind::equal, a.column, c}}; }
inline Steps operator>(Name a, Name b) {
  return {{Step::Kind::greater_column, a.column, 0, b.column}};
}
inline Steps is(const char* name) { return {{Step::Kind::truth, column_of(name)}}; }
inline Steps known(const char* name) { return {{Step::Kind::known, column_of(name)}}; }
inline Steps text(const char* name, const std::vector<std::string>& words, const char* word) {
  const auto code = std::find(words.begin(), words.end(), word) - words.begin();
  return {{Step::Kind::is_text, column_of(name), 0, static_cast<std::size_t>(code)}};
}
inline Steps joined(Steps a, const Steps& b, Step::Kind kind) {
  a.insert(a.end(), b.begin(), b.end());
  a.push_back({kind, 0, 0, 0});
  return a;
}
inline Steps operator&(Steps a, const Steps& b) { return joined(std::move(a), b, Step::Kind::all); }
inline Steps operator|(Steps a, const Steps& b) { return joined(std::move(a), b, Step::Kind::any); }
inline Steps operator!(Steps a) { return joined(std::move(a), {}, Step::Kind::none); }

}  // namespace steps

inline const std::vector<PlainGroup> plain_groups = {{0, 50'000'000}, {2, 25'000'000}};

inline std::vector<PlainRule> plain_rules() {
  using namespace steps;
  const auto maker = [](const char* word) { return text("maker", makers, word); };
  const auto region = [](const char* word) { return text("region", regions, word); };
  const auto by = [](const char* name) { return std::optional(column_of(name)); };
  const std::optional<std::size_t> no;
  return {
      {(s("scanners") > 0) & (s("share") > 0.2), 0, 20, no, no},
      {(s("scanners") > 2) & ((s("share") > 0.5) | (s("holding") > 0.5)), 0, 15, no, no},
      {s("listed") > 0, 0, 30, 0, by("listed"), 5, 4},
      {(s("listed") > 1) & maker("ost"), 0, 25, 0, no},
      {(s("listed") > 2) | (is("donated") & (s("listed") > 0)), 0, 12.5, 0, no},
      {maker("nord") & (s("contracts") >= 3), 0, 8, no, no},
      {known("debt") & (s("debt") > 0.6) & (s("finance") > 2), 0, 10, no, no},
      {is("donated") & (s("grants") > 1), 0, 6, no, no},
      {(s("holding") > 0.5) & (s("share") > 0.2), 1, 30, no, no},
      {(s("holding") > 0.25) & (s("holding") <= 0.5), 1, 15, no, no},
      {(!is("donated")) & (s("holding") > 0.1) & (s("debt") > 0.8), 1, 9, no, no},
      {s("debt") > 0.6, 1, 0, no, by("debt"), 20},
      {(s("finance") > 2) | (s("grants") > 3), 1, 7, no, no},
      {(s("finance") > 4) & (s("age") < 10), 1, 5.25, no, no},
      {region("AF") & (s("finance") > 2), 1, 4, no, no},
      {(s("calls") > 0) & (s("distance") < 80), 2, 18, 1, no},
      {(s("calls") > 4) | (s("vessels") > 2), 2, 14, 1, no},
      {s("visits") > s("calls"), 2, 3, 1, no},
      {is("military") & (s("transit") > 1000), 2, 22, no, no},
      {is("military") & known("vessels") & (s("vessels") > 0), 2, 0, no, by("vessels"), 2, 6},
      {(s("transit") > 5000) & !region("OC"), 2, 11, no, no},
      {s("distance") < 25, 2, 16, no, no},
      {(s("distance") < 80) & (s("transit") > 1000) & (s("calls") > 0), 2, 5, no, no},
      {(s("upgrades") >= 2) & (s("age") > 15), 3, 6, no, no},
      {s("incidents") > 0, 3, 4, no, by("incidents"), 1.5, 10},
      {(s("incidents") > 3) & (s("scanners") > 0), 3, 9, no, no},
      {(!known("upgrades")) | (s("upgrades") == 0), 3, 2, no, no},
      {(s("age") > 15) & (s("contracts") >= 3) & !maker("mitte"), 3, 7, no, no},
      {(s("contracts") >= 6) | ((s("scanners") > 2) & (s("age") > 15)), 3, 3.5, no, no},
      {region("EU") & (s("incidents") > 3), 3, 1, no, no},
  };
}

inline constexpr std::array<std::uint64_t, 64> single_bits = [] {
  std::array<std::uint64_t, 64> bits{};
  for (std::size_t i = 0; i < 64; ++i) bits[i] = 1ull << i;
  return bits;
}();

inline constexpr std::size_t plain_dimensions = 4;
/// `dimensions` of the rule set are ascending by name; ours are in the order of the rules.
inline const std::vector<std::string> plain_dimension_names = {"supplier", "owner", "reliance",
                                                               "upkeep"};

/// One block: all of it inlined into the caller, which says for which processor it is compiled.
class BlockedInterpreter {
 public:
  BlockedInterpreter(const std::vector<PlainRule>& rules, const signal::Columns& columns)
      : rules_(rules), columns_(columns) {}

  [[gnu::always_inline]] void run(std::size_t begin, std::size_t end, PlainOutcomes& out) const {
    std::array<std::array<rule::Points, 1024>, 2> sums{};
    const std::size_t rows = end - begin;
    for (auto& total : out.totals) std::fill_n(total.data() + begin, rows, 0);
    const std::size_t words = (rows + 63) / 64;
    for (std::size_t r = 0; r < rules_.size(); ++r) {
      const PlainRule& rule = rules_[r];
      std::array<Masks, 4> stack;
      std::size_t depth = 0;
      for (const Step& step : rule.when) apply(step, begin, rows, stack.data(), depth);
      std::uint64_t* fired = out.fired[r].data() + begin / 64;
      std::uint64_t* unsure = out.not_evaluated[r].data() + begin / 64;
      for (std::size_t w = 0; w < words; ++w) {
        const std::uint64_t all = rows - 64 * w >= 64 ? ~0ull : (1ull << (rows - 64 * w)) - 1;
        fired[w] = stack[0].truths[w] & stack[0].known[w] & all;
        unsure[w] = ~stack[0].known[w] & all;
      }
      rule::Points* to =
          rule.group ? sums[*rule.group].data() : out.totals[rule.dimension].data() + begin;
      if (rule.by_column)
        add_each(rule, begin, words, fired, unsure, to);
      else
        add_constant(*rule::points_of(rule.points), rows, fired, to);
    }
    for (std::size_t g = 0; g < 2; ++g) {
      rule::Points* to = out.totals[plain_groups[g].dimension].data() + begin;
      for (std::size_t i = 0; i < rows; ++i)
        to[i] += std::clamp(sums[g][i], -plain_groups[g].cap, plain_groups[g].cap);
    }
  }

  /// The same at one row, without blocks.
  void run_row(std::size_t row, PlainOutcomes& out) const {
    for (auto& total : out.totals) total[row] = 0;
    std::array<rule::Points, 2> sums{};
    for (std::size_t r = 0; r < rules_.size(); ++r) {
      const PlainRule& rule = rules_[r];
      std::array<signed char, 4> stack{};  // 1 true, 0 false, -1 unknown
      std::size_t depth = 0;
      for (const Step& step : rule.when) apply_row(step, row, stack.data(), depth);
      double points = rule.points;
      if (stack[0] == 1 && rule.by_column) {
        const expr::Column& column = *columns_[*rule.by_column];
        if (!column.known[row]) stack[0] = -1;
        points += rule.factor * std::min(rule.most, column.numbers[row]);
      }
      if (stack[0] == -1) out.not_evaluated[r][row / 64] |= 1ull << (row % 64);
      if (stack[0] != 1) continue;
      out.fired[r][row / 64] |= 1ull << (row % 64);
      (rule.group ? sums[*rule.group] : out.totals[rule.dimension][row]) +=
          *rule::points_of(points);
    }
    for (std::size_t g = 0; g < 2; ++g)
      out.totals[plain_groups[g].dimension][row] +=
          std::clamp(sums[g], -plain_groups[g].cap, plain_groups[g].cap);
  }

 private:
  void apply_row(const Step& step, std::size_t row, signed char* stack, std::size_t& depth) const {
    using Kind = Step::Kind;
    const expr::Column& column = *columns_[step.column];
    const double a = column.kind == expr::ColumnKind::number ? column.numbers[row] : 0;
    const auto put = [&](bool known, bool truth) {
      stack[depth++] = static_cast<signed char>(known ? truth : -1);
    };
    const bool known = column.known[row];
    switch (step.kind) {
      case Kind::less: return put(known, a < step.constant);
      case Kind::less_equal: return put(known, a <= step.constant);
      case Kind::greater: return put(known, a > step.constant);
      case Kind::greater_equal: return put(known, a >= step.constant);
      case Kind::equal: return put(known, a == step.constant);
      case Kind::greater_column:
        return put(known && columns_[step.other]->known[row],
                   a > columns_[step.other]->numbers[row]);
      case Kind::truth: return put(known, column.truths[row]);
      case Kind::known: return put(true, known);
      case Kind::is_text: return put(known, column.codes[row] == step.other);
      case Kind::none:
        if (stack[depth - 1] >= 0)
          stack[depth - 1] = static_cast<signed char>(1 - stack[depth - 1]);
        return;
      case Kind::all:
      case Kind::any: break;
    }
    const signed char decides = step.kind == Kind::any ? 1 : 0;
    signed char& x = stack[depth - 2];
    const signed char y = stack[--depth];
    if (x == decides || y == decides)
      x = decides;
    else if (y == -1)
      x = -1;
  }

  struct Masks {
    std::array<std::uint64_t, 16> truths;
    std::array<std::uint64_t, 16> known;
  };

  template <class Test>
  [[gnu::always_inline]] static void test_rows(std::size_t rows, std::array<std::uint64_t, 16>& out,
                                               Test test) {
    std::size_t w = 0;
    for (; 64 * w + 64 <= rows; ++w) {
      std::uint64_t word = 0;
      for (std::size_t i = 0; i < 64; ++i) word |= test(64 * w + i) ? single_bits[i] : 0;
      out[w] = word;
    }
    if (64 * w == rows) return;
    out[w] = 0;
    for (std::size_t i = 64 * w; i < rows; ++i)
      out[w] |= static_cast<std::uint64_t>(test(i)) << (i % 64);
  }

  [[gnu::always_inline]] void apply(const Step& step, std::size_t begin, std::size_t rows,
                                    Masks* stack, std::size_t& depth) const {
    using Kind = Step::Kind;
    const expr::Column& column = *columns_[step.column];
    const double* a = column.numbers.data() + begin;
    const std::uint32_t* codes = column.codes.data() + begin;
    const double c = step.constant;
    if (step.kind == Kind::all || step.kind == Kind::any) {
      Masks& x = stack[depth - 2];
      const Masks& y = stack[--depth];
      for (std::size_t w = 0; w < 16; ++w) {
        const std::uint64_t x_true = x.truths[w];
        const std::uint64_t x_decides =
            step.kind == Kind::all ? x.known[w] & ~x_true : x.known[w] & x_true;
        const std::uint64_t y_decides =
            step.kind == Kind::all ? y.known[w] & ~y.truths[w] : y.known[w] & y.truths[w];
        x.known[w] = (x.known[w] & y.known[w]) | x_decides | y_decides;
        x.truths[w] = step.kind == Kind::all ? x_true & y.truths[w] & ~(x_decides | y_decides)
                                             : x_decides | y_decides;
      }
      return;
    }
    if (step.kind == Kind::none) {
      for (std::uint64_t& word : stack[depth - 1].truths) word = ~word;
      return;
    }
    Masks& out = stack[depth++];
    const std::size_t words = (rows + 63) / 64;
    const std::uint64_t* known = column.known.words().data() + begin / 64;
    std::copy_n(known, words, out.known.begin());
    switch (step.kind) {
      case Kind::less: test_rows(rows, out.truths, [=](std::size_t i) { return a[i] < c; }); break;
      case Kind::less_equal:
        test_rows(rows, out.truths, [=](std::size_t i) { return a[i] <= c; });
        break;
      case Kind::greater:
        test_rows(rows, out.truths, [=](std::size_t i) { return a[i] > c; });
        break;
      case Kind::greater_equal:
        test_rows(rows, out.truths, [=](std::size_t i) { return a[i] >= c; });
        break;
      case Kind::equal:
        test_rows(rows, out.truths, [=](std::size_t i) { return a[i] == c; });
        break;
      case Kind::greater_column: {
        const expr::Column& other = *columns_[step.other];
        const double* b = other.numbers.data() + begin;
        test_rows(rows, out.truths, [=](std::size_t i) { return a[i] > b[i]; });
        for (std::size_t w = 0; w < words; ++w) out.known[w] &= other.known.words()[begin / 64 + w];
        break;
      }
      case Kind::truth:
        std::copy_n(column.truths.words().data() + begin / 64, words, out.truths.begin());
        break;
      case Kind::known:
        std::copy_n(known, words, out.truths.begin());
        out.known.fill(~0ull);
        break;
      case Kind::is_text: {
        const auto code = static_cast<std::uint32_t>(step.other);
        test_rows(rows, out.truths, [=](std::size_t i) { return codes[i] == code; });
        break;
      }
      default: break;
    }
  }

  [[gnu::always_inline]] static void add_constant(rule::Points points, std::size_t rows,
                                                  const std::uint64_t* fired, rule::Points* to) {
    std::size_t w = 0;
    for (; 64 * w + 64 <= rows; ++w) {
      const std::uint64_t word = fired[w];
      for (std::size_t i = 0; i < 64; ++i)
        to[64 * w + i] += (word & single_bits[i]) != 0 ? points : 0;
    }
    for (std::size_t i = 64 * w; i < rows; ++i)
      to[i] += (fired[w] & single_bits[i % 64]) != 0 ? points : 0;
  }

  [[gnu::always_inline]] void add_each(const PlainRule& rule, std::size_t begin, std::size_t words,
                                       std::uint64_t* fired, std::uint64_t* unsure,
                                       rule::Points* to) const {
    const expr::Column& column = *columns_[*rule.by_column];
    for (std::size_t w = 0; w < words; ++w) {
      const std::uint64_t vague = fired[w] & ~column.known.words()[begin / 64 + w];
      fired[w] &= ~vague;
      unsure[w] |= vague;
      for (std::uint64_t bits = fired[w]; bits != 0; bits &= bits - 1) {
        const std::size_t i = 64 * w + static_cast<std::size_t>(std::countr_zero(bits));
        const double x = column.numbers[begin + i];
        const double least = rule.most < x ? rule.most : x;
        to[i] += *rule::points_of(rule.points + rule.factor * least);
      }
    }
  }

  const std::vector<PlainRule>& rules_;
  const signal::Columns& columns_;
};

inline PlainOutcomes no_plain_outcomes(std::size_t rules, std::size_t rows) {
  PlainOutcomes out;
  out.fired.assign(rules, std::vector<std::uint64_t>((rows + 63) / 64));
  out.not_evaluated = out.fired;
  for (std::size_t d = 0; d < plain_dimensions; ++d) out.totals.emplace_back(rows);
  return out;
}

}  // namespace harbinger::bench
