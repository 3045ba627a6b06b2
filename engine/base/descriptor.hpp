// SPDX-License-Identifier: Apache-2.0
// An open file of the system, closed at the end of its owner.
#pragma once

#include <utility>

#include <unistd.h>

namespace harbinger {

class Descriptor {
 public:
  Descriptor() = default;
  /// Below 0: none.
  explicit Descriptor(int number) : number_(number) {}
  Descriptor(Descriptor&& other) noexcept : number_(std::exchange(other.number_, -1)) {}
  Descriptor& operator=(Descriptor&& other) noexcept {
    std::swap(number_, other.number_);
    return *this;
  }
  ~Descriptor() {
    if (number_ >= 0) ::close(number_);
  }

  [[nodiscard]] explicit operator bool() const { return number_ >= 0; }
  [[nodiscard]] int number() const { return number_; }

 private:
  int number_ = -1;
};

}  // namespace harbinger
