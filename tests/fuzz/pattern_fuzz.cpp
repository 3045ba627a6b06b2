// SPDX-License-Identifier: Apache-2.0
// Any bytes as a path pattern: a path or one error with a place.
#include <cstdint>
#include <string>

#include "signal/detail/pattern_text.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace harbinger;
  Diagnostics diagnostics;
  const auto text =
      written_argument("fuzz", std::string(reinterpret_cast<const char*>(data), size));
  const auto path = signal::detail::parse_path(text, diagnostics);
  if (path.has_value() == diagnostics.has_errors()) __builtin_trap();
  if (path && path->nodes.size() != path->edges.size() + 1) __builtin_trap();
  for (const Diagnostic& diagnostic : diagnostics.all()) (void)to_text(diagnostic);
  return 0;
}
