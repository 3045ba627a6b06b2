// SPDX-License-Identifier: Apache-2.0
// The ledger: a SQLite file with a record of every run, so that months later somebody can tell where a number came
// from, and make it again.
//
// What is promised: a run that add() has named is in the ledger, whatever kills the process or the machine after
// that; a run that it has not is there whole or not at all. One transaction a run, in the write-ahead log (WAL), synced
// before add() returns. Several processes may add at once; each waits its turn, for as long as its patience lasts.
// Content that is the same in several runs (a result, a ranking) is kept once, by its SHA-256.
//
// What is no ledger of ours (a newer version's, another program's, no database at all) is never written to.
#pragma once

#include <chrono>
#include <cstddef>
#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "base/diagnostic.hpp"
#include "store/run.hpp"

namespace SQLite {
class Database;
}

namespace harbinger::store {

class Ledger {
 public:
  /// For adding; the file, and the folders above it, are made where they are not there. Errors: it cannot be opened
  /// or made, it is not ours, others hold it for longer than `patience`.
  [[nodiscard]] static Result<Ledger> to_write(const std::string& path,
                                               std::chrono::milliseconds patience);
  /// For reading, also from where nothing can be written. Errors: there is none, or it is not ours.
  [[nodiscard]] static Result<Ledger> to_read(const std::string& path);

  Ledger(Ledger&&) noexcept;
  Ledger& operator=(Ledger&&) noexcept;
  ~Ledger();

  /// The run's name. Errors: a full disk, a lock that outlasts patience; then nothing was added.
  [[nodiscard]] Result<RunName> add(Run run);

  /// The newest runs first, at most `most` (0: all), of one command (empty: any), without the bytes of results and
  /// without rankings.
  [[nodiscard]] Result<std::vector<Run>> newest(const std::string& command, std::size_t most) const;
  /// One run with all that is kept of it. Error: there is none of that name; `17`, `17-3fa9c2` and `last` are names.
  [[nodiscard]] Result<Run> find(const std::string& name) const;

 private:
  struct State;
  using Open = std::function<std::unique_ptr<SQLite::Database>()>;
  [[nodiscard]] static Result<Ledger> opened(const std::string& path, const Open& open);
  explicit Ledger(std::unique_ptr<State> state);

  std::unique_ptr<State> state_;
};

}  // namespace harbinger::store
