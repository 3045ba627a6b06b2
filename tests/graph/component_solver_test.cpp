// SPDX-License-Identifier: Apache-2.0
#include <catch2/catch.hpp>

#include <algorithm>
#include <cmath>
#include <random>

#include <fmt/format.h>

#include "graph/detail/component_solver.hpp"
#include "graph/owned_graph.hpp"

using namespace harbinger::graph::detail;

namespace {

/// A ring of parties with more stakes across it, so that it is one component; what the holders of each have in sum
/// is at most `most`.
Component ring(std::uint32_t parties, double most, std::uint64_t seed, bool across = true) {
  std::mt19937_64 random(seed);
  const auto part = [&] { return static_cast<double>(random() % 1000 + 1) / 1000; };
  Component component;
  for (std::uint32_t i = 0; i < parties; ++i) {
    component.inflow.push_back(part() * std::max(0.0, 1 - most));
    const double whole = most * (0.5 + part() / 2), first = whole * part();
    component.holdings.push_back({i == 0 ? parties - 1 : i - 1, i, across ? first : whole});
    if (across && whole > first)
      component.holdings.push_back(
          {static_cast<std::uint32_t>(random() % parties), i, whole - first});
  }
  std::stable_sort(component.holdings.begin(), component.holdings.end(),
                   [](const auto& a, const auto& b) { return a.from < b.from; });
  return component;
}

double largest_difference(const std::vector<double>& a, const std::vector<double>& b) {
  double largest = 0;
  for (std::size_t i = 0; i < a.size(); ++i) largest = std::max(largest, std::abs(a[i] - b[i]));
  return largest;
}

}  // namespace

TEST_CASE("Sweeps and LU agree to 1e-12 on components of every size", "[ownership]") {
  for (const std::uint32_t parties : {1u, 2u, 3u, 10u, 100u, 1500u})
    for (const double most : {0.1, 0.5, 0.9}) {
      const Component component = ring(parties, most, parties);
      const auto swept = solution_by_sweeps(component).x;
      const auto exact = solution_by_lu(component);
      INFO(parties << " parties, held to at most " << most);
      REQUIRE(swept);
      REQUIRE(exact);
      CHECK(largest_difference(*swept, *exact) <= 1e-12);
    }
}

TEST_CASE("A ring of two is solved as by hand", "[ownership]") {
  // x0 = 0.5 + 0.4 x1, x1 = 0.2 x0: x0 = 0.5 / 0.92.
  const Component component{{0.5, 0}, {{0, 1, 0.2}, {1, 0, 0.4}}};
  for (const auto& x : {solution_by_sweeps(component).x, solution_by_lu(component)}) {
    REQUIRE(x);
    CHECK((*x)[0] == Approx(0.5 / 0.92).margin(1e-12));
    CHECK((*x)[1] == Approx(0.1 / 0.92).margin(1e-12));
  }
}

TEST_CASE("A party's stake in itself is solved as by hand", "[ownership]") {
  // x = 0.3 + 0.25 x: x = 0.4.
  const auto x = solution_by_sweeps({{0.3}, {{0, 0, 0.25}}}).x;
  REQUIRE(x);
  CHECK((*x)[0] == Approx(0.4).margin(1e-12));
}

TEST_CASE("Sweeps claim nothing of a group that owns itself in full, or nearly", "[ownership]") {
  // Closed: no solution. Held from outside by 1e-9: the answer is right to 1e-7 at best.
  const auto shows_nothing = [](const Component& component) {
    const Swept swept = solution_by_sweeps(component);
    return !swept.x && !swept.diverges;
  };
  CHECK(shows_nothing({{0.5, 0}, {{0, 1, 1.0}, {1, 0, 1.0}}}));
  CHECK(shows_nothing({{1e-9, 0}, {{0, 1, 1.0}, {1, 0, 1 - 1e-9}}}));
  CHECK_FALSE(solution({{0.5, 0}, {{0, 1, 1.0}, {1, 0, 1.0}}}));
}

TEST_CASE("A large component that sweeps cannot prove is left to LU", "[ownership]") {
  // A ring without stakes across, each of which is held in full but one: y grows to the number of parties.
  Component component = ring(5000, 1, 1, false);
  for (auto& holding : component.holdings) holding.share = holding.to == 0 ? 0.5 : 1.0;
  component.inflow.assign(5000, 0);
  component.inflow[0] = 0.25;
  const auto x = solution(component);
  REQUIRE(x);
  // x0 = 0.25 + 0.5 x4999, and all others are equal to it: x = 0.5.
  for (const double share : *x) CHECK(share == Approx(0.5).margin(1e-10));
}

TEST_CASE("A component of 20,000 parties is solved by sweeps", "[ownership]") {
  const Component component = ring(20'000, 0.9, 4);
  const auto x = solution(component);
  REQUIRE(x);
  CHECK(*x == *solution_by_sweeps(component).x);
  // What each has is its inflow and what comes through its holders.
  std::vector<double> again = component.inflow;
  for (const auto& holding : component.holdings)
    again[holding.to] += holding.share * (*x)[holding.from];
  CHECK(largest_difference(again, *x) <= 1e-12);
}

TEST_CASE("Sweeps show that a group diverges where LU finds no solution, and nowhere else",
          "[ownership]") {
  int diverge = 0;
  for (std::uint64_t seed = 0; seed < 300; ++seed) {
    const auto parties = static_cast<std::uint32_t>(1 + seed % 40);
    const Component component = ring(parties, 0.6 + 0.01 * static_cast<double>(seed % 120), seed);
    const Swept swept = solution_by_sweeps(component);
    INFO(parties << " parties, seed " << seed);
    CHECK(swept.x.has_value() == solution_by_lu(component).has_value());
    CHECK(swept.diverges == !swept.x);
    diverge += swept.diverges ? 1 : 0;
  }
  CHECK(diverge > 50);
  CHECK(diverge < 250);
}

TEST_CASE("A party that holds all of itself diverges, and so do two that hold more than all",
          "[ownership]") {
  CHECK(solution_by_sweeps({{0.5}, {{0, 0, 1.0}}}).diverges);
  // The product round the ring is 1.2 * 0.9 = 1.08.
  CHECK(solution_by_sweeps({{0.1, 0}, {{0, 1, 1.2}, {1, 0, 0.9}}}).diverges);
}

TEST_CASE("20,000 parties of unknown shares diverge without an LU, which would take minutes",
          "[ownership]") {
  // Each is held by the one before it and by two others, each perhaps in full: S' 1 = 3.
  std::mt19937_64 random(11);
  constexpr std::uint32_t parties = 20'000;
  Component component{std::vector<double>(parties, 0.0), {}};
  for (std::uint32_t i = 0; i < parties; ++i)
    for (const std::uint32_t from :
         {(i + parties - 1) % parties, static_cast<std::uint32_t>(random() % parties),
          static_cast<std::uint32_t>(random() % parties)})
      component.holdings.push_back({from, i, 1.0});
  CHECK_FALSE(solution(component));
  // Where a self-holding of 1 is not what shows it.
  for (auto& holding : component.holdings) holding.share = 0.4;
  CHECK(solution_by_sweeps(component).diverges);
  CHECK_FALSE(solution(component));
}

TEST_CASE("A ring of 1,200 companies hands on what the state holds of the first", "[ownership]") {
  // By hand: each holds half of the next, so the k-th is held to 0.3 * 0.5^k, and what comes round again is 0.5^1200.
  harbinger::tests::OwnedGraph written;
  const auto name = [](int company) { return fmt::format("c{:04}", company); };
  written.owns("state", name(0), "0.3");
  for (int company = 0; company < 1200; ++company)
    written.owns(name(company), name((company + 1) % 1200), "0.5");
  const harbinger::tests::Owned owned(written);
  for (const int company : {0, 1, 2, 10, 30, 1199})
    CHECK(owned.look_through(name(company), "state").low ==
          Approx(0.3 * std::pow(0.5, company)).margin(1e-12));
}
