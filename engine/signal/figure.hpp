// SPDX-License-Identifier: Apache-2.0
// A figure: one value of the whole graph, in the language of signals. The first node of the pattern may be
// any node; what a signal does for one site is done once for all. docs/pack.md, `figures`.
#pragma once

#include <memory>
#include <optional>
#include <string>

#include "base/diagnostic.hpp"
#include "expr/value.hpp"
#include "pack/schema.hpp"
#include "signal/world.hpp"

namespace harbinger::signal {

namespace detail {
struct Plan;
}

class Figure {
 public:
  /// `text.match` must be there. Nothing where an error was added.
  [[nodiscard]] static std::optional<Figure> check(const pack::Figure& text,
                                                   const pack::Schema& schema,
                                                   Diagnostics& diagnostics);
  [[nodiscard]] expr::Value evaluate(const World& world) const;

 private:
  std::shared_ptr<const detail::Plan> plan_;
};

}  // namespace harbinger::signal
