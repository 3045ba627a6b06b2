// SPDX-License-Identifier: Apache-2.0
// The terms of many bindings as arrays: of each term what `combine` needs of its value, and whether it is known.
//
//     count                      nothing but whether it is known
//     any, all                   a truth value
//     sum, max, min, mean, ...   a number, or the two ends of a range
//     span, first, last of dates the first and the last day
//     count_distinct, collect    a text, as its code: in a dictionary, or where the value is a field and nothing else,
//                                its number among the texts of the pack
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <unordered_map>
#include <vector>

#include "signal/detail/plan.hpp"
#include "signal/world.hpp"

namespace harbinger::signal::detail {

/// The value of one distinct binding, and whether the binding is there at all.
struct Term {
  expr::Value value;
  Presence presence = Presence::yes;
};

/// The field whose texts are the terms, where `value` is that and nothing else and terms are texts; else nullptr.
[[nodiscard]] const SlotSource* text_field(const Plan& plan);

class TermColumns {
 public:
  enum class Form : unsigned char { presence, truth, number, date, text };
  explicit TermColumns(const Plan& plan);
  /// With the texts of a text_field by their numbers, for add_text.
  TermColumns(const Plan& plan, const World& world);

  /// The terms that are added from now on are those of the next binding.
  void open_binding() { starts_.push_back(static_cast<std::uint32_t>(size())); }
  void add(const expr::Value& value);
  /// A text of the text_field by its number; nothing: unknown.
  void add_text(std::optional<std::uint32_t> number);
  /// The bindings of others, behind these.
  void append(const TermColumns& more);

  [[nodiscard]] std::size_t size() const { return states_.size(); }
  /// The terms [first, last) of the i-th binding.
  [[nodiscard]] std::uint32_t first(std::size_t binding) const { return starts_[binding]; }
  [[nodiscard]] std::uint32_t last(std::size_t binding) const {
    return binding + 1 < starts_.size() ? starts_[binding + 1] : static_cast<std::uint32_t>(size());
  }

  [[nodiscard]] Form form() const { return form_; }
  /// `yes`, `unknown` or `error`: what is known of the value of a term.
  [[nodiscard]] Presence state(std::uint32_t term) const { return states_[term]; }
  /// Form::number: the ends of the range. Form::date: the first and last day. Form::truth: 0 or 1.
  [[nodiscard]] double low(std::uint32_t term) const { return lows_[term]; }
  [[nodiscard]] double high(std::uint32_t term) const {
    return highs_.empty() ? lows_[term] : highs_[term];
  }
  [[nodiscard]] std::uint32_t code(std::uint32_t term) const { return codes_[term]; }
  [[nodiscard]] std::string text(std::uint32_t code) const {
    return numbered_ != nullptr ? numbered_->text(*graph_, code) : texts_[code];
  }

 private:
  void add_numbers(double low, double high);
  std::uint32_t code_of(const std::string& text);

  Form form_;
  const Field* numbered_ =
      nullptr;  ///< Whose text numbers the codes are; nullptr: they are those of `texts_`.
  const graph::EntityGraph* graph_ = nullptr;
  std::vector<std::uint32_t> starts_;  ///< By binding.
  std::vector<Presence> states_;
  std::vector<double> lows_;
  std::vector<double> highs_;  ///< Empty while all are as their lows.
  std::vector<std::uint32_t> codes_;
  std::vector<std::string> texts_;
  std::unordered_map<std::string, std::uint32_t> code_by_text_;
};

}  // namespace harbinger::signal::detail
