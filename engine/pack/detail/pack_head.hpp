// SPDX-License-Identifier: Apache-2.0
// What pack.yaml says of a pack before a fact is read.
#pragma once

#include <memory>
#include <optional>
#include <vector>

#include "pack/detail/pack_text.hpp"
#include "pack/detail/schema_builder.hpp"
#include "pack/pack.hpp"

namespace harbinger::pack::detail {

struct PackHead {
  PackText text;
  std::vector<TablePlan> tables;
};

/// Gives the pack its id, title, date, schema and legal tests; nothing where an error was added.
[[nodiscard]] std::optional<PackHead> read_head(const std::shared_ptr<const SourceText>& yaml,
                                                Pack& pack, Diagnostics& diagnostics);

/// Gives the pack its figures, each beside a published one of the pack.
void read_figures(const PackText& text, Pack& pack, Diagnostics& diagnostics);

}  // namespace harbinger::pack::detail
