// SPDX-License-Identifier: Apache-2.0
// How far long work is, on one line of a terminal that goes when it is done. Nothing elsewhere, and nothing for
// work of less than a second.
#pragma once

#include <chrono>
#include <string>

#include "cli/context.hpp"

namespace harbinger::cli {

class ProgressLine {
 public:
  /// `what` is what is counted: "facts left out".
  ProgressLine(std::string what, Context& context);
  ~ProgressLine();
  ProgressLine(const ProgressLine&) = delete;
  ProgressLine& operator=(const ProgressLine&) = delete;

  /// Not for several threads at once. Drawn at most ten times a second.
  void tell(std::size_t done, std::size_t all);

 private:
  std::string what_;
  Context& context_;
  std::chrono::steady_clock::time_point begin_;
  std::chrono::steady_clock::time_point drawn_;
  bool is_drawn_ = false;
};

}  // namespace harbinger::cli
