// SPDX-License-Identifier: Apache-2.0
// A value that is shared until somebody changes it (copy on write). Results that differ in little share the
// rest, and two handles of one object need no comparison to be known equal.
#pragma once

#include <cstddef>
#include <memory>
#include <utility>

namespace harbinger {

template <class T>
class Shared {
 public:
  /// An empty value, one for all.
  Shared() : value_(empty()) {}
  Shared(T value) : value_(std::make_shared<T>(std::move(value))) {}

  [[nodiscard]] const T& operator*() const { return *value_; }
  [[nodiscard]] const T* operator->() const { return value_.get(); }
  operator const T&() const { return *value_; }
  [[nodiscard]] decltype(auto) operator[](std::size_t i) const { return std::as_const(*value_)[i]; }

  /// The value, to be changed; copied first where others share it. Not for several threads at once.
  [[nodiscard]] T& edit() {
    if (value_.use_count() > 1) value_ = std::make_shared<T>(*value_);
    return *value_;
  }
  /// Whether both are handles of one object.
  [[nodiscard]] bool shares(const Shared& other) const { return value_ == other.value_; }

  friend bool operator==(const Shared& a, const Shared& b) {
    return a.value_ == b.value_ || *a.value_ == *b.value_;
  }

 private:
  static const std::shared_ptr<T>& empty() {
    static const auto value = std::make_shared<T>();
    return value;
  }

  std::shared_ptr<T> value_;
};

}  // namespace harbinger
