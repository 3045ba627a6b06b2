// SPDX-License-Identifier: Apache-2.0
// Our own faults: a broken invariant, never a mistake of the user. Caught only in main (exit code 3).
#pragma once

#include <stdexcept>

namespace harbinger {

struct InternalFault : std::logic_error {
  using std::logic_error::logic_error;
};

}  // namespace harbinger

#define HARBINGER_STRINGIFY_(x) #x
#define HARBINGER_STRINGIFY(x) HARBINGER_STRINGIFY_(x)
#define HARBINGER_ASSERT(condition)                                                        \
  do {                                                                                     \
    if (!(condition))                                                                      \
      throw ::harbinger::InternalFault(__FILE__                                            \
                                       ":" HARBINGER_STRINGIFY(__LINE__) ": " #condition); \
  } while (false)
