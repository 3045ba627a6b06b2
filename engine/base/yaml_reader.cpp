// SPDX-License-Identifier: Apache-2.0
// Reads by yaml-cpp (yaml_writer.cpp writes by it; no other file knows it). Its events are turned into our tree, because the library's own nodes
// keep duplicate keys and lose the place of each byte of a quoted text.
#include "base/yaml_reader.hpp"

#include <algorithm>
#include <cctype>
#include <map>
#include <set>
#include <sstream>
#include <utility>
#include <vector>

#include <yaml-cpp/eventhandler.h>
#include <yaml-cpp/exceptions.h>
#include <yaml-cpp/parser.h>

#include "base/key_path.hpp"
#include "base/utf8.hpp"

namespace harbinger {

const YamlNode* YamlNode::find(std::string_view key) const {
  for (const auto& [name, value] : entries)
    if (name.scalar.value == key) return &value;
  return nullptr;
}

bool same_content(const YamlNode& a, const YamlNode& b) {
  return a.kind == b.kind && a.scalar.value == b.scalar.value && a.plain == b.plain &&
         a.tag == b.tag &&
         std::equal(a.items.begin(), a.items.end(), b.items.begin(), b.items.end(), same_content) &&
         std::equal(a.entries.begin(), a.entries.end(), b.entries.begin(), b.entries.end(),
                    [](const YamlEntry& x, const YamlEntry& y) {
                      return same_content(x.key, y.key) && same_content(x.value, y.value);
                    });
}

std::string_view kind_name(YamlKind kind) {
  switch (kind) {
    case YamlKind::null: return "nothing";
    case YamlKind::scalar: return "a text";
    case YamlKind::sequence: return "a list";
    case YamlKind::map: return "a map";
  }
  return "nothing";
}

namespace {

constexpr std::string_view byte_order_mark = "\xEF\xBB\xBF";

bool is_space(char c) { return c == ' ' || c == '\t' || c == '\r' || c == '\n'; }

/// How many bytes of source the escape at source[s] (a backslash) takes.
std::size_t escape_length(std::string_view source, std::size_t s) {
  const char kind = s + 1 < source.size() ? source[s + 1] : '\0';
  switch (kind) {
    case 'x': return 4;
    case 'u': return 6;
    case 'U': return 10;
    default: return 2;
  }
}

/// How many bytes of the value one escape became (a code point in UTF-8).
std::size_t code_point_length(char lead) {
  const auto byte = static_cast<unsigned char>(lead);
  return byte < 0xC0 ? 1 : byte < 0xE0 ? 2 : byte < 0xF0 ? 3 : 4;
}

/// For each byte of `value` the place in `source` it was written at, reading from `start`. White space that
/// YAML folded or dropped is skipped; what cannot be matched keeps the last place that could.
std::vector<std::uint32_t> written_offsets(std::string_view source, std::size_t start,
                                           std::string_view value) {
  std::vector<std::uint32_t> offsets;
  offsets.reserve(value.size() + 1);
  std::size_t s = start;
  const char first = s < source.size() ? source[s] : '\0';
  const bool double_quoted = first == '"';
  const bool single_quoted = first == '\'';
  if (double_quoted || single_quoted) ++s;
  if (first == '|' || first == '>') s = std::min(source.find('\n', s), source.size());
  std::size_t i = 0;
  const auto emit = [&](std::size_t bytes) {
    for (std::size_t n = 0; n < bytes && i < value.size(); ++n, ++i)
      offsets.push_back(static_cast<std::uint32_t>(s));
  };
  while (i < value.size() && s < source.size()) {
    if (double_quoted && source[s] == '\\') {
      if (s + 1 < source.size() && (source[s + 1] == '\n' || source[s + 1] == '\r')) {
        ++s;  // a line joined to the next
        while (s < source.size() && is_space(source[s])) ++s;
        continue;
      }
      emit(code_point_length(value[i]));
      s += escape_length(source, s);
    } else if (source[s] == value[i]) {
      emit(1);
      s += single_quoted && source[s] == '\'' ? 2 : 1;
    } else if (is_space(source[s])) {
      if (source[s] == '\n' && is_space(value[i])) emit(1);
      ++s;
    } else {
      break;
    }
  }
  while (offsets.size() < value.size())
    offsets.push_back(static_cast<std::uint32_t>(std::min(s, source.size())));
  offsets.push_back(static_cast<std::uint32_t>(std::min(s, source.size())));
  return offsets;
}

/// Stops the parser; what is wrong has been told.
struct Stopped {};

class TreeBuilder : public YAML::EventHandler {
 public:
  TreeBuilder(std::shared_ptr<const SourceText> text, Diagnostics& diagnostics,
              const YamlLimits& limits, std::size_t skipped)
      : text_(std::move(text)), diagnostics_(diagnostics), limits_(limits), skipped_(skipped) {}

  YamlNode root;

  /// The keys that lead to where the reader is, for a message: `rules[3].points: `; nothing at the top.
  [[nodiscard]] std::string path() const {
    static constexpr std::size_t longest = 200;
    std::string keys;
    for (const Open& level : stack_)
      if (level.node.kind == YamlKind::sequence)
        keys = with_item(std::move(keys), level.node.items.size());
      else if (level.has_key)
        keys = with_key(std::move(keys), level.key.scalar.value);
    if (keys.size() > longest) keys = "... " + keys.substr(keys.size() - longest);
    return keys.empty() ? keys : keys + ": ";
  }

  void OnDocumentStart(const YAML::Mark&) override {}
  void OnDocumentEnd() override {}
  void OnNull(const YAML::Mark& mark, YAML::anchor_t anchor) override {
    YamlNode node;
    node.where = at(mark);
    finish(std::move(node), anchor);
  }
  void OnAlias(const YAML::Mark& mark, YAML::anchor_t anchor) override {
    const auto found = anchors_.find(anchor);
    if (found == anchors_.end()) fail(at(mark), "an alias inside the node it names");
    count(found->second.second, at(mark));
    YamlNode copy = found->second.first;
    place(std::move(copy));
  }
  void OnScalar(const YAML::Mark& mark, const std::string& tag, YAML::anchor_t anchor,
                const std::string& value) override {
    YamlNode node;
    node.kind = YamlKind::scalar;
    node.plain = tag == "?" || (tag.empty() && value.empty());
    if (tag.size() > 1 && tag != "?") node.tag = tag;
    node.scalar = {value, text_, written_offsets(text_->content(), offset(mark), value)};
    node.where = value.empty() ? at(mark) : node.scalar.where();
    finish(std::move(node), anchor);
  }
  void OnSequenceStart(const YAML::Mark& mark, const std::string& tag, YAML::anchor_t anchor,
                       YAML::EmitterStyle::value) override {
    open(YamlKind::sequence, mark, tag, anchor);
  }
  void OnSequenceEnd() override { close(); }
  void OnMapStart(const YAML::Mark& mark, const std::string& tag, YAML::anchor_t anchor,
                  YAML::EmitterStyle::value) override {
    open(YamlKind::map, mark, tag, anchor);
  }
  void OnMapEnd() override { close(); }

 private:
  struct Open {
    YamlNode node;
    YAML::anchor_t anchor;
    std::size_t nodes_before;
    bool has_key = false;
    YamlNode key;
    std::set<std::string> keys;  ///< Of `node`, where there are more than a few.

    /// Whether the map does not have the key yet.
    [[nodiscard]] bool is_new(const std::string& name) {
      static constexpr std::size_t few = 32;
      if (node.entries.size() < few) return node.find(name) == nullptr;
      if (keys.empty())
        for (const YamlEntry& entry : node.entries) keys.insert(entry.key.scalar.value);
      return keys.insert(name).second;
    }
  };

  std::size_t offset(const YAML::Mark& mark) const {
    return static_cast<std::size_t>(mark.pos) + skipped_;
  }
  TextPosition at(const YAML::Mark& mark) const { return position_at(text_, offset(mark)); }

  [[noreturn]] void fail(TextPosition where, std::string message) {
    diagnostics_.error(std::move(where), "{}{}", path(), message);
    throw Stopped{};
  }

  void count(std::size_t more, const TextPosition& where) {
    nodes_ += more;
    if (nodes_ > limits_.nodes)
      fail(where, fmt::format("more than {} nodes, aliases expanded (the limit)", limits_.nodes));
  }

  void open(YamlKind kind, const YAML::Mark& mark, const std::string& tag, YAML::anchor_t anchor) {
    if (stack_.size() >= limits_.depth)
      fail(at(mark), fmt::format("nested deeper than {} (the limit)", limits_.depth));
    count(1, at(mark));
    Open level;
    level.node.kind = kind;
    level.node.where = at(mark);
    if (tag.size() > 1 && tag != "?") level.node.tag = tag;
    level.anchor = anchor;
    level.nodes_before = nodes_ - 1;
    stack_.push_back(std::move(level));
  }

  void close() {
    Open level = std::move(stack_.back());
    stack_.pop_back();
    if (level.anchor != 0) anchors_[level.anchor] = {level.node, nodes_ - level.nodes_before};
    place(std::move(level.node));
  }

  void finish(YamlNode node, YAML::anchor_t anchor) {
    count(1, node.where);
    if (anchor != 0) anchors_[anchor] = {node, 1};
    place(std::move(node));
  }

  void place(YamlNode node) {
    if (stack_.empty()) {
      root = std::move(node);
      return;
    }
    Open& level = stack_.back();
    if (level.node.kind == YamlKind::sequence) {
      level.node.items.push_back(std::move(node));
    } else if (!level.has_key) {
      check_key(level, node);
      level.key = std::move(node);
      level.has_key = true;
    } else {
      level.node.entries.push_back({std::move(level.key), std::move(node)});
      level.key = {};
      level.has_key = false;
    }
  }

  void check_key(Open& level, const YamlNode& key) {
    if (key.kind != YamlKind::scalar) {
      diagnostics_
          .error(key.where, "{}expected a text as the key of a map, found {}", path(),
                 kind_name(key.kind))
          .with_hint("an expression with braces or brackets stands in quotes");
    } else if (!level.is_new(key.scalar.value)) {
      std::string keys = path();
      // At the top the key is all there is to its path, and the message names it.
      if (!keys.empty()) keys = with_key(keys.substr(0, keys.size() - 2), key.scalar.value) + ": ";
      diagnostics_.error(key.where, "{}key '{}' stands twice in this map", keys, key.scalar.value);
    }
  }

  std::shared_ptr<const SourceText> text_;
  Diagnostics& diagnostics_;
  const YamlLimits& limits_;
  std::size_t skipped_;
  std::size_t nodes_ = 0;
  std::vector<Open> stack_;
  std::map<YAML::anchor_t, std::pair<YamlNode, std::size_t>> anchors_;
};

}  // namespace

std::optional<YamlNode> read_yaml(const std::shared_ptr<const SourceText>& text,
                                  Diagnostics& diagnostics, const YamlLimits& limits) {
  const std::size_t errors_before = diagnostics.error_count();
  const std::string_view content = text->content();
  if (content.size() > limits.bytes) {
    diagnostics.error({text, 0, 0, 1}, "larger than {} bytes (the limit)", limits.bytes);
    return std::nullopt;
  }
  if (const auto wrong = first_invalid_utf8(content)) {
    diagnostics.error(position_at(text, *wrong), "not UTF-8");
    return std::nullopt;
  }
  const std::size_t skipped = content.starts_with(byte_order_mark) ? byte_order_mark.size() : 0;
  std::istringstream stream{std::string(content)};
  TreeBuilder builder(text, diagnostics, limits, skipped);
  try {
    YAML::Parser parser(stream);
    parser.HandleNextDocument(builder);
    TreeBuilder rest(text, diagnostics, limits, skipped);
    if (parser.HandleNextDocument(rest))
      diagnostics.error(rest.root.where, "a second document in the file; one is expected");
  } catch (const Stopped&) {
  } catch (const YAML::Exception& failure) {
    // The library's words are kept: they name what it expected. Its positions count from 0.
    const std::size_t where =
        failure.mark.is_null() ? 0 : static_cast<std::size_t>(failure.mark.pos) + skipped;
    Diagnostic& error =
        diagnostics.error(position_at(text, where), "{}not YAML: {}", builder.path(), failure.msg);
    const std::string_view line = text->line(error.where.line);
    if (line.substr(0, line.find_first_not_of(" \t")).find('\t') != std::string_view::npos)
      error.with_hint("indent with spaces: YAML takes no tabs");
    else if (line.find(" ? ") != std::string_view::npos ||
             line.find(": *") != std::string_view::npos ||
             line.find(": &") != std::string_view::npos)
      error.with_hint("YAML reads this as its own syntax: put an expression in quotes");
  }
  if (diagnostics.error_count() > errors_before) return std::nullopt;
  if (!builder.root.where.text) builder.root.where = {text, 0, 0, 1};  // an empty document
  return std::move(builder.root);
}

}  // namespace harbinger
