// SPDX-License-Identifier: Apache-2.0
// What the truth of a condition says about the parts of it.
#include <algorithm>

#include "expr/detail/meaning.hpp"
#include "expr/detail/possible_values.hpp"

namespace harbinger::expr::detail {

namespace {

Operator opposite(Operator op) {
  switch (op) {
    case Operator::less: return Operator::greater_equal;
    case Operator::less_equal: return Operator::greater;
    case Operator::greater: return Operator::less_equal;
    case Operator::greater_equal: return Operator::less;
    case Operator::equal: return Operator::not_equal;
    default: return Operator::equal;
  }
}

/// The numbers x for which x op y can hold for some y of the interval.
Interval beside(Operator op, const Interval& x, const Interval& y) {
  constexpr double infinity = std::numeric_limits<double>::infinity();
  switch (op) {
    case Operator::less: return meet(x, {-infinity, y.high, true, false});
    case Operator::less_equal: return meet(x, {-infinity, y.high, true, y.high_in});
    case Operator::greater: return meet(x, {y.low, infinity, false, true});
    case Operator::greater_equal: return meet(x, {y.low, infinity, y.low_in, true});
    case Operator::equal: return meet(x, y);
    default: break;
  }
  Interval out = x;
  if (y.is_point() && out.low == y.low) out.low_in = false;
  if (y.is_point() && out.high == y.low) out.high_in = false;
  return out;
}

/// The values x of which x op y can be `truth` for some y.
Possible left_of(Operator op, bool truth, const Possible& x, const Possible& y) {
  Possible out = x;
  out.unknown = out.error = false;
  if (x.is_numeric() && y.is_numeric()) {
    const Operator holds = truth ? op : opposite(op);
    // A NaN makes every comparison false but '!=', which it makes true.
    const bool says_no_more = truth == (op == Operator::not_equal);
    if (!says_no_more) out.nan = false;
    if (says_no_more && y.nan) return out;
    if (out.numbers && y.numbers) {
      const Interval left = beside(holds, *out.numbers, *y.numbers);
      out.numbers = left.is_empty() ? std::nullopt : std::optional(left);
    } else {
      out.numbers.reset();
    }
  } else if (x.is_textual() && y.is_textual()) {
    if (truth == (op == Operator::equal) && (op == Operator::equal || op == Operator::not_equal))
      out.texts = meet(x.texts, y.texts);
    else if ((op == Operator::equal || op == Operator::not_equal) && y.texts.is_point())
      out.texts = meet(x.texts, {.all_but = true, .listed = y.texts.listed});
  }
  return out;
}

}  // namespace

bool PossibleValues::narrow(const Node& node, const Possible& values, Assumed& assumed) const {
  if (values.is_empty()) return false;
  if (node.folded || node.kind == NodeKind::local) return true;
  std::string meaning = meaning_of(node);
  for (auto& [of, taken] : assumed)
    if (of == meaning) {
      taken = meet(taken, values);
      return !taken.is_empty();
    }
  assumed.emplace_back(std::move(meaning), values);
  return true;
}

bool PossibleValues::assume(const Node& node, bool truth, Assumed& assumed) const {
  if (++visits_ > most_visits) return true;
  if (!node.folded && node.kind == NodeKind::negation)
    return assume(node.children[0], !truth, assumed);
  if (!node.folded && node.kind == NodeKind::conjunction)
    return truth ? assume_all(node, true, assumed) : assume_one(node, false, assumed);
  if (!node.folded && node.kind == NodeKind::disjunction)
    return truth ? assume_one(node, true, assumed) : assume_all(node, false, assumed);
  const Possible now = of(node, assumed);
  if (!(truth ? now.is_true : now.is_false)) return false;
  if (node.folded) return true;
  switch (node.kind) {
    case NodeKind::binary:
      if (is_arithmetic(node.op)) return true;
      if (node.op == Operator::in) return assume_membership(node, truth, assumed);
      return assume_comparison(node, truth, assumed);
    case NodeKind::call:
      if (node.name == "known" && node.children.size() == 1 &&
          !assume_known(node.children[0], truth, assumed))
        return false;
      break;
    default: break;
  }
  return narrow(node, {.is_true = truth, .is_false = !truth}, assumed);
}

/// Each child is `truth`. Twice over, as what a later one says may bear on an earlier one.
bool PossibleValues::assume_all(const Node& node, bool truth, Assumed& assumed) const {
  for (int round = 0; round < 2; ++round)
    for (const Node& child : node.children)
      if (!assume(child, truth, assumed)) return false;
  return true;
}

/// Some child is `truth`: what all the ways to be so have in common.
bool PossibleValues::assume_one(const Node& node, bool truth, Assumed& assumed) const {
  std::optional<Assumed> common;
  for (const Node& child : node.children) {
    Assumed way = assumed;
    if (!assume(child, truth, way)) continue;
    if (!common) {
      common = std::move(way);
      continue;
    }
    Assumed both;
    for (const auto& [of, taken] : *common)
      for (const auto& [other, also] : way)
        if (of == other) both.emplace_back(of, join(taken, also));
    common = std::move(both);
  }
  if (!common) return false;
  assumed = *std::move(common);
  return true;
}

bool PossibleValues::assume_comparison(const Node& node, bool truth, Assumed& assumed) const {
  const Node& left = node.children[0];
  const Node& right = node.children[1];
  const Possible a = of(left, assumed);
  const Possible b = of(right, assumed);
  if (!narrow(left, left_of(node.op, truth, a, b), assumed)) return false;
  return narrow(right, left_of(mirrored(node.op), truth, b, of(left, assumed)), assumed);
}

bool PossibleValues::assume_membership(const Node& node, bool truth, Assumed& assumed) const {
  const Node& item = node.children[0];
  const auto items = items_of(of(node.children[1], assumed));
  if (!items) return true;
  Possible value = of(item, assumed);
  if (truth) {
    Possible any;
    for (const Possible& other : *items)
      any = join(any, left_of(Operator::equal, true, value, other));
    return narrow(item, any, assumed);
  }
  for (const Possible& other : *items) value = left_of(Operator::equal, false, value, other);
  return narrow(item, value, assumed);
}

bool PossibleValues::assume_known(const Node& operand, bool truth, Assumed& assumed) const {
  Possible value = of(operand, assumed);
  value.error = false;
  if (truth)
    value.unknown = false;
  else
    value = {.unknown = value.unknown};
  return narrow(operand, value, assumed);
}

}  // namespace harbinger::expr::detail
