// SPDX-License-Identifier: Apache-2.0
// Any bytes as a rule file over a small schema: a checked rule set, which is then looked through for what it says in
// vain and held against itself, or errors.
#include <cstdint>
#include <string>

#include "rule_input.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string bytes(reinterpret_cast<const char*>(data), size);
  if (!harbinger::fuzz::wrong_answer(bytes).empty()) __builtin_trap();
  return 0;
}
