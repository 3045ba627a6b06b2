// SPDX-License-Identifier: Apache-2.0
// The tables of a ledger. `user_version` is their version: a newer one is left alone, an older one would be brought up
// in the transaction that first writes.
#pragma once

namespace harbinger::store::detail {

/// In the file's header, where `file` and others tell databases apart: "Hbgr".
inline constexpr int application_id = 0x48626772;
inline constexpr int schema_version = 1;

inline constexpr const char* schema = R"sql(
CREATE TABLE content (
  sha256 TEXT PRIMARY KEY,
  size INTEGER NOT NULL,
  packing TEXT NOT NULL CHECK (packing IN ('plain', 'zstd')),
  bytes BLOB NOT NULL
);
CREATE TABLE run (
  number INTEGER PRIMARY KEY AUTOINCREMENT,
  hash TEXT NOT NULL,
  command TEXT NOT NULL,
  engine TEXT NOT NULL,
  as_of TEXT NOT NULL,
  folder TEXT NOT NULL,
  output TEXT NOT NULL,
  colour INTEGER NOT NULL,
  started TEXT NOT NULL,
  seconds REAL NOT NULL,
  result TEXT NOT NULL,
  result_size INTEGER NOT NULL
);
CREATE TABLE option (
  run INTEGER NOT NULL REFERENCES run (number),
  place INTEGER NOT NULL,
  name TEXT NOT NULL,
  value TEXT NOT NULL,
  PRIMARY KEY (run, place)
) WITHOUT ROWID;
CREATE TABLE input (
  run INTEGER NOT NULL REFERENCES run (number),
  place INTEGER NOT NULL,
  path TEXT NOT NULL,
  sha256 TEXT NOT NULL,
  PRIMARY KEY (run, place)
) WITHOUT ROWID;
CREATE TABLE ranking (
  run INTEGER NOT NULL REFERENCES run (number),
  place INTEGER NOT NULL,
  name TEXT NOT NULL,
  as_of TEXT NOT NULL,
  content TEXT NOT NULL,
  PRIMARY KEY (run, place)
) WITHOUT ROWID;
)sql";

}  // namespace harbinger::store::detail
