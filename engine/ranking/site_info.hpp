// SPDX-License-Identifier: Apache-2.0
// What people know a site by: the attributes that every report shows.
#pragma once

#include <optional>
#include <string>

#include "expr/value.hpp"
#include "graph/view.hpp"

namespace harbinger::ranking {

struct SiteInfo {
  std::string id;
  std::string name;
  std::string country;        ///< Empty where unknown.
  std::string type;           ///< Empty where unknown.
  std::optional<double> lat;  ///< Degrees, WGS 84.
  std::optional<double> lon;
};

[[nodiscard]] SiteInfo site_info(const graph::GraphView& view, graph::NodeId site);

/// A cell of a fact as a value of expressions.
[[nodiscard]] expr::Value value_of(const pack::Cell& cell);

}  // namespace harbinger::ranking
