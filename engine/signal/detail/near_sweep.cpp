// SPDX-License-Identifier: Apache-2.0
#include "signal/detail/near_sweep.hpp"

#include <algorithm>
#include <cmath>

#include "signal/detail/shares.hpp"

namespace harbinger::signal::detail {

namespace {

enum class State : unsigned char { no_terms, told, not_sure };

/// By root.
struct Totals {
  std::vector<double> values;
  std::vector<State> states;
};

struct Sweep {
  const Plan& plan;
  const CutFold& fold;
  std::span<const graph::NodeId> roots;
  std::span<const graph::NodeId> nodes;
  const NearPlaces& places;
};

/// The roots at positions [begin, end).
class Share {
 public:
  Share(const Sweep& sweep, std::size_t begin, std::size_t end)
      : sweep_(sweep),
        begin_(begin),
        end_(end),
        values_(end - begin, 0),
        states_(end - begin, State::no_terms) {
    for (std::size_t i = begin; i < end; ++i) {
      const auto position = static_cast<std::uint32_t>(i);
      const std::uint32_t root = sweep.places.roots.index(position);
      nodes_.push_back(sweep.roots[root]);
      classes_.push_back(sweep.fold.class_of_root(root));
      marks_.emplace_back(sweep.places.roots.place(position));
    }
  }

  void run(Totals& totals) {
    for (std::uint32_t node = 0; node < sweep_.nodes.size(); ++node) add_node(node);
    for (std::size_t i = begin_; i < end_; ++i) {
      const std::uint32_t root = sweep_.places.roots.index(static_cast<std::uint32_t>(i));
      totals.values[root] = values_[i - begin_];
      totals.states[root] = states_[i - begin_];
    }
  }

 private:
  void add_node(std::uint32_t node) {
    const auto& place = sweep_.places.nodes[node];
    if (!place) return;
    sweep_.places.roots.find_within(*place, sweep_.plan.near->within_km, begin_, end_, near_);
    for (std::uint32_t& position : near_) position -= static_cast<std::uint32_t>(begin_);
    std::erase_if(near_, [&](std::uint32_t i) { return nodes_[i] == sweep_.nodes[node]; });
    while (!near_.empty()) {
      const std::uint32_t of_class = classes_[near_.front()];
      take_class(of_class);
      const auto taken = sweep_.fold.taken(of_class, node, room_);
      if (!taken)
        for (const std::uint32_t i : alike_) states_[i] = State::not_sure;
      else if (!taken->terms.empty())
        add(*taken, Landmark(*place));
    }
  }

  /// Moves the roots of a class from near_ to alike_.
  void take_class(std::uint32_t of_class) {
    alike_.clear();
    std::erase_if(near_, [&](std::uint32_t i) {
      if (classes_[i] == of_class) alike_.push_back(i);
      return classes_[i] == of_class;
    });
  }

  void add(const CutFold::Taken& taken, const Landmark& node) {
    weights_.assign(alike_.size(), 1);
    if (const auto& decay_km = sweep_.plan.near->decay_km)
      for (std::size_t k = 0; k < alike_.size(); ++k)
        weights_[k] = std::exp(-distance_km(marks_[alike_[k]], node) / *decay_km);
    sweep_.plan.combine == Combine::sum ? add_up(taken.terms) : keep_extreme(taken.extreme);
    for (const std::uint32_t i : alike_) states_[i] = std::max(states_[i], State::told);
  }

  void add_up(std::span<const double> terms) {
    sums_.resize(alike_.size());
    for (std::size_t k = 0; k < alike_.size(); ++k) sums_[k] = values_[alike_[k]];
    for (const double term : terms)
      for (std::size_t k = 0; k < sums_.size(); ++k) sums_[k] += term * weights_[k];
    for (std::size_t k = 0; k < alike_.size(); ++k) values_[alike_[k]] = sums_[k];
  }

  void keep_extreme(double extreme) {
    const bool greatest = sweep_.plan.combine == Combine::max;
    for (std::size_t k = 0; k < alike_.size(); ++k) {
      double& value = values_[alike_[k]];
      const double term = extreme * weights_[k];
      if (states_[alike_[k]] == State::no_terms || (greatest ? term > value : term < value))
        value = term;
    }
  }

  const Sweep& sweep_;
  std::size_t begin_;
  std::size_t end_;
  std::vector<graph::NodeId> nodes_;  ///< By position from begin_ on, as are the next four.
  std::vector<std::uint32_t> classes_;
  std::vector<Landmark> marks_;
  std::vector<double> values_;
  std::vector<State> states_;
  // Room to work in.
  std::vector<std::uint32_t> near_;
  std::vector<std::uint32_t> alike_;
  std::vector<double> weights_;
  std::vector<double> sums_;
  std::vector<double> room_;
};

template <class IsAsked>
std::vector<std::optional<Place>> places_of(const World& world,
                                            std::span<const graph::NodeId> nodes, unsigned threads,
                                            IsAsked is_asked) {
  std::vector<std::optional<Place>> places(nodes.size());
  for_each_share(nodes.size(), threads, [&](std::size_t, std::size_t begin, std::size_t end) {
    for (std::size_t i = begin; i < end; ++i)
      if (is_asked(nodes[i])) places[i] = place_of(world.view.graph(), nodes[i]);
  });
  return places;
}

}  // namespace

NearPlaces near_places(const World& world, const SetProgram& program,
                       std::span<const graph::NodeId> roots, unsigned threads) {
  const auto is_sure = [&](graph::NodeId root) { return program.presence(root) == Presence::yes; };
  return {PlaceBands(places_of(world, roots, threads, is_sure)),
          places_of(world, program.cut_nodes(), threads, [](graph::NodeId) { return true; })};
}

NearSweep near_sweep(const Plan& plan, const SetProgram& program, const NearPlaces& places,
                     const CutFold& fold, std::span<const graph::NodeId> roots, unsigned threads) {
  const Sweep sweep{plan, fold, roots, program.cut_nodes(), places};
  Totals totals{std::vector<double>(roots.size(), 0),
                std::vector<State>(roots.size(), State::no_terms)};
  for_each_share(places.roots.size(), threads,
                 [&](std::size_t, std::size_t begin, std::size_t end) {
                   Share(sweep, begin, end).run(totals);
                 });
  NearSweep result;
  std::vector<double> values;
  for (std::uint32_t root = 0; root < roots.size(); ++root) {
    const Presence presence = program.presence(roots[root]);
    if (presence == Presence::no) continue;
    if (presence != Presence::yes || totals.states[root] == State::not_sure) {
      result.left.push_back(root);
    } else if (totals.states[root] == State::told) {
      result.told.groups.push_back(root);
      values.push_back(totals.values[root]);
    }
  }
  result.told.values = column_of_known(std::move(values));
  return result;
}

}  // namespace harbinger::signal::detail
