// SPDX-License-Identifier: Apache-2.0
#include "store/ledger.hpp"

#include <algorithm>
#include <charconv>
#include <cstring>
#include <filesystem>
#include <functional>
#include <thread>

#include <SQLiteCpp/SQLiteCpp.h>
#include <fmt/format.h>
#include <sqlite3.h>

#include "base/files.hpp"
#include "store/detail/schema.hpp"
#include "store/packed.hpp"

namespace harbinger::store {

namespace {

namespace fs = std::filesystem;
using std::chrono::milliseconds;

/// For readers, who wait only while a writer that was killed is tidied up after.
constexpr milliseconds reading_patience{5000};

Diagnostic error_at(const std::string& path, std::string message, std::string hint = {}) {
  return {Severity::error, whole_file(path), std::move(message), std::move(hint)};
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

/// What a file is, before anything is done with it.
void refuse_what_is_not_ours(SQLite::Database& database) {
  const int id = database.execAndGet("PRAGMA application_id");
  const int version = database.execAndGet("PRAGMA user_version");
  if (id != detail::application_id)
    throw SQLite::Exception("is a database of another program; it is left as it is", SQLITE_ERROR);
  if (version > detail::schema_version)
    throw SQLite::Exception(fmt::format("is a ledger of version {}, newer than this engine, which "
                                        "knows version {}; it is left as it is",
                                        version, detail::schema_version),
                            SQLITE_ERROR);
}

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
  database.exec(detail::schema);
  database.exec(fmt::format("PRAGMA application_id = {}; PRAGMA user_version = {}",
                            detail::application_id, detail::schema_version));
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

std::unique_ptr<SQLite::Database> open_to_read(const std::string& path) {
  const int patience = static_cast<int>(reading_patience.count());
  try {
    auto database = std::make_unique<SQLite::Database>(path, SQLite::OPEN_READONLY, patience);
    (void)database->execAndGet("PRAGMA user_version").getInt();
    return database;
  } catch (const SQLite::Exception& failure) {
    // A log cannot be opened beside the file; where there is none, the file is all there is.
    std::error_code code;
    const bool no_log =
        failure.getErrorCode() == SQLITE_CANTOPEN || failure.getErrorCode() == SQLITE_READONLY;
    if (!no_log || fs::exists(path + "-wal", code)) throw;
    return std::make_unique<SQLite::Database>(immutable_uri(path),
                                              SQLite::OPEN_READONLY | SQLite::OPEN_URI, patience);
  }
}

/// Binds values in order, then runs.
template <class... Values>
void insert(SQLite::Statement& statement, const Values&... values) {
  int index = 0;
  (statement.bind(++index, values), ...);
  statement.exec();
  statement.reset();
}

void add_content(SQLite::Database& database, const std::string& hash, const std::string& bytes) {
  SQLite::Statement known(database, "SELECT 1 FROM content WHERE sha256 = ?");
  known.bind(1, hash);
  if (known.executeStep()) return;
  const Packed small = packed(bytes);
  SQLite::Statement add(database, "INSERT INTO content VALUES (?, ?, ?, ?)");
  add.bind(1, hash);
  add.bind(2, static_cast<std::int64_t>(bytes.size()));
  add.bind(3, small.is_smaller ? "zstd" : "plain");
  add.bind(4, small.bytes.data(), static_cast<int>(small.bytes.size()));
  add.exec();
}

std::int64_t add_run(SQLite::Database& database, const Run& run) {
  SQLite::Statement add(database,
                        "INSERT INTO run (hash, command, engine, as_of, folder, output, colour, "
                        "started, seconds, result, result_size) "
                        "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)");
  insert(add, run.name.hash, run.command, run.engine, to_text(run.as_of), run.folder, run.output,
         run.colour ? 1 : 0, run.started, run.seconds, run.result.sha256,
         static_cast<std::int64_t>(run.result.size));
  return database.getLastInsertRowid();
}

void add_lists(SQLite::Database& database, std::int64_t number, const Run& run) {
  SQLite::Statement option(database, "INSERT INTO option VALUES (?, ?, ?, ?)");
  for (std::size_t i = 0; i < run.options.size(); ++i)
    insert(option, number, static_cast<std::int64_t>(i), run.options[i].name, run.options[i].value);
  SQLite::Statement input(database, "INSERT INTO input VALUES (?, ?, ?, ?)");
  for (std::size_t i = 0; i < run.inputs.size(); ++i)
    insert(input, number, static_cast<std::int64_t>(i), run.inputs[i].path, run.inputs[i].sha256);
}

void add_rankings(SQLite::Database& database, std::int64_t number, const Run& run) {
  SQLite::Statement add(database, "INSERT INTO ranking VALUES (?, ?, ?, ?, ?)");
  for (std::size_t i = 0; i < run.rankings.size(); ++i) {
    const KeptRanking& kept = run.rankings[i];
    const std::string text = kept.places ? places_text(*kept.places) : std::string();
    const bool is_kept = kept.places && text.size() <= kept_at_most;
    const std::string hash = is_kept ? sha256(text) : std::string();
    if (is_kept) add_content(database, hash, text);
    insert(add, number, static_cast<std::int64_t>(i), kept.name, to_text(kept.as_of), hash);
  }
}

/// Nothing where it was too large to be kept.
std::optional<std::string> content_of(const SQLite::Database& database, const std::string& hash) {
  SQLite::Statement query(database, "SELECT size, packing, bytes FROM content WHERE sha256 = ?");
  query.bind(1, hash);
  if (!query.executeStep()) return std::nullopt;
  const auto size = static_cast<std::size_t>(query.getColumn(0).getInt64());
  const std::string bytes = query.getColumn(2).getString();
  std::optional<std::string> content(bytes);
  if (query.getColumn(1).getString() == "zstd")
    content = size <= kept_at_most ? unpacked(bytes, size) : std::nullopt;
  if (!content || sha256(*content) != hash)
    throw SQLite::Exception("is damaged: what it keeps has another hash", SQLITE_CORRUPT);
  return content;
}

Day day_in(const SQLite::Column& column) {
  const auto day = parse_day(column.getString());
  if (!day) throw SQLite::Exception("is damaged: a day is none", SQLITE_CORRUPT);
  return *day;
}

constexpr const char* columns_of_run =
    "SELECT number, hash, command, engine, as_of, folder, output, colour, started, seconds, "
    "result, result_size FROM run ";

Run run_in(const SQLite::Statement& row) {
  Run run;
  run.name = {row.getColumn(0).getInt64(), row.getColumn(1).getString()};
  run.command = row.getColumn(2).getString();
  run.engine = row.getColumn(3).getString();
  run.as_of = day_in(row.getColumn(4));
  run.folder = row.getColumn(5).getString();
  run.output = row.getColumn(6).getString();
  run.colour = row.getColumn(7).getInt() != 0;
  run.started = row.getColumn(8).getString();
  run.seconds = row.getColumn(9).getDouble();
  run.result.sha256 = row.getColumn(10).getString();
  run.result.size = static_cast<std::uint64_t>(row.getColumn(11).getInt64());
  return run;
}

void read_lists(const SQLite::Database& database, Run& run) {
  SQLite::Statement options(database,
                            "SELECT name, value FROM option WHERE run = ? ORDER BY place");
  options.bind(1, run.name.number);
  while (options.executeStep())
    run.options.push_back({options.getColumn(0).getString(), options.getColumn(1).getString()});
  SQLite::Statement inputs(database, "SELECT path, sha256 FROM input WHERE run = ? ORDER BY place");
  inputs.bind(1, run.name.number);
  while (inputs.executeStep())
    run.inputs.push_back({inputs.getColumn(0).getString(), inputs.getColumn(1).getString()});
}

void read_rankings(const SQLite::Database& database, Run& run) {
  SQLite::Statement query(database,
                          "SELECT name, as_of, content FROM ranking WHERE run = ? ORDER BY place");
  query.bind(1, run.name.number);
  while (query.executeStep()) {
    KeptRanking kept{query.getColumn(0).getString(), day_in(query.getColumn(1)), {}};
    const std::string hash = query.getColumn(2).getString();
    const auto text = hash.empty() ? std::nullopt : content_of(database, hash);
    if (text) kept.places = parse_places(*text);
    run.rankings.push_back(std::move(kept));
  }
}

/// The number in `17` and `17-3fa9c2`, with the hash where there is one.
std::optional<RunName> parse_name(const std::string& text) {
  RunName name;
  const char* end = text.data() + text.size();
  const auto [stop, code] = std::from_chars(text.data(), end, name.number);
  if (code != std::errc() || name.number < 1) return std::nullopt;
  if (stop == end) return name;
  if (*stop != '-' || stop + 1 == end) return std::nullopt;
  name.hash.assign(stop + 1, end);
  return name;
}

}  // namespace

struct Ledger::State {
  std::string path;
  std::unique_ptr<SQLite::Database> database;

  /// What a step gives; its exception as an error of the file.
  template <class T>
  Result<T> tried(const std::function<T()>& step) const {
    try {
      return step();
    } catch (const SQLite::Exception& failure) {
      return tl::make_unexpected(error_at(path, words_of(failure)));
    }
  }
};

Ledger::Ledger(std::unique_ptr<State> state) : state_(std::move(state)) {}
Ledger::Ledger(Ledger&&) noexcept = default;
Ledger& Ledger::operator=(Ledger&&) noexcept = default;
Ledger::~Ledger() = default;

Result<Ledger> Ledger::to_write(const std::string& path, milliseconds patience) {
  std::error_code code;
  if (fs::is_directory(path, code))
    return tl::make_unexpected(error_at(path, "is a folder, expected a file"));
  make_folder(fs::path(path).parent_path());
  auto state = std::make_unique<State>(State{path, nullptr});
  const auto opened = state->tried<bool>([&] {
    state->database = std::make_unique<SQLite::Database>(
        path, SQLite::OPEN_READWRITE | SQLite::OPEN_CREATE, static_cast<int>(patience.count()));
    if (is_empty(*state->database)) {
      use_write_ahead_log(*state->database, patience);
      make_tables(*state->database);
    }
    refuse_what_is_not_ours(*state->database);
    // A log of which each transaction is synced, so that a power cut loses none either.
    state->database->exec("PRAGMA synchronous = FULL");
    return true;
  });
  if (!opened) return tl::make_unexpected(opened.error());
  return Ledger(std::move(state));
}

Result<Ledger> Ledger::to_read(const std::string& path) {
  std::error_code code;
  if (!fs::exists(path, code))
    return tl::make_unexpected(
        error_at(path, "no such ledger", "the first run that is kept makes it"));
  if (fs::is_directory(path, code))
    return tl::make_unexpected(error_at(path, "is a folder, expected a file"));
  auto state = std::make_unique<State>(State{path, nullptr});
  const auto opened = state->tried<bool>([&] {
    state->database = open_to_read(path);
    refuse_what_is_not_ours(*state->database);
    return true;
  });
  if (!opened) return tl::make_unexpected(opened.error());
  return Ledger(std::move(state));
}

Result<RunName> Ledger::add(const Run& run) {
  return state_->tried<RunName>([&] {
    SQLite::Database& database = *state_->database;
    SQLite::Transaction transaction(database, SQLite::TransactionBehavior::IMMEDIATE);
    refuse_what_is_not_ours(database);  // a newer engine may have come in between
    if (run.result.bytes) add_content(database, run.result.sha256, *run.result.bytes);
    Run named = run;
    named.name.hash = hash_of(run);
    named.name.number = add_run(database, named);
    add_lists(database, named.name.number, run);
    add_rankings(database, named.name.number, run);
    transaction.commit();
    return named.name;
  });
}

Result<std::vector<Run>> Ledger::newest(const std::string& command, std::size_t most) const {
  return state_->tried<std::vector<Run>>([&] {
    SQLite::Statement query(*state_->database,
                            std::string(columns_of_run) +
                                "WHERE ?1 = '' OR command = ?1 ORDER BY number DESC LIMIT ?2");
    query.bind(1, command);
    query.bind(2, most == 0 ? std::int64_t{-1} : static_cast<std::int64_t>(most));
    std::vector<Run> runs;
    while (query.executeStep()) {
      runs.push_back(run_in(query));
      read_lists(*state_->database, runs.back());
    }
    return runs;
  });
}

Result<Run> Ledger::find(const std::string& name) const {
  const auto wanted = parse_name(name);
  const auto found = state_->tried<std::optional<Run>>([&]() -> std::optional<Run> {
    SQLite::Database& database = *state_->database;
    SQLite::Statement query(
        database, std::string(columns_of_run) +
                      (name == "last" ? "ORDER BY number DESC LIMIT 1" : "WHERE number = ?"));
    if (name != "last") query.bind(1, wanted ? wanted->number : std::int64_t{0});
    if (!query.executeStep()) return std::nullopt;
    Run run = run_in(query);
    if (wanted && !wanted->hash.empty() && wanted->hash != run.name.hash) return std::nullopt;
    read_lists(database, run);
    run.result.bytes = content_of(database, run.result.sha256);
    read_rankings(database, run);
    return run;
  });
  if (!found) return tl::make_unexpected(found.error());
  if (*found) return **found;
  constexpr std::size_t names_compared = 1000;
  Diagnostic unknown = error_at(state_->path, fmt::format("no run '{}'", name));
  std::vector<std::string> names;
  if (const auto runs = newest("", names_compared))
    for (const Run& run : *runs) names.push_back(to_text(run.name));
  unknown.did_you_mean(name, names);
  if (unknown.hint.empty())
    unknown.with_hint(names.empty() ? "it has no runs yet"
                                    : fmt::format("the newest is {}", names.front()));
  return tl::make_unexpected(std::move(unknown));
}

}  // namespace harbinger::store
