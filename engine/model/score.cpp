// SPDX-License-Identifier: Apache-2.0
#include "model/score.hpp"

#include <algorithm>
#include <cmath>
#include <numeric>
#include <utility>

#include "base/assert.hpp"
#include "base/parallel.hpp"
#include "model/detail/judgements.hpp"
#include "model/detail/parts.hpp"
#include "model/detail/reduce.hpp"
#include "model/weights.hpp"

namespace harbinger::model {
namespace {

/// A signal as plain numbers.
struct Raw {
  std::vector<double> values;
  Bits known;
  Bits broken;  // an error, or no finite number
};

double raw_value(const expr::Column& column, std::size_t row) {
  if (column.kind == expr::ColumnKind::truth) return column.truths[row] ? 1 : 0;
  if (column.uppers.empty()) return column.numbers[row];
  return std::midpoint(column.numbers[row], column.uppers[row]);
}

Raw raw_signal(const expr::Column* column, std::size_t sites) {
  Raw raw{std::vector<double>(sites, 0.0), Bits(sites), Bits(sites)};
  if (column == nullptr) return raw;
  HARBINGER_ASSERT(column->size() == sites && column->kind != expr::ColumnKind::text);
  for (std::size_t row = 0; row < sites; ++row) {
    const bool failed = column->errors.size() == sites && column->errors[row];
    const double value = column->known[row] && !failed ? raw_value(*column, row) : 0;
    if (failed || !std::isfinite(value)) raw.broken.set(row);
    if (!column->known[row] || raw.broken[row]) continue;
    raw.values[row] = value;
    raw.known.set(row);
  }
  return raw;
}

Bits complement(const Bits& of) {
  Bits result = of;
  for (std::uint64_t& word : result.words()) word = ~word;
  result.clear_tail();
  return result;
}

void fill_with_mean(Raw& raw, unsigned threads) {
  if (raw.known.count() == 0) return;  // no mean: as zero
  const double mean = moments(raw.values, raw.known, threads).mean;
  for (std::size_t row = 0; row < raw.values.size(); ++row)
    if (!raw.known[row]) raw.values[row] = mean;
  raw.known = Bits(raw.values.size(), true);
}

void add_bits(Bits& to, const Bits& more) {
  for (std::size_t word = 0; word < to.words().size(); ++word)
    to.words()[word] |= more.words()[word];
}

const expr::Column* column_of(const Inputs& inputs, const Indicator& indicator) {
  return inputs.signal ? inputs.signal(indicator.signal) : nullptr;
}

IndicatorValues indicator_values(const Indicator& indicator, const Inputs& inputs,
                                 unsigned threads) {
  Raw raw = raw_signal(column_of(inputs, indicator), inputs.sites);
  IndicatorValues result;
  result.incomplete = raw.broken;
  const Bits missing = complement(raw.known);
  if (indicator.missing == Missing::unknown) add_bits(result.incomplete, missing);
  if (indicator.missing == Missing::mean) fill_with_mean(raw, threads);
  result.values = normalised(raw.values, raw.known, indicator.normalise, threads);
  if (indicator.missing == Missing::drop && missing.count() > 0) result.dropped = missing;
  return result;
}

/// The parts of one dimension as columns, with the bits where one is left out.
struct PartColumns {
  std::vector<std::span<const double>> values;
  std::vector<const Bits*> dropped;  // nullptr: nowhere
  bool any_dropped = false;
};

std::span<const std::int64_t> points_of(const Inputs& inputs, DimensionId leaf) {
  for (const LeafPoints& points : inputs.points)
    if (points.leaf == leaf) return points.millionths;
  return {};
}

void fill_points(const Points& points, std::span<const std::int64_t> millionths,
                 std::span<double> out, unsigned threads) {
  HARBINGER_ASSERT(millionths.empty() || millionths.size() == out.size());
  if (millionths.empty()) std::fill(out.begin(), out.end(), 0.0);
  for_each_block(millionths.size(), threads, [&](std::size_t begin, std::size_t end) {
    for (std::size_t row = begin; row < end; ++row)
      out[row] = points_value(points, millionths[row]);
  });
}

/// `buffer` holds the points of this dimension until the next one needs it.
PartColumns part_columns(const Model& model, DimensionId id, const Inputs& inputs,
                         const Scores& scores, std::vector<double>& buffer, unsigned threads) {
  const Dimension& dimension = model[id];
  PartColumns parts;
  for (const DimensionId child : dimension.children) {
    parts.values.emplace_back(*scores.dimensions[child.index()]);
    parts.dropped.push_back(nullptr);
  }
  if (dimension.points) {
    buffer.resize(inputs.sites);
    fill_points(*dimension.points, points_of(inputs, id), buffer, threads);
    parts.values.emplace_back(buffer);
    parts.dropped.push_back(nullptr);
  }
  for (const IndicatorValues& indicator : *scores.indicators[id.index()]) {
    parts.values.emplace_back(indicator.values);
    parts.dropped.push_back(indicator.dropped.size() == 0 ? nullptr : &indicator.dropped);
    parts.any_dropped = parts.any_dropped || parts.dropped.back() != nullptr;
  }
  return parts;
}

std::vector<double> given_weights(const Model& model, const Dimension& dimension) {
  std::vector<double> weights;
  for (const DimensionId child : dimension.children) weights.push_back(model[child].weight);
  if (dimension.points) weights.push_back(dimension.points->weight);
  for (const Indicator& indicator : dimension.indicators) weights.push_back(indicator.weight);
  return weights;
}

std::vector<double> part_weights(const Model& model, const Dimension& dimension,
                                 const PartColumns& parts, unsigned threads) {
  std::vector<double> weights;
  switch (dimension.weights) {
    case WeightMethod::given: weights = given_weights(model, dimension); break;
    case WeightMethod::equal: weights.assign(parts.values.size(), 1.0); break;
    case WeightMethod::ahp: return ahp_weights(judgement_matrix(model, dimension)).weights;
    case WeightMethod::entropy: return entropy_weights(parts.values, threads);
    case WeightMethod::critic: return critic_weights(parts.values, threads);
    case WeightMethod::pca: return pca_weights(parts.values, threads);
  }
  return keeps_weights(dimension.combine) ? weights : rescaled_weights(weights);
}

/// One row after the other: any method, and parts that are left out here and there.
void combine_rows(const Dimension& dimension, const PartColumns& parts,
                  std::span<const double> weights, std::size_t begin, std::size_t end,
                  std::span<double> out) {
  std::vector<double> row_values;
  std::vector<double> row_weights;
  for (std::size_t row = begin; row < end; ++row) {
    row_values.clear();
    row_weights.clear();
    for (std::size_t part = 0; part < parts.values.size(); ++part) {
      if (parts.dropped[part] != nullptr && (*parts.dropped[part])[row]) continue;
      row_values.push_back(parts.values[part][row]);
      row_weights.push_back(weights[part]);
    }
    if (row_values.size() < parts.values.size() && !keeps_weights(dimension.combine))
      rescale_rest(row_weights, row_values);
    out[row] = above_floor(dimension.floor, combined(dimension.combine, row_weights, row_values));
  }
}

/// The same for sums of complete parts, a column at a time; bit for bit what combine_rows gives.
void add_columns(const Dimension& dimension, const PartColumns& parts,
                 std::span<const double> weights, std::size_t begin, std::size_t end,
                 std::span<double> out) {
  for (std::size_t part = 0; part < parts.values.size(); ++part)
    for (std::size_t row = begin; row < end; ++row)
      out[row] += weights[part] * parts.values[part][row];
  for (std::size_t row = begin; row < end; ++row)
    out[row] = above_floor(dimension.floor, std::clamp(out[row], 0.0, 1.0));
}

std::vector<double> dimension_values(const Dimension& dimension, const PartColumns& parts,
                                     std::span<const double> weights, std::size_t sites,
                                     unsigned threads) {
  std::vector<double> values(sites, 0.0);
  const bool by_column = is_additive(dimension.combine) && !parts.any_dropped;
  const auto combine = by_column ? add_columns : combine_rows;
  for_each_block(sites, threads, [&](std::size_t begin, std::size_t end) {
    combine(dimension, parts, weights, begin, end, values);
  });
  return values;
}

/// Blocks of rows are whole words of bits, so that threads do not meet in one.
Bits without_evidence(const Model& model, const Inputs& inputs, const Scores& scores,
                      unsigned threads) {
  static_assert(block_rows % 64 == 0);
  Bits result(inputs.sites, true);
  for_each_block(inputs.sites, threads, [&](std::size_t begin, std::size_t end) {
    for (const LeafPoints& points : inputs.points)
      if (model[points.leaf].points && !points.millionths.empty())
        for (std::size_t row = begin; row < end; ++row)
          if (points.millionths[row] != 0) result.reset(row);
    for (const auto& leaf : scores.indicators)
      for (const IndicatorValues& indicator : *leaf)
        for (std::size_t row = begin; row < end; ++row)
          if (indicator.values[row] > 0) result.reset(row);
  });
  return result;
}

/// The percentage of sites with a lower score, by site.
std::vector<double> percentages_below(const std::vector<double>& total) {
  std::vector<double> sorted = total;
  std::sort(sorted.begin(), sorted.end());
  std::vector<double> result;
  for (const double score : total) {
    const auto below = std::lower_bound(sorted.begin(), sorted.end(), score) - sorted.begin();
    result.push_back(100 * static_cast<double>(below) / static_cast<double>(total.size()));
  }
  return result;
}

/// A value within a billionth of a bound reaches it: a score of 60 by hand must not miss 60 by rounding.
std::uint8_t tier_of(const Tiers& tiers, double value) {
  std::size_t place = 0;
  while (place + 1 < tiers.bounds.size() && value + 1e-9 < tiers.bounds[place].at_least) ++place;
  return static_cast<std::uint8_t>(place);
}

std::vector<std::uint8_t> site_tiers(const Tiers& tiers, const std::vector<double>& total,
                                     std::span<const std::uint8_t> least_tiers) {
  HARBINGER_ASSERT(least_tiers.empty() || least_tiers.size() == total.size());
  const std::vector<double> places =
      tiers.by == Tiers::By::percentile ? percentages_below(total) : total;
  std::vector<std::uint8_t> result;
  result.reserve(total.size());
  for (std::size_t site = 0; site < total.size(); ++site) {
    const std::uint8_t own = tier_of(tiers, places[site]);
    result.push_back(least_tiers.empty() ? own : std::min(own, least_tiers[site]));
  }
  return result;
}

/// What was computed before, by the dimension it is of.
class Before {
 public:
  Before(const Scored* before, const Model& model, const Inputs& inputs, const Scores& scores)
      : before_(before), model_(model), inputs_(inputs), scores_(scores) {}

  /// The dimension before that has the same definition and reads the same objects; its children are done.
  [[nodiscard]] std::optional<DimensionId> same(DimensionId id) const {
    if (before_ == nullptr) return std::nullopt;
    const Dimension& dimension = model_[id];
    const auto old =
        &before_->model == &model_ ? std::optional(id) : before_->model.find(dimension.id);
    if (!old || !same_definition(dimension, before_->model[*old])) return std::nullopt;
    const Dimension& other = before_->model[*old];
    for (std::size_t i = 0; i < dimension.children.size(); ++i)
      if (!same_child(dimension.children[i], other.children[i])) return std::nullopt;
    for (const Indicator& indicator : dimension.indicators)
      if (column_of(inputs_, indicator) != column_of(before_->inputs, indicator))
        return std::nullopt;
    if (dimension.points) {
      const auto now = points_of(inputs_, id);
      const auto was = points_of(before_->inputs, *old);
      if (now.data() != was.data() || now.size() != was.size()) return std::nullopt;
    }
    return old;
  }

 private:
  [[nodiscard]] bool same_child(DimensionId now, DimensionId was) const {
    return scores_.dimensions[now.index()].shares(before_->scores.dimensions[was.index()]) &&
           model_[now].weight == before_->model[was].weight;
  }

  [[nodiscard]] bool same_definition(const Dimension& a, const Dimension& b) const {
    if (&a == &b) return true;
    const auto names = [](const Model& model, const Dimension& dimension) {
      std::vector<std::string> ids;
      for (const DimensionId child : dimension.children) ids.push_back(model[child].id);
      return ids;
    };
    return combines_alike(a, b) && names(model_, a) == names(before_->model, b);
  }

  const Scored* before_;
  const Model& model_;
  const Inputs& inputs_;
  const Scores& scores_;
};

}  // namespace

Scores score(const Model& model, const Inputs& inputs, unsigned threads,
             std::span<const std::uint8_t> least_tiers, const Scored* before,
             std::size_t* computed) {
  const std::size_t count = model.dimensions.size();
  Scores scores;
  scores.dimensions.resize(count);
  scores.weights.resize(count);
  scores.indicators.resize(count);
  const Before same(before, model, inputs, scores);
  std::vector<double> buffer;
  for (std::size_t d = count; d-- > 0;) {  // children stand behind their parents
    const Dimension& dimension = model.dimensions[d];
    if (const auto old = same.same(DimensionId(d))) {
      scores.dimensions[d] = before->scores.dimensions[old->index()];
      scores.weights[d] = before->scores.weights[old->index()];
      scores.indicators[d] = before->scores.indicators[old->index()];
      continue;
    }
    if (computed != nullptr) ++*computed;
    std::vector<IndicatorValues> indicators;
    for (const Indicator& indicator : dimension.indicators)
      indicators.push_back(indicator_values(indicator, inputs, threads));
    scores.indicators[d] = std::move(indicators);
    const PartColumns parts = part_columns(model, DimensionId(d), inputs, scores, buffer, threads);
    scores.weights[d] = part_weights(model, dimension, parts, threads);
    scores.dimensions[d] =
        dimension_values(dimension, parts, scores.weights[d], inputs.sites, threads);
  }
  scores.total.reserve(inputs.sites);
  for (const double value : *scores.dimensions[Model::top.index()])
    scores.total.push_back(100 * value);
  scores.incomplete = Bits(inputs.sites);
  for (const auto& leaf : scores.indicators)
    for (const IndicatorValues& indicator : *leaf)
      add_bits(scores.incomplete, indicator.incomplete);
  scores.tier = site_tiers(model.tiers, scores.total, least_tiers);
  scores.no_evidence = without_evidence(model, inputs, scores, threads);
  return scores;
}

double floor_score(const Model& model, const Scores& scores) {
  return 100 * floor_states(model, scores.weights)[Model::top.index()];
}

}  // namespace harbinger::model
