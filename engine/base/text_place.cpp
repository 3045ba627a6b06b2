// SPDX-License-Identifier: Apache-2.0
#include "base/text_place.hpp"

namespace harbinger {

std::string to_text(const TextPosition& where) {
  return fmt::format("{}:{}:{}", where.text ? where.text->name() : "", where.line, where.column);
}

}  // namespace harbinger
