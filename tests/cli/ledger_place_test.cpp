// SPDX-License-Identifier: Apache-2.0
#include <catch2/catch.hpp>

#include "cli/context.hpp"

using harbinger::cli::default_ledger;

TEST_CASE("The ledger is where the environment says, or in the user's data", "[ledger]") {
  CHECK(default_ledger("here.db", "/data", "/home") == "here.db");
  CHECK(default_ledger("none", "/data", "/home").empty());
  CHECK(default_ledger("", "/data", "/home") == "/data/harbinger/runs.db");
  CHECK(default_ledger("", "data", "/home") == "/home/.local/share/harbinger/runs.db");
  CHECK(default_ledger("", "", "/home") == "/home/.local/share/harbinger/runs.db");
  CHECK(default_ledger("", "", "").empty());
}
