// SPDX-License-Identifier: Apache-2.0
// Everybody whom a legal test restricts under one of its periods, on one day: the listed parties,
// and what they take over by the period's rule.
#pragma once

#include <memory>
#include <span>
#include <string>
#include <tuple>
#include <utility>
#include <vector>

#include "graph/detail/takeover.hpp"
#include "graph/legal_test.hpp"

namespace harbinger::graph::detail {

struct Restricted {
  /// Who is restricted through the parties of `from`: by shares alone, and with control where it
  /// counts. Added over all there is one pool, from all listed parties; over each there is one for
  /// each of them.
  struct Pool {
    std::vector<PartyId> from;
    TakeoverBounds owned;
    TakeoverBounds reached;
  };
  std::vector<ListedOwner> listed;  ///< Ordered by party.
  TakeoverRule by_shares;
  TakeoverRule by_all;
  std::vector<Pool> pools;
  std::vector<std::pair<PartyId, std::uint32_t>>
      pools_of;  ///< Party and pool that may reach it; ordered.

  /// The pools that bear on an entity: those that may reach it or a holder of it. Ascending.
  [[nodiscard]] std::vector<std::uint32_t> pools_near(const Ties& ties, PartyId entity) const;
  /// nullptr where the node is not listed.
  [[nodiscard]] const ListedOwner* find_listed(NodeId node) const;
};

/// What of a test and a period bears on who is restricted.
using RestrictedKey = std::tuple<std::vector<std::string>, std::int64_t, bool, bool, bool>;

struct OwnershipState;

/// Of a state of `ownership`, on its day; made once for each test and period.
[[nodiscard]] std::shared_ptr<const Restricted> restricted_of(const Ownership& ownership,
                                                              const OwnershipState& state,
                                                              const pack::LegalTest& test,
                                                              const pack::LegalPeriod& period);

/// The direct shares that restricted parties hold in an entity, in sum and at most 1.
[[nodiscard]] DecimalRange sum_held(const Ties& ties, const TakeoverBounds& restricted,
                                    PartyId entity);

/// Adds the listed parties from which chains of restricted owners lead to an entity.
void add_listed_behind(const Ties& ties, const Restricted& restricted, const Restricted::Pool& pool,
                       PartyId entity, std::vector<ListedOwner>& into);

}  // namespace harbinger::graph::detail
