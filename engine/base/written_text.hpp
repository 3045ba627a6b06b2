// SPDX-License-Identifier: Apache-2.0
// A piece of text as a person wrote it, which still knows where each of its bytes stands: through the
// quotes, escapes, folds and indents of YAML an error in an expression points at the right column.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "base/diagnostic.hpp"

namespace harbinger {

struct WrittenText {
  std::string value;
  std::shared_ptr<const SourceText> text;
  /// For each byte of `value`, and for its end, the byte offset in `text`.
  std::vector<std::uint32_t> offsets;

  /// The place of the bytes [offset, offset + length) of `value`.
  [[nodiscard]] TextPosition position(std::size_t offset, std::size_t length = 1) const;
  /// The place of all of it.
  [[nodiscard]] TextPosition where() const { return position(0, value.size()); }

  /// Whether they say the same, wherever they stand.
  friend bool operator==(const WrittenText& a, const WrittenText& b) { return a.value == b.value; }
};

/// Text that stands nowhere in a file: an argument, named by what it was given to ('--where').
[[nodiscard]] WrittenText written_argument(std::string name, std::string value);

}  // namespace harbinger
