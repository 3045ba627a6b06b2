// SPDX-License-Identifier: Apache-2.0
#include "expr/detail/shared_truths.hpp"

#include <algorithm>

#include "expr/detail/meaning.hpp"
#include "expr/detail/vector_form.hpp"

namespace harbinger::expr::detail {

namespace {

/// Whether all of it runs in vectors. What is left to the scalar back end is computed for the rows wanted only.
bool is_vector_form(const Node& node) {
  if (!has_vector_form(node)) return false;
  if (node.folded) return true;
  if (node.kind == NodeKind::binary && node.op == Operator::in)
    return is_vector_form(node.children[0]);
  return std::all_of(node.children.begin(), node.children.end(), is_vector_form);
}

/// A column is as good as kept.
bool may_be_kept(const Node& node) {
  return !node.folded && node.kind != NodeKind::slot && lane_kind(node) == ColumnKind::truth &&
         is_vector_form(node);
}

}  // namespace

void SharedTruths::count(const Node& root) {
  if (root.folded) return;
  if (may_be_kept(root)) {
    const auto [said, is_new] = said_.try_emplace(meaning_of(root));
    if (!is_new && !said->second.again) said->second = {true, places_++};
    if (!is_new) return;
  }
  for (const Node& child : root.children) count(child);
}

std::optional<std::size_t> SharedTruths::place_of(const Node& node) const {
  if (!may_be_kept(node)) return std::nullopt;
  const auto said = said_.find(meaning_of(node));
  if (said == said_.end() || !said->second.again) return std::nullopt;
  return said->second.place;
}

}  // namespace harbinger::expr::detail
