// SPDX-License-Identifier: Apache-2.0
// The words for what is left out, one and many of them.
#pragma once

#include <string_view>

#include "scenario/influence.hpp"

namespace harbinger::report::detail {

struct InfluenceWords {
  std::string_view one;
  std::string_view many;
};

constexpr InfluenceWords words_of(scenario::InfluenceBy by) {
  switch (by) {
    case scenario::InfluenceBy::source: return {"source", "sources"};
    case scenario::InfluenceBy::fact: return {"fact", "facts"};
    case scenario::InfluenceBy::rule: return {"rule", "rules"};
    case scenario::InfluenceBy::entity: return {"entity", "entities"};
    case scenario::InfluenceBy::signal: return {"signal", "signals"};
  }
  return {};
}

}  // namespace harbinger::report::detail
