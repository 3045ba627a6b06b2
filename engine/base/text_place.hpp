// SPDX-License-Identifier: Apache-2.0
// A place in a text as people write it, to name another place in a message: where a name stood first.
#pragma once

#include <string>

#include "base/diagnostic.hpp"

namespace harbinger {

/// `file:line:column`.
[[nodiscard]] std::string to_text(const TextPosition& where);

}  // namespace harbinger
