// SPDX-License-Identifier: Apache-2.0
// Ownership tests of the law, as a pack declares them (docs/pack.md, legal_tests): whether an
// entity is listed, or is owned (or controlled) by listed parties to the degree that makes it share
// their treatment.
//
// A period of effect `owned` is an aggregate least fixed point: whoever is listed on the day is
// restricted, and so is an entity of which restricted owners together hold the threshold
// (`added_over: each`: owners restricted through one and the same listed party). With
// `control_counts` a CONTROLS fact of a restricted party does the same. Shares are added as exact
// decimals and compared with the test's own threshold; the shares that an entity holds in itself
// count as those of nobody.
//
// Sources of the shape: OFAC FAQ 398-402; EU Council, best practices for restrictive measures; BIS
// Affiliates Rule (Federal Register 2025-19001). They are guidance: a presumption of ownership may
// be rebutted.
#pragma once

#include <optional>
#include <span>
#include <string_view>
#include <vector>

#include "base/date.hpp"
#include "base/decimal.hpp"
#include "graph/ownership.hpp"
#include "pack/schema.hpp"

namespace harbinger::graph {

/// A party that is itself on a list of the test.
struct ListedOwner {
  NodeId party;
  std::size_t list = 0;  ///< The first of LegalTest::lists that it is on.
  friend bool operator==(const ListedOwner&, const ListedOwner&) = default;
};

struct LegalAnswer {
  /// What the answer rests on; with `truth` unknown, what it may turn out to be.
  enum class How : unsigned char {
    not_reached,     ///< Neither listed nor owned nor controlled.
    listed,          ///< On a list itself.
    owned,           ///< Through shares alone.
    controlled,      ///< Through control, of it or of one of its owners.
    rule_not_known,  ///< No period covers the day, or the period's effect is unknown.
  };
  Truth truth = Truth::no;
  How how = How::not_reached;
  std::optional<std::size_t>
      period;  ///< Index into LegalTest::periods; empty where none covers the day.
  /// The sum that is compared with the threshold: direct shares held by restricted owners, at most
  /// 1. Over `each`, the largest such sum. Zero where the period does not look at shares.
  DecimalRange held;
  /// Every listed party behind a yes (or an unknown): the entity itself where it is listed, else
  /// all those from which a chain of restricted owners leads to it, whether the sum needs them or
  /// not. Ordered by list, then party. Where a test names its lists from the most restrictive on,
  /// the entity takes the terms of the first.
  std::vector<ListedOwner> listed_owners;
  /// Facts that carry a yes (or an unknown), listings first, then nearest to the listed parties
  /// first; none can be left out. Empty for no.
  std::vector<OwnershipLink> chain;
};

[[nodiscard]] std::string_view to_text(LegalAnswer::How how);

/// The period of a test that covers a day, as an index; empty where none does.
[[nodiscard]] std::optional<std::size_t> period_on(const pack::LegalTest& test, Day day);

/// What a test says of an entity on a day: facts, listings and rule all as of that day, seen from
/// the ownership's view.
[[nodiscard]] LegalAnswer legal_answer(const Ownership& ownership, const pack::LegalTest& test,
                                       NodeId entity, Day on);

/// LegalAnswer::truth alone, without the work of a chain.
[[nodiscard]] Truth legal_truth(const Ownership& ownership, const pack::LegalTest& test,
                                NodeId entity, Day on);

/// The parties listed on a list of the test on the day, ordered by id.
[[nodiscard]] std::vector<ListedOwner> listed_parties(const Ownership& ownership,
                                                      const pack::LegalTest& test, Day on);

}  // namespace harbinger::graph
