// SPDX-License-Identifier: Apache-2.0
// The laws that a synthetic world is drawn by, each on its own.
#include <catch2/catch.hpp>

#include <algorithm>
#include <set>
#include <string>
#include <vector>

#include "synth/detail/attachment.hpp"
#include "synth/detail/dealing.hpp"
#include "synth/detail/invented_text.hpp"

using namespace harbinger::synth::detail;

TEST_CASE("Random numbers are those that the papers publish", "[synth]") {
  // xoshiro256** from the state 1, 2, 3, 4: the first by hand, rotl(2 * 5, 7) * 9 = 10 * 128 * 9; the others
  // are the vectors that implementations of it are tested by.
  Random random(std::array<std::uint64_t, 4>{1, 2, 3, 4});
  for (const std::uint64_t expected :
       {11520ull, 0ull, 1509978240ull, 1215971899390074240ull, 1216172134540287360ull})
    CHECK(random.bits() == expected);
}

TEST_CASE("A round deals every node of the model once", "[synth]") {
  for (const std::uint32_t nodes : {1u, 2u, 12u, 97u}) {
    const Dealing dealing(nodes, 5);
    for (std::uint32_t round = 0; round < 20; ++round) {
      const auto order = dealing.nodes_of(round);
      CHECK(std::set<std::uint32_t>(order.begin(), order.end()).size() == nodes);
      for (std::uint32_t place = 0; place < nodes; ++place)
        CHECK(dealing.number(order[place], round) == round * nodes + place);
    }
  }
  CHECK(Dealing(97, 5).nodes_of(0) != Dealing(97, 5).nodes_of(1));
}

TEST_CASE("The copying model has a tail of the exponent that Kumar and others derive", "[synth]") {
  // P(degree >= k) ~ k^-(4/3): from 64 to 512 it falls by 8^(4/3) = 16.
  Random random(7);
  Attachment attachment(100'000, 800'000);
  std::vector<std::uint32_t> degree(100'000, 0);
  for (int i = 0; i < 800'000; ++i) ++degree[attachment.draw(random)];
  const auto at_least = [&](std::uint32_t k) {
    return static_cast<double>(
        std::count_if(degree.begin(), degree.end(), [&](std::uint32_t d) { return d >= k; }));
  };
  CHECK(at_least(64) / at_least(512) == Approx(16).epsilon(0.25));
  CHECK(*std::max_element(degree.begin(), degree.end()) > 1000);
  CHECK(at_least(1) > 50'000);
}

TEST_CASE("Invented words and codes differ from number to number", "[synth]") {
  std::set<std::string> words, codes;
  for (std::uint64_t number = 0; number < 300'000; ++number) {
    std::string word, code;
    append_word(number, word);
    append_code(number, 3, code);
    words.insert(word);
    codes.insert(code);
  }
  CHECK(words.size() == 300'000);
  CHECK(codes.size() == 300'000);
  std::string text;
  append_code(27, 5, text);
  CHECK(text == "AAABB");
  text.clear();
  append_number(305, 5, text);
  CHECK(text == "00305");
}

TEST_CASE("Invented prose has the length asked for, and neither comma, quote nor outer space",
          "[synth]") {
  Random random(3);
  for (std::size_t length = 1; length < 60; ++length) {
    std::string text;
    append_prose(length, random, text);
    CHECK(text.size() == length);
    CHECK(text.find_first_not_of("abcdefghijklmnopqrstuvwxyz ") == std::string::npos);
    CHECK(text.front() != ' ');
    CHECK(text.back() != ' ');
  }
}
