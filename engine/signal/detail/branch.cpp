// SPDX-License-Identifier: Apache-2.0
#include "signal/detail/branch.hpp"

#include <algorithm>

#include "signal/detail/alike_classes.hpp"

namespace harbinger::signal::detail {

namespace {

using Binding = AlikeClasses::Binding;

bool binds(const BindingRows& rows, std::uint32_t slot) {
  return std::find(rows.slots.begin(), rows.slots.end(), slot) != rows.slots.end();
}

/// A way along the branch, by what the conditions read of it.
struct Way {
  Presence presence = Presence::yes;
  std::uint32_t of_class = 0;
  friend auto operator<=>(const Way&, const Way&) = default;
};

class Ways {
 public:
  Ways(const Plan& plan, const Branch& branch, std::size_t nodes, const BindingRows& ways)
      : branch_(branch),
        slots_(ways.slots),
        classes_(branch.joined, [&](std::uint32_t variable) { return binds(ways, variable); }),
        by_node_(nodes),
        answers_(2) {
    Binding binding(plan.pattern.slots());
    for (std::size_t i = 0; i < ways.size(); ++i) {
      ways.unpack(i, binding);
      by_node_[ways.group(i)].push_back({ways.presence(i), classes_.of(binding)});
    }
    for (std::vector<Way>& of_node : by_node_) {  // the surest come first
      std::sort(of_node.begin(), of_node.end(), std::greater<>());
      of_node.erase(std::unique(of_node.begin(), of_node.end()), of_node.end());
    }
  }

  /// The surest way from a node, for a class of rows and what one of them binds.
  Presence surest(std::uint32_t node, std::uint32_t of_rows, const Binding& row) {
    Presence best = Presence::no;
    for (const Way& way : by_node_[node]) {
      if (way.presence <= best) break;
      best = std::max(best, std::min(way.presence, answer(way, of_rows, row)));
    }
    return best;
  }

 private:
  Presence answer(const Way& way, std::uint32_t of_rows, const Binding& row) {
    const std::uint64_t keys[] = {way.of_class, of_rows};
    return answers_.answer(keys, [&] {
      Binding binding = row;
      for (const std::uint32_t slot : slots_) binding[slot] = classes_.first()[way.of_class][slot];
      return presence_of_all(branch_.joined, binding);
    });
  }

  const Branch& branch_;
  std::span<const std::uint32_t> slots_;
  AlikeClasses classes_;
  std::vector<std::vector<Way>> by_node_;
  AnswerMemo<Presence> answers_;
};

}  // namespace

std::vector<graph::NodeId> nodes_bound(const BindingRows& rows, std::uint32_t slot) {
  const auto column = static_cast<std::size_t>(
      std::find(rows.slots.begin(), rows.slots.end(), slot) - rows.slots.begin());
  std::vector<graph::NodeId> nodes;
  for (std::size_t i = 0; i < rows.size(); ++i) nodes.emplace_back(rows.row(i)[1 + column]);
  std::sort(nodes.begin(), nodes.end());
  nodes.erase(std::unique(nodes.begin(), nodes.end()), nodes.end());
  return nodes;
}

void lower_by_branch(const Plan& plan, const Branch& branch, std::span<const graph::NodeId> nodes,
                     const BindingRows& ways, BindingRows& rows) {
  Ways by_class(plan, branch, nodes.size(), ways);
  AlikeClasses classes(branch.joined,
                       [&](std::uint32_t variable) { return !binds(ways, variable); });
  AnswerMemo<Presence> known(2);
  Binding binding(plan.pattern.slots());
  for (std::size_t i = 0; i < rows.size(); ++i) {
    rows.unpack(i, binding);
    const auto node = static_cast<std::uint32_t>(
        std::lower_bound(nodes.begin(), nodes.end(), graph::NodeId(binding[branch.start])) -
        nodes.begin());
    const std::uint32_t of_class = classes.of(binding);
    const std::uint64_t keys[] = {of_class, node};
    const Presence surest =
        known.answer(keys, [&] { return by_class.surest(node, of_class, binding); });
    rows.cells[(i + 1) * rows.width() - 1] =
        static_cast<std::uint32_t>(std::min(rows.presence(i), surest));
  }
}

}  // namespace harbinger::signal::detail
