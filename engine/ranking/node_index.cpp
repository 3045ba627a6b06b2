// SPDX-License-Identifier: Apache-2.0
#include "ranking/node_index.hpp"

#include <algorithm>

namespace harbinger::ranking {

namespace {

/// ASCII letters in lower case; others as they are, which asks accents to be typed as they stand.
std::string folded(std::string_view text) {
  std::string out(text);
  for (char& c : out)
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
  return out;
}

/// Everything a node is called by.
std::vector<std::string> names_of(const pack::Schema& schema, const pack::NodeFact& node) {
  std::vector<std::string> names{std::string(node.id()), std::string(node.name())};
  const auto& attributes = schema.kinds[node.kind().index()].attributes;
  for (std::size_t i = 0; i < attributes.size(); ++i) {
    if (!attributes[i].code && attributes[i].name != "aliases") continue;
    const pack::Cell cell = node.cell(i);
    const auto* code = std::get_if<std::string_view>(&cell);
    const auto* aliases = std::get_if<std::vector<std::string_view>>(&cell);
    if (code != nullptr && attributes[i].code) names.emplace_back(*code);
    if (aliases != nullptr && attributes[i].name == "aliases")
      names.insert(names.end(), aliases->begin(), aliases->end());
  }
  return names;
}

}  // namespace

NodeIndex::NodeIndex(const graph::EntityGraph& graph, std::span<const graph::NodeId> nodes)
    : graph_(&graph) {
  for (const graph::NodeId node : nodes)
    for (const std::string& name : names_of(graph.schema(), graph.node(node))) {
      auto& named = by_name_[folded(name)];
      if (named.empty()) names_.push_back(name);
      if (named.empty() || named.back() != node) named.push_back(node);
    }
}

Result<graph::NodeId> NodeIndex::find(std::string_view text, std::string_view what) const {
  if (const auto exact = graph_->find_node(text)) {
    const auto found = by_name_.find(folded(text));
    if (found != by_name_.end() &&
        std::find(found->second.begin(), found->second.end(), *exact) != found->second.end())
      return *exact;
  }
  Diagnostic error{Severity::error, {}, {}, {}};
  const auto found = by_name_.find(folded(text));
  if (found == by_name_.end()) {
    error.message = fmt::format("unknown {} '{}'", what, text);
    const auto containing = nodes_with(folded(text));
    if (containing.empty())
      error.did_you_mean(text, names_);
    else
      error.message += fmt::format("; these have it in a name:{}", several(containing));
    return tl::make_unexpected(error);
  }
  if (found->second.size() == 1) return found->second.front();
  error.message =
      fmt::format("'{}' fits {} {}s:{}", text, found->second.size(), what, several(found->second));
  error.hint = "name one by its id";
  return tl::make_unexpected(error);
}

std::vector<graph::NodeId> NodeIndex::nodes_with(const std::string& part) const {
  std::vector<graph::NodeId> found;
  if (part.empty()) return found;
  for (const auto& [name, nodes] : by_name_)
    if (name.find(part) != std::string::npos) found.insert(found.end(), nodes.begin(), nodes.end());
  std::sort(found.begin(), found.end());
  found.erase(std::unique(found.begin(), found.end()), found.end());
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
