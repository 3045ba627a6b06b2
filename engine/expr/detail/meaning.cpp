// SPDX-License-Identifier: Apache-2.0
#include "expr/detail/meaning.hpp"

#include <algorithm>

#include <fmt/format.h>

namespace harbinger::expr::detail {

namespace {

std::string meaning_of(const Value& value);

/// A text under its length, so that what it holds is never taken for what stands around it.
std::string measured(std::string_view kind, std::string_view text) {
  return fmt::format("{}{}:{}", kind, text.size(), text);
}

std::string meaning_of_list(const List& list) {
  std::string out = "[";
  for (const Value& item : *list.items) out += meaning_of(item) + ",";
  return out + "]";
}

std::string meaning_of_map(const Map& map) {
  std::vector<std::string> entries;
  for (const auto& [key, value] : *map.entries)
    entries.push_back(meaning_of(key) + ":" + meaning_of(value));
  std::sort(entries.begin(), entries.end());
  return fmt::format("{{{}}}", fmt::join(entries, ","));
}

std::string meaning_of(const Value& value) {
  if (const auto* number = value.get_if<double>()) return fmt::format("{}", *number);
  if (const auto* list = value.get_if<List>()) return meaning_of_list(*list);
  if (const auto* map = value.get_if<Map>()) return meaning_of_map(*map);
  const std::string text = value.is<Error>() ? value.get<Error>().message : expr::to_text(value);
  return measured(fmt::format("v{}_", value.data.index()), text);
}

std::string name_without_spaces(const std::string& name) {
  std::string out = name;
  std::erase_if(out, [](char c) { return c == ' ' || c == '\n' || c == '\t' || c == '\r'; });
  return out;
}

std::string joined(std::string_view what, std::vector<std::string> parts, bool any_order) {
  if (any_order) std::sort(parts.begin(), parts.end());
  return fmt::format("{}({})", what, fmt::join(parts, ", "));
}

std::vector<std::string> meanings(const std::vector<Node>& nodes) {
  std::vector<std::string> all;
  for (const Node& node : nodes)
    all.push_back((node.optional_entry ? "?" : "") + detail::meaning_of(node));
  return all;
}

std::string junction(const Node& node) {
  std::vector<std::string> parts;
  for (const Node* operand : operands_of(node, node.kind))
    parts.push_back(detail::meaning_of(*operand));
  std::sort(parts.begin(), parts.end());
  parts.erase(std::unique(parts.begin(), parts.end()), parts.end());
  if (parts.size() == 1) return parts[0];
  return joined(node.kind == NodeKind::conjunction ? "all" : "any", std::move(parts), true);
}

std::string binary(const Node& node) {
  std::vector<std::string> sides = meanings(node.children);
  Operator op = node.op;
  if (op == Operator::greater || op == Operator::greater_equal) {
    op = op == Operator::greater ? Operator::less : Operator::less_equal;
    std::swap(sides[0], sides[1]);
  }
  const bool of_numbers = node.type.kind == TypeKind::number;
  const bool commutes = op == Operator::equal || op == Operator::not_equal ||
                        (of_numbers && (op == Operator::add || op == Operator::multiply));
  if (commutes) std::sort(sides.begin(), sides.end());
  return fmt::format("({} {} {})", sides[0], sign_of(op), sides[1]);
}

}  // namespace

std::vector<const Node*> operands_of(const Node& node, NodeKind kind) {
  if (node.kind != kind || node.folded) return {&node};
  std::vector<const Node*> all;
  for (const Node& child : node.children) {
    const auto nested = operands_of(child, kind);
    all.insert(all.end(), nested.begin(), nested.end());
  }
  return all;
}

std::string meaning_of(const Node& node) {
  if (node.folded) return meaning_of(*node.folded);
  switch (node.kind) {
    case NodeKind::slot: return "`" + name_without_spaces(node.name) + "`";
    case NodeKind::local: return fmt::format("${}", node.index);
    case NodeKind::binary: return binary(node);
    case NodeKind::conjunction:
    case NodeKind::disjunction: return junction(node);
    case NodeKind::negation:
      if (node.children[0].kind == NodeKind::negation)
        return meaning_of(node.children[0].children[0]);
      return joined("!", meanings(node.children), false);
    case NodeKind::negate: return joined("-", meanings(node.children), false);
    case NodeKind::call: return joined(measured("f", node.name), meanings(node.children), false);
    case NodeKind::to_number: return joined("double", meanings(node.children), false);
    default: break;
  }
  // The variable of a comprehension has a number, and its name says nothing; that of a field says which.
  const bool is_named = node.kind == NodeKind::field || node.kind == NodeKind::present;
  return joined(fmt::format("k{}_{}{}{}_{}", static_cast<int>(node.kind),
                            static_cast<int>(node.macro), node.in_pairs ? "p" : "",
                            node.optional_select ? "?" : "", is_named ? node.name : std::string()),
                meanings(node.children), false);
}

}  // namespace harbinger::expr::detail
