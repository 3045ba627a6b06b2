// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <cmath>

#include "model/detail/judgements.hpp"
#include "model/detail/method_names.hpp"
#include "model/detail/model_builder.hpp"
#include "model/weights.hpp"

namespace harbinger::model {
namespace {

/// Shapley values of a dimension that does not add are summed over all 2^n coalitions of its parts.
constexpr std::size_t most_players = 16;
/// Saaty's table of random consistency ends here.
constexpr std::size_t most_judged = 15;

/// A word that is an error itself must not make errors of what belongs to it.
template <class Method>
bool knows(const MethodNames<Method>& names, const std::optional<WrittenText>& written) {
  const auto is_it = [&](const auto& word) { return word.first == written->value; };
  return !written || std::any_of(names.words.begin(), names.words.end(), is_it);
}

class Check {
 public:
  Check(const Model& model, const Dimension& dimension, const DimensionText& text,
        const TextPosition& where, Diagnostics& diagnostics)
      : model_(model),
        dimension_(dimension),
        text_(text),
        diagnostics_(diagnostics),
        combine_where_(text.combine ? text.combine->where() : where),
        weights_where_(text.weights ? text.weights->where() : where) {}

  void run() {
    check_method_parameters();
    check_size();
    check_zeros();
    check_weights();
    check_unused_weights();
    check_noisy_or();
    check_left_out();
    check_judgements();
  }

 private:
  [[nodiscard]] bool is(CombineMethod method) const { return dimension_.combine.method == method; }
  [[nodiscard]] bool is(WeightMethod method) const { return dimension_.weights == method; }

  /// A part may weigh nothing, not all of them.
  void check_weights() {
    if (!is(WeightMethod::given) || dimension_.part_count() == 0) return;
    double sum = dimension_.points ? dimension_.points->weight : 0;
    for (const DimensionId child : dimension_.children) sum += model_[child].weight;
    for (const Indicator& indicator : dimension_.indicators) sum += indicator.weight;
    if (!(sum > 0))
      diagnostics_.error(weights_where_, "all parts weigh 0: there is nothing to combine");
  }

  void check_method_parameters() {
    if (is(CombineMethod::power_mean) && !text_.exponent)
      diagnostics_.error(combine_where_, "power_mean needs an 'exponent'");
    if (!combine_known_) return;
    if (!is(CombineMethod::power_mean) && text_.exponent)
      diagnostics_.error(text_.exponent->where, "'exponent' is for combine: power_mean alone");
    if (is(CombineMethod::owa) && text_.order_weights.size() != dimension_.part_count())
      diagnostics_.error(combine_where_,
                         "owa needs {} order_weights, one for each part; there are {}",
                         dimension_.part_count(), text_.order_weights.size());
    if (!is(CombineMethod::owa) && !text_.order_weights.empty())
      diagnostics_.error(text_.order_weights.front().where,
                         "'order_weights' are for combine: owa alone");
  }

  void check_size() {
    if (!is_additive(dimension_.combine) && dimension_.part_count() > most_players)
      diagnostics_
          .error(combine_where_, "'{}' has {} parts; at most {} unless they are added",
                 dimension_.id, dimension_.part_count(), most_players)
          .with_hint("group some of them in a dimension of their own");
  }

  /// Geometric, harmonic and power means up to exponent 0 are 0 where one part is.
  void check_zeros() {
    const bool zeroed = is(CombineMethod::geometric) || is(CombineMethod::harmonic) ||
                        (is(CombineMethod::power_mean) && dimension_.combine.exponent <= 0);
    if (!zeroed || dimension_.part_count() < 2) return;
    for (const DimensionId child : dimension_.children)
      if (model_[child].floor == 0)
        diagnostics_
            .warning(model_[child].where,
                     "without a floor, '{}' at 0 makes '{}' 0, whatever its other parts are",
                     model_[child].id, dimension_.id)
            .with_hint("sites with nothing here would all be tied");
    if (dimension_.is_leaf())
      diagnostics_.warning(combine_where_,
                           "one part at 0 makes the leaf '{}' 0, whatever its other parts are",
                           dimension_.id);
  }

  [[nodiscard]] bool has_different_weights() const {
    std::vector<double> weights;
    for (const DimensionId child : dimension_.children) weights.push_back(model_[child].weight);
    if (dimension_.points) weights.push_back(dimension_.points->weight);
    for (const Indicator& indicator : dimension_.indicators) weights.push_back(indicator.weight);
    return std::adjacent_find(weights.begin(), weights.end(), std::not_equal_to<>{}) !=
           weights.end();
  }

  void check_unused_weights() {
    const bool by_place =
        is(CombineMethod::max) || is(CombineMethod::min) || is(CombineMethod::owa);
    const bool unused = by_place || !is(WeightMethod::given);
    if (unused && has_different_weights())
      diagnostics_.warning(by_place ? combine_where_ : weights_where_,
                           "the weights of the parts of '{}' are not used", dimension_.id);
    if (by_place && !is(WeightMethod::given) && !is(WeightMethod::equal))
      diagnostics_.warning(weights_where_, "'{}' is combined without weights", dimension_.id);
  }

  void check_noisy_or() {
    if (!is(CombineMethod::noisy_or)) return;
    if (!is(WeightMethod::given) && !is(WeightMethod::equal))
      diagnostics_.error(weights_where_,
                         "the weights of noisy_or are chances: 'given', or 'equal' (each 1)");
    if (!is(WeightMethod::given)) return;
    const auto check = [&](double weight, const std::string& part) {
      if (weight > 1)
        diagnostics_.error(combine_where_,
                           "the weight of '{}' is {}; in noisy_or it is a chance, at most 1", part,
                           weight);
    };
    for (const DimensionId child : dimension_.children)
      check(model_[child].weight, model_[child].id);
    if (dimension_.points) check(dimension_.points->weight, "points");
    for (const Indicator& indicator : dimension_.indicators)
      check(indicator.weight, indicator.signal);
  }

  void check_left_out() {
    const bool from_data =
        is(WeightMethod::entropy) || is(WeightMethod::critic) || is(WeightMethod::pca);
    for (const Indicator& indicator : dimension_.indicators) {
      if (indicator.missing != Missing::drop) continue;
      if (from_data)
        diagnostics_.error(
            indicator.where,
            "weights from the data need a value at every site; 'missing: drop' leaves none");
      if (is(CombineMethod::owa))
        diagnostics_.error(indicator.where,
                           "owa needs every part at every site; 'missing: drop' leaves one out");
    }
  }

  void check_judgements() {
    if (!is(WeightMethod::ahp)) {
      if (!text_.judgements.empty() && weights_known_)
        diagnostics_.error(text_.judgements.front().of.where(),
                           "judgements are for weights: ahp alone");
      return;
    }
    if (dimension_.part_count() > most_judged) {
      diagnostics_.error(weights_where_, "ahp takes at most {} parts", most_judged);
      return;
    }
    const std::vector<std::string> names = part_names(model_, dimension_);
    const std::size_t errors = diagnostics_.error_count();
    check_pairs(names);
    if (errors == diagnostics_.error_count()) check_consistency();
  }

  void check_pairs(const std::vector<std::string>& names) {
    std::vector<std::pair<std::string, std::string>> seen;
    for (const JudgementText& judgement : text_.judgements) {
      const bool known = is_part(judgement.of, names) && is_part(judgement.over, names);
      if (!known) continue;
      auto pair = std::minmax(judgement.of.value, judgement.over.value);
      if (pair.first == pair.second)
        diagnostics_.error(judgement.over.where(), "'{}' is judged against itself", pair.first);
      if (std::find(seen.begin(), seen.end(), std::pair<std::string, std::string>(pair)) !=
          seen.end())
        diagnostics_.error(judgement.of.where(), "'{}' and '{}' are judged twice", pair.first,
                           pair.second);
      seen.emplace_back(pair);
    }
    for (std::size_t i = 0; i < names.size(); ++i)
      for (std::size_t j = i + 1; j < names.size(); ++j) {
        const std::pair<std::string, std::string> pair = std::minmax(names[i], names[j]);
        if (std::find(seen.begin(), seen.end(), pair) == seen.end())
          diagnostics_.error(weights_where_, "ahp needs a judgement of '{}' over '{}'", names[i],
                             names[j]);
      }
  }

  bool is_part(const WrittenText& name, const std::vector<std::string>& names) {
    if (std::find(names.begin(), names.end(), name.value) != names.end()) return true;
    diagnostics_.error(name.where(), "'{}' has no part '{}'", dimension_.id, name.value)
        .did_you_mean(name.value, names);
    return false;
  }

  void check_consistency() {
    const double ratio = ahp_weights(judgement_matrix(model_, dimension_)).consistency_ratio;
    if (ratio > 0.1)
      diagnostics_
          .warning(weights_where_,
                   "the judgements of '{}' contradict one another: consistency ratio {:.2f}",
                   dimension_.id, ratio)
          .with_hint("Saaty's limit is 0.10");
  }

  const Model& model_;
  const Dimension& dimension_;
  const DimensionText& text_;
  Diagnostics& diagnostics_;
  TextPosition combine_where_;
  TextPosition weights_where_;
  bool combine_known_ = knows(combine_names(), text_.combine);
  bool weights_known_ = knows(weight_names(), text_.weights);
};

}  // namespace

void check_combination(const Model& model, const Dimension& dimension, const DimensionText& text,
                       const TextPosition& where, Diagnostics& diagnostics) {
  Check(model, dimension, text, where, diagnostics).run();
}

}  // namespace harbinger::model
