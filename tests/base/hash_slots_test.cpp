// SPDX-License-Identifier: Apache-2.0
#include "base/hash_slots.hpp"

#include <algorithm>
#include <map>
#include <string>

#include <rapidcheck.h>
#include <catch2/catch.hpp>

#include "base/counting_order.hpp"

using namespace harbinger;

TEST_CASE("Every key is found under its number, and no other", "[hash_slots]") {
  CHECK(rc::check([](const std::vector<std::string>& keys) {
    HashSlots slots;
    std::map<std::string, std::uint32_t> numbers;
    std::vector<std::string> kept;
    // Few hashes, so that keys fall on each other's places.
    const auto hash = [](const std::string& key) { return hash_of(key) % 5 * 0x33333333u; };
    const auto is = [&](const std::string& key) {
      return [&](std::uint32_t number) { return kept[number] == key; };
    };
    for (const std::string& key : keys) {
      const auto next = static_cast<std::uint32_t>(kept.size());
      const std::uint32_t number = slots.find_or_insert(hash(key), next, is(key));
      if (number == next) kept.push_back(key);
      RC_ASSERT(numbers.emplace(key, number).first->second == number);
    }
    RC_ASSERT(slots.size() == numbers.size());
    const HashSlots copy(HashSlots(slots).take());
    for (const auto& [key, number] : numbers) RC_ASSERT(copy.find(hash(key), is(key)) == number);
    RC_ASSERT_FALSE(copy.find(7, [](std::uint32_t) { return true; }));
  }));
}

TEST_CASE("A search ends where no slot is free", "[hash_slots]") {
  // What no table of ours is, but a file may hold: all slots taken, by other hashes.
  const std::vector<std::uint64_t> full(8, std::uint64_t{5} << 32u);
  CHECK_FALSE(HashSlots::find(full, 7, [](std::uint32_t) { return true; }));
  CHECK_FALSE(HashSlots::find(full, 5, [](std::uint32_t) { return false; }));
  CHECK(HashSlots::find(full, 5, [](std::uint32_t) { return true; }) == 0u);
  CHECK_FALSE(HashSlots::find(std::vector<std::uint64_t>(), 7, [](std::uint32_t) { return true; }));
}

TEST_CASE("Texts that differ in one byte or in length have other hashes", "[hash_slots]") {
  const std::string text = "port-of-manila, twenty-one";
  for (std::size_t length = 0; length < text.size(); ++length) {
    CHECK(hash_of(text.substr(0, length)) != hash_of(text.substr(0, length + 1)));
    std::string other = text;
    other[length] ^= 1;
    CHECK(hash_of(other) != hash_of(text));
  }
  CHECK(hash_of(std::string(1, '\0')) != hash_of(std::string(2, '\0')));
}

TEST_CASE("A counting order is a stable sort by the key", "[counting_order]") {
  CHECK(rc::check([] {
    const auto keys =
        *rc::gen::container<std::vector<std::size_t>>(rc::gen::inRange<std::size_t>(0, 9));
    auto sorted = counted(keys.size());
    std::stable_sort(sorted.begin(), sorted.end(),
                     [&](std::uint32_t a, std::uint32_t b) { return keys[a] < keys[b]; });
    RC_ASSERT(counting_order(counted(keys.size()), 9, [&](std::uint32_t i) { return keys[i]; }) ==
              sorted);
  }));
}
