// SPDX-License-Identifier: Apache-2.0
#include "model/detail/before.hpp"

#include <algorithm>
#include <array>

#include "base/parallel.hpp"
#include "model/detail/indicator_values.hpp"
#include "model/detail/row_bits.hpp"

namespace harbinger::model {
namespace {

bool same_leaf_parts(const Dimension& a, const Dimension& b) {
  return b.is_leaf() && a.points.has_value() == b.points.has_value() &&
         a.indicators.size() == b.indicators.size();
}

std::size_t leaf_count(const Model& model) {
  return static_cast<std::size_t>(
      std::count_if(model.dimensions.begin(), model.dimensions.end(),
                    [](const Dimension& dimension) { return dimension.is_leaf(); }));
}

void mark_points(const ColumnView<std::int64_t>& now, const ColumnView<std::int64_t>& was,
                 std::size_t begin, std::size_t end, std::span<std::uint64_t> words) {
  if (now.same_object(was)) return;
  const auto rows = [&](const ColumnView<std::int64_t>& points, std::span<std::int64_t> buffer) {
    if (!points.empty()) return points.block(begin, end - begin, buffer);
    std::fill(buffer.begin(), buffer.end(), 0);
    return std::span<const std::int64_t>(buffer).first(end - begin);
  };
  std::array<std::int64_t, block_rows> points_now;
  std::array<std::int64_t, block_rows> points_before;
  mark_differences(rows(now, points_now), rows(was, points_before), words);
}

void mark_indicator(const IndicatorValues& now, const IndicatorValues& was, std::size_t begin,
                    std::size_t end, std::span<std::uint64_t> words) {
  mark_differences(std::span(now.values).subspan(begin, end - begin),
                   std::span(was.values).subspan(begin, end - begin), words);
  const auto dropped = [&](const IndicatorValues& indicator, std::size_t word) {
    return indicator.dropped.size() == 0 ? 0 : indicator.dropped.words()[begin / 64 + word];
  };
  for (std::size_t word = 0; word < words.size(); ++word)
    words[word] |= dropped(now, word) ^ dropped(was, word);
}

}  // namespace

ColumnView<std::int64_t> points_of(const Inputs& inputs, DimensionId leaf) {
  for (const LeafPoints& points : inputs.points)
    if (points.leaf == leaf) return points.millionths;
  return {};
}

std::optional<DimensionId> Before::counterpart(DimensionId id) const {
  if (before_ == nullptr) return std::nullopt;
  return &before_->model == &model_ ? std::optional(id) : before_->model.find(model_[id].id);
}

std::optional<DimensionId> Before::same(DimensionId id) const {
  const auto old = counterpart(id);
  if (!old || !makes_alike(id, *old) || !same_indicators(id, *old)) return std::nullopt;
  const auto& children = model_[id].children;
  const auto& others = before_->model[*old].children;
  for (std::size_t i = 0; i < children.size(); ++i)
    if (model_[children[i]].weight != before_->model[others[i]].weight ||
        !scores_.dimensions[children[i].index()].shares(
            before_->scores.dimensions[others[i].index()]))
      return std::nullopt;
  const bool same_points =
      !model_[id].points || points_of(inputs_, id).same_object(points_of(before_->inputs, *old));
  return same_points ? old : std::nullopt;
}

bool Before::shares(DimensionId id) const {
  const auto old = counterpart(id);
  return old && scores_.dimensions[id.index()].shares(before_->scores.dimensions[old->index()]);
}

bool Before::makes_alike(DimensionId id, DimensionId old) const {
  const Dimension& a = model_[id];
  const Dimension& b = before_->model[old];
  return &a == &b || (combines_alike(a, b) &&
                      std::equal(a.children.begin(), a.children.end(), b.children.begin(),
                                 b.children.end(), [&](DimensionId x, DimensionId y) {
                                   return model_[x].id == before_->model[y].id;
                                 }));
}

bool Before::same_indicators(DimensionId id, DimensionId old) const {
  const Dimension& a = model_[id];
  return a.indicators == before_->model[old].indicators &&
         std::all_of(a.indicators.begin(), a.indicators.end(), [&](const Indicator& indicator) {
           return column_of(inputs_, indicator) == column_of(before_->inputs, indicator);
         });
}

PatchedRows Before::rows_apart(DimensionId id, DimensionId old) const {
  if (!scores_.indicators[id.index()].shares(before_->scores.indicators[old.index()]))
    return nullptr;
  PatchedRows rows;
  bool known = true;
  const auto add = [&](const auto& now, const auto& was) {
    if (now.same_object(was)) return;
    const PatchedRows apart = now.rows_apart(was);
    known = known && apart != nullptr;
    rows = joined(rows, apart);
  };
  for (std::size_t i = 0; i < model_[id].children.size(); ++i)
    add(ColumnView(scores_.dimensions[model_[id].children[i].index()]),
        ColumnView(before_->scores.dimensions[before_->model[old].children[i].index()]));
  if (model_[id].points) add(points_of(inputs_, id), points_of(before_->inputs, old));
  return known ? rows : nullptr;
}

bool Before::same_tiers(std::span<const std::uint8_t> least, std::size_t begin,
                        std::size_t end) const {
  const auto& was = before_->least_tiers;
  return &before_->model == &model_ && least.size() == was.size() &&
         (least.empty() ||
          std::ranges::equal(least.subspan(begin, end - begin), was.subspan(begin, end - begin)));
}

bool Before::has_same_leaves() const {
  if (before_ == nullptr || leaf_count(model_) != leaf_count(before_->model)) return false;
  for (std::size_t d = 0; d < model_.dimensions.size(); ++d) {
    if (!model_.dimensions[d].is_leaf()) continue;
    const auto old = counterpart(DimensionId(d));
    if (!old || !same_leaf_parts(model_.dimensions[d], before_->model[*old])) return false;
  }
  return true;
}

void Before::mark_changed_leaf(DimensionId id, DimensionId old, std::size_t begin, std::size_t end,
                               std::span<std::uint64_t> words) const {
  if (model_[id].points)
    mark_points(points_of(inputs_, id), points_of(before_->inputs, old), begin, end, words);
  const auto& now = scores_.indicators[id.index()];
  const auto& was = before_->scores.indicators[old.index()];
  if (now.shares(was)) return;
  for (std::size_t i = 0; i < now->size(); ++i)
    mark_indicator((*now)[i], (*was)[i], begin, end, words);
}

}  // namespace harbinger::model
