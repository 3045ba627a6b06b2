// SPDX-License-Identifier: Apache-2.0
// A finished run, as the ledger keeps it: what was asked, of what inputs, by which engine, and what came of it.
//
//     rank --top=20 ...      what was asked; given again, it is the same run
//     inputs, engine, day    what else the result hangs on
//     result, rankings       the bytes as they were written, and where each site stood
#pragma once

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "scenario/comparison.hpp"
#include "store/input.hpp"

namespace harbinger::store {

/// An option of the command line with one value; without a name, an argument that has none (a file, a site). What
/// was left to its default is there too, so that a run does not change with defaults.
struct Option {
  std::string name;  ///< Without dashes: `top`.
  std::string value;
  friend bool operator==(const Option&, const Option&) = default;
};

/// Where a site stood.
struct KeptSite {
  std::string site;  ///< Its id.
  std::string name;
  std::string country;
  scenario::Standing standing;
  friend bool operator==(const KeptSite&, const KeptSite&) = default;
};

/// One ranking of a run.
struct KeptRanking {
  std::string name;
  Day as_of;
  /// Best first. Absent: it was too large to be kept (places_kept_at_most).
  std::optional<std::vector<KeptSite>> places;
};

/// What a run wrote. A result too large to be kept is known by its hash.
struct RunResult {
  std::optional<std::string> bytes;
  std::string sha256;
  std::uint64_t size = 0;
};

/// The name of a run: its number in the ledger, and the first digits of the hash of what makes it the run it is.
struct RunName {
  std::int64_t number = 0;
  std::string hash;  ///< Six hexadecimal digits; the same for the same run made again.
};
/// `17-3fa9c2`.
[[nodiscard]] std::string to_text(const RunName& name);

struct Run {
  RunName name;  ///< The number is the ledger's to give.
  std::string command;
  std::vector<Option> options;
  std::string engine;
  Day as_of;
  std::vector<Input> inputs;
  std::string folder;   ///< The current folder: relative paths are from here.
  std::string output;   ///< The file the result was written to; empty: standard output.
  bool colour = false;  ///< Written to a terminal, in colour.
  std::string started;  ///< UTC, `2026-11-28T02:10:11.123Z`.
  double seconds = 0;   ///< Until the result was written.
  RunResult result;
  /// First that of the run, or that before its scenarios; then those after each, by their names.
  std::vector<KeptRanking> rankings;
};

/// Results over this many bytes are not kept, only their hash; rankings not at all.
inline constexpr std::size_t kept_at_most = std::size_t{64} << 20;
/// Rankings of more sites are not kept: that would take longer than many a scenario.
inline constexpr std::size_t places_kept_at_most = 100'000;

/// The result of a run, whole where it is small enough.
[[nodiscard]] RunResult result_of(std::string_view bytes);
/// All sites of an assessment, best first.
[[nodiscard]] std::vector<KeptSite> places_of(const ranking::Assessment& assessment);
/// The ranking of an assessment, without places where there are more than `most`.
[[nodiscard]] KeptRanking ranking_of(std::string name, const ranking::Assessment& assessment,
                                     std::size_t most = places_kept_at_most);
/// Six digits of the SHA-256 over command, options, engine, and the hashes of inputs and result.
[[nodiscard]] std::string hash_of(const Run& run);
/// A word as a shell takes it: in quotes where it must be.
[[nodiscard]] std::string shell_word(const std::string& word);
/// As a shell takes it: `harbinger rank --top=20`.
[[nodiscard]] std::string command_line(const Run& run);
/// The arguments, without the program's name.
[[nodiscard]] std::vector<std::string> arguments(const Run& run);

/// `2026-11-28T02:10:11.123Z`.
[[nodiscard]] std::string utc_text(std::chrono::system_clock::time_point time);

/// One line a place, fields between tabs, `\t`, `\n` and `\\` for what is one in a field. Scores in the fewest digits
/// that read back as the same number.
[[nodiscard]] std::string places_text(const std::vector<KeptSite>& places);
/// What places_text wrote; nothing where the text is not such.
[[nodiscard]] std::optional<std::vector<KeptSite>> parse_places(std::string_view text);

}  // namespace harbinger::store
