// SPDX-License-Identifier: Apache-2.0
#include "cli/world_map.hpp"

#include <algorithm>

#include "base/files.hpp"
#include "cli/inputs.hpp"
#include "report/rank_report.hpp"

namespace harbinger::cli {

namespace {

constexpr const char* land_path = "data/world/land.json";

}  // namespace

Result<std::string> world_map(const ranking::Assessment& assessment,
                              const ranking::Selection& selection,
                              const std::optional<std::string>& where, std::optional<unsigned> top,
                              const report::RunInfo& run, Context& context) {
  const auto text = read_bundled(context, land_path);
  if (!text) return tl::make_unexpected(text.error());
  const auto land = report::land_outlines(**text);
  if (!land) return tl::make_unexpected(land.error());
  const std::size_t all = selection.sites.size();
  const std::span<const ranking::SelectedSite> sites(selection.sites.data(),
                                                     std::min<std::size_t>(all, top.value_or(-1u)));
  return report::rank_svg({assessment, sites, where.has_value(), all, where.value_or("")}, run,
                          *land);
}

}  // namespace harbinger::cli
