// SPDX-License-Identifier: Apache-2.0
#include "cli/interrupt.hpp"

#include <csignal>
#include <cstdint>

#include <sys/eventfd.h>
#include <unistd.h>

#include "base/assert.hpp"

namespace harbinger::cli {

namespace {

/// A handler is told nothing but the signal, so that what it writes to must stand outside.
volatile std::sig_atomic_t told = -1;

void tell_of_interrupt(int) {
  const std::uint64_t one = 1;
  (void)!::write(told, &one, sizeof one);
}

}  // namespace

Interrupt::Interrupt() : out_(::eventfd(0, EFD_CLOEXEC)) {
  HARBINGER_ASSERT(bool(out_));
  told = out_.number();
  struct sigaction action = {};
  action.sa_handler = tell_of_interrupt;
  action.sa_flags = SA_RESTART | static_cast<int>(SA_RESETHAND);
  ::sigaction(SIGINT, &action, nullptr);
}

Interrupt::~Interrupt() {
  std::signal(SIGINT, SIG_DFL);
  told = -1;
}

}  // namespace harbinger::cli
