// SPDX-License-Identifier: Apache-2.0
// From the text of a cell to its typed value.
#pragma once

#include <string>
#include <string_view>

#include <tl/expected.hpp>

#include "pack/cell.hpp"
#include "pack/schema.hpp"

namespace harbinger::pack::detail {

/// The value of a cell, whose texts are parts of its text; empty text is unknown. Error: what was expected, for a person.
[[nodiscard]] tl::expected<Cell, std::string> read_cell(AttributeType type, std::string_view text);

}  // namespace harbinger::pack::detail
