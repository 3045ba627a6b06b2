// SPDX-License-Identifier: Apache-2.0
#include "pack/text_pool.hpp"

namespace harbinger::pack {

TextPoolBuilder::TextPoolBuilder() : starts_{0} { intern({}); }

TextPoolBuilder::TextPoolBuilder(const TextPool& base) {
  const auto bytes = base.bytes.part(0, base.bytes.size());
  const auto starts = base.starts.part(0, base.starts.size());
  bytes_.assign(bytes.begin(), bytes.end());
  starts_.assign(starts.begin(), starts.end());
  slots_ = HashSlots(base.slots.part(0, base.slots.size()));
}

TextId TextPoolBuilder::intern(std::string_view text, std::uint32_t hash) {
  const auto found =
      slots_.find(hash, [&](std::uint32_t number) { return (*this)[TextId(number)] == text; });
  if (found) return TextId(*found);
  const TextId added = append(text);
  slots_.insert(hash, added.value());
  return added;
}

TextId TextPoolBuilder::append(std::string_view text) {
  const TextId id(starts_.size() - 1);
  bytes_.insert(bytes_.end(), text.begin(), text.end());
  starts_.push_back(bytes_.size());
  return id;
}

TextPool TextPoolBuilder::build() && {
  return {std::move(bytes_), std::move(starts_), std::move(slots_).take()};
}

}  // namespace harbinger::pack
