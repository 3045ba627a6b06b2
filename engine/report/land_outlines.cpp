// SPDX-License-Identifier: Apache-2.0
#include "report/land_outlines.hpp"

#include <nlohmann/json.hpp>

namespace harbinger::report {

Result<LandOutlines> land_outlines(const SourceText& text) {
  try {
    LandOutlines outlines;
    const auto json = nlohmann::json::parse(text.content());
    for (const auto& polygon : json.at("coordinates"))
      for (const auto& ring : polygon) {
        std::vector<signal::Place> places;
        for (const auto& point : ring)
          places.push_back({.lat = point.at(1).get<double>(), .lon = point.at(0).get<double>()});
        outlines.push_back(std::move(places));
      }
    return outlines;
  } catch (const nlohmann::json::exception& failure) {
    return tl::make_unexpected(Diagnostic{Severity::error, whole_file(text.name()),
                                          "expected a GeoJSON MultiPolygon, the world's land",
                                          failure.what()});
  }
}

}  // namespace harbinger::report
