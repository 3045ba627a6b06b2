// SPDX-License-Identifier: Apache-2.0
// Any bytes as a rule file: the YAML reader and the records of rules answer with texts or with errors.
#include <cstdint>
#include <memory>
#include <string>

#include "rule/rule_text.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace harbinger;
  const auto text = std::make_shared<const SourceText>(
      "fuzz", std::string(reinterpret_cast<const char*>(data), size));
  Diagnostics diagnostics;
  const auto rules = rule::read_rule_text(text, diagnostics);
  if (rules.has_value() == diagnostics.has_errors()) __builtin_trap();
  for (const Diagnostic& diagnostic : diagnostics.all()) (void)to_text(diagnostic);
  return 0;
}
