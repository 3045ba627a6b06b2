// SPDX-License-Identifier: Apache-2.0
// What an instruction that asks the scalar back end remembers of one run: by the texts and truth values it
// was asked of, what came out.
#pragma once

#include <cstddef>
#include <cstdint>
#include <unordered_map>
#include <vector>

namespace harbinger::expr::detail {

/// The value of one row in a vector.
struct Outcome {
  enum class State : unsigned char { open, known, unknown, error };
  State state = State::open;
  std::uint32_t code = 0;  ///< Of a text.
  double number = 0;       ///< A truth value is 0 or 1.
};

class Memo {
 public:
  /// One cell an operand: 0 unknown, 1 an error, 2 and more the value.
  using Key = std::vector<std::uint32_t>;

  /// The outcome for the key, `open` where none was written yet. It stays until the next call.
  [[nodiscard]] Outcome& at(const Key& key) {
    if (key.size() == 1) {
      if (by_cell_.size() <= key[0]) by_cell_.resize(key[0] + 1 + by_cell_.size() / 2);
      return by_cell_[key[0]];
    }
    if (by_key_.size() >= most_keys) by_key_.clear();
    return by_key_[key];
  }

 private:
  /// What is forgotten is computed again: texts that hardly ever repeat must not fill the memory.
  static constexpr std::size_t most_keys = 1u << 16;

  struct Hash {
    std::size_t operator()(const Key& key) const {
      std::uint64_t hash = 0;
      for (const std::uint32_t cell : key) hash = (hash ^ cell) * 0x9e3779b97f4a7c15ull;
      return static_cast<std::size_t>(hash ^ (hash >> 32));
    }
  };
  std::vector<Outcome> by_cell_;
  std::unordered_map<Key, Outcome, Hash> by_key_;
};

}  // namespace harbinger::expr::detail
