// SPDX-License-Identifier: Apache-2.0
#include "base/yaml_writer.hpp"

#include <yaml-cpp/emitter.h>
#include <yaml-cpp/emittermanip.h>

#include "base/assert.hpp"

namespace harbinger {

namespace {

void emit(const YamlNode& node, YAML::Emitter& out) {
  if (!node.tag.empty()) out << YAML::VerbatimTag(node.tag);
  switch (node.kind) {
    case YamlKind::null: out << YAML::Null; break;
    case YamlKind::scalar:
      // An empty plain scalar is no text in YAML; the emitter itself quotes what cannot be plain.
      if (!node.plain || node.scalar.value.empty()) out << YAML::DoubleQuoted;
      out << node.scalar.value;
      break;
    case YamlKind::sequence:
      if (node.items.empty()) out << YAML::Flow;
      out << YAML::BeginSeq;
      for (const YamlNode& item : node.items) emit(item, out);
      out << YAML::EndSeq;
      break;
    case YamlKind::map:
      if (node.entries.empty()) out << YAML::Flow;
      out << YAML::BeginMap;
      for (const auto& [key, value] : node.entries) {
        out << YAML::Key;
        emit(key, out);
        out << YAML::Value;
        emit(value, out);
      }
      out << YAML::EndMap;
      break;
  }
}

}  // namespace

std::string to_yaml(const YamlNode& node) {
  YAML::Emitter out;
  emit(node, out);
  HARBINGER_ASSERT(out.good());
  return std::string(out.c_str(), out.size()) + "\n";
}

}  // namespace harbinger
