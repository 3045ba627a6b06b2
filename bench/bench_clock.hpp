// SPDX-License-Identifier: Apache-2.0
// Processor time of a piece of work, for ratios that a busy machine does not move.
#pragma once

#include <benchmark/benchmark.h>

#include <algorithm>
#include <ctime>
#include <limits>

namespace harbinger::bench {

class BusyTime {
 public:
  /// Runs the work and takes its time, in seconds of this process on all threads.
  template <class Work>
  void add(const Work& work) {
    const double begin = now();
    auto result = work();
    benchmark::DoNotOptimize(result);
    least_ = std::min(least_, now() - begin);
  }
  [[nodiscard]] double least() const { return least_; }

 private:
  static double now() {
    timespec time{};
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &time);
    return static_cast<double>(time.tv_sec) + 1e-9 * static_cast<double>(time.tv_nsec);
  }
  double least_ = std::numeric_limits<double>::infinity();
};

}  // namespace harbinger::bench
