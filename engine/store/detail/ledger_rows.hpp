// SPDX-License-Identifier: Apache-2.0
// Runs as rows of a ledger's tables, written and read. Failures are SQLite::Exception.
#pragma once

#include <cstdint>

#include <SQLiteCpp/SQLiteCpp.h>

#include "store/run.hpp"

namespace harbinger::store::detail {

/// In the caller's transaction: the run, its lists and the content that the ledger lacks. The run's number.
[[nodiscard]] std::int64_t add_run(SQLite::Database& database, const Run& run);

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
