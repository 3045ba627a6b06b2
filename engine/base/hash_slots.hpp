// SPDX-License-Identifier: Apache-2.0
// Open addressing: from the hash of a key to the number of what has the key. The keys themselves lie elsewhere,
// so that the table is one array of plain values. A slot holds 32 bits of hash and the number; its place grows
// with the hash, so a larger table is filled in one pass from end to end.
#pragma once

#include <cstddef>
#include <cstdint>
#include <cstring>
#include <limits>
#include <optional>
#include <span>
#include <string_view>
#include <utility>
#include <vector>

namespace harbinger {

/// The same on every run; not for secrets.
[[nodiscard]] std::uint32_t hash_of(std::string_view bytes);

class HashSlots {
 public:
  HashSlots() = default;
  /// A copy of what was taken from another.
  explicit HashSlots(std::span<const std::uint64_t> slots);

  /// The number under which `is_it` finds the key, among those of this hash. `slots`: of any array that has
  /// operator[] and size(); ends where none of them is free, too.
  template <class Slots, class IsIt>
  static std::optional<std::uint32_t> find(const Slots& slots, std::uint32_t hash, IsIt is_it) {
    const std::size_t count = slots.size();
    std::size_t at = place_of(hash, count);
    for (std::size_t looked = 0; looked < count; ++looked) {
      const std::uint64_t slot = slots[at];
      if (slot == free_slot) break;
      if (hash_in(slot) == hash && is_it(number_in(slot))) return number_in(slot);
      at = at + 1 == count ? 0 : at + 1;
    }
    return std::nullopt;
  }
  template <class IsIt>
  [[nodiscard]] std::optional<std::uint32_t> find(std::uint32_t hash, IsIt is_it) const {
    return find(slots_, hash, is_it);
  }

  /// Adds a number whose key is not there yet. It is below 2^32 - 1.
  void insert(std::uint32_t hash, std::uint32_t number);
  /// The number of the key: the one that is there, or this one, which is added.
  template <class IsIt>
  std::uint32_t find_or_insert(std::uint32_t hash, std::uint32_t number, IsIt is_it) {
    const auto found = find(hash, is_it);
    if (!found) insert(hash, number);
    return found.value_or(number);
  }
  void reserve(std::size_t count);
  /// Asks for the memory where a hash is looked up soon.
  void prefetch(std::uint32_t hash) const {
    if (!slots_.empty()) __builtin_prefetch(&slots_[place_of(hash, slots_.size())]);
  }
  [[nodiscard]] std::size_t size() const { return count_; }

  /// What is in one of the slots; nothing where it is free.
  static std::optional<std::uint32_t> number_of(std::uint64_t slot) {
    return slot == free_slot ? std::nullopt : std::optional(number_in(slot));
  }

  /// Calls visit(hash, number) for all.
  template <class Visit>
  static void for_each(std::span<const std::uint64_t> slots, Visit visit) {
    for (const std::uint64_t slot : slots)
      if (slot != free_slot) visit(hash_in(slot), number_in(slot));
  }
  template <class Visit>
  void for_each(Visit visit) const {
    for_each(slots_, visit);
  }
  [[nodiscard]] std::vector<std::uint64_t> take() && { return std::move(slots_); }

 private:
  static constexpr std::uint64_t free_slot = std::numeric_limits<std::uint64_t>::max();

  static std::size_t place_of(std::uint32_t hash, std::size_t slots) {
    return static_cast<std::size_t>((std::uint64_t{hash} * slots) >> 32u);
  }
  static std::uint64_t slot_of(std::uint32_t hash, std::uint32_t number) {
    return (std::uint64_t{hash} << 32u) | number;
  }
  static std::uint32_t hash_in(std::uint64_t slot) {
    return static_cast<std::uint32_t>(slot >> 32u);
  }
  static std::uint32_t number_in(std::uint64_t slot) { return static_cast<std::uint32_t>(slot); }
  void put(std::uint64_t slot);

  std::vector<std::uint64_t> slots_;
  std::size_t count_ = 0;
};

}  // namespace harbinger
