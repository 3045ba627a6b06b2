// SPDX-License-Identifier: Apache-2.0
// What enters a run from outside: streams, environment, the home folder. Nothing below cli reads them.
#pragma once

#include <chrono>
#include <functional>
#include <iosfwd>
#include <memory>
#include <string>
#include <vector>

#include "base/diagnostic.hpp"
#include "report/text_table.hpp"

namespace harbinger::store {
struct Run;
}

namespace harbinger::cli {

/// What a run tells its caller.
enum ExitCode : int {
  done = 0,
  answer_is_no = 1,  ///< A test failed, a threshold was passed.
  wrong_input = 2,   ///< Usage, or a mistake in an input.
  internal_fault = 3,
};

struct Context {
  std::ostream& out;
  std::ostream& err;
  std::string home;  ///< The folder with data/, rules/ and models/; may be empty.
  report::TextStyle style;
  bool err_is_terminal = false;
  bool out_is_terminal = false;  ///< One that can be cleared.
  std::string ledger = {};       ///< The file that finished runs are added to; empty: none.
  /// Gets finished runs in place of the ledger, where somebody asks for them.
  std::function<void(const store::Run&)> on_run = {};
  /// Files that come with the program which the command has read beside its inputs (read_bundled).
  std::vector<std::shared_ptr<const SourceText>> bundled = {};
  std::chrono::system_clock::time_point started = {};  ///< When the command began,
  std::chrono::steady_clock::time_point began =
      {};  ///< and the same on the clock that is never set.
};

/// Writes what is wrong, and how much, to `err`.
void tell(const Diagnostics& diagnostics, Context& context);
/// Writes one error; for returning: always wrong_input.
[[nodiscard]] int refuse(const Diagnostic& diagnostic, Context& context);
/// Writes a result to a file, or to `out` where the path is empty or `-`. The exit code.
[[nodiscard]] int deliver(const std::string& text, const std::string& path, Context& context);

/// How text is written there: in colour only to a terminal.
[[nodiscard]] report::TextStyle style_of(const std::string& output, const Context& context);

/// Where runs are kept, from the environment: HARBINGER_LEDGER (`none`: nowhere), else in the user's data (XDG Base
/// Directory Specification); empty where there is neither.
[[nodiscard]] std::string default_ledger(const std::string& named, const std::string& data_home,
                                         const std::string& home);

/// "harbinger 0.1.0"
[[nodiscard]] std::string engine_name();

}  // namespace harbinger::cli
