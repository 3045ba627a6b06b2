// SPDX-License-Identifier: Apache-2.0
#include "base/written_text.hpp"

#include <algorithm>
#include <numeric>

namespace harbinger {

TextPosition WrittenText::position(std::size_t offset, std::size_t length) const {
  if (!text || offsets.empty()) return {text, 0, 0, 1};
  const std::size_t last = offsets.size() - 1;
  const std::size_t begin = offsets[std::min(offset, last)];
  const std::size_t end = offsets[std::min(offset + length, last)];
  return position_at(text, begin, end > begin ? end - begin : 1);
}

WrittenText written_argument(std::string name, std::string value) {
  auto text = std::make_shared<const SourceText>(std::move(name), value);
  std::vector<std::uint32_t> offsets(value.size() + 1);
  std::iota(offsets.begin(), offsets.end(), 0u);
  return {std::move(value), std::move(text), std::move(offsets)};
}

}  // namespace harbinger
