// SPDX-License-Identifier: Apache-2.0
#include "rule/rule_state_text.hpp"

namespace harbinger::rule {

namespace {

struct EnabledRecord {
  bool value = true;
  std::string reason;
  static const Record<EnabledRecord>& shape() {
    static const auto record =
        Record<EnabledRecord>("state of a rule")
            .required("value", &EnabledRecord::value, "whether the rule is on")
            .optional("reason", &EnabledRecord::reason, "why it is off");
    return record;
  }
};

}  // namespace

bool read_value(const YamlNode& node, EnabledText& out, Diagnostics& diagnostics) {
  out.where = node.where;
  out.reason.clear();
  if (node.kind != YamlKind::map) return read_value(node, out.value, diagnostics);
  EnabledRecord enabled;
  const bool good = EnabledRecord::shape().read(node, enabled, diagnostics);
  out.value = enabled.value;
  out.reason = std::move(enabled.reason);
  return good;
}

YamlNode written_value(const EnabledText& value) {
  if (value.reason.empty()) return harbinger::written_value(value.value);
  return EnabledRecord::shape().write({value.value, value.reason});
}

ValueShape shape_of(const EnabledText*) {
  return one_of({{ValueShape::Kind::truth}, record_of(EnabledRecord::shape())});
}

}  // namespace harbinger::rule
