// SPDX-License-Identifier: Apache-2.0
// Ctrl-C as something to wait for. The first one can be read; a second one ends the process, as ever.
#pragma once

#include "base/descriptor.hpp"

namespace harbinger::cli {

/// One at a time: signals belong to the process.
class Interrupt {
 public:
  Interrupt();
  ~Interrupt();
  Interrupt(const Interrupt&) = delete;
  Interrupt& operator=(const Interrupt&) = delete;

  /// Can be read once there was one.
  [[nodiscard]] int file() const { return out_.number(); }

 private:
  Descriptor out_;
};

}  // namespace harbinger::cli
