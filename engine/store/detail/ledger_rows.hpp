// SPDX-License-Identifier: Apache-2.0
// Runs as rows of a ledger's tables, written and read. Failures are SQLite::Exception.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include <SQLiteCpp/SQLiteCpp.h>

#include "store/packed.hpp"
#include "store/run.hpp"

namespace harbinger::store::detail {

/// Bytes as they are kept.
struct Content {
  std::string sha256;  ///< Empty: too large to be kept, or not there.
  std::uint64_t size = 0;
  std::optional<Packed> packed;  ///< Absent where the ledger has them, or they are not kept.
};
struct RunContents {
  Content result;
  std::vector<Content> rankings;
};
/// Hashed and packed, which takes longest, before others are kept waiting by a transaction.
[[nodiscard]] RunContents contents_of(const SQLite::Database& database, const Run& run);

/// In the caller's transaction: the run, its lists and its contents. The run's number.
[[nodiscard]] std::int64_t add_run(SQLite::Database& database, const Run& run,
                                   const RunContents& contents);

/// What run_in reads; a condition and an order may follow.
inline constexpr const char* columns_of_run =
    "SELECT number, hash, command, engine, as_of, folder, output, colour, started, seconds, "
    "result, result_size FROM run ";
/// The run of a row, without what other tables have of it.
[[nodiscard]] Run run_in(const SQLite::Statement& row);
/// Adds its options and inputs.
void read_lists(const SQLite::Database& database, Run& run);
/// Adds the bytes of its result, and its rankings.
void read_content(const SQLite::Database& database, Run& run);

}  // namespace harbinger::store::detail
