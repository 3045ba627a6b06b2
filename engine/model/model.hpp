// SPDX-License-Identifier: Apache-2.0
// A scoring model: a tree of dimensions with one score at its top.
//
// Leaves take the points of rules and normalised signals (their *parts*); inner dimensions take
// their children. Either kind combines its parts with weights to p in [0, 1] and has the value f +
// (1 - f) p, f its stated floor. The value of the top, times 100, is the score; tiers are cut from
// it.
//
//     model: exposure
//     title: Security exposure of inspection sites
//     top: {combine: geometric, why: exposure is where the two pillars meet}
//     dimensions:
//       - id: influence
//         floor: 0.1
//         why: a site without influence is ordered by its reliance instead of tied at 0
//         children:
//           - id: supplier                      # becomes influence.supplier, as rules name it
//             weight: 0.4
//             points: {full: 100}               # clamp(points, 0, full) / full
//             indicators:
//               - {signal: maker_share, weight: 1, normalise: minmax, missing: drop}
//     tiers:
//       by: score
//       bounds: [{tier: high, at_least: 60, why: ...}, {tier: low, at_least: 0}]
//
// Every weight, floor, threshold and choice of method can carry its `why`.
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/diagnostic.hpp"
#include "base/strong_id.hpp"
#include "model/combine.hpp"
#include "model/normalise.hpp"
#include "model/weight_method.hpp"

namespace harbinger::model {

/// An index into Model::dimensions.
using DimensionId = StrongId<struct DimensionTag>;

/// What a site counts as where the signal is unknown. An error of evaluation is treated as unknown,
/// and always marks the site as incomplete.
enum class Missing : unsigned char {
  zero,     ///< 0 on the scale [0, 1]: no evidence.
  mean,     ///< The mean of the known values of the signal, then normalised (Handbook section 4.2).
  drop,     ///< Left out at this site; the weights of the other parts of the leaf make up for it.
  unknown,  ///< As zero, and the site is marked as incomplete.
};

/// A part of a leaf: the points that rules give to it.
struct Points {
  double full = 100;  ///< Points that make the part 1.
  double weight = 1;
  std::string why;
  friend bool operator==(const Points&, const Points&) = default;
};

/// A part of a leaf: a signal, normalised.
struct Indicator {
  std::string signal;
  double weight = 1;
  Normalisation normalise;
  Missing missing = Missing::zero;
  std::string why;
  TextPosition where;  ///< Of the signal's name.
  /// Whether they count alike; where and why they stand is not compared.
  friend bool operator==(const Indicator& a, const Indicator& b) {
    return a.signal == b.signal && a.weight == b.weight && a.normalise == b.normalise &&
           a.missing == b.missing;
  }
};

/// `of` is `times` as important as `over`; parts of a leaf go by 'points' and the signal's name.
struct Judgement {
  std::string of;
  std::string over;
  double times = 1;
  std::string why;
  friend bool operator==(const Judgement&, const Judgement&) = default;
};

struct Dimension {
  std::string id;  ///< Dotted path: influence.supplier. The top's is 'total'.
  std::string title;
  std::string why;
  double weight = 1;  ///< Among its siblings, where their parent's weights are `given`.
  double floor = 0;
  Combination combine;
  WeightMethod weights = WeightMethod::given;
  std::vector<Judgement> judgements;  ///< weights: ahp.
  DimensionId parent;                 ///< Not valid: the top.
  std::vector<DimensionId> children;  ///< Empty: a leaf.
  std::optional<Points> points;
  std::vector<Indicator> indicators;
  TextPosition where;

  [[nodiscard]] bool is_leaf() const { return children.empty(); }
  /// Children, or points (first) and indicators.
  [[nodiscard]] std::size_t part_count() const {
    return is_leaf() ? indicators.size() + (points ? 1u : 0u) : children.size();
  }
};

struct TierBound {
  std::string tier;
  double at_least = 0;
  std::string why;
};

struct Tiers {
  /// percentile: at_least is a percentage of sites with a lower score.
  enum class By : unsigned char { score, percentile };
  By by = By::score;
  std::string why;
  std::vector<TierBound> bounds;  ///< Severest first; the last is at_least 0.

  /// The place in `bounds` of a tier of this name.
  [[nodiscard]] std::optional<std::uint8_t> find(std::string_view tier) const;
};

struct Model {
  std::string name;
  std::string title;
  std::vector<Dimension>
      dimensions;  ///< The top first; a parent before its children, in the order written.
  Tiers tiers;

  static constexpr DimensionId top{std::uint32_t{0}};
  [[nodiscard]] const Dimension& operator[](DimensionId id) const { return dimensions[id.index()]; }
  /// The dimension with this dotted path.
  [[nodiscard]] std::optional<DimensionId> find(std::string_view id) const;
};

/// Whether two dimensions make the same of the same parts: all but where they stand, why, and how they weigh among
/// their siblings.
[[nodiscard]] bool combines_alike(const Dimension& a, const Dimension& b);

/// Reads and checks a model file: everything that is wrong with it in one run. Nothing exactly if
/// it added an error. Warns of choices that are allowed and seldom meant.
[[nodiscard]] std::optional<Model> load_model(const std::shared_ptr<const SourceText>& text,
                                              Diagnostics& diagnostics);

/// The paths of the leaves that take points: what a rule may name as its dimension.
[[nodiscard]] std::vector<std::string> point_dimensions(const Model& model);

/// Adds an error for each indicator whose signal is not among `signals`; false if there was one.
bool check_signals(const Model& model, std::span<const std::string> signals,
                   Diagnostics& diagnostics);

}  // namespace harbinger::model
