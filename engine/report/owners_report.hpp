// SPDX-License-Identifier: Apache-2.0
// Who owns an entity, in three readings side by side: look-through shares, control, and the legal tests of
// the pack, each with its chain of facts.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "graph/legal_test.hpp"
#include "graph/ownership.hpp"
#include "report/run_info.hpp"
#include "report/text_table.hpp"

namespace harbinger::report {

struct HolderReading {
  graph::NodeId holder;
  bool ultimate = false;  ///< Nobody stands behind it.
  graph::ShareBounds look_through;
  graph::Truth control = graph::Truth::no;
  std::vector<graph::OwnershipLink> look_through_chain;
  std::vector<graph::OwnershipLink> control_chain;
};

struct OwnersReport {
  graph::NodeId entity;
  std::vector<HolderReading> holders;     ///< Ultimate ones first, then by look-through share.
  std::vector<graph::LegalAnswer> legal;  ///< One for each legal test of the pack.
};

/// All holders behind an entity, or only one.
[[nodiscard]] OwnersReport owners_report(const graph::Ownership& ownership, graph::NodeId entity,
                                         std::optional<graph::NodeId> holder);

[[nodiscard]] std::string owners_text(const graph::Ownership& ownership, const OwnersReport& report,
                                      const RunInfo& run, const TextStyle& style);
[[nodiscard]] std::string owners_json(const graph::Ownership& ownership, const OwnersReport& report,
                                      const RunInfo& run);

}  // namespace harbinger::report
