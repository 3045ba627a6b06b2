// SPDX-License-Identifier: Apache-2.0
// The outlines of the world's land that maps are drawn on (data/world/land.json, see the README beside it).
#pragma once

#include <vector>

#include "base/diagnostic.hpp"
#include "signal/place.hpp"

namespace harbinger::report {

/// Closed rings; what lies in an even number of them (a lake) is no land.
using LandOutlines = std::vector<std::vector<signal::Place>>;

/// Reads a GeoJSON MultiPolygon (RFC 7946). Error: the text is no such.
[[nodiscard]] Result<LandOutlines> land_outlines(const SourceText& text);

}  // namespace harbinger::report
