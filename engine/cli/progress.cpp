// SPDX-License-Identifier: Apache-2.0
#include "cli/progress.hpp"

#include <ostream>
#include <utility>

#include <fmt/format.h>

namespace harbinger::cli {

using namespace std::chrono_literals;

ProgressLine::ProgressLine(std::string what, Context& context)
    : what_(std::move(what)), context_(context), begin_(std::chrono::steady_clock::now()) {}

ProgressLine::~ProgressLine() {
  if (is_drawn_) context_.err << "\r\x1b[K" << std::flush;
}

void ProgressLine::tell(std::size_t done, std::size_t all) {
  if (!context_.err_is_terminal) return;
  const auto now = std::chrono::steady_clock::now();
  if (now - begin_ < 1s || (is_drawn_ && now - drawn_ < 100ms)) return;
  const std::chrono::duration<double> spent = now - begin_;
  const double left = done == 0 ? 0
                                : spent.count() * static_cast<double>(all - std::min(done, all)) /
                                      static_cast<double>(done);
  context_.err << fmt::format("\r\x1b[K{} of {} {}, {:.0f} s left at most", done, all, what_, left)
               << std::flush;
  drawn_ = now;
  is_drawn_ = true;
}

}  // namespace harbinger::cli
