// SPDX-License-Identifier: Apache-2.0
// The ledger that `runs` looks into.
#pragma once

#include "cli/context.hpp"
#include "store/ledger.hpp"

namespace harbinger::cli {

/// The context's. Errors: it names none, or there is none that can be read.
[[nodiscard]] Result<store::Ledger> ledger_to_read(const Context& context);

}  // namespace harbinger::cli
