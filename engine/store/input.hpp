// SPDX-License-Identifier: Apache-2.0
// A file or a pack that a result was made of.
#pragma once

#include <string>

namespace harbinger::store {

struct Input {
  std::string path;  ///< As it was named.
  std::string sha256;
};

}  // namespace harbinger::store
