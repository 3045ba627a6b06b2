// SPDX-License-Identifier: Apache-2.0
// What the processor can do beyond what the program was compiled for. Hot loops are compiled twice, with the same
// lines and for fixed numbers of rows, so that both give the same bits; which one runs is chosen once.
#pragma once

namespace harbinger {

[[nodiscard]] inline bool runs_avx2() {
#if defined(__x86_64__)
  return __builtin_cpu_supports("avx2") != 0;
#else
  return false;
#endif
}

}  // namespace harbinger
