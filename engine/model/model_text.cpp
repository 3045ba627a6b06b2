// SPDX-License-Identifier: Apache-2.0
#include "model/model_text.hpp"

namespace harbinger::model {

bool read_value(const YamlNode& node, WrittenNumber& out, Diagnostics& diagnostics) {
  out.where = node.where;
  return harbinger::read_value(node, out.value, diagnostics);
}
YamlNode written_value(const WrittenNumber& value) { return harbinger::written_value(value.value); }
ValueShape shape_of(const WrittenNumber*) { return {ValueShape::Kind::number}; }

const Record<WinsoriseText>& WinsoriseText::shape() {
  static const auto record =
      Record<WinsoriseText>("winsorise")
          .optional("lower", &WinsoriseText::lower, "quantile to which lower values are raised")
          .optional("upper", &WinsoriseText::upper, "quantile to which higher values are cut")
          .optional("points", &WinsoriseText::points, "instead: pull in at most so many outliers")
          .optional("why", &WinsoriseText::why, "reason");
  return record;
}

const Record<IndicatorText>& IndicatorText::shape() {
  static const auto record =
      Record<IndicatorText>("indicator")
          .required("signal", &IndicatorText::signal, "id of a signal")
          .optional("weight", &IndicatorText::weight,
                    "among the parts of its leaf; 1 unless stated")
          .optional("normalise", &IndicatorText::normalise,
                    "as_is, minmax, zscore, rank, percentile, goalposts, logistic or log")
          .optional("direction", &IndicatorText::direction,
                    "rising, or falling: a high signal is low")
          .optional("missing", &IndicatorText::missing, "zero, mean, drop or unknown")
          .optional("low", &IndicatorText::low, "goalposts, log, logistic: what becomes 0")
          .optional("high", &IndicatorText::high, "goalposts, log: what becomes 1")
          .optional("midpoint", &IndicatorText::midpoint,
                    "logistic: where the curve is at one half")
          .optional("slope", &IndicatorText::slope, "logistic: steepness, per unit of the signal")
          .optional("offset", &IndicatorText::offset, "log: what is added before the logarithm")
          .optional("winsorise", &IndicatorText::winsorise, "treatment of the tails")
          .optional("why", &IndicatorText::why, "reason for the weight and the normalisation");
  return record;
}

const Record<PointsText>& PointsText::shape() {
  static const auto record =
      Record<PointsText>("points")
          .optional("full", &PointsText::full, "points that fill the leaf; 100 unless stated")
          .optional("weight", &PointsText::weight, "among the parts of the leaf; 1 unless stated")
          .optional("why", &PointsText::why, "reason");
  return record;
}

const Record<JudgementText>& JudgementText::shape() {
  static const auto record =
      Record<JudgementText>("judgement")
          .required("of", &JudgementText::of, "a part")
          .required("over", &JudgementText::over, "another part")
          .required("times", &JudgementText::times, "how many times as important: 1/9 to 9")
          .optional("why", &JudgementText::why, "reason");
  return record;
}

const Record<DimensionText>& DimensionText::shape() {
  static const auto record =
      Record<DimensionText>("dimension")
          .required("id", &DimensionText::id, "name without its parent's path")
          .optional("title", &DimensionText::title, "name for people")
          .optional("why", &DimensionText::why, "reason for its weight, floor and method")
          .optional("weight", &DimensionText::weight, "among its siblings; 1 unless stated")
          .optional("floor", &DimensionText::floor, "value without any evidence; 0 unless stated")
          .optional("combine", &DimensionText::combine,
                    "arithmetic, geometric, harmonic, noisy_or, max, min, owa or power_mean")
          .optional("exponent", &DimensionText::exponent, "power_mean: its exponent")
          .optional("order_weights", &DimensionText::order_weights, "owa: by place, highest first")
          .optional("weights", &DimensionText::weights,
                    "where weights come from: given, equal, ahp, entropy, critic or pca")
          .optional("judgements", &DimensionText::judgements, "ahp: one for each pair of parts")
          .optional("children", &DimensionText::children, "dimensions below")
          .optional("points", &DimensionText::points, "a leaf: takes the points of rules")
          .optional("indicators", &DimensionText::indicators, "a leaf: takes normalised signals");
  return record;
}

const Record<DimensionText>& TopText::keys() {
  static const auto record =
      Record<DimensionText>("top")
          .optional("title", &DimensionText::title, "name for people")
          .optional("why", &DimensionText::why, "reason for the method")
          .optional("combine", &DimensionText::combine, "how the pillars are combined")
          .optional("exponent", &DimensionText::exponent, "power_mean: its exponent")
          .optional("order_weights", &DimensionText::order_weights, "owa: by place, highest first")
          .optional("weights", &DimensionText::weights, "where weights come from")
          .optional("judgements", &DimensionText::judgements, "ahp: one for each pair of pillars");
  return record;
}
bool read_value(const YamlNode& node, TopText& out, Diagnostics& diagnostics) {
  return TopText::keys().read(node, out.dimension, diagnostics);
}
YamlNode written_value(const TopText& value) { return TopText::keys().write(value.dimension); }
ValueShape shape_of(const TopText*) { return record_of(TopText::keys()); }

const Record<TierText>& TierText::shape() {
  static const auto record =
      Record<TierText>("tier")
          .required("tier", &TierText::tier, "name")
          .required("at_least", &TierText::at_least, "score, or percentage of sites below")
          .optional("why", &TierText::why, "reason for the bound");
  return record;
}

const Record<TiersText>& TiersText::shape() {
  static const auto record =
      Record<TiersText>("tiers")
          .optional("by", &TiersText::by, "score or percentile")
          .optional("why", &TiersText::why, "reason")
          .required("bounds", &TiersText::bounds, "severest first; the last is at_least 0");
  return record;
}

const Record<ModelText>& ModelText::shape() {
  static const auto record =
      Record<ModelText>("model")
          .required("model", &ModelText::model, "name")
          .optional("title", &ModelText::title, "name for people")
          .optional("why", &ModelText::why, "what the model holds exposure to be")
          .optional("top", &ModelText::top, "how the pillars are combined")
          .required("dimensions", &ModelText::dimensions, "the pillars")
          .required("tiers", &ModelText::tiers, "cuts of the score");
  return record;
}

}  // namespace harbinger::model
