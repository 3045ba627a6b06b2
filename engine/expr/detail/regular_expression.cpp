// SPDX-License-Identifier: Apache-2.0
#include "expr/detail/regular_expression.hpp"

#include <fmt/core.h>
#include <re2/re2.h>

namespace harbinger::expr::detail {

std::shared_ptr<const re2::RE2> regular_expression(const std::string& pattern, std::string& wrong) {
  if (pattern.size() > longest_pattern) {
    wrong = fmt::format("the pattern is longer than {} bytes", longest_pattern);
    return nullptr;
  }
  re2::RE2::Options options(re2::RE2::Quiet);
  options.set_max_mem(most_pattern_memory);
  auto compiled = std::make_shared<const re2::RE2>(pattern, options);
  if (compiled->ok()) return compiled;
  wrong = compiled->error();
  if (compiled->error_code() == re2::RE2::ErrorPatternTooLarge)
    wrong = fmt::format("its automaton needs more than {} MiB", most_pattern_memory >> 20);
  return nullptr;
}

}  // namespace harbinger::expr::detail
