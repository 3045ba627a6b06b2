// SPDX-License-Identifier: Apache-2.0
// `runs diff` and `runs rerun`: two runs held against each other, of which the second may be the first made again.
#include <algorithm>
#include <filesystem>
#include <ostream>
#include <sstream>

#include "cli/commands.hpp"
#include "cli/ledger_file.hpp"
#include "cli/runs.hpp"
#include "report/run_difference_report.hpp"

namespace harbinger::cli {

namespace {

namespace fs = std::filesystem;

/// The folder a run was made in, for as long as it is made again; relative paths are from there.
class CurrentFolder {
 public:
  explicit CurrentFolder(const std::string& folder) : before_(fs::current_path(code_)) {
    fs::current_path(folder, code_);
    is_there_ = !code_;
  }
  ~CurrentFolder() { fs::current_path(before_, code_); }
  CurrentFolder(const CurrentFolder&) = delete;
  CurrentFolder& operator=(const CurrentFolder&) = delete;

  [[nodiscard]] bool is_there() const { return is_there_; }

 private:
  std::error_code code_;
  fs::path before_;
  bool is_there_ = false;
};

bool reads_standard_input(const store::Run& run) {
  return std::any_of(run.inputs.begin(), run.inputs.end(),
                     [](const store::Input& input) { return input.path == "<stdin>"; });
}

struct MadeAgain {
  std::optional<store::Run> run;  ///< Nothing where it could not be made.
  std::string told;               ///< What it said on the way.
};

/// The run's command, given again.
MadeAgain made_again(const store::Run& run, const Context& context) {
  MadeAgain again;
  std::ostringstream out;
  std::ostringstream err;
  Context inner{out, err, context.home, context.style};
  inner.style.colour = run.colour;
  inner.on_run = [&](const store::Run& finished) { again.run = finished; };
  inner.started = std::chrono::system_clock::now();
  inner.began = std::chrono::steady_clock::now();
  (void)cli::run(store::arguments(run), inner);
  again.told = err.str();
  return again;
}

int tell_same(const store::Run& run, const std::string& format, Context& context) {
  const store::RunDifference none = store::difference(run, run, 1);
  return deliver(format == "json"
                     ? report::run_difference_json(run.name, run.name, none)
                     : fmt::format("run {} comes out the same: {} bytes, sha256 {}\n",
                                   to_text(run.name), run.result.size, run.result.sha256),
                 "", context);
}

/// That a run cannot be made again, and why; the answer to `rerun` is no then.
int tell_gone(const store::Run& run, const std::string& why, Context& context) {
  context.err << fmt::format("run {} cannot be made again: {}\n", to_text(run.name), why);
  return answer_is_no;
}

}  // namespace

int runs_diff(const RunsDiffOptions& options, Context& context) {
  const auto ledger = ledger_to_read(context);
  if (!ledger) return refuse(ledger.error(), context);
  const auto before = ledger->find(options.before);
  const auto after = ledger->find(options.after);
  if (!before) context.err << to_text(before.error()) << "\n";
  if (!after) context.err << to_text(after.error()) << "\n";
  if (!before || !after) return wrong_input;
  const store::RunDifference difference = store::difference(*before, *after, options.top);
  const report::TextStyle style = style_of(options.output, context);
  return deliver(options.format == "json"
                     ? report::run_difference_json(before->name, after->name, difference)
                     : report::run_difference_text(difference, style, options.show),
                 options.output, context);
}

int runs_rerun(const RunsRerunOptions& options, Context& context) {
  const auto ledger = ledger_to_read(context);
  if (!ledger) return refuse(ledger.error(), context);
  const auto run = ledger->find(options.run);
  if (!run) return refuse(run.error(), context);
  if (reads_standard_input(*run))
    return tell_gone(*run, "it read standard input, which is not kept", context);
  const CurrentFolder folder(run->folder);
  if (!folder.is_there())
    return tell_gone(*run, fmt::format("its folder {} is not there", run->folder), context);
  const MadeAgain again = made_again(*run, context);
  if (!again.run) {
    context.err << again.told;
    return tell_gone(*run, "its inputs are not what they were", context);
  }
  const store::RunDifference difference = store::difference(*run, *again.run, options.top);
  if (difference.is_empty()) return tell_same(*run, options.format, context);
  const int code =
      deliver(options.format == "json"
                  ? report::run_difference_json(run->name, again.run->name, difference)
                  : fmt::format("run {} does not come out the same:\n", to_text(run->name)) +
                        report::run_difference_text(difference, context.style, options.show),
              "", context);
  return code == done ? static_cast<int>(answer_is_no) : code;
}

}  // namespace harbinger::cli
