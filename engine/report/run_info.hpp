// SPDX-License-Identifier: Apache-2.0
// What a result was made of, told with every result: the engine, the day, the inputs and their hashes.
#pragma once

#include <string>
#include <vector>

#include "base/date.hpp"
#include "store/input.hpp"

namespace harbinger::report {

using Input = store::Input;

struct RunInfo {
  std::string engine;  ///< "harbinger 0.1.0".
  Day as_of;
  std::vector<Input> inputs;
};

}  // namespace harbinger::report
