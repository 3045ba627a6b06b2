// SPDX-License-Identifier: Apache-2.0
#include "report/markdown.hpp"

#include <fmt/core.h>

#include "report/text_table.hpp"

namespace harbinger::report {

std::string markdown_text(std::string_view text) {
  static constexpr std::string_view markup = "|\\<>*_`[]&~";
  std::string out;
  for (const char c : printable(text)) {
    if (markup.find(c) != std::string_view::npos) out += '\\';
    out += c;
  }
  return out;
}

std::string markdown_inputs(const RunInfo& run) {
  std::string out = "\nInputs:\n\n";
  for (const Input& input : run.inputs) out += fmt::format("- `{}` {}\n", input.path, input.sha256);
  return out;
}

}  // namespace harbinger::report
