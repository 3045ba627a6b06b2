// SPDX-License-Identifier: Apache-2.0
// The sum, greatest or least of what lies behind many cut nodes, without a row for each term of each root:
//
//     root -> cut nodes -> terms behind each, times what decays on the way -> one number
//
// Of a cut node the terms are found once. A root takes them as they are where its conditions take all of them
// (root_classes.hpp), and only where not, one by one. It is told so only where all is sure and exact; other roots go by
// their rows (plan_values.hpp), which are the slow twin.
#pragma once

#include <optional>
#include <span>
#include <vector>

#include "signal/detail/group_values.hpp"
#include "signal/detail/root_classes.hpp"
#include "signal/detail/set_program.hpp"
#include "signal/place.hpp"

namespace harbinger::signal::detail {

class CutFold {
 public:
  /// `behind`: the rows behind the cut, those of node i from first[i] on. All must outlive it. Nothing where the plan
  /// is no such.
  [[nodiscard]] static std::optional<CutFold> of(const Plan& plan, const World& world,
                                                 const SetProgram& program,
                                                 std::span<const graph::NodeId> roots,
                                                 const BindingRows& behind,
                                                 std::span<const std::uint32_t> first,
                                                 unsigned threads);

  /// The values of the roots that are told, of rows that lead to cut nodes; their rows go. A root without terms has
  /// neither value nor rows.
  [[nodiscard]] GroupValues take(BindingRows& to_cut) const;

  /// What a root takes of the terms behind a cut node.
  struct Taken {
    std::span<const double> terms;
    double extreme = 0;  ///< The greatest or least of them, where that is asked.
  };
  /// Nothing where it is not sure. `room` may hold the terms, until it is used again.
  [[nodiscard]] std::optional<Taken> taken(std::uint32_t class_of_root, std::uint32_t node,
                                           std::vector<double>& room) const;
  /// Roots of one class take the same.
  [[nodiscard]] std::uint32_t class_of_root(std::size_t root) const {
    return classes_.class_of_root(root);
  }

 private:
  struct Node {
    std::uint32_t first_row = 0;
    std::uint32_t last_row = 0;
    std::uint32_t first_term = 0;
    std::uint32_t last_term = 0;
    std::uint64_t classes = 0;  ///< Bits of RootClasses.
    double extreme = 0;         ///< The greatest or least term.
    bool sure = true;           ///< All is known, exact and sure to be there.
  };
  struct Row {
    std::uint32_t term = 0;
    std::uint32_t class_of_row = 0;
  };
  /// A number that grows term by term.
  struct Total {
    double value = 0;
    bool any = false;
  };

  /// What lies behind some nodes, one behind the other.
  struct Behind {
    std::vector<Node> nodes;
    std::vector<Row> rows;
    std::vector<double> terms;
  };

  CutFold(const Plan& plan, std::span<const graph::NodeId> roots, RootClasses classes)
      : plan_(plan), roots_(roots), classes_(std::move(classes)) {}
  [[nodiscard]] Behind behind_nodes(const SharedTerms& terms, const BindingRows& rows,
                                    std::span<const std::uint32_t> first, std::size_t begin,
                                    std::size_t end) const;
  void append(const Behind& part);
  [[nodiscard]] double weight(const std::optional<Place>& root, std::uint32_t node) const;
  void fold(double term, Total& total) const;
  [[nodiscard]] std::optional<Total> total(const BindingRows& to_cut, std::size_t begin,
                                           std::size_t end, std::vector<double>& room) const;

  const Plan& plan_;
  std::span<const graph::NodeId> roots_;
  RootClasses classes_;
  Behind behind_;  ///< By place of the cut node.
  const graph::EntityGraph* graph_ = nullptr;
  std::vector<std::optional<Place>> places_;  ///< Of the cut nodes, where terms decay.
};

}  // namespace harbinger::signal::detail
