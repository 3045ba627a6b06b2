// SPDX-License-Identifier: Apache-2.0
// Drawn variants of a model's weights and of the rules' points.
//
//     weights   each weight of a part times a factor; the parts of a dimension are rescaled to one (noisy_or
//               keeps its weights, each at most 1; a part alone keeps its weight)
//     points    what each rule gives, in millionths, times a factor, to the nearest millionth; then groups,
//               multiply, floor and cap as ever
//
// A factor is uniform in [1 - spread, 1 + spread] (Saisana, Saltelli, Tarantola 2005, "Uncertainty and sensitivity
// analysis techniques as tools for the quality assessment of composite indicators"; OECD/JRC Handbook, step 7).
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "model/score_rows.hpp"
#include "ranking/assessment.hpp"
#include "rule/points.hpp"

namespace harbinger::uncertainty {

/// What is ranked again: a model and what it makes of the sites; for other points, what the rules gave.
struct Base {
  const model::Model& model;
  const model::Inputs& inputs;
  const model::Scores& scores;
  const rule::RuleSet* rules = nullptr;
  const rule::Outcomes* outcomes = nullptr;
};
[[nodiscard]] inline Base base_of(const ranking::Assessment& a) {
  return {a.basis.model, a.model_inputs, a.scores, &a.basis.rules, &a.outcomes};
}

struct Doubts {
  std::size_t draws = 1000;
  std::uint64_t seed = 1;
  double spread = 0.25;  ///< In [0, 1).
  bool weights = true;
  bool points = false;  ///< Of a base with rules.
};

/// Scores::weights of draw `draw`; those of the base, to the bit, without doubt or without spread.
[[nodiscard]] std::vector<std::vector<double>> drawn_weights(const Base& base, const Doubts& doubts,
                                                             std::size_t draw);

/// The factor of each rule's points, by RuleId.
[[nodiscard]] std::vector<double> drawn_factors(const Base& base, const Doubts& doubts,
                                                std::size_t draw);

/// What the rules give at some sites, for scoring it again with other points.
class PointsOfSites {
 public:
  PointsOfSites(const Base& base, std::span<const std::uint32_t> sites);

  /// Puts the points of a draw into the rows of the same sites.
  void put(std::span<const double> factors, model::LeafRows& rows) const;
  /// Puts in what no draw can exceed, with factors of at most `most`.
  void put_highest(double most, model::LeafRows& rows) const;

 private:
  struct Fired {
    std::uint32_t row;
    rule::Points points;
  };
  /// A rule that adds to the leaf (`group`: which), or changes its total.
  struct Given {
    rule::RuleId rule;
    std::vector<Fired> fired;
  };
  struct Leaf {
    std::size_t part;  ///< Of LeafRows.
    const model::Points* points;
    std::vector<Given> adding;
    std::vector<std::pair<rule::Points, std::vector<Given>>> groups;  ///< Each with its cap.
    std::vector<Given> changing;                                      ///< In order.
  };
  [[nodiscard]] Given given(const Base& base, rule::RuleId rule,
                            std::span<const std::uint32_t> sites) const;

  const rule::RuleSet* rules_;
  std::vector<Leaf> leaves_;
  std::size_t rows_;
};

}  // namespace harbinger::uncertainty
