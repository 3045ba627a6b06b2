// SPDX-License-Identifier: Apache-2.0
// A ledger's file, opened: made where there is none, refused where it is not ours. Failures are SQLite::Exception.
#pragma once

#include <chrono>
#include <memory>
#include <string>

#include <SQLiteCpp/SQLiteCpp.h>

namespace harbinger::store::detail {

/// Makes the file, its tables and the folders above it where they are not there.
[[nodiscard]] std::unique_ptr<SQLite::Database> open_to_write(const std::string& path,
                                                              std::chrono::milliseconds patience);
/// Also from a folder in which no log can be made.
[[nodiscard]] std::unique_ptr<SQLite::Database> open_to_read(const std::string& path);

/// Throws where the database is another program's, or of a newer version.
void refuse_what_is_not_ours(SQLite::Database& database);

/// Why it failed, to be read behind the file's name.
[[nodiscard]] std::string words_of(const SQLite::Exception& failure);

}  // namespace harbinger::store::detail
