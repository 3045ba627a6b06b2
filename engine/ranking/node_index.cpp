// SPDX-License-Identifier: Apache-2.0
#include "ranking/node_index.hpp"

#include <algorithm>
#include <unordered_set>

namespace harbinger::ranking {

namespace {

/// ASCII letters in lower case; others as they are, which asks accents to be typed as they stand.
std::string folded(std::string_view text) {
  std::string out(text);
  for (char& c : out)
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
  return out;
}

/// Whether a name is a text that is folded already.
bool is_folded(std::string_view name, std::string_view text) {
  return name.size() == text.size() && folded(name) == text;
}

/// Calls visit(name) for everything a node is called by.
template <class Visit>
void for_each_name(const pack::Schema& schema, const pack::NodeFact& node, Visit visit) {
  visit(node.id());
  visit(node.name());
  const auto& attributes = schema.kinds[node.kind().index()].attributes;
  for (std::size_t i = 0; i < attributes.size(); ++i) {
    if (!attributes[i].code && attributes[i].name != "aliases") continue;
    const pack::Cell cell = node.cell(i);
    const auto* code = std::get_if<std::string_view>(&cell);
    const auto* aliases = std::get_if<std::vector<std::string_view>>(&cell);
    if (code != nullptr && attributes[i].code) visit(*code);
    if (aliases != nullptr && attributes[i].name == "aliases")
      for (const std::string_view alias : *aliases) visit(alias);
  }
}

}  // namespace

template <class Fits>
std::vector<graph::NodeId> NodeIndex::nodes_that(Fits fits) const {
  std::vector<graph::NodeId> found;
  for (const graph::NodeId node : nodes_)
    for_each_name(graph_->schema(), graph_->node(node), [&](std::string_view name) {
      if ((found.empty() || found.back() != node) && fits(name)) found.push_back(node);
    });
  return found;
}

Result<graph::NodeId> NodeIndex::find(std::string_view text, std::string_view what) const {
  const auto exact = graph_->find_node(text);
  if (exact && std::find(nodes_.begin(), nodes_.end(), *exact) != nodes_.end()) return *exact;
  const std::string wanted = folded(text);
  const auto found = nodes_that([&](std::string_view name) { return is_folded(name, wanted); });
  if (found.size() == 1) return found.front();
  Diagnostic error{Severity::error, {}, {}, {}};
  if (found.empty()) {
    error.message = fmt::format("unknown {} '{}'", what, text);
    const auto containing = nodes_with(wanted);
    if (containing.empty())
      error.did_you_mean(text, names());
    else
      error.message += fmt::format("; these have it in a name:{}", several(containing));
    return tl::make_unexpected(error);
  }
  error.message = fmt::format("'{}' fits {} {}s:{}", text, found.size(), what, several(found));
  error.hint = "name one by its id";
  return tl::make_unexpected(error);
}

std::vector<std::string> NodeIndex::names() const {
  std::vector<std::string> names;
  std::unordered_set<std::string> seen;
  (void)nodes_that([&](std::string_view name) {
    if (seen.insert(folded(name)).second) names.emplace_back(name);
    return false;
  });
  return names;
}

std::vector<graph::NodeId> NodeIndex::nodes_with(const std::string& part) const {
  if (part.empty()) return {};
  auto found = nodes_that([&](std::string_view name) {
    return name.size() >= part.size() && folded(name).find(part) != std::string::npos;
  });
  constexpr std::size_t most_listed = 12;
  if (found.size() > most_listed) found.clear();
  return found;
}

std::string NodeIndex::several(std::span<const graph::NodeId> nodes) const {
  std::string list;
  for (const graph::NodeId node : nodes)
    list += fmt::format("\n  {}  ({})", graph_->node(node).id(), graph_->node(node).name());
  return list;
}

}  // namespace harbinger::ranking
