// SPDX-License-Identifier: Apache-2.0
#include "scenario/timeline.hpp"

#include <algorithm>
#include <memory>

#include "base/assert.hpp"
#include "ranking/site_info.hpp"

namespace harbinger::scenario {

Timeline timeline(const ranking::Assessment& base, const std::vector<Day>& days,
                  const std::vector<std::size_t>& sites, std::size_t top, unsigned threads) {
  HARBINGER_ASSERT(!days.empty());
  Timeline result;
  result.days = days;
  result.all_sites = base.sites();
  result.highest.resize(days.size());
  result.with_evidence.resize(days.size());
  std::vector<std::size_t> rows = sites;
  // The last day first, since it says which sites to follow; each day is made from the one after it.
  std::unique_ptr<const ranking::Assessment> later;
  for (std::size_t i = days.size(); i-- > 0;) {
    auto world = std::make_unique<const ranking::Assessment>(later ? *later : base, base.basis,
                                                             base.view.on(days[i]), threads);
    if (!later) {
      if (rows.empty()) {
        const std::vector<std::uint32_t> best = world->ranking.top(top);
        rows.assign(best.begin(), best.end());
      }
      std::stable_sort(rows.begin(), rows.end(), [&](std::size_t a, std::size_t b) {
        return world->ranking.rank()[a] < world->ranking.rank()[b];
      });
      for (const std::size_t row : rows) {
        const ranking::SiteInfo info = ranking::site_info(base.view, base.site(row));
        result.sites.push_back(
            {info.id, info.name, info.country, std::vector<Standing>(days.size())});
      }
    }
    for (std::size_t k = 0; k < rows.size(); ++k)
      result.sites[k].at[i] = standing_of(*world, rows[k]);
    result.highest[i] = *std::max_element(world->scores.total->begin(), world->scores.total->end());
    result.with_evidence[i] = world->sites() - world->scores.no_evidence.count();
    later = std::move(world);
  }
  return result;
}

}  // namespace harbinger::scenario
