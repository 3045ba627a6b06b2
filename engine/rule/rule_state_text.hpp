// SPDX-License-Identifier: Apache-2.0
// Whether a rule, a decision table or a row of one is on, as written.
#pragma once

#include <string>

#include "base/yaml_record.hpp"

namespace harbinger::rule {

/// `true`, `false`, or {value: false, reason: "..."}: a rule that is off says why.
struct EnabledText {
  bool value = true;
  std::string reason;
  TextPosition where;
  friend bool operator==(const EnabledText& a, const EnabledText& b) {
    return a.value == b.value && a.reason == b.reason;
  }
};
[[nodiscard]] bool read_value(const YamlNode& node, EnabledText& out, Diagnostics& diagnostics);
[[nodiscard]] YamlNode written_value(const EnabledText& value);
[[nodiscard]] ValueShape shape_of(const EnabledText*);

}  // namespace harbinger::rule
