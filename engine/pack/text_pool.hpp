// SPDX-License-Identifier: Apache-2.0
// All texts of a pack, one behind the other: a text is known by its number, and stands there once.
#pragma once

#include <string_view>
#include <vector>

#include "base/hash_slots.hpp"
#include "base/stored_array.hpp"
#include "pack/cell_code.hpp"

namespace harbinger::pack {

/// Text 0 is the empty one.
struct TextPool {
  StoredArray<char> bytes;
  StoredArray<std::uint64_t> starts;  ///< By text, and one more.
  StoredArray<std::uint64_t> slots;   ///< Of HashSlots.

  [[nodiscard]] std::size_t size() const { return starts.empty() ? 0 : starts.size() - 1; }
  [[nodiscard]] std::string_view operator[](TextId id) const {
    const std::uint64_t start = starts[id.index()];
    const auto text = bytes.part(start, starts[id.index() + 1] - start);
    return {text.data(), text.size()};
  }
};

/// A pool that is being filled.
class TextPoolBuilder {
 public:
  TextPoolBuilder();
  explicit TextPoolBuilder(const TextPool& base);

  [[nodiscard]] std::string_view operator[](TextId id) const {
    const std::uint64_t start = starts_[id.index()];
    return {bytes_.data() + start, static_cast<std::size_t>(starts_[id.index() + 1] - start)};
  }
  [[nodiscard]] std::string_view part(std::uint64_t start, std::size_t length) const {
    return {bytes_.data() + start, length};
  }
  [[nodiscard]] std::uint64_t start_of(TextId id) const { return starts_[id.index()]; }
  /// The number of the text, which is added where it is new.
  TextId intern(std::string_view text) { return intern(text, hash_of(text)); }
  TextId intern(std::string_view text, std::uint32_t hash);
  /// Adds a text that is known to stand nowhere else, and is not to be found.
  TextId append(std::string_view text);
  [[nodiscard]] TextPool build() &&;

 private:
  std::vector<char> bytes_;
  std::vector<std::uint64_t> starts_;
  HashSlots slots_;
};

}  // namespace harbinger::pack
