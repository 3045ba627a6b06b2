// SPDX-License-Identifier: Apache-2.0
#include "store/detail/ledger_file.hpp"

#include <filesystem>
#include <thread>

#include <fmt/format.h>
#include <sqlite3.h>

#include "store/detail/schema.hpp"

namespace harbinger::store::detail {

namespace {

namespace fs = std::filesystem;
using std::chrono::milliseconds;

/// For readers, who wait only while a writer that was killed is tidied up after.
constexpr milliseconds reading_patience{5000};

bool is_empty(SQLite::Database& database) {
  return database.execAndGet("SELECT count(*) FROM sqlite_schema").getInt() == 0 &&
         database.execAndGet("PRAGMA application_id").getInt() == 0 &&
         database.execAndGet("PRAGMA user_version").getInt() == 0;
}

/// The switch to a write-ahead log does not wait for others, as all else does.
void use_write_ahead_log(SQLite::Database& database, milliseconds patience) {
  const auto end = std::chrono::steady_clock::now() + patience;
  for (;;) {
    try {
      // Where the file system cannot (a network's), the answer is another mode, which is as safe.
      (void)database.execAndGet("PRAGMA journal_mode = WAL").getString();
      return;
    } catch (const SQLite::Exception& failure) {
      if (failure.getErrorCode() != SQLITE_BUSY || std::chrono::steady_clock::now() >= end) throw;
      std::this_thread::sleep_for(milliseconds(5));
    }
  }
}

void make_tables(SQLite::Database& database) {
  SQLite::Transaction transaction(database, SQLite::TransactionBehavior::IMMEDIATE);
  if (!is_empty(database)) return;  // another process was first
  database.exec(schema);
  database.exec(fmt::format("PRAGMA application_id = {}; PRAGMA user_version = {}", application_id,
                            schema_version));
  transaction.commit();
}

/// A folder, and those above it; for its owner alone where it is made.
void make_folder(const fs::path& folder) {
  std::error_code code;
  if (folder.empty() || fs::is_directory(folder, code)) return;
  if (folder.has_parent_path()) make_folder(folder.parent_path());
  if (fs::create_directory(folder, code)) fs::permissions(folder, fs::perms::owner_all, code);
}

/// The path as a URI that says nobody will write to it, for a folder that can only be read.
std::string immutable_uri(const std::string& path) {
  std::string uri = "file:";
  for (const char c : fs::absolute(path).string())
    uri += c == '%' || c == '?' || c == '#' ? fmt::format("%{:02x}", c) : std::string(1, c);
  return uri + "?immutable=1";
}

}  // namespace

std::unique_ptr<SQLite::Database> open_to_write(const std::string& path, milliseconds patience) {
  make_folder(fs::path(path).parent_path());
  auto database = std::make_unique<SQLite::Database>(
      path, SQLite::OPEN_READWRITE | SQLite::OPEN_CREATE, static_cast<int>(patience.count()));
  if (is_empty(*database)) {
    use_write_ahead_log(*database, patience);
    make_tables(*database);
  }
  refuse_what_is_not_ours(*database);
  // A log of which each transaction is synced, so that a power cut loses none either.
  database->exec("PRAGMA synchronous = FULL");
  return database;
}

std::unique_ptr<SQLite::Database> open_to_read(const std::string& path) {
  const auto opened = [](const std::string& name, int flags) {
    auto database = std::make_unique<SQLite::Database>(name, SQLite::OPEN_READONLY | flags,
                                                       static_cast<int>(reading_patience.count()));
    refuse_what_is_not_ours(*database);
    return database;
  };
  try {
    return opened(path, 0);
  } catch (const SQLite::Exception& failure) {
    // No log can be made beside the file; where there is none, the file is all there is.
    std::error_code code;
    const bool no_log =
        failure.getErrorCode() == SQLITE_CANTOPEN || failure.getErrorCode() == SQLITE_READONLY;
    if (!no_log || fs::exists(path + "-wal", code)) throw;
    return opened(immutable_uri(path), SQLite::OPEN_URI);
  }
}

void refuse_what_is_not_ours(SQLite::Database& database) {
  const int id = database.execAndGet("PRAGMA application_id");
  const int version = database.execAndGet("PRAGMA user_version");
  if (id != application_id)
    throw SQLite::Exception("is a database of another program; it is left as it is", SQLITE_ERROR);
  if (version > schema_version)
    throw SQLite::Exception(fmt::format("is a ledger of version {}, newer than this engine, which "
                                        "knows version {}; it is left as it is",
                                        version, schema_version),
                            SQLITE_ERROR);
}

std::string words_of(const SQLite::Exception& failure) {
  switch (failure.getErrorCode()) {
    case SQLITE_BUSY:
    case SQLITE_LOCKED: return "is held by another process";
    case SQLITE_FULL: return "cannot be written to its end: the disk is full";
    case SQLITE_READONLY: return "cannot be written: it, or its folder, is read-only";
    case SQLITE_CANTOPEN: return "cannot be opened, or not be made in its folder";
    case SQLITE_NOTADB: return "is not a ledger, nor any database of SQLite; it is left as it is";
    case SQLITE_CORRUPT: return "is damaged";
    case SQLITE_IOERR: return "cannot be read or written: is the disk full, or failing?";
    default: return failure.what();
  }
}

}  // namespace harbinger::store::detail
