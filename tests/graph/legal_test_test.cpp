// SPDX-License-Identifier: Apache-2.0
// Examples by hand, and properties against a naive fixed point. The worked cases of the three rules
// are in ownership_cases_test.cpp.
#include "graph/legal_test.hpp"

#include <algorithm>

#include <rapidcheck.h>
#include <catch2/catch.hpp>

#include "graph/legal_tests.hpp"
#include "graph/ownership_twin.hpp"
#include "graph/random_ownership.hpp"

using namespace harbinger;
using namespace harbinger::tests;
using graph::EdgeId;
using graph::FactRef;
using graph::LegalAnswer;
using graph::NodeId;
using graph::Ownership;
using graph::OwnershipLink;
using graph::Truth;
using How = graph::LegalAnswer::How;
using Ids = std::vector<std::string>;

namespace {

LegalAnswer ask(const Owned& owned, const LegalTest& test, std::string_view entity,
                std::string_view day = some_day) {
  return legal_answer(owned.ownership, test, owned.node(entity), day_of(day));
}

DecimalRange exactly(const char* share) {
  return {parse_decimal(share).value(), parse_decimal(share).value()};
}

pack::Validity from_day(const char* day) {
  pack::Validity validity;
  validity.from = parse_date(day);
  return validity;
}

Ids listed_behind(const Owned& owned, const LegalAnswer& answer) {
  Ids ids;
  for (const auto& listed : answer.listed_owners)
    ids.emplace_back(owned.graph.node(listed.party).id());
  return ids;
}

LegalTest over_each(LegalTest test) {
  for (LegalPeriod& period : test.periods) period.added_over = LegalPeriod::AddedOver::each;
  return test;
}

LegalTest with_control(LegalTest test) {
  for (LegalPeriod& period : test.periods) period.control_counts = true;
  return test;
}

}  // namespace

TEST_CASE("A listed entity is restricted whoever owns it", "[legal]") {
  const Owned owned(OwnedGraph().listed("maker", "sdn").owns("founder", "maker", "1"));
  const LegalAnswer answer = ask(owned, half_owned({"sdn"}), "maker");
  CHECK(answer.truth == Truth::yes);
  CHECK(answer.how == How::listed);
  CHECK(answer.held == exactly("0"));
  CHECK(owned.ids(answer.chain) == Ids{"LISTED_ON:maker:sdn"});
  CHECK(listed_behind(owned, answer) == Ids{"maker"});
}

TEST_CASE("A listed entity without owners or holdings is found too", "[legal]") {
  const Owned owned(OwnedGraph().listed("maker", "sdn"));
  CHECK(ask(owned, half_owned({"sdn"}), "maker").how == How::listed);
  CHECK(ask(owned, half_owned({"other"}), "maker").truth == Truth::no);
}

TEST_CASE("The chain starts with the listings and holds what the sum needs", "[legal]") {
  const Owned owned(OwnedGraph()
                        .listed("x", "sdn")
                        .listed("y", "sdn")
                        .listed("z", "sdn")
                        .owns("x", "a", "0.5")
                        .owns("a", "b", "0.3")
                        .owns("y", "b", "0.2")
                        .owns("z", "b", "0.01"));
  const LegalAnswer answer = ask(owned, half_owned({"sdn"}), "b");
  CHECK(answer.how == How::owned);
  CHECK(answer.held == exactly("0.51"));
  CHECK(owned.ids(answer.chain) ==
        Ids{"LISTED_ON:x:sdn", "LISTED_ON:y:sdn", "OWNS:x:a", "OWNS:a:b", "OWNS:y:b"});
  CHECK(listed_behind(owned, answer) == Ids{"x", "y", "z"});  // needed or not
}

TEST_CASE("Over each listed owner two quarters do not add up to a half", "[legal]") {
  const Owned owned(OwnedGraph()
                        .listed("x", "sdn")
                        .listed("y", "sdn")
                        .owns("x", "a", "0.25")
                        .owns("y", "a", "0.3")
                        .owns("x", "b", "0.5"));
  CHECK(ask(owned, half_owned({"sdn"}), "a").truth == Truth::yes);
  const LegalAnswer answer = ask(owned, over_each(half_owned({"sdn"})), "a");
  CHECK(answer.truth == Truth::no);
  CHECK(answer.held == exactly("0.3"));  // the largest
  CHECK(ask(owned, over_each(half_owned({"sdn"})), "b").truth == Truth::yes);
}

TEST_CASE("Until 2014-08-12 blocked owners were not added together", "[legal]") {
  const Owned owned(OwnedGraph()
                        .listed("x", "sdn")
                        .listed("y", "sdn")
                        .owns("x", "a", "0.25")
                        .owns("y", "a", "0.25"));
  CHECK(ask(owned, ofac_50(), "a", "2014-08-12").truth == Truth::no);
  CHECK(ask(owned, ofac_50(), "a", "2014-08-13").truth == Truth::yes);
}

TEST_CASE("A listing counts from its day on", "[legal]") {
  const Owned owned(OwnedGraph().listed("x", "sdn", from_day("2020-12-18")).owns("x", "a", "1"));
  CHECK(ask(owned, half_owned({"sdn"}), "a", "2020-12-17").truth == Truth::no);
  CHECK(ask(owned, half_owned({"sdn"}), "a", "2020-12-18").truth == Truth::yes);
  CHECK(owned.ids(ask(owned, half_owned({"sdn"}), "a", "2020-12-18").chain) ==
        Ids{"LISTED_ON:x:sdn:2020-12-18", "OWNS:x:a"});
}

TEST_CASE("A party on several lists is listed on the first that the test names", "[legal]") {
  const Owned owned(OwnedGraph()
                        .listed("x", "mild")
                        .listed("x", "strict")
                        .listed("y", "mild")
                        .owns("x", "a", "0.1")
                        .owns("y", "a", "0.4"));
  const LegalAnswer answer = ask(owned, half_owned({"strict", "mild"}), "a");
  CHECK(listed_behind(owned, answer) == Ids{"x", "y"});
  CHECK(answer.listed_owners.front().list == 0);
  CHECK(owned.ids(answer.chain) ==
        Ids{"LISTED_ON:x:strict", "LISTED_ON:y:mild", "OWNS:x:a", "OWNS:y:a"});
  CHECK(ask(owned, half_owned({"strict"}), "a").truth == Truth::no);
}

TEST_CASE("Control stands for ownership only where the test says so", "[legal]") {
  const Owned owned(OwnedGraph()
                        .listed("x", "sdn")
                        .controls("x", "a")
                        .owns("a", "b", "0.3")
                        .owns("x", "b", "0.2"));
  CHECK(ask(owned, half_owned({"sdn"}), "b").truth == Truth::no);
  CHECK(ask(owned, half_owned({"sdn"}), "b").held == exactly("0.2"));
  const LegalAnswer answer = ask(owned, with_control(half_owned({"sdn"})), "b");
  CHECK(answer.truth == Truth::yes);
  CHECK(answer.how == How::controlled);
  CHECK(answer.held == exactly("0.5"));
  CHECK(owned.ids(answer.chain) == Ids{"LISTED_ON:x:sdn", "CONTROLS:x:a", "OWNS:a:b", "OWNS:x:b"});
}

TEST_CASE("A range that may reach the threshold leaves the answer open, and says through whom",
          "[legal]") {
  const Owned owned(
      OwnedGraph().listed("x", "sdn").owns("x", "a", "0.4 0.6").owns("a", "b", "0.7"));
  const LegalAnswer answer = ask(owned, half_owned({"sdn"}), "b");
  CHECK(answer.truth == Truth::unknown);
  CHECK(answer.how == How::owned);
  CHECK(answer.held == DecimalRange{{}, parse_decimal("0.7").value()});
  CHECK(owned.ids(answer.chain) == Ids{"LISTED_ON:x:sdn", "OWNS:x:a", "OWNS:a:b"});
  CHECK(listed_behind(owned, answer) == Ids{"x"});
}

TEST_CASE("What shares leave open control can settle", "[legal]") {
  const Owned owned(OwnedGraph().listed("x", "sdn").owns("x", "a", "0.4 0.6").controls("x", "a"));
  const LegalAnswer answer = ask(owned, with_control(half_owned({"sdn"})), "a");
  CHECK(answer.truth == Truth::yes);
  CHECK(answer.how == How::controlled);
}

TEST_CASE("Shares that an entity holds in itself are held by nobody", "[legal]") {
  const Owned owned(OwnedGraph().listed("x", "sdn").owns("x", "a", "0.5").owns("a", "a", "0.2"));
  CHECK(ask(owned, half_owned({"sdn"}), "a").held == exactly("0.5"));
}

TEST_CASE("A day that no period covers, or whose rule is not known, leaves the answer open",
          "[legal]") {
  const Owned owned(OwnedGraph().listed("x", "meu").owns("x", "a", "1"));
  const LegalTest test = legal_test("t", {"meu"},
                                    {period("2025-09-29", "2025-11", LegalPeriod::Effect::owned),
                                     period("2026-11-10", nullptr, LegalPeriod::Effect::unknown)});
  const LegalAnswer before = ask(owned, test, "a", "2025-09-28");
  CHECK(before.truth == Truth::unknown);
  CHECK(before.how == How::rule_not_known);
  CHECK_FALSE(before.period);
  CHECK(ask(owned, test, "a", "2025-11-30").truth == Truth::yes);  // the month to its end
  CHECK(ask(owned, test, "a", "2025-12-01").truth == Truth::unknown);
  CHECK(ask(owned, test, "a", "2026-11-10").truth == Truth::unknown);
  CHECK(ask(owned, test, "a", "2026-11-10").period == 1);
  // Whatever the rule on owners will be, the listed are listed.
  CHECK(ask(owned, test, "x", "2026-11-10").how == How::listed);
  CHECK(ask(owned, test, "x", "2026-11-10").truth == Truth::yes);
}

TEST_CASE("Where the list alone counts no owner does", "[legal]") {
  const Owned owned(OwnedGraph().listed("x", "meu").owns("x", "a", "1"));
  const LegalTest test =
      legal_test("t", {"meu"}, {period(nullptr, nullptr, LegalPeriod::Effect::listed_only)});
  CHECK(ask(owned, test, "a").truth == Truth::no);
  CHECK(ask(owned, test, "a").how == How::not_reached);
  CHECK(ask(owned, test, "x").truth == Truth::yes);
}

namespace {

struct RandomQuestion {
  RandomOwnership ownership;
  LegalTest test;
};

RandomQuestion random_question() {
  RandomQuestion question{
      random_ownership({.listings = true, .consistent = *rc::gen::arbitrary<bool>()}), {}};
  LegalPeriod period;
  period.effect = LegalPeriod::Effect::owned;
  period.threshold.units = *rc::gen::element(5, 8, 10, 15) * (Decimal::one / 20);
  period.comparison =
      *rc::gen::element(LegalPeriod::Comparison::at_least, LegalPeriod::Comparison::more_than);
  period.added_over = *rc::gen::element(LegalPeriod::AddedOver::all, LegalPeriod::AddedOver::each);
  period.control_counts = *rc::gen::arbitrary<bool>();
  std::vector<std::string> lists{RandomOwnership::list(0)};
  if (*rc::gen::arbitrary<bool>()) lists.push_back(RandomOwnership::list(1));
  question.test = legal_test("random", lists, {period});
  RC_LOG() << question.ownership << "\nlists " << lists.size() << ", threshold "
           << to_text(period.threshold)
           << (period.comparison == LegalPeriod::Comparison::at_least ? " at least" : " more than")
           << (period.added_over == LegalPeriod::AddedOver::all ? ", all" : ", each")
           << (period.control_counts ? ", with control" : "");
  return question;
}

/// Restricted parties, naively: from the listed ones together, or from each and then joined.
std::vector<bool> naively_restricted(const RandomQuestion& question, bool high) {
  const OwnershipTwin twin(question.ownership, high);
  const LegalPeriod& period = question.test.periods.front();
  const auto met = [&](std::int64_t sum) {
    return period.comparison == LegalPeriod::Comparison::at_least ? sum >= period.threshold.units
                                                                  : sum > period.threshold.units;
  };
  std::vector<bool> restricted(static_cast<std::size_t>(twin.parties), false);
  std::vector<bool> listed = restricted;
  for (const auto& [party, list] : question.ownership.listings) {
    if (list >= static_cast<int>(question.test.lists.size())) continue;
    listed[static_cast<std::size_t>(party)] = true;
    if (period.added_over == LegalPeriod::AddedOver::all) continue;
    const auto from_one = twin.closure(twin.just(party), met, period.control_counts, false);
    for (std::size_t i = 0; i < restricted.size(); ++i)
      restricted[i] = restricted[i] || from_one[i];
  }
  if (period.added_over == LegalPeriod::AddedOver::all)
    return twin.closure(listed, met, period.control_counts, false);
  return restricted;
}

NodeId node(const Owned& owned, int party) { return owned.node(RandomOwnership::name(party)); }

}  // namespace

TEST_CASE("A legal test is the fixed point that looks at everybody until nothing changes",
          "[legal]") {
  CHECK(rc::check([] {
    const RandomQuestion question = random_question();
    const Owned owned(question.ownership.written());
    const auto sure = naively_restricted(question, false);
    const auto possible = naively_restricted(question, true);
    for (int party = 0; party < question.ownership.parties; ++party) {
      const auto p = static_cast<std::size_t>(party);
      const LegalAnswer answer =
          legal_answer(owned.ownership, question.test, node(owned, party), day_of(some_day));
      RC_ASSERT(answer.truth == graph::truth_between(sure[p], possible[p]));
      RC_ASSERT(answer.truth ==
                legal_truth(owned.ownership, question.test, node(owned, party), day_of(some_day)));
      RC_ASSERT(answer.held.low <= answer.held.high);
      RC_ASSERT(answer.held.high.units <= Decimal::one);
    }
  }));
}

TEST_CASE(
    "What is above an entity decides what a legal test says of it, with some facts taken out too",
    "[legal]") {
  CHECK(rc::check([] {
    const RandomQuestion question = random_question();
    const Owned owned(question.ownership.written());
    std::vector<graph::FactRef> facts;
    for (std::size_t i = 0; i < owned.graph.edge_count(); ++i)
      if (*rc::gen::inRange(0, 8) == 0) facts.push_back(graph::fact_of(graph::EdgeId(i)));
    const graph::GraphView view = owned.view.without(facts);
    for (int party = 0; party < question.ownership.parties; ++party) {
      const auto answer = [&](const graph::Ownership& ownership) {
        return legal_answer(ownership, question.test, node(owned, party), day_of(some_day));
      };
      const LegalAnswer few = answer(graph::Ownership::above_few(view));
      const LegalAnswer all = answer(graph::Ownership(view));
      RC_ASSERT(few.truth == all.truth);
      RC_ASSERT(few.how == all.how);
      RC_ASSERT(few.held == all.held);
      RC_ASSERT(few.listed_owners == all.listed_owners);
      RC_ASSERT(few.chain == all.chain);
    }
  }));
}

TEST_CASE("The sum held passes the threshold exactly where shares decide", "[legal]") {
  CHECK(rc::check([] {
    RandomQuestion question = random_question();
    LegalPeriod& period = question.test.periods.front();
    period.control_counts = false;
    const Owned owned(question.ownership.written());
    const auto met = [&](Decimal sum) {
      return period.comparison == LegalPeriod::Comparison::at_least ? sum >= period.threshold
                                                                    : sum > period.threshold;
    };
    for (int party = 0; party < question.ownership.parties; ++party) {
      const LegalAnswer answer =
          legal_answer(owned.ownership, question.test, node(owned, party), day_of(some_day));
      if (answer.how == How::listed) continue;
      RC_ASSERT(answer.truth == graph::truth_between(met(answer.held.low), met(answer.held.high)));
    }
  }));
}

TEST_CASE(
    "A legal chain suffices alone, can spare no fact, and holds every fact that the answer cannot "
    "spare",
    "[legal]") {
  CHECK(rc::check([] {
    const RandomQuestion question = random_question();
    const Owned owned(question.ownership.written());
    const auto truth_without = [&](const std::vector<FactRef>& facts, NodeId entity) {
      return legal_truth(Ownership(owned.view.without(facts)), question.test, entity,
                         day_of(some_day));
    };
    for (int party = 0; party < question.ownership.parties; ++party) {
      const NodeId entity = node(owned, party);
      const LegalAnswer answer =
          legal_answer(owned.ownership, question.test, entity, day_of(some_day));
      RC_ASSERT(answer.chain.empty() == (answer.truth == Truth::no));
      RC_ASSERT(answer.listed_owners.empty() == (answer.truth == Truth::no));
      const auto shows = [&](std::size_t edge) {
        return std::any_of(answer.chain.begin(), answer.chain.end(),
                           [&](const OwnershipLink& l) { return l.edge.index() == edge; });
      };
      std::vector<FactRef> rest;
      for (std::size_t i = 0; i < owned.graph.edge_count(); ++i)
        if (!shows(i)) rest.push_back(graph::fact_of(EdgeId(i)));
      RC_ASSERT(truth_without(rest, entity) == answer.truth);
      for (const OwnershipLink& link : answer.chain) {
        auto fewer = rest;
        fewer.push_back(graph::fact_of(link));
        RC_ASSERT(truth_without(fewer, entity) != answer.truth);
      }
      for (std::size_t i = 0; i < owned.graph.edge_count(); ++i) {
        const bool spared = truth_without({graph::fact_of(EdgeId(i))}, entity) == answer.truth;
        if (answer.truth != Truth::no) RC_ASSERT(spared || shows(i));
      }
    }
  }));
}
