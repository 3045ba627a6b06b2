// SPDX-License-Identifier: Apache-2.0
#include "signal/detail/combine.hpp"

#include <algorithm>
#include <numeric>

#include "base/assert.hpp"

namespace harbinger::signal::detail {

using expr::Error;
using expr::Range;
using expr::Unknown;
using expr::Value;

namespace {

using Form = TermColumns::Form;

bool is_whole(Combine combine) {
  return combine == Combine::count || combine == Combine::count_distinct;
}
bool is_truth(Combine combine) { return combine == Combine::any || combine == Combine::all; }

/// Texts and dates have no zero: a missing one is left out.
bool has_zero(const Plan& plan) {
  return plan.kind == expr::ColumnKind::number && plan.combine != Combine::span;
}

Combined number_in(double low, double high) { return {Presence::yes, low, high, {}}; }
Combined text_of(std::string text) { return {Presence::yes, 0, 0, std::move(text)}; }
Combined truth_of(bool truth) { return number_in(truth ? 1 : 0, truth ? 1 : 0); }
Combined count_between(std::size_t low, std::size_t high) {
  return number_in(static_cast<double>(low), static_cast<double>(high));
}

Day day(double number) { return Day{static_cast<std::int32_t>(number)}; }
Date date_of(double first, double last) { return {day(first), day(last)}; }

/// The chance that none of two happen: the product of ranges, whose ends may lie beyond 0 and 1.
Range none_of(Range rest, double low, double high) {
  const auto ends = {rest.low * (1 - high), rest.high * (1 - low), rest.low * (1 - low),
                     rest.high * (1 - high)};
  return {std::min(ends), std::max(ends)};
}

}  // namespace

Combiner::Combiner(const Plan& plan, const TermColumns& terms)
    : plan_(plan),
      terms_(terms),
      skips_unknown_(plan.missing == Missing::zero || plan.missing == Missing::lower_bound) {}

bool Combiner::is_error(const TermRef& ref) const {
  return ref.presence == Presence::error || terms_.state(ref.term) == Presence::error;
}
bool Combiner::is_known(const TermRef& ref) const {
  return ref.presence == Presence::yes && terms_.state(ref.term) == Presence::yes;
}

Combined Combiner::of(std::span<const TermRef> terms) {
  if (terms.empty()) return of_nothing();
  if (is_truth(plan_.combine)) return junction(terms);
  if (std::any_of(terms.begin(), terms.end(), [&](const TermRef& r) { return is_error(r); }))
    return {Presence::error, 0, 0, {}};
  if (is_whole(plan_.combine) && !plan_.allocated)
    return plan_.combine == Combine::count ? counted(terms) : counted_distinct(terms);
  known_.clear();
  bool unknown = false;
  for (const TermRef& ref : terms) {
    if (is_known(ref)) {
      const bool is_text = terms_.form() == Form::text;
      known_.push_back(is_text ? Known{0, 0, terms_.code(ref.term)}
                               : Known{terms_.low(ref.term), terms_.high(ref.term), 0});
    } else if (plan_.missing == Missing::zero && has_zero(plan_)) {
      known_.push_back({});
    } else if (!skips_unknown_) {
      unknown = true;
    }
  }
  if (unknown) return {};
  return known_.empty() ? of_nothing() : of_known();
}

Combined Combiner::of_nothing() const {
  if (plan_.missing == Missing::unknown) return {};
  switch (plan_.combine) {
    case Combine::count:
    case Combine::count_distinct:
    case Combine::sum:
    case Combine::noisy_or: return number_in(0, 0);
    case Combine::any: return truth_of(false);
    case Combine::all: return truth_of(true);
    case Combine::collect: return text_of({});
    default: break;
  }
  return plan_.missing == Missing::zero ? number_in(0, 0) : Combined{};
}

/// Three-valued: `decisive` ends it, then an error, then unknown.
Combined Combiner::junction(std::span<const TermRef> terms) const {
  const bool decisive = plan_.combine == Combine::any;
  bool unknown = false;
  bool error = false;
  for (const TermRef& ref : terms) {
    const bool has_truth = terms_.state(ref.term) == Presence::yes;
    const bool is_decisive = has_truth && (terms_.low(ref.term) == 1) == decisive;
    if (is_decisive && ref.presence == Presence::yes) return truth_of(decisive);
    if (has_truth && !is_decisive) continue;
    is_error(ref) ? error = true : unknown = true;
  }
  if (error) return {Presence::error, 0, 0, {}};
  if (unknown && !skips_unknown_) return {};
  return truth_of(!decisive);
}

Combined Combiner::counted(std::span<const TermRef> terms) const {
  const auto sure = static_cast<std::size_t>(
      std::count_if(terms.begin(), terms.end(), [&](const TermRef& r) { return is_known(r); }));
  return count_between(sure, skips_unknown_ ? sure : terms.size());
}

/// An unknown value may be one of those known, or another.
Combined Combiner::counted_distinct(std::span<const TermRef> terms) {
  std::size_t unknown_values = 0;
  bool one_unknown_is_there = false;
  codes_.clear();  // a text that is sure comes twice the code, one that is not, one more
  for (const TermRef& ref : terms) {
    const bool there = ref.presence == Presence::yes;
    if (terms_.state(ref.term) == Presence::yes) {
      codes_.push_back(2 * terms_.code(ref.term) + (there ? 0 : 1));
    } else {
      ++unknown_values;
      one_unknown_is_there = one_unknown_is_there || there;
    }
  }
  std::sort(codes_.begin(), codes_.end());
  const auto same_text = [](std::uint32_t a, std::uint32_t b) { return a / 2 == b / 2; };
  codes_.erase(std::unique(codes_.begin(), codes_.end(), same_text), codes_.end());
  const auto sure = static_cast<std::size_t>(
      std::count_if(codes_.begin(), codes_.end(), [](std::uint32_t c) { return c % 2 == 0; }));
  if (skips_unknown_) return count_between(sure, sure);
  const std::size_t least = std::max<std::size_t>(sure, one_unknown_is_there ? 1 : 0);
  return count_between(least, codes_.size() + unknown_values);
}

Combined Combiner::of_known() {
  const auto folded = [&](Range start, auto fold) {
    for (const Known& term : known_) start = fold(start, term.low, term.high);
    return start;
  };
  const auto added = [](Range a, double low, double high) {
    return Range{a.low + low, a.high + high};
  };
  const auto least = [](Range a, double low, double high) {
    return Range{std::min(a.low, low), std::min(a.high, high)};
  };
  const auto greatest = [](Range a, double low, double high) {
    return Range{std::max(a.low, low), std::max(a.high, high)};
  };
  const Range front = {known_[0].low, known_[0].high};
  Range result;
  switch (plan_.combine) {
    case Combine::count:  // of what is allocated
    case Combine::sum: result = folded({0, 0}, added); break;
    case Combine::max: result = folded(front, greatest); break;
    case Combine::min: result = folded(front, least); break;
    case Combine::mean: {
      const auto n = static_cast<double>(known_.size());
      result = folded({0, 0}, added);
      result = {result.low / n, result.high / n};
      break;
    }
    case Combine::noisy_or:
      result = folded({1, 1}, none_of);
      result = {1 - result.high, 1 - result.low};
      break;
    case Combine::collect: return collected();
    case Combine::span: return of_dates();
    default: return terms_.form() == Form::date ? of_dates() : one_of_known();
  }
  return number_in(result.low, result.high);
}

/// The first by the first day, then the last: 2019-11-05 is before 2019-11, as both begin in November. The last
/// by the last day, then the first.
Combined Combiner::of_dates() const {
  const auto earlier = [](const Known& a, const Known& b) {
    return std::pair(a.low, a.high) < std::pair(b.low, b.high);
  };
  const auto ends_earlier = [](const Known& a, const Known& b) {
    return std::pair(a.high, a.low) < std::pair(b.high, b.low);
  };
  if (plan_.combine != Combine::span) {
    const Known& found = plan_.combine == Combine::first
                             ? *std::min_element(known_.begin(), known_.end(), earlier)
                             : *std::max_element(known_.begin(), known_.end(), ends_earlier);
    return text_of(to_text(date_of(found.low, found.high)));
  }
  const auto middle = [](const Known& k) {
    return static_cast<double>(middle_of(date_of(k.low, k.high)).number);
  };
  double low = middle(known_[0]);
  double high = low;
  for (const Known& known : known_) {
    low = std::min(low, middle(known));
    high = std::max(high, middle(known));
  }
  return number_in((high - low) / days_per_year, (high - low) / days_per_year);
}

Combined Combiner::one_of_known() const {
  const Known& known = plan_.combine == Combine::first ? known_.front() : known_.back();
  return terms_.form() == Form::text ? text_of(terms_.text(known.code))
                                     : number_in(known.low, known.high);
}

/// The texts, each once, in order.
Combined Combiner::collected() {
  codes_.clear();
  for (const Known& known : known_) codes_.push_back(known.code);
  std::sort(codes_.begin(), codes_.end());
  codes_.erase(std::unique(codes_.begin(), codes_.end()), codes_.end());
  std::vector<std::string> texts;
  for (const std::uint32_t code : codes_) texts.push_back(terms_.text(code));
  std::sort(texts.begin(), texts.end());
  std::string all;
  for (std::size_t i = 0; i < texts.size(); ++i) {
    if (i > 0) all += ", ";
    all += texts[i];
  }
  return text_of(std::move(all));
}

namespace {

constexpr std::string_view condition_failed = "the condition failed";

/// The error of the first term that has one.
Value error_of(std::span<const Term> terms) {
  for (const Term& term : terms) {
    if (term.value.is<Error>()) return term.value;
    if (term.presence == Presence::error) break;
  }
  return Error{std::string(condition_failed)};
}

}  // namespace

Value to_value(const Plan& plan, Combined combined) {
  if (combined.state == Presence::error) return Error{std::string(condition_failed)};
  if (combined.state == Presence::unknown) return Unknown{};
  switch (plan.kind) {
    case expr::ColumnKind::truth: return combined.low == 1;
    case expr::ColumnKind::text: return std::move(combined.text);
    case expr::ColumnKind::number: break;
  }
  return combined.low < combined.high ? Value(Range{combined.low, combined.high})
                                      : Value(combined.low);
}

Value combined(const Plan& plan, std::span<const Term> terms) {
  TermColumns columns(plan);
  std::vector<TermRef> refs;
  for (const Term& term : terms) {
    refs.push_back({static_cast<std::uint32_t>(columns.size()), term.presence});
    columns.add(term.value);
  }
  Combined result = Combiner(plan, columns).of(refs);
  return result.state == Presence::error ? error_of(terms) : to_value(plan, std::move(result));
}

Value zero_of(expr::ColumnKind kind) {
  if (kind == expr::ColumnKind::truth) return false;
  if (kind == expr::ColumnKind::text) return std::string();
  return 0.0;
}

bool is_attained(Combine combine) {
  using enum Combine;
  return combine == any || combine == all || combine == max || combine == min || combine == first ||
         combine == last || combine == count_distinct || combine == collect;
}

bool same(const Value& a, const Value& b) {
  if (a.data.index() != b.data.index()) return false;
  if (a.is<Error>()) return true;
  if (const auto* range = a.get_if<Range>())
    return range->low == b.get<Range>().low && range->high == b.get<Range>().high;
  if (const auto* number = a.get_if<double>()) return *number == b.get<double>();
  return expr::to_text(a) == expr::to_text(b);
}

}  // namespace harbinger::signal::detail
