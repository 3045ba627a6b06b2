// SPDX-License-Identifier: Apache-2.0
// The facts that a path pattern finds: what one of its variables, a node or an edge, is bound to anywhere in
// the graph, where the condition surely holds. The first node of the pattern may be any node.
//
//     match: "(ship:Vessel)-[call:CALLS_AT]->(:Site)"   where: "ship.id == 'x'"   fact: call
#pragma once

#include <memory>
#include <optional>
#include <vector>

#include "base/diagnostic.hpp"
#include "signal/signal_set.hpp"
#include "signal/signal_text.hpp"
#include "signal/world.hpp"

namespace harbinger::signal {

namespace detail {
struct Plan;
}

struct FactMatchText {
  PathsText match;
  std::optional<WrittenText> where;
  WrittenText fact;  ///< A variable of the pattern.
  static const Record<FactMatchText>& shape();
};

class FactMatch {
 public:
  /// Nothing where an error was added.
  [[nodiscard]] static std::optional<FactMatch> check(const FactMatchText& text,
                                                      const pack::Schema& schema,
                                                      const Parameters& params,
                                                      const Tables& tables,
                                                      Diagnostics& diagnostics);
  /// Each fact once, in order.
  [[nodiscard]] std::vector<graph::FactRef> facts(const World& world) const;

 private:
  std::shared_ptr<const detail::Plan> plan_;
  std::uint32_t slot_ = 0;
};

}  // namespace harbinger::signal
