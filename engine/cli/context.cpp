// SPDX-License-Identifier: Apache-2.0
#include "cli/context.hpp"

#include <ostream>

#include "base/files.hpp"

namespace harbinger::cli {

namespace {

/// A file with one mistake on every line would scroll the first ones away.
constexpr std::size_t most_shown = 100;

}  // namespace

void tell(const Diagnostics& diagnostics, Context& context) {
  std::size_t shown = 0;
  for (const Diagnostic& diagnostic : diagnostics.all()) {
    if (shown++ == most_shown) break;
    context.err << to_text(diagnostic) << "\n";
  }
  if (diagnostics.all().size() > most_shown)
    context.err << fmt::format("... and {} more\n", diagnostics.all().size() - most_shown);
  if (diagnostics.error_count() > 1)
    context.err << fmt::format("{} errors\n", diagnostics.error_count());
}

int refuse(const Diagnostic& diagnostic, Context& context) {
  context.err << to_text(diagnostic) << "\n";
  return wrong_input;
}

int deliver(const std::string& text, const std::string& path, Context& context) {
  if (path.empty() || path == "-") {
    context.out << text << std::flush;
    if (context.out) return done;
    context.err << "error: the output could not be written to its end\n";
    return wrong_input;
  }
  const auto written = write_file(path, text);
  return written ? static_cast<int>(done) : refuse(written.error(), context);
}

report::TextStyle style_of(const std::string& output, const Context& context) {
  report::TextStyle style = context.style;
  if (!output.empty()) style.colour = false;
  return style;
}

std::string default_ledger(const std::string& named, const std::string& data_home,
                           const std::string& home) {
  if (!named.empty()) return named == "none" ? "" : named;
  // The specification has paths that are not absolute left out of account.
  if (data_home.starts_with('/')) return data_home + "/harbinger/runs.db";
  return home.empty() ? "" : home + "/.local/share/harbinger/runs.db";
}

std::string engine_name() { return "harbinger " HARBINGER_VERSION; }

}  // namespace harbinger::cli
