// SPDX-License-Identifier: Apache-2.0
#include "expr/plain_program.hpp"

#include "expr/detail/node.hpp"

namespace harbinger::expr {

std::optional<std::uint32_t> only_slot(const Program& program) {
  const Node& root = program.root();
  return root.kind == NodeKind::slot ? std::optional(root.index) : std::nullopt;
}

std::optional<std::pair<std::uint32_t, std::uint32_t>> unequal_slots(const Program& program) {
  const Node& root = program.root();
  const bool says_unequal = root.kind == NodeKind::binary && root.op == detail::Operator::not_equal;
  if (!says_unequal || root.children[0].kind != NodeKind::slot ||
      root.children[1].kind != NodeKind::slot)
    return std::nullopt;
  return std::pair(root.children[0].index, root.children[1].index);
}

}  // namespace harbinger::expr
