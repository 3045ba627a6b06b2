// SPDX-License-Identifier: Apache-2.0
#include "report/detail/change_text.hpp"

#include <algorithm>
#include <cmath>

#include <fmt/core.h>

#include "report/text_table.hpp"

namespace harbinger::report::detail {

std::string change_text(double change) {
  if (change == 0) return {};
  return fmt::format("{:+.{}f}", change, std::abs(change) < 0.1 ? 2 : 1);
}

std::string scores_text(double before, double after) {
  if (before == after) return fmt::format("{:.1f}", before);
  std::string first, second;
  for (int decimals = 1; decimals <= 4 && first == second; ++decimals) {
    first = fmt::format("{:.{}f}", before, decimals);
    second = fmt::format("{:.{}f}", after, decimals);
  }
  return first + " to " + second;
}

std::string counted_text(std::size_t count, std::string_view one, std::string_view many) {
  return fmt::format("{} {}", count, count == 1 ? one : many);
}

std::string of_text(std::string_view of) {
  if (of == "model") return "the model";
  const std::size_t separator = of.find(':');
  if (separator == std::string_view::npos) return printable(of);
  const std::string id = printable(of.substr(separator + 1));
  return of.substr(0, separator) == "rule" ? id : std::string(of.substr(0, separator)) + " " + id;
}

std::string listed(std::span<const std::string> items, std::size_t most) {
  const std::size_t shown = std::min(items.size(), most);
  std::string text = joined(items.first(shown), ", ");
  if (items.size() > shown) text += ", …";
  return text;
}

std::string joined(std::span<const std::string> items, std::string_view between) {
  std::string text;
  for (const std::string& item : items)
    text += (text.empty() ? "" : std::string(between)) + printable(item);
  return text;
}

Json json_of(const scenario::Standing& standing) {
  return {{"rank", standing.rank}, {"score", standing.score}, {"tier", standing.tier}};
}

Json json_of(const std::optional<scenario::Standing>& standing) {
  return standing ? json_of(*standing) : Json(nullptr);
}

}  // namespace harbinger::report::detail
