// SPDX-License-Identifier: Apache-2.0
// The slow twin of a row of influence: counted site by site from a fresh run.
#pragma once

#include <cmath>
#include <map>

#include <catch2/catch.hpp>

#include "ranking/rank_correlation.hpp"
#include "scenario/influence.hpp"

namespace harbinger::tests {

/// All that a row says, from a fresh run, site by site.
inline scenario::InfluenceRow recounted(const ranking::Assessment& base,
                                        const ranking::Assessment& fresh,
                                        scenario::InfluenceRow row, std::size_t asked,
                                        std::size_t top) {
  std::map<std::string, std::size_t> now;
  for (std::size_t i = 0; i < fresh.sites(); ++i) now[fresh.site_id(i)] = i;
  row.moved = row.entered = row.left = 0;
  row.score = row.rank = {};
  row.here.reset();
  row.here_rank.reset();
  std::vector<double> were;
  std::vector<double> are;
  for (std::size_t was = 0; was < base.sites(); ++was) {
    const std::string& id = base.site_id(was);
    const bool was_in = base.ranking.rank()[was] <= top;
    if (!now.contains(id)) {
      row.left += was_in ? 1u : 0u;
      continue;
    }
    const std::size_t is = now[id];
    const double change = fresh.scores.total[is] - base.scores.total[was];
    const double places = double(fresh.ranking.rank()[is]) - double(base.ranking.rank()[was]);
    if (change != 0) ++row.moved;
    if (std::abs(change) > std::abs(row.score.change)) row.score = {id, change};
    if (std::abs(places) > std::abs(row.rank.change)) row.rank = {id, places};
    const bool is_in = fresh.ranking.rank()[is] <= top;
    row.entered += is_in && !was_in ? 1u : 0u;
    row.left += was_in && !is_in ? 1u : 0u;
    were.push_back(base.scores.total[was]);
    are.push_back(fresh.scores.total[is]);
    if (was == asked) {
      row.here = change;
      row.here_rank = places;
    }
  }
  row.kendall = ranking::kendall_tau_b(were, are);
  return row;
}

inline void check_same(const scenario::InfluenceRow& a, const scenario::InfluenceRow& b) {
  INFO(a.id);
  CHECK(a.id == b.id);
  CHECK(a.title == b.title);
  CHECK(a.source == b.source);
  CHECK(a.facts == b.facts);
  CHECK(a.moved == b.moved);
  CHECK(a.score.site == b.score.site);
  CHECK(a.score.change == b.score.change);
  CHECK(a.rank.site == b.rank.site);
  CHECK(a.rank.change == b.rank.change);
  CHECK(a.kendall == b.kendall);
  CHECK(a.entered == b.entered);
  CHECK(a.left == b.left);
  CHECK(a.here == b.here);
  CHECK(a.here_rank == b.here_rank);
}

}  // namespace harbinger::tests
