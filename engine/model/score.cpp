// SPDX-License-Identifier: Apache-2.0
#include "model/score.hpp"

#include <algorithm>
#include <array>
#include <bit>
#include <optional>
#include <tuple>
#include <utility>

#include "base/assert.hpp"
#include "base/parallel.hpp"
#include "model/detail/before.hpp"
#include "model/detail/dimension_rows.hpp"
#include "model/detail/given_weights.hpp"
#include "model/detail/indicator_values.hpp"
#include "model/detail/judgements.hpp"
#include "model/detail/parts.hpp"
#include "model/detail/row_bits.hpp"
#include "model/detail/tiers.hpp"
#include "model/row_kernels.hpp"
#include "model/score_rows.hpp"
#include "model/weights.hpp"

namespace harbinger::model {
namespace {

/// Whether the weights are made of the parts' values at all sites.
bool weighs_by_data(const Dimension& dimension) {
  return dimension.weights == WeightMethod::entropy || dimension.weights == WeightMethod::critic ||
         dimension.weights == WeightMethod::pca;
}

std::vector<double> stated_weights(const Model& model, const Dimension& dimension) {
  if (dimension.weights == WeightMethod::ahp)
    return ahp_weights(judgement_matrix(model, dimension)).weights;
  const std::vector<double> weights = dimension.weights == WeightMethod::equal
                                          ? std::vector<double>(dimension.part_count(), 1.0)
                                          : given_weights(model, dimension);
  return part_weights(dimension, weights);
}

std::vector<double> weights_by_data(const Dimension& dimension, std::span<const Part> parts,
                                    std::size_t sites, unsigned threads) {
  SiteNumbers points(sites);
  std::vector<std::span<const double>> columns;
  for (const Part& part : parts) {
    columns.emplace_back(part.points != nullptr ? std::span<const double>(points)
                                                : part.values.whole());
    if (part.points == nullptr) continue;
    for_each_block(sites, threads, [&](std::size_t begin, std::size_t end) {
      fill_points(part, begin, std::span(points).subspan(begin, end - begin));
    });
  }
  if (dimension.weights == WeightMethod::entropy) return entropy_weights(columns, threads);
  if (dimension.weights == WeightMethod::critic) return critic_weights(columns, threads);
  return pca_weights(columns, threads);
}

/// The rows of a block whose bits are set, ascending.
class RowsOfBlock {
 public:
  RowsOfBlock(const Bits& bits, std::size_t begin, std::size_t end) {
    for (std::size_t word = begin / 64; word * 64 < end; ++word)
      for (std::uint64_t left = bits.words()[word]; left != 0; left &= left - 1)
        rows_[count_++] = static_cast<std::uint32_t>(
            word * 64 + static_cast<std::size_t>(std::countr_zero(left)));
  }
  [[nodiscard]] std::span<const std::uint32_t> list() const {
    return std::span(rows_).first(count_);
  }

 private:
  std::array<std::uint32_t, block_rows> rows_;
  std::size_t count_ = 0;
};

/// Dimensions are planned from the leaves up and computed together, block by block. Weights made of the data are the
/// one thing that needs whole columns of the parts: what is planned by then is computed first.
class Scoring {
 public:
  Scoring(const Model& model, const Inputs& inputs, unsigned threads,
          std::span<const std::uint8_t> least_tiers, const Scored* before)
      : model_(model),
        inputs_(inputs),
        threads_(threads),
        least_tiers_(least_tiers),
        before_(before, model, inputs, scores_),
        plans_(model.dimensions.size()) {
    HARBINGER_ASSERT(least_tiers.empty() || least_tiers.size() == inputs.sites);
    scores_.dimensions.resize(plans_.size());
    scores_.weights.resize(plans_.size());
    scores_.indicators.resize(plans_.size());
    leaves_changed_ = Bits(before_.has_same_leaves() ? inputs.sites : 0);
  }

  Scores run() && {
    for (std::size_t d = plans_.size(); d-- > 0;)  // children stand behind their parents
      plan(DimensionId(d));
    plan_total();
    scores_.tier.resize(inputs_.sites);
    scores_.no_evidence = Bits(inputs_.sites);
    scores_.incomplete = Bits(inputs_.sites);
    compute([&](std::size_t begin, std::size_t end) { finish(begin, end); });
    const Plan& top = plans_[Model::top.index()];
    if (top.old && top.changed.count() == 0) scores_.total = before_.scores().total;
    if (model_.tiers.by == Tiers::By::percentile)
      scores_.tier = tiers_by_percentile(model_.tiers, *scores_.total, least_tiers_);
    return std::move(scores_);
  }

  std::size_t computed = 0;

 private:
  /// How a dimension that is not shared is computed.
  struct Plan {
    DimensionParts parts;
    std::span<double> column;        ///< All rows; those of `rows` where these are known.
    PatchedRows rows;                ///< Not null: the dimension is a patch over what it was.
    std::optional<DimensionId> old;  ///< What it was; looked at for what changed.
    bool in_part = false;  ///< Made as it was: only rows in which a part changed are computed.
    Bits changed;          ///< With `old`: the rows that may not be what they were.
  };

  void plan(DimensionId id) {
    const std::size_t d = id.index();
    if (const auto same = before_.same(id)) {
      scores_.dimensions[d] = before_.scores().dimensions[same->index()];
      scores_.weights[d] = before_.scores().weights[same->index()];
      scores_.indicators[d] = before_.scores().indicators[same->index()];
      return;
    }
    ++computed;
    const Dimension& dimension = model_[id];
    Plan& plan = plans_[d];
    plan.old = before_.counterpart(id);
    scores_.indicators[d] = indicators_of(id, plan.old);
    plan.parts.dimension = &dimension;
    plan.parts.parts = parts_of(id);
    if (weighs_by_data(dimension)) compute([](std::size_t, std::size_t) {});
    scores_.weights[d] = weighs_by_data(dimension)
                             ? weights_by_data(dimension, plan.parts.parts, inputs_.sites, threads_)
                             : stated_weights(model_, dimension);
    plan.parts.weights = scores_.weights[d];
    plan.in_part = plan.old && before_.makes_alike(id, *plan.old) &&
                   scores_.weights[d] == before_.scores().weights[plan.old->index()];
    if (plan.old) plan.changed = Bits(inputs_.sites);
    const PatchedColumn<double>* before =
        plan.old ? &before_.scores().dimensions[plan.old->index()] : nullptr;
    if (plan.in_part) plan.rows = few_rows(*before, before_.rows_apart(id, *plan.old));
    if (plan.rows) plan.changed = plan.rows->bits();
    std::tie(scores_.dimensions[d], plan.column) = column_over(before, plan.rows);
    pending_.push_back(id);
  }

  void plan_total() {
    const PatchedColumn<double>* before =
        plans_[Model::top.index()].old ? &before_.scores().total : nullptr;
    if (before_.shares(Model::top)) {
      scores_.total = before_.scores().total;
      total_rows_ = std::make_shared<const RowSet>(Bits(inputs_.sites));
      return;
    }
    if (const PatchedRows& rows = plans_[Model::top.index()].rows)
      total_rows_ = few_rows(*before, rows);
    std::tie(scores_.total, total_) = column_over(before, total_rows_);
  }

  /// The rows of a patch over what was before; nullptr where they are not known, or many.
  static PatchedRows few_rows(const PatchedColumn<double>& before, PatchedRows apart) {
    if (apart) apart = before.rows_with(apart);
    return apart && apart->is_small() ? apart : nullptr;
  }

  /// A column to be written: whole, or those rows over what was before.
  [[nodiscard]] std::pair<PatchedColumn<double>, std::span<double>> column_over(
      const PatchedColumn<double>* before, const PatchedRows& rows) const {
    if (!rows) {
      SiteNumbers whole(inputs_.sites);
      const std::span<double> values = whole;  // moved, they stay where they are
      return {std::move(whole), values};
    }
    Patch<double> patch(rows);
    const std::span<double> values = patch.values;
    return {{*before, std::move(patch)}, values};
  }

  Shared<std::vector<IndicatorValues>> indicators_of(DimensionId id,
                                                     std::optional<DimensionId> old) const {
    if (old && before_.same_indicators(id, *old)) return before_.scores().indicators[old->index()];
    std::vector<IndicatorValues> indicators;
    for (const Indicator& indicator : model_[id].indicators)
      indicators.push_back(indicator_values(indicator, inputs_, threads_));
    return indicators;
  }

  std::vector<Part> parts_of(DimensionId id) const {
    const Dimension& dimension = model_[id];
    std::vector<Part> parts;
    for (const DimensionId child : dimension.children)
      parts.push_back({.values = scores_.dimensions[child.index()]});
    if (dimension.points) {
      const auto millionths = points_of(inputs_, id);
      HARBINGER_ASSERT(millionths.empty() || millionths.size() == inputs_.sites);
      parts.push_back({.points = &*dimension.points, .millionths = millionths});
    }
    for (const IndicatorValues& indicator : *scores_.indicators[id.index()])
      parts.push_back({.values = indicator.values,
                       .dropped = indicator.dropped.size() == 0 ? nullptr : &indicator.dropped});
    return parts;
  }

  /// What is planned and not yet computed, and for each block what comes behind it.
  template <class Behind>
  void compute(const Behind& behind) {
    for_each_block(inputs_.sites, threads_, [&](std::size_t begin, std::size_t end) {
      for (const DimensionId id : pending_) compute_block(id, begin, end);
      behind(begin, end);
    });
    pending_.clear();
  }

  void compute_block(DimensionId id, std::size_t begin, std::size_t end) {
    Plan& plan = plans_[id.index()];
    if (plan.rows) return compute_rows(id, begin, end);
    const std::span<double> out = plan.column.subspan(begin, end - begin);
    if (!plan.old) return combine_block(plan.parts, begin, out);
    std::array<double, block_rows> buffer;
    const std::span<const double> was = ColumnView(before_.scores().dimensions[plan.old->index()])
                                            .block(begin, end - begin, buffer);
    const auto changed = plan.changed.words().subspan(begin / 64, (end - begin + 63) / 64);
    mark_changed_parts(id, begin, end, changed);
    if (plan.in_part && patch(plan, begin, was, changed)) return;
    combine_block(plan.parts, begin, out);
    std::fill(changed.begin(), changed.end(), 0);
    mark_differences<double>(out, was, changed);
  }

  /// The rows of a patch in a block.
  void compute_rows(DimensionId id, std::size_t begin, std::size_t end) {
    const Plan& plan = plans_[id.index()];
    const auto rows = plan.rows->between(begin, end);
    if (rows.empty()) return;
    combine_rows(plan.parts, rows, plan.column.subspan(plan.rows->before(begin), rows.size()));
    if (model_[id].is_leaf())
      note_changed_leaf(begin, plan.changed.words().subspan(begin / 64, (end - begin + 63) / 64));
  }

  /// Takes over a block from what it was, but for the rows that a part changed in; not where they are many.
  static bool patch(const Plan& plan, std::size_t begin, std::span<const double> was,
                    std::span<const std::uint64_t> changed) {
    const std::size_t count = BitSpan(changed, was.size()).count();
    if (count * 2 > was.size()) return false;
    const std::span<double> out = plan.column.subspan(begin, was.size());
    std::copy(was.begin(), was.end(), out.begin());
    if (count == 0) return true;
    const RowsOfBlock rows(plan.changed, begin, begin + was.size());
    std::array<double, block_rows> values;
    combine_rows(plan.parts, rows.list(), std::span(values).first(count));
    for (std::size_t i = 0; i < count; ++i) plan.column[rows.list()[i]] = values[i];
    return true;
  }

  /// Sets the bits of the rows in which a part is not what it was; those of leaves are noted for the evidence.
  void mark_changed_parts(DimensionId id, std::size_t begin, std::size_t end,
                          std::span<std::uint64_t> changed) {
    const Plan& plan = plans_[id.index()];
    for (const DimensionId child : model_[id].children)
      if (const Bits& more = plans_[child.index()].changed; more.size() > 0)
        for (std::size_t word = 0; word < changed.size(); ++word)
          changed[word] |= more.words()[begin / 64 + word];
    const bool tells_evidence = leaves_changed_.size() > 0;
    if (!model_[id].is_leaf() || (!plan.in_part && !tells_evidence)) return;
    before_.mark_changed_leaf(id, *plan.old, begin, end, changed);
    if (tells_evidence) note_changed_leaf(begin, changed);
  }

  void note_changed_leaf(std::size_t begin, std::span<const std::uint64_t> changed) {
    for (std::size_t word = 0; word < changed.size() && leaves_changed_.size() > 0; ++word)
      leaves_changed_.words()[begin / 64 + word] |= changed[word];
  }

  /// What the dimensions of a block make of its sites.
  void finish(std::size_t begin, std::size_t end) {
    fill_total(begin, end);
    if (model_.tiers.by == Tiers::By::score) fill_tiers_of(begin, end);
    fill_evidence(begin, end);
    for (std::size_t word = begin / 64; word * 64 < end; ++word)
      for (const auto& leaf : scores_.indicators)
        for (const IndicatorValues& indicator : *leaf)
          scores_.incomplete.words()[word] |= indicator.incomplete.words()[word];
  }

  void fill_total(std::size_t begin, std::size_t end) {
    const ColumnView<double> top = scores_.dimensions[Model::top.index()];
    if (!total_rows_) {
      std::array<double, block_rows> patched;
      const auto values = top.block(begin, end - begin, patched);
      for (std::size_t row = begin; row < end; ++row) total_[row] = 100 * values[row - begin];
      return;
    }
    const auto rows = total_rows_->between(begin, end);
    const auto out = total_.subspan(total_rows_->before(begin), rows.size());
    top.gather(rows, out);
    for (double& total : out) total *= 100;
  }

  /// Tiers by score; those of sites whose total is what it was are taken over, where the same is asked of them.
  void fill_tiers_of(std::size_t begin, std::size_t end) {
    const auto least =
        least_tiers_.empty() ? least_tiers_ : least_tiers_.subspan(begin, end - begin);
    const auto out = std::span(scores_.tier).subspan(begin, end - begin);
    if (!total_rows_ || !before_.same_tiers(least_tiers_, begin, end)) {
      std::array<double, block_rows> patched;
      const auto totals = ColumnView(scores_.total).block(begin, out.size(), patched);
      return fill_tiers(model_.tiers, totals, least, out);
    }
    std::copy_n(before_.scores().tier.begin() + static_cast<std::ptrdiff_t>(begin), out.size(),
                out.begin());
    const auto rows = total_rows_->between(begin, end);
    if (rows.empty()) return;
    std::array<std::uint8_t, block_rows> tiers;
    fill_tiers(model_.tiers, total_.subspan(total_rows_->before(begin), rows.size()), {},
               std::span(tiers).first(rows.size()));
    for (std::size_t i = 0; i < rows.size(); ++i)
      scores_.tier[rows[i]] = least.empty() ? tiers[i] : std::min(tiers[i], least[rows[i] - begin]);
  }

  /// Evidence is known of the sites before, and looked at again where a leaf changed; not where they are many.
  void fill_evidence(std::size_t begin, std::size_t end) {
    const std::size_t words = (end - begin + 63) / 64;
    const auto out = scores_.no_evidence.words().subspan(begin / 64, words);
    if (leaves_changed_.size() > 0) {
      const RowsOfBlock rows(leaves_changed_, begin, end);
      if (rows.list().size() * 8 <= end - begin) {
        std::ranges::copy(before_.scores().no_evidence.words().subspan(begin / 64, words),
                          out.begin());
        return patch_evidence(rows.list());
      }
    }
    for (std::size_t row = begin; row < end; row += 64)
      out[(row - begin) / 64] = without_evidence(row, std::min<std::size_t>(64, end - row));
  }

  void patch_evidence(std::span<const std::uint32_t> rows) {
    std::array<std::int64_t, block_rows> any;
    std::array<std::int64_t, block_rows> patched;
    std::fill_n(any.begin(), rows.size(), 0);
    for (const LeafPoints& points : inputs_.points) {  // patched points are near, others far
      if (!points.millionths.is_patched() || !model_[points.leaf].points) continue;
      points.millionths.gather(rows, patched);
      for (std::size_t i = 0; i < rows.size(); ++i) any[i] |= patched[i];
    }
    for (std::size_t i = 0; i < rows.size(); ++i)
      scores_.no_evidence.assign(rows[i], any[i] == 0 && !has_evidence(rows[i]));
  }

  [[nodiscard]] bool has_evidence(std::size_t row) const {
    const auto has_points = [&](const LeafPoints& points) {
      return model_[points.leaf].points && !points.millionths.empty() &&
             points.millionths[row] != 0;
    };
    const auto has_indicator = [&](const auto& leaf) {
      return std::ranges::any_of(*leaf, [&](const auto& one) { return one.values[row] > 0; });
    };
    return std::ranges::any_of(inputs_.points, has_points) ||
           std::ranges::any_of(scores_.indicators, has_indicator);
  }

  /// The bits of at most 64 sites, from `first` on, with no points and no indicator above 0.
  [[nodiscard]] std::uint64_t without_evidence(std::size_t first, std::size_t rows) const {
    std::array<std::int64_t, 64> any{};
    std::array<std::int64_t, 64> buffer;
    for (const LeafPoints& points : inputs_.points) {
      if (!model_[points.leaf].points || points.millionths.empty()) continue;
      const auto block = points.millionths.block(first, rows, buffer);
      for (std::size_t row = 0; row < rows; ++row) any[row] |= block[row];
    }
    for (const auto& leaf : scores_.indicators)
      for (const IndicatorValues& indicator : *leaf)
        for (std::size_t row = 0; row < rows; ++row)
          any[row] |= indicator.values[first + row] > 0 ? 1 : 0;
    if (rows == 64) return row_kernels().zeros(any.data());
    std::uint64_t word = 0;
    for (std::size_t row = 0; row < rows; ++row) word |= std::uint64_t{any[row] == 0} << row;
    return word;
  }

  const Model& model_;
  const Inputs& inputs_;
  unsigned threads_;
  std::span<const std::uint8_t> least_tiers_;
  Scores scores_;
  Before before_;
  std::vector<Plan> plans_;  ///< By DimensionId.
  std::vector<DimensionId> pending_;
  PatchedRows total_rows_;   ///< Not null: the total is a patch over what it was.
  std::span<double> total_;  ///< All rows, or those of the patch.
  Bits leaves_changed_;      ///< Where the evidence is not what it was; empty: not known.
};

}  // namespace

Scores score(const Model& model, const Inputs& inputs, unsigned threads,
             std::span<const std::uint8_t> least_tiers, const Scored* before,
             std::size_t* computed) {
  Scoring scoring(model, inputs, threads, least_tiers, before);
  Scores scores = std::move(scoring).run();
  if (computed != nullptr) *computed += scoring.computed;
  return scores;
}

double floor_score(const Model& model, const Scores& scores) {
  return 100 * floor_states(model, scores.weights)[Model::top.index()];
}

}  // namespace harbinger::model
