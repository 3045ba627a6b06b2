// SPDX-License-Identifier: Apache-2.0
// Whether a text is XML as far as our pictures use it: elements nested and closed, attributes quoted, references known.
#pragma once

#include <algorithm>
#include <cctype>
#include <string>
#include <string_view>
#include <vector>

namespace harbinger::report {

/// A reader of XML without declarations, comments and CDATA; `error` is empty where all was well.
class XmlReader {
 public:
  explicit XmlReader(std::string_view xml) : rest_(xml) {
    while (!rest_.empty() && error.empty()) rest_.front() == '<' ? read_tag() : read_text("<");
    if (error.empty() && !open_.empty()) error = "not closed: " + open_.back();
  }
  std::string error;

 private:
  void fail(const std::string& what) {
    error = what + " at " + std::string(rest_.substr(0, 60));
    rest_ = {};
  }
  bool take(std::string_view words) {
    if (!rest_.starts_with(words)) return false;
    rest_.remove_prefix(words.size());
    return true;
  }
  std::string take_name() {
    std::size_t length = 0;
    while (length < rest_.size() &&
           (std::isalnum(static_cast<unsigned char>(rest_[length])) || rest_[length] == '-'))
      ++length;
    const std::string name(rest_.substr(0, length));
    rest_.remove_prefix(length);
    return name;
  }
  /// Up to one of `ends`: no markup, and each reference one of XML's.
  void read_text(std::string_view ends) {
    while (!rest_.empty() && ends.find(rest_.front()) == ends.npos && error.empty()) {
      if (rest_.front() == '<' || rest_.front() == '>') return fail("markup in text");
      if (rest_.front() != '&') {
        rest_.remove_prefix(1);
        continue;
      }
      const bool is_known =
          take("&amp;") || take("&lt;") || take("&gt;") || take("&quot;") || take("&#39;");
      if (!is_known) fail("an unknown reference");
    }
  }
  void read_tag() {
    if (take("</")) {
      const std::string name = take_name();
      if (open_.empty() || open_.back() != name || !take(">"))
        return fail("closes what is not open");
      open_.pop_back();
      return;
    }
    rest_.remove_prefix(1);
    const std::string name = take_name();
    if (name.empty()) return fail("no element");
    std::vector<std::string> attributes;
    while (take(" ")) {
      if (rest_.starts_with("/>") || rest_.starts_with(">")) break;
      attributes.push_back(take_name());
      if (attributes.back().empty() || !take("=\"")) return fail("no attribute");
      if (std::count(attributes.begin(), attributes.end(), attributes.back()) > 1)
        return fail("an attribute twice");
      read_text("\"");
      if (!take("\"")) return fail("an attribute without end");
    }
    if (take("/>")) return;
    if (!take(">")) return fail("a tag without end");
    open_.push_back(name);
  }

  std::string_view rest_;
  std::vector<std::string> open_;
};

/// Empty where the text is well formed; else what is wrong, and where.
inline std::string malformed_at(std::string_view xml) { return XmlReader(xml).error; }

}  // namespace harbinger::report
