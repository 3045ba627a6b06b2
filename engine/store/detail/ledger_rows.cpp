// SPDX-License-Identifier: Apache-2.0
#include "store/detail/ledger_rows.hpp"

#include <sqlite3.h>

#include "base/files.hpp"

namespace harbinger::store::detail {

namespace {

/// Binds values in order, then runs.
template <class... Values>
void insert(SQLite::Statement& statement, const Values&... values) {
  int index = 0;
  (statement.bind(++index, values), ...);
  statement.exec();
  statement.reset();
}

/// `hash` is that of the bytes.
Content content_of(const SQLite::Database& database, const std::string& hash, std::string bytes) {
  Content content{hash, bytes.size(), {}};
  SQLite::Statement known(database, "SELECT 1 FROM content WHERE sha256 = ?");
  known.bind(1, hash);
  if (!known.executeStep()) content.packed = packed(std::move(bytes));
  return content;
}

Content content_of(const SQLite::Database& database, const KeptRanking& ranking) {
  if (!ranking.places) return {};
  std::string text = places_text(*ranking.places);
  if (text.size() > kept_at_most) return {};
  const std::string hash = sha256(text);
  return content_of(database, hash, std::move(text));
}

/// Another process may have added the same since it was packed.
void add_content(SQLite::Database& database, const Content& content) {
  if (!content.packed) return;
  SQLite::Statement add(database, "INSERT OR IGNORE INTO content VALUES (?, ?, ?, ?)");
  add.bind(1, content.sha256);
  add.bind(2, static_cast<std::int64_t>(content.size));
  add.bind(3, content.packed->is_smaller ? "zstd" : "plain");
  add.bind(4, content.packed->bytes.data(), static_cast<int>(content.packed->bytes.size()));
  add.exec();
}

std::int64_t add_head(SQLite::Database& database, const Run& run) {
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

void add_rankings(SQLite::Database& database, std::int64_t number, const Run& run,
                  const std::vector<Content>& contents) {
  SQLite::Statement add(database, "INSERT INTO ranking VALUES (?, ?, ?, ?, ?)");
  for (std::size_t i = 0; i < run.rankings.size(); ++i) {
    const KeptRanking& kept = run.rankings[i];
    add_content(database, contents[i]);
    insert(add, number, static_cast<std::int64_t>(i), kept.name, to_text(kept.as_of),
           contents[i].sha256);
  }
}

/// Nothing where it was too large to be kept.
std::optional<std::string> bytes_of(const SQLite::Database& database, const std::string& hash) {
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

void read_rankings(const SQLite::Database& database, Run& run) {
  SQLite::Statement query(database,
                          "SELECT name, as_of, content FROM ranking WHERE run = ? ORDER BY place");
  query.bind(1, run.name.number);
  while (query.executeStep()) {
    KeptRanking kept{query.getColumn(0).getString(), day_in(query.getColumn(1)), {}};
    const std::string hash = query.getColumn(2).getString();
    const auto text = hash.empty() ? std::nullopt : bytes_of(database, hash);
    if (text) kept.places = parse_places(*text);
    run.rankings.push_back(std::move(kept));
  }
}

}  // namespace

RunContents contents_of(const SQLite::Database& database, const Run& run) {
  RunContents contents;
  if (run.result.bytes)
    contents.result = content_of(database, run.result.sha256, *run.result.bytes);
  for (const KeptRanking& ranking : run.rankings)
    contents.rankings.push_back(content_of(database, ranking));
  return contents;
}

std::int64_t add_run(SQLite::Database& database, const Run& run, const RunContents& contents) {
  add_content(database, contents.result);
  const std::int64_t number = add_head(database, run);
  add_lists(database, number, run);
  add_rankings(database, number, run, contents.rankings);
  return number;
}

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

void read_content(const SQLite::Database& database, Run& run) {
  run.result.bytes = bytes_of(database, run.result.sha256);
  read_rankings(database, run);
}

}  // namespace harbinger::store::detail
