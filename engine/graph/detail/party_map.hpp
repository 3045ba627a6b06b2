// SPDX-License-Identifier: Apache-2.0
// Values for the parties that a walk touches: a table with open addressing as long as these are few, an array over
// all parties once they are an eighth of them. So a walk costs what it touches, in a small and in a large network.
#pragma once

#include <cstdint>
#include <utility>
#include <vector>

#include "graph/detail/ties.hpp"

namespace harbinger::graph::detail {

template <class Value>
class PartyMap {
 public:
  /// Over parties 0 to `parties` - 1.
  explicit PartyMap(std::size_t parties) : parties_(parties) {
    if (parties <= smallest)
      make_array();
    else
      slots_.resize(2 * smallest);
  }

  /// The value of a party, made where there is none. Good until the next call.
  [[nodiscard]] Value& operator[](PartyId party) {
    if (slots_.empty()) return array_[party.index()];
    Slot* slot = slot_of(party);
    if (slot->party == party) return slot->value;
    if (2 * ++count_ > slots_.size()) {
      grow();
      if (slots_.empty()) return array_[party.index()];
      slot = slot_of(party);
    }
    slot->party = party;
    return slot->value;
  }

  /// The value of a party, or that of none.
  [[nodiscard]] Value get(PartyId party) const {
    if (slots_.empty()) return array_[party.index()];
    const Slot& slot = *const_cast<PartyMap*>(this)->slot_of(party);
    return slot.party == party ? slot.value : Value{};
  }

 private:
  static constexpr std::size_t smallest = 32;
  struct Slot {
    PartyId party;
    Value value{};
  };

  Slot* slot_of(PartyId party) {
    const std::size_t mask = slots_.size() - 1;
    std::size_t place = (party.value() * 0x9e3779b97f4a7c15u >> 32) & mask;
    while (slots_[place].party.valid() && slots_[place].party != party) place = (place + 1) & mask;
    return &slots_[place];
  }

  void make_array() { array_.resize(parties_); }

  void grow() {
    std::vector<Slot> before = std::move(slots_);
    slots_.clear();
    if (4 * before.size() < parties_)
      slots_.resize(2 * before.size());
    else
      make_array();
    for (Slot& slot : before) {
      if (!slot.party.valid()) continue;
      if (slots_.empty()) {
        array_[slot.party.index()] = std::move(slot.value);
        continue;
      }
      Slot* const place = slot_of(slot.party);
      place->party = slot.party;
      place->value = std::move(slot.value);
    }
  }

  std::size_t parties_;
  std::size_t count_ = 0;
  std::vector<Slot> slots_;   ///< Empty: all is in the array.
  std::vector<Value> array_;  ///< By party.
};

class PartySet {
 public:
  explicit PartySet(std::size_t parties) : marks_(parties) {}
  /// Whether it was not in yet.
  bool add(PartyId party) { return std::exchange(marks_[party], std::uint8_t{1}) == 0; }

 private:
  PartyMap<std::uint8_t> marks_;
};

}  // namespace harbinger::graph::detail
