// SPDX-License-Identifier: Apache-2.0
#include "store/ledger.hpp"

#include <charconv>
#include <filesystem>
#include <functional>

#include <fmt/format.h>

#include "store/detail/ledger_file.hpp"
#include "store/detail/ledger_rows.hpp"

namespace harbinger::store {

namespace {

namespace fs = std::filesystem;
using std::chrono::milliseconds;

Diagnostic error_at(const std::string& path, std::string message, std::string hint = {}) {
  return {Severity::error, whole_file(path), std::move(message), std::move(hint)};
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
      return tl::make_unexpected(error_at(path, detail::words_of(failure)));
    }
  }
};

Ledger::Ledger(std::unique_ptr<State> state) : state_(std::move(state)) {}
Ledger::Ledger(Ledger&&) noexcept = default;
Ledger& Ledger::operator=(Ledger&&) noexcept = default;
Ledger::~Ledger() = default;

Result<Ledger> Ledger::opened(const std::string& path, const Open& open) {
  std::error_code code;
  const fs::file_status status = fs::status(path, code);
  if (fs::exists(status) && !fs::is_regular_file(status))
    return tl::make_unexpected(error_at(path, fs::is_directory(status)
                                                  ? "is a folder, expected a file"
                                                  : "is no file that can be kept in"));
  auto state = std::make_unique<State>(State{path, nullptr});
  const auto done = state->tried<bool>([&] {
    state->database = open();
    return true;
  });
  if (!done) return tl::make_unexpected(done.error());
  return Ledger(std::move(state));
}

Result<Ledger> Ledger::to_write(const std::string& path, milliseconds patience) {
  return opened(path, [&] { return detail::open_to_write(path, patience); });
}

Result<Ledger> Ledger::to_read(const std::string& path) {
  std::error_code code;
  if (!fs::exists(path, code))
    return tl::make_unexpected(
        error_at(path, "no such ledger", "the first run that is kept makes it"));
  return opened(path, [&] { return detail::open_to_read(path); });
}

Result<RunName> Ledger::add(Run run) {
  return state_->tried<RunName>([&] {
    SQLite::Database& database = *state_->database;
    run.name.hash = hash_of(run);
    const detail::RunContents contents = detail::contents_of(database, run);
    SQLite::Transaction transaction(database, SQLite::TransactionBehavior::IMMEDIATE);
    detail::refuse_what_is_not_ours(database);  // a newer engine may have come in between
    run.name.number = detail::add_run(database, run, contents);
    transaction.commit();
    return run.name;
  });
}

Result<std::vector<Run>> Ledger::newest(const std::string& command, std::size_t most) const {
  return state_->tried<std::vector<Run>>([&] {
    SQLite::Statement query(*state_->database,
                            std::string(detail::columns_of_run) +
                                "WHERE ?1 = '' OR command = ?1 ORDER BY number DESC LIMIT ?2");
    query.bind(1, command);
    query.bind(2, most == 0 ? std::int64_t{-1} : static_cast<std::int64_t>(most));
    std::vector<Run> runs;
    while (query.executeStep()) {
      runs.push_back(detail::run_in(query));
      detail::read_lists(*state_->database, runs.back());
    }
    return runs;
  });
}

Result<Run> Ledger::find(const std::string& name) const {
  const auto wanted = parse_name(name);
  const auto found = state_->tried<std::optional<Run>>([&]() -> std::optional<Run> {
    SQLite::Database& database = *state_->database;
    SQLite::Statement query(
        database, std::string(detail::columns_of_run) +
                      (name == "last" ? "ORDER BY number DESC LIMIT 1" : "WHERE number = ?"));
    if (name != "last") query.bind(1, wanted ? wanted->number : std::int64_t{0});
    if (!query.executeStep()) return std::nullopt;
    Run run = detail::run_in(query);
    if (wanted && !wanted->hash.empty() && wanted->hash != run.name.hash) return std::nullopt;
    detail::read_lists(database, run);
    detail::read_content(database, run);
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
