// SPDX-License-Identifier: Apache-2.0
#include "base/hash_slots.hpp"

#include <algorithm>

namespace harbinger {

namespace {

/// Both halves of the whole product, folded: every bit of the result depends on every bit of the factors.
std::uint64_t mixed(std::uint64_t a, std::uint64_t b) {
  __extension__ using Wide = unsigned __int128;
  const Wide product = static_cast<Wide>(a) * b;
  return static_cast<std::uint64_t>(product) ^ static_cast<std::uint64_t>(product >> 64u);
}

constexpr std::uint64_t first_factor = 0x9E3779B97F4A7C15u;  // 2^64 over the golden ratio
constexpr std::uint64_t second_factor = 0xC2B2AE3D27D4EB4Fu;

}  // namespace

std::uint32_t hash_of(std::string_view bytes) {
  std::uint64_t hash = mixed(bytes.size() ^ first_factor, second_factor);
  std::uint64_t word = 0;
  while (bytes.size() >= sizeof(word)) {
    std::memcpy(&word, bytes.data(), sizeof(word));
    hash = mixed(hash ^ word, first_factor);
    bytes.remove_prefix(sizeof(word));
  }
  word = 0;
  if (!bytes.empty()) std::memcpy(&word, bytes.data(), bytes.size());
  hash = mixed(hash ^ word, second_factor);
  return static_cast<std::uint32_t>(hash ^ (hash >> 32u));
}

HashSlots::HashSlots(std::span<const std::uint64_t> slots) : slots_(slots.begin(), slots.end()) {
  for_each(slots, [&](std::uint32_t, std::uint32_t) { ++count_; });
}

void HashSlots::put(std::uint64_t slot) {
  std::size_t at = place_of(hash_in(slot), slots_.size());
  while (slots_[at] != free_slot) at = at + 1 == slots_.size() ? 0 : at + 1;
  slots_[at] = slot;
}

void HashSlots::insert(std::uint32_t hash, std::uint32_t number) {
  if ((count_ + 1) * 4 > slots_.size() * 3) reserve(std::max<std::size_t>(12, count_ * 2));
  put(slot_of(hash, number));
  ++count_;
}

void HashSlots::reserve(std::size_t count) {
  const std::size_t wanted = count + count / 3 + 1;
  if (wanted <= slots_.size()) return;
  const std::vector<std::uint64_t> before =
      std::exchange(slots_, std::vector<std::uint64_t>(wanted, free_slot));
  for (const std::uint64_t slot : before)
    if (slot != free_slot) put(slot);
}

}  // namespace harbinger
