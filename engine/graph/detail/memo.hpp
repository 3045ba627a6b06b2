// SPDX-License-Identifier: Apache-2.0
// Values made once for each key and kept, from several threads. The value is made outside the lock:
// two threads may make the same one, and the first to finish wins. `make` returns a shared_ptr.
#pragma once

#include <map>
#include <memory>
#include <mutex>

namespace harbinger::graph::detail {

template <class Key, class Value>
class Memo {
 public:
  template <class Make>
  [[nodiscard]] std::shared_ptr<const Value> get(const Key& key, Make make) {
    {
      const std::lock_guard lock(mutex_);
      const auto found = values_.find(key);
      if (found != values_.end()) return found->second;
    }
    std::shared_ptr<const Value> value = make();
    const std::lock_guard lock(mutex_);
    return values_.emplace(key, std::move(value)).first->second;
  }

 private:
  std::mutex mutex_;
  std::map<Key, std::shared_ptr<const Value>> values_;
};

}  // namespace harbinger::graph::detail
