// SPDX-License-Identifier: Apache-2.0
// How many copies each kind gets, and what they are called.
#pragma once

#include <algorithm>
#include <string>
#include <vector>

#include "synth/detail/dealing.hpp"
#include "synth/detail/invented_text.hpp"
#include "synth/detail/world_plan.hpp"
#include "synth/synth.hpp"

namespace harbinger::synth::detail {

/// The copies of one kind, numbered from 0.
struct Copies {
  Dealing dealing;
  std::uint64_t count = 0;  ///< At least 1; the kind that fills what is left may get more.
  std::string name;         ///< "Site"
  std::string prefix;       ///< "site-"
  std::size_t digits = 1;

  /// Those of which every node of the model has a copy; 1 in a world smaller than the model.
  [[nodiscard]] std::uint32_t rounds() const {
    return static_cast<std::uint32_t>(std::max<std::uint64_t>(1, count / dealing.nodes()));
  }
  void append_id(std::uint64_t number, std::string& out) const {
    out += prefix;
    append_number(number, digits, out);
  }
};

struct CopyPlan {
  std::vector<Copies> kinds;  ///< As WorldPlan::kinds: the sites first.
  std::size_t filler = 0;     ///< The most numerous kind but sites, which fills what is left.
};

/// Shares the facts out over the kinds, in the proportions of the model but for the sites. Nothing where an error
/// was added: there is nothing to copy, or there are too few facts.
[[nodiscard]] std::optional<CopyPlan> copy_plan(const WorldPlan& plan, const ModelTables& model,
                                                const WorldSize& size,
                                                const std::string& model_folder,
                                                Diagnostics& diagnostics);

}  // namespace harbinger::synth::detail
